// Vouchers (代金券): store credit in one person's name. Pure; any thread.
#pragma once

#include "base/calendar.h"
#include "domain/fact_people.h"

namespace xiaoer {

struct OpenVoucher {
    VoucherId voucher;
    std::int64_t left_minor = 0;  // > 0
    Timestamp expires_at;
};

// What is taken of which voucher for a bill's `amount_minor`: what expires first goes first, of two the older id.
// Returns: nothing when all of them together do not reach it. Requires: amount_minor > 0.
[[nodiscard]] std::optional<std::vector<VoucherPart>> parts_to_spend(std::vector<OpenVoucher> open,
                                                                     std::int64_t amount_minor);

// Whether a prize of this name is store credit of its value: it calls itself 代金券 (代金劵, voucher).
[[nodiscard]] bool is_voucher_prize(std::string_view name);

// "r327": the channel token of a member's own join link. Returns: the member's number, or nothing.
[[nodiscard]] std::optional<std::int64_t> referrer_in(std::string_view channel);
[[nodiscard]] std::string referral_channel(std::int64_t number);

// "2026-11": what a moderator's monthly voucher is for.
[[nodiscard]] std::string month_of(const CivilTime& day);

}  // namespace xiaoer
