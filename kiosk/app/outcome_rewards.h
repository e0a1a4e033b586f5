// Outcomes of the commands about the rules of the group and store credit. Part of app/outcome.h; include that.
#pragma once

#include "base/codec.h"
#include "domain/people.h"

#include <string>
#include <vector>

namespace xiaoer {

struct StrikeCounted {
    static constexpr std::string_view kind = "strike_counted";
    std::int64_t number = 0;
    std::int64_t strikes = 0;
    bool out = false;  // no more tickets; the boss removes them from the group by hand
    XIAOER_FIELDS(visit("number", self.number); visit("strikes", self.strikes); visit("out", self.out);)
};
struct CheckedIn {
    static constexpr std::string_view kind = "checked_in";
    std::int64_t number = 0;
    std::int64_t tickets = 0;
    bool already = false;  // today
    XIAOER_FIELDS(visit("number", self.number); visit("tickets", self.tickets); visit("already", self.already);)
};

struct VoucherView {
    std::int64_t value_minor = 0;
    std::int64_t left_minor = 0;
    Timestamp expires_at;
    VoucherReason why = VoucherReason::gift;
    XIAOER_FIELDS(visit("value_minor", self.value_minor); visit("left_minor", self.left_minor);
                  visit("expires_at", self.expires_at); visit("why", self.why);)
};
struct CreditAct {
    std::string act;   // for ReverseCredit
    std::string what;  // "issued", "spent", "expired"
    std::int64_t amount_minor = 0;
    Timestamp at;
    bool reversed = false;
    XIAOER_FIELDS(visit("act", self.act); visit("what", self.what); visit("amount_minor", self.amount_minor);
                  visit("at", self.at); visit("reversed", self.reversed);)
};
struct Quoted {
    static constexpr std::string_view kind = "quoted";
    std::int64_t number = 0;
    std::string shown_name;
    MemberRole role = MemberRole::member;
    std::int64_t discount_permille = 0;
    std::int64_t credit_minor = 0;      // that can be spent here and now
    std::vector<VoucherView> vouchers;  // of that credit, what expires first first; at most 20
    std::vector<CreditAct> acts;        // newest first, at most 10; for a manager only
    bool redeem_code_needed = false;    // to spend any of it
    XIAOER_FIELDS(visit("number", self.number); visit("shown_name", self.shown_name); visit("role", self.role);
                  visit("discount_permille", self.discount_permille); visit("credit_minor", self.credit_minor);
                  visit("vouchers", self.vouchers); visit("acts", self.acts);
                  visit("redeem_code_needed", self.redeem_code_needed);)
};
struct CreditSpent {
    static constexpr std::string_view kind = "credit_spent";
    std::int64_t number = 0;
    std::int64_t amount_minor = 0;
    std::int64_t left_minor = 0;
    std::string act;  // for ReverseCredit
    XIAOER_FIELDS(visit("number", self.number); visit("amount_minor", self.amount_minor);
                  visit("left_minor", self.left_minor); visit("act", self.act);)
};
struct NotEnoughCredit {
    static constexpr std::string_view kind = "not_enough_credit";
    std::int64_t credit_minor = 0;
    XIAOER_FIELDS(visit("credit_minor", self.credit_minor);)
};
struct VoucherGiven {
    static constexpr std::string_view kind = "voucher_given";
    std::int64_t number = 0;
    std::int64_t value_minor = 0;
    Timestamp expires_at;
    std::string act;
    XIAOER_FIELDS(visit("number", self.number); visit("value_minor", self.value_minor);
                  visit("expires_at", self.expires_at); visit("act", self.act);)
};
struct CreditReversed {
    static constexpr std::string_view kind = "credit_reversed";
    std::int64_t amount_minor = 0;
    XIAOER_FIELDS(visit("amount_minor", self.amount_minor);)
};

}  // namespace xiaoer
