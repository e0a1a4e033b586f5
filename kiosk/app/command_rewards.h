// Commands about the rules of the group, store credit and one's own data. Part of app/command.h; include that.
#pragma once

#include "app/bearer.h"
#include "app/session_id.h"
#include "domain/people.h"

#include <vector>

namespace xiaoer {

// ---- rules of the group -----------------------------------------------------------------------------------

struct RecordStrike {  // an advertisement in the group; at the shop's third the tickets stop
    static constexpr std::string_view kind = "record_strike";
    SessionId by;
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number);)
};
struct ClearStrikes {
    static constexpr std::string_view kind = "clear_strikes";
    SessionId by;  // a manager
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number);)
};
struct SetRole {
    static constexpr std::string_view kind = "set_role";
    std::int64_t number = 0;
    MemberRole role = MemberRole::member;
    std::optional<SessionId> by;  // a manager
    XIAOER_FIELDS(visit("number", self.number); visit("role", self.role); visit("by", self.by);)
};
struct CheckIn {  // to the evening's programme: once a business day; a bare number needs a clerk
    static constexpr std::string_view kind = "check_in";
    Bearer who;
    std::optional<SessionId> by;
    XIAOER_FIELDS(visit("who", self.who); visit("by", self.by);)
};

// ---- store credit (代金券) --------------------------------------------------------------------------------

struct Quote {  // writes nothing and never consumes a pass: what this person pays less, before they pay
    static constexpr std::string_view kind = "quote";
    Bearer who;
    SessionId by;
    XIAOER_FIELDS(visit("who", self.who); visit("by", self.by);)
};
// Takes credit off a bill, what expires first first. Proven as a prize is: a pass, or a card or number with the
// 领奖码, which is needed above the shop's value in any case. Exactly once by the command's id.
struct SpendCredit {
    static constexpr std::string_view kind = "spend_credit";
    SessionId by;
    std::string scan;  // pass, card, or number
    std::optional<std::string> redeem_code;
    std::int64_t amount_minor = 0;
    XIAOER_FIELDS(visit("by", self.by); visit("scan", self.scan); visit("redeem_code", self.redeem_code);
                  visit("amount_minor", self.amount_minor);)
};
struct GiveVoucher {
    static constexpr std::string_view kind = "give_voucher";
    std::int64_t number = 0;
    std::int64_t value_minor = 0;
    std::optional<SessionId> by;  // a manager
    XIAOER_FIELDS(visit("number", self.number); visit("value_minor", self.value_minor); visit("by", self.by);)
};
struct ReverseCredit {  // takes back a gift that nothing was spent of, or gives back what a spending took
    static constexpr std::string_view kind = "reverse_credit";
    SessionId by;     // a manager
    std::string act;  // as CreditSpent, VoucherGiven or Quoted name it
    XIAOER_FIELDS(visit("by", self.by); visit("act", self.act);)
};

// ---- one's own data ---------------------------------------------------------------------------------------

struct SetInterests {
    static constexpr std::string_view kind = "set_interests";
    Hash browser{};
    std::vector<std::string> interests;  // of Settings::interests
    XIAOER_FIELDS(visit("browser", self.browser); visit("interests", self.interests);)
};
struct EraseSelf {  // the right to be forgotten, by one's own phone; prizes and credit are gone with it
    static constexpr std::string_view kind = "erase_self";
    Hash browser{};
    XIAOER_FIELDS(visit("browser", self.browser);)
};

}  // namespace xiaoer
