#include "domain/voucher.h"

#include "domain/number.h"
#include "domain/roll_call.h"

#include <algorithm>

namespace xiaoer {

std::optional<std::vector<VoucherPart>> parts_to_spend(std::vector<OpenVoucher> open, std::int64_t amount_minor) {
    XIAOER_ASSERT(amount_minor > 0);
    std::ranges::sort(open, {},
                      [](const OpenVoucher& voucher) { return std::pair(voucher.expires_at, voucher.voucher); });
    std::vector<VoucherPart> parts;
    for (const auto& voucher : open) {
        const auto part = std::min(voucher.left_minor, amount_minor);
        if (part <= 0) continue;
        parts.push_back({voucher.voucher, part});
        amount_minor -= part;
        if (amount_minor == 0) return parts;
    }
    return {};
}

bool is_voucher_prize(std::string_view name) {
    const auto key = name_key(name);
    const auto says = [&key](std::string_view word) { return key.find(word) != std::string::npos; };
    return says("代金券") || says("代金劵") || says("voucher");
}

std::optional<std::int64_t> referrer_in(std::string_view channel) {
    if (!channel.starts_with('r')) return {};
    return parse_number(channel.substr(1));
}

std::string referral_channel(std::int64_t number) { return "r" + std::to_string(number); }

std::string month_of(const CivilTime& day) {
    return std::to_string(day.year) + (day.month < 10 ? "-0" : "-") + std::to_string(day.month);
}

}  // namespace xiaoer
