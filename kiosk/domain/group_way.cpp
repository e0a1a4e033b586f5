#include "domain/group_way.h"

#include "base/text.h"

#include <algorithm>

namespace xiaoer {
namespace {

// RFC 3986 §2: what an address is made of. Chinese punctuation right behind one ends it.
constexpr std::string_view address_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";
constexpr std::size_t code_max = 300;  // what a screen's QR still shows in modules that a phone can see

bool is_address(std::string_view text) {
    return (text.starts_with("http://") || text.starts_with("https://")) &&
           text.find_first_not_of(address_characters) == text.npos;
}

}  // namespace

GroupCodeView group_code_at(const Settings& settings, std::int64_t newcomers, Timestamp now) {
    GroupCodeView view;
    view.members = settings.group_members + newcomers;
    const auto age_ms = now - settings.group_code_made_at;
    view.days = age_ms / day_ms;
    if (settings.group_code.empty()) return view;
    view.state = GroupCodeState::good;
    if (view.members >= settings.group_members_safe) view.state = GroupCodeState::full;
    // A code from the future says that the clock is wrong, and then nobody knows how old it is.
    if (view.days >= settings.group_code_safe_days || age_ms < -day_ms) view.state = GroupCodeState::old;
    return view;
}

GroupInvite invite_to_group(const Settings& settings, std::int64_t newcomers, Timestamp now) {
    if (group_code_at(settings, newcomers, now).state == GroupCodeState::good) return {true, settings.group_code, ""};
    const std::string_view words = settings.owner_contact;
    const auto at = std::min(words.find("http"), words.size());
    const auto address = words.substr(at, words.find_first_not_of(address_characters, at) - at);
    if (!is_address(address)) return {false, "", std::string(trim(words))};
    const auto rest = std::string(words.substr(0, at)) + std::string(words.substr(at + address.size()));
    return {false, std::string(address), std::string(trim(rest))};
}

const char* why_not_group(const Settings& settings) {
    const auto& code = settings.group_code;
    if (!code.empty() && (code.size() > code_max || !is_address(code))) return "group_code";
    const auto between = [](std::int64_t low, std::int64_t value, std::int64_t high) {
        return low <= value && value <= high;
    };
    const bool days =
        between(1, settings.group_code_safe_days, settings.group_code_days) && settings.group_code_days <= 3660;
    const bool members = between(1, settings.group_members_safe, settings.group_members_max) &&
                         settings.group_members_max <= 100'000 && between(0, settings.group_members, 100'000);
    return days && members ? nullptr : "group_limits";
}

}  // namespace xiaoer
