// Commands of the counter beside the plain pickup: a prize fetched from the store room, market day, a winner who is
// looked up, what was written on paper, PINs. Part of app/command.h; include that.
#pragma once

#include "app/session_id.h"
#include "base/codec.h"
#include "base/keys.h"
#include "domain/fact_pickup.h"

#include <optional>
#include <string>
#include <vector>

namespace xiaoer {

// Keeps prizes for a while for whoever fetches them; a manager may hand them over all the same. Goes by itself.
// Outcome: UnitsReserved, or BeingFetched when somebody else was first.
struct ReserveUnits {
    static constexpr std::string_view kind = "reserve_units";
    std::vector<UnitId> units;  // 1–20, all of the bearer
    std::string scan;
    SessionId by;
    XIAOER_FIELDS(visit("units", self.units); visit("scan", self.scan); visit("by", self.by);)
};
struct ReleaseUnits {  // one's own, or anybody's by a manager
    static constexpr std::string_view kind = "release_units";
    std::vector<UnitId> units;
    SessionId by;
    XIAOER_FIELDS(visit("units", self.units); visit("by", self.by);)
};
// Market day, one touch a winner: everything that waits here up to the shop's first value, for a pass, or a card or
// number with the 领奖码. What is dearer stays for the plain pickup. Outcome: HandedOver, NothingToHandOver…
struct MarketHandOver {
    static constexpr std::string_view kind = "market_hand_over";
    std::string scan;
    std::optional<std::string> redeem_code;
    SessionId by;
    XIAOER_FIELDS(visit("scan", self.scan); visit("redeem_code", self.redeem_code); visit("by", self.by);)
};
// Winners with a prize waiting here, by name or by the last four digits of the phone: a manager's, who has looked at a
// document. Written down. For ten minutes the manager may then hand over to whoever was found, without the 领奖码.
struct FindWinners {
    static constexpr std::string_view kind = "find_winners";
    FoundBy how = FoundBy::name;
    std::string text;  // a part of the name, or four digits
    IdentityDocument document = IdentityDocument::id_card;
    SessionId by;
    XIAOER_FIELDS(visit("how", self.how); visit("text", self.text); visit("document", self.document);
                  visit("by", self.by);)
};
// A line of the paper sheet, entered by a manager as it was written. Outcome: PaperEntered, or PaperConflicted, which
// is written down too: then two of one prize may have left the shop.
struct EnterPaper {
    static constexpr std::string_view kind = "enter_paper";
    UnitId unit;
    std::int64_t number = 0;   // the winner's
    StaffId clerk;             // who wrote it
    Timestamp handed_over_at;  // after the draw, and not in the future
    SessionId by;
    XIAOER_FIELDS(visit("unit", self.unit); visit("number", self.number); visit("clerk", self.clerk);
                  visit("handed_over_at", self.handed_over_at); visit("by", self.by);)
};
// A new PIN (hashed by the caller: Kiosk::change_pin, Kiosk::reset_pin). Either by a session of this person's own that
// has just been opened with the old PIN, or by the root key of the recovery sheet, then by name.
struct SetPin {
    static constexpr std::string_view kind = "set_pin";
    std::optional<SessionId> proven;
    std::optional<Hash> root_key;
    std::string name;  // of the recovery sheet's way only
    std::array<std::uint8_t, 16> pin_salt{};
    Hash pin_hash{};
    XIAOER_FIELDS(visit("proven", self.proven); visit("root_key", self.root_key); visit("name", self.name);
                  visit("pin_salt", self.pin_salt); visit("pin_hash", self.pin_hash);)
};

}  // namespace xiaoer
