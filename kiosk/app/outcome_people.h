// Outcomes of the commands about the people of the group. Part of app/outcome.h; include that.
#pragma once

#include "base/codec.h"
#include "domain/people.h"
#include "domain/roll_call.h"

#include <string>
#include <vector>

namespace xiaoer {

enum class SeatFate {
    fresh,      // gets a new number
    already,    // has one: the same phone, or the same seat before
    same_name,  // somebody has this name: to decide whether it is the same person
    unread,     // to decide, or nothing that could be a name
    left_out,   // by a decision
};
[[nodiscard]] constexpr auto names_of(SeatFate) {
    return std::array<std::string_view, 5>{"fresh", "already", "same_name", "unread", "left_out"};
}
struct SeatCounts {
    std::int64_t fresh = 0, already = 0, same_name = 0, unread = 0, left_out = 0;
    XIAOER_FIELDS(visit("fresh", self.fresh); visit("already", self.already); visit("same_name", self.same_name);
                  visit("unread", self.unread); visit("left_out", self.left_out);)
    friend bool operator==(const SeatCounts&, const SeatCounts&) = default;
};
struct SeatView {
    std::int64_t line = 0;
    std::string nickname;
    std::string phone_tail;  // "" without a phone
    SeatFate fate = SeatFate::fresh;
    RollProblem problem = RollProblem::none;
    std::int64_t number = 0;  // of whoever is there already, or has the name; 0: nobody
    XIAOER_FIELDS(visit("line", self.line); visit("nickname", self.nickname); visit("phone_tail", self.phone_tail);
                  visit("fate", self.fate); visit("problem", self.problem); visit("number", self.number);)
};
struct SeatsPreviewed {  // not kept: it holds names
    static constexpr std::string_view kind = "seats_previewed";
    SeatCounts counts;
    bool cut = false;             // the text is longer than the bounds of domain/roll_call.h
    std::vector<SeatView> lines;  // what is to decide first, then by line; at most 200
    XIAOER_FIELDS(visit("counts", self.counts); visit("cut", self.cut); visit("lines", self.lines);)
};
struct SeatsImported {
    static constexpr std::string_view kind = "seats_imported";
    SeatCounts counts;       // of the whole text; fresh: made just now
    std::int64_t left = 0;   // still to be made: say it again
    std::int64_t first = 0;  // numbers given just now; 0: none
    std::int64_t last = 0;
    XIAOER_FIELDS(visit("counts", self.counts); visit("left", self.left); visit("first", self.first);
                  visit("last", self.last);)
};
struct SeatBound {
    static constexpr std::string_view kind = "seat_bound";
    std::int64_t number = 0;
    bool already = false;      // the seat was theirs before
    bool phone_bound = false;  // the phone that showed the code
    std::string redeem_code;   // 领奖码 of a seat claimed just now, told once; "" otherwise
    XIAOER_FIELDS(visit("number", self.number); visit("already", self.already); visit("phone_bound", self.phone_bound);
                  visit("redeem_code", self.redeem_code);)
};
struct BindingAsked {
    static constexpr std::string_view kind = "binding_asked";
    std::string code;  // four digits, to be shown to the clerk
    std::int64_t lifetime_ms = 600'000;
    XIAOER_FIELDS(visit("code", self.code); visit("lifetime_ms", self.lifetime_ms);)
};
struct BrowserBound {
    static constexpr std::string_view kind = "browser_bound";
    std::int64_t number = 0;
    XIAOER_FIELDS(visit("number", self.number);)
};
struct CardsReady {
    static constexpr std::string_view kind = "cards_ready";
    std::vector<CardId> cards;
    std::vector<std::string> scans;  // their digits, in the same order, for the sheet
    XIAOER_FIELDS(visit("cards", self.cards); visit("scans", self.scans);)
};
struct ScanTaken {
    static constexpr std::string_view kind = "scan_taken";
    std::string scan;  // a pass or a card; "" when nothing was read
    XIAOER_FIELDS(visit("scan", self.scan);)
};
struct PhotoKept {
    static constexpr std::string_view kind = "photo_kept";
    PhotoId photo;
    std::int64_t number = 0;
    std::string prize;  // the one that was collected
    XIAOER_FIELDS(visit("photo", self.photo); visit("number", self.number); visit("prize", self.prize);)
};

}  // namespace xiaoer
