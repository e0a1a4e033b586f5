// 帮顾客办卡 at the desk: a new card in one touch, with the sale of the moment; or a card for a number that stands
// already, because it was lost or never made: then the old cards stop working. UI thread.
//
// A card printed in advance is scanned instead of printing one.
#pragma once

#include "ui/screens/key_panel.h"

namespace xiaoer::ui {

struct CardsState {
    enum class Phase { offer, whose, found, issued } phase = Phase::offer;
    std::string number{};  // keyed: whose card was lost
    Recognised who{};      // in `found`
    CardIssued issued{};
};

struct CardsAction {
    enum class Kind { none, issue, lost, key, find, replace, back, done } kind = Kind::none;
    char key = key_none;
};

[[nodiscard]] CardsAction draw_cards(Painter& painter, Box box, const CardsState& state, const View& view);
// Returns: nothing when the desk's home is to come back.
[[nodiscard]] std::optional<Next> step_cards(CardsState& state, const CardsAction& action, const View& view);
[[nodiscard]] Next scan_cards(CardsState& state, const std::string& scan, const View& view);
// Requires: a result that common_answer() leaves to the screen.
[[nodiscard]] Next answer_cards(CardsState& state, const Outcome& outcome, const View& view);

// The sale of the moment: the newest unclaimed purchase, when it is at most ten minutes old.
[[nodiscard]] const UnboundPurchase* sale_of_the_moment(const Snapshot& snapshot, Timestamp now);

}  // namespace xiaoer::ui
