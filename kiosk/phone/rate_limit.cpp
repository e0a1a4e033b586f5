#include "phone/rate_limit.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

constexpr std::size_t names_max = 16'384;  // far above a shop's visitors in the minutes a bucket takes to fill

}  // namespace

bool RateLimit::allow(std::string_view name, std::int64_t now_ms) {
    if (full_at_ms_.size() >= names_max) forget_the_quiet(now_ms);
    const auto found = full_at_ms_.find(std::string(name));
    if (found == full_at_ms_.end() && full_at_ms_.size() >= names_max) return false;
    const auto full_at = std::max(found == full_at_ms_.end() ? now_ms : found->second, now_ms) + rate_.every_ms;
    if (full_at - now_ms > rate_.burst * rate_.every_ms) return false;
    full_at_ms_[std::string(name)] = full_at;
    return true;
}

void RateLimit::forget_the_quiet(std::int64_t now_ms) {
    std::erase_if(full_at_ms_, [now_ms](const auto& entry) { return entry.second <= now_ms; });
}

}  // namespace xiaoer::phone
