#include "phone/completions.h"

#include <iterator>
#include <utility>

namespace xiaoer::phone {

using namespace std::chrono_literals;

Completions::Completions(std::size_t capacity) : capacity_(capacity), thread_([this] { run(); }) {}

Completions::~Completions() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

bool Completions::add(Step step) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || under_way_ >= capacity_) return false;
        ++under_way_;
        added_.push_back(std::move(step));
    }
    changed_.notify_one();
    return true;
}

void Completions::run() {
    std::vector<Step> steps;  // the oldest first
    while (true) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return stopping_ || !steps.empty() || !added_.empty(); });
            if (stopping_) return;
            std::move(added_.begin(), added_.end(), std::back_inserter(steps));
            added_.clear();
        }
        auto patience = 2ms;
        const auto over =
            std::erase_if(steps, [&patience](const Step& step) { return step(std::exchange(patience, 0ms)); });
        const std::lock_guard lock(mutex_);
        under_way_ -= over;
    }
}

}  // namespace xiaoer::phone
