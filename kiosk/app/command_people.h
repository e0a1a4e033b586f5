// Commands about the people of the group: seats, phones, cards in stock. Part of app/command.h; include that.
//
// A seat is the number of somebody from the roll-call who never came. Whose it is shows in one of two ways, and no
// other: the clerk has the person in front of them and sees the nickname in their own chat app (BindSeat), or a phone
// joins with the very phone number that stood in the roll-call (Join), and that only while nothing is at stake: no
// prize was won on the seat and no locked list holds a ticket of it. To know a number and a nickname is no proof,
// because the whole group knows them. A phone that claims a seat by them therefore only asks (AskToBind), gets a
// four-digit code, and the clerk types it when the person shows it.
#pragma once

#include "app/session_id.h"
#include "base/codec.h"
#include "domain/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace xiaoer {

// ---- seats ------------------------------------------------------------------------------------------------

struct SeatDecision {  // about a line that was shown to decide
    std::int64_t line = 0;
    bool take = false;  // true: a person of their own gets a seat; false: the line is left out
    XIAOER_FIELDS(visit("line", self.line); visit("take", self.take);)
};
struct PreviewSeats {  // writes nothing: what ImportSeats would do with the same text and decisions
    static constexpr std::string_view kind = "preview_seats";
    std::string text;  // domain/roll_call.h
    std::vector<SeatDecision> decisions;
    std::optional<SessionId> by;  // a manager
    XIAOER_FIELDS(visit("text", self.text); visit("decisions", self.decisions); visit("by", self.by);)
};
// Makes at most 1,000 seats; while SeatsImported says that some are left, it is said again, with another id. What is
// there already is left alone, so the same text, or one that overlaps, may be imported at any time.
struct ImportSeats {
    static constexpr std::string_view kind = "import_seats";
    std::string text;
    std::vector<SeatDecision> decisions;
    std::optional<SessionId> by;  // a manager
    XIAOER_FIELDS(visit("text", self.text); visit("decisions", self.decisions); visit("by", self.by);)
};
// The clerk has seen who it is: the seat is theirs. With a code, the phone that shows it is bound to the number in the
// same go, which is also how a member gets a new phone bound.
struct BindSeat {
    static constexpr std::string_view kind = "bind_seat";
    SessionId by;
    std::int64_t number = 0;
    std::optional<std::string> code;
    bool forget_others = false;  // phones bound before: of a seat that a wrong person had claimed, or stolen ones
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number); visit("code", self.code);
                  visit("forget_others", self.forget_others);)
};

// ---- phones -----------------------------------------------------------------------------------------------

struct AskToBind {  // writes nothing; the answer is the same whether there is such a number or not
    static constexpr std::string_view kind = "ask_to_bind";
    std::int64_t number = 0;
    Hash browser{};       // SHA-256 of the cookie that this browser will carry
    bool agreed = false;  // required: a seat's owner has agreed to nothing yet
    bool agreed_alliance = false;
    bool show_name = false;
    bool under_14 = false;
    bool guardian_agreed = false;
    Language language = Language::hans;
    Hash notice{};  // SHA-256 of the notice that was shown
    XIAOER_FIELDS(visit("number", self.number); visit("browser", self.browser); visit("agreed", self.agreed);
                  visit("agreed_alliance", self.agreed_alliance); visit("show_name", self.show_name);
                  visit("under_14", self.under_14); visit("guardian_agreed", self.guardian_agreed);
                  visit("language", self.language); visit("notice", self.notice);)
};
// A member's new phone, by number and 领奖码: five wrong tries for a number, fifty a day for all, then at the counter
// only. They are not those of the counter: nobody's prize can be held up from a phone. A seat has nobody who could
// know its code.
struct BindBrowser {
    static constexpr std::string_view kind = "bind_browser";
    std::int64_t number = 0;
    std::string redeem_code;
    Hash browser{};
    XIAOER_FIELDS(visit("number", self.number); visit("redeem_code", self.redeem_code); visit("browser", self.browser);)
};

// What the counter's own scanner has just read, for a clerk's phone that has none: within twenty seconds, once, by
// whoever asks first. Writes nothing and consumes no pass. Outcome: ScanTaken.
struct TakeScan {
    static constexpr std::string_view kind = "take_scan";
    SessionId by;
    bool begin = false;  // whatever was read before is not meant
    XIAOER_FIELDS(visit("by", self.by); visit("begin", self.begin);)
};

// ---- cards ------------------------------------------------------------------------------------------------

struct PrepareCards {  // a sheet of cards without a member, to be printed in advance; IssueCard gives one to somebody
    static constexpr std::string_view kind = "prepare_cards";
    std::int64_t count = 0;       // 1–200
    std::optional<SessionId> by;  // a manager
    XIAOER_FIELDS(visit("count", self.count); visit("by", self.by);)
};
struct ReplaceCard {  // a lost card: every card of this member is revoked, and a new one issued
    static constexpr std::string_view kind = "replace_card";
    SessionId by;
    std::int64_t number = 0;
    std::optional<std::string> card;  // scanned: one printed in advance
    XIAOER_FIELDS(visit("by", self.by); visit("number", self.number); visit("card", self.card);)
};

}  // namespace xiaoer
