#include "ui/scan_desk.h"

namespace xiaoer::ui {
namespace {

constexpr std::size_t scans_most = 4;

}  // namespace

void ScanDesk::put(std::string text) {
    std::function<void()> wake;
    {
        const std::lock_guard lock(mutex_);
        if (scans_.size() >= scans_most) return;
        scans_.push_back(std::move(text));
        wake = wake_;
    }
    if (wake) wake();
}

std::optional<std::string> ScanDesk::take() {
    const std::lock_guard lock(mutex_);
    if (scans_.empty()) return std::nullopt;
    auto text = std::move(scans_.front());
    scans_.pop_front();
    return text;
}

void ScanDesk::on_put(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace xiaoer::ui
