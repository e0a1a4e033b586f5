// The book (账本): what the community costs and brings, over a span of time. Any connection.
//
// How each figure is counted:
//   prizes      units handed over in the span, at the value their announcement said; and those that lapsed in it
//   came        different members who collected in the span
//   back        of them, those who bought within 24 hours after collecting; what these purchases come to
//   newcomers   members who joined in the span, by the channel of their QR; those brought by a member, by whom
//   sales       recorded in the span and less what was refunded, with a number (bound to a member, whenever) and all
//   credit      vouchers issued, spent and expired in the span, reversals taken off
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

struct ChannelFigure {
    std::string channel;  // a token of the shop's QRs, "card", "desk", "seat", "other", or "referral" for all of them
    std::int64_t newcomers = 0;
};
struct ReferrerFigure {
    std::int64_t number = 0;
    std::int64_t newcomers = 0;
    std::int64_t bought = 0;  // of them, those who have bought since
};
struct Book {
    std::int64_t prizes = 0;
    std::int64_t prizes_value_minor = 0;
    std::int64_t prizes_lapsed = 0;
    std::int64_t came = 0;
    std::int64_t back = 0;
    std::int64_t back_minor = 0;
    std::int64_t newcomers = 0;
    std::vector<ChannelFigure> channels;    // most first, at most 20
    std::vector<ReferrerFigure> referrers;  // most first, at most 20
    std::int64_t sales = 0;
    std::int64_t sales_minor = 0;
    std::int64_t sales_with_number = 0;
    std::int64_t sales_with_number_minor = 0;
    std::int64_t credit_issued_minor = 0;
    std::int64_t credit_spent_minor = 0;
    std::int64_t credit_expired_minor = 0;
    std::int64_t check_ins = 0;
};
// From `from` on and before `to`. `from_day`, `to_day`: the same as business days, for the check-ins.
struct BookSpan {
    Timestamp from;
    Timestamp to;
    std::int64_t from_day = 0;
    std::int64_t to_day = 0;
};
[[nodiscard]] Result<Book> book_of(Database& db, const BookSpan& span);

}  // namespace xiaoer
