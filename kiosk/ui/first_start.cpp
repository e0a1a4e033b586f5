#include "ui/first_start.h"

namespace xiaoer::ui {

bool FirstStart::tell(FirstSecrets secrets) {
    std::unique_lock lock(mutex_);
    secrets_ = std::move(secrets);
    confirmed_ = false;
    if (wake_) wake_();
    changed_.wait(lock, [this] { return confirmed_ || closed_; });
    secrets_.reset();
    return confirmed_;
}

std::optional<FirstSecrets> FirstStart::told() const {
    const std::lock_guard lock(mutex_);
    return confirmed_ ? std::nullopt : secrets_;
}

void FirstStart::confirm() {
    {
        const std::lock_guard lock(mutex_);
        confirmed_ = true;
    }
    changed_.notify_all();
}

void FirstStart::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

void FirstStart::on_tell(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace xiaoer::ui
