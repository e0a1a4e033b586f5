// Facts about pickups beside the plain ones: what was handed over on paper while the machine was off, whom a manager
// looked up, who signed, whose PIN changed. Part of domain/fact.h, which has the whole list; include that. Values; any
// thread.
#pragma once

#include "base/ids.h"
#include "domain/prize.h"

#include <optional>
#include <vector>

namespace xiaoer {

// What the winner showed. `identity`: a document that a manager looked at; `paper`: written by hand, entered later.
enum class Evidence { pass, card, number, identity, paper };
[[nodiscard]] constexpr auto names_of(Evidence) {
    return std::array<std::string_view, 5>{"pass", "card", "number", "identity", "paper"};
}

// The document that a manager saw. Its number is never written down.
enum class IdentityDocument { id_card, passport, driving_licence, social_card };
[[nodiscard]] constexpr auto names_of(IdentityDocument) {
    return std::array<std::string_view, 4>{"id_card", "passport", "driving_licence", "social_card"};
}
enum class FoundBy { name, phone_tail };
[[nodiscard]] constexpr auto names_of(FoundBy) { return std::array<std::string_view, 2>{"name", "phone_tail"}; }

struct PaperHandOver {  // written by hand while there was no kiosk, and entered afterwards with its real time
    static constexpr std::string_view kind = "prize.handed_over_on_paper";
    UnitId unit;
    MemberId member;
    StaffId clerk;  // who handed it over and wrote it down
    StaffId manager;
    Timestamp handed_over_at;
    XIAOER_FIELDS(visit("unit", self.unit); visit("member", self.member); visit("clerk", self.clerk);
                  visit("manager", self.manager); visit("handed_over_at", self.handed_over_at);)
};
struct PaperConflict {  // the same, of a unit that was given or had lapsed meanwhile: it counts for nothing, and is
                        // shown
    static constexpr std::string_view kind = "prize.paper_conflict";
    UnitId unit;
    MemberId member;
    StaffId clerk;
    StaffId manager;
    Timestamp handed_over_at;
    XIAOER_FIELDS(visit("unit", self.unit); visit("member", self.member); visit("clerk", self.clerk);
                  visit("manager", self.manager); visit("handed_over_at", self.handed_over_at);)
};
struct WinnerSigned {  // the strokes are in the vault, under the member's key
    static constexpr std::string_view kind = "prize.signed";
    std::vector<UnitId> units;
    MemberId member;
    XIAOER_FIELDS(visit("units", self.units); visit("member", self.member);)
};
struct MemberLookedUp {  // by name or the phone's last digits: a manager's, with a document in hand
    static constexpr std::string_view kind = "member.looked_up";
    StaffId manager;
    FoundBy how = FoundBy::name;
    IdentityDocument document = IdentityDocument::id_card;
    std::vector<MemberId> found;  // at most 10
    XIAOER_FIELDS(visit("manager", self.manager); visit("how", self.how); visit("document", self.document);
                  visit("found", self.found);)
};
struct StaffPinSet {
    static constexpr std::string_view kind = "staff.pin_set";
    StaffId staff;
    bool by_recovery_sheet = false;  // else they knew the old one
    XIAOER_FIELDS(visit("staff", self.staff); visit("by_recovery_sheet", self.by_recovery_sheet);)
};

}  // namespace xiaoer
