// What the pickup desk has beside the plain pickup: the field that a winner signs on, market day, and the search by the
// last digits of a phone. Each is a phase of PickupState. UI thread.
#pragma once

#include "ui/screens/key_panel.h"
#include "ui/screens/pickup.h"

namespace xiaoer::ui {

// "照片书、布鞋"
[[nodiscard]] std::string prizes_in_words(const std::vector<std::string>& prizes, const Words& words);

[[nodiscard]] PickupAction draw_sign(Painter& painter, Box box, const PickupState& state, const View& view);

// 赶集: four digits of a number, then four of the code, then one touch; a longer number is keyed after its field was
// touched once more. A pass that is scanned needs no touch at all.
[[nodiscard]] PickupAction draw_market(Painter& painter, Box box, const PickupState& state, const View& view);
[[nodiscard]] Next step_market(PickupState& state, const PickupAction& action, const View& view);
void key_market(PickupState& state, char key);
[[nodiscard]] Next scan_market(PickupState& state, const std::string& scan, const View& view);
[[nodiscard]] Next answer_market(PickupState& state, const Result<Outcome>& result, const View& view);

[[nodiscard]] PickupAction draw_seek(Painter& painter, Box box, const PickupState& state, const View& view);
[[nodiscard]] PickupAction draw_sought(Painter& painter, Box box, const PickupState& state, const View& view);
[[nodiscard]] Next step_seek(PickupState& state, const PickupAction& action, const View& view);
[[nodiscard]] Next answer_seek(PickupState& state, const WinnersFound& found, const View& view);

}  // namespace xiaoer::ui
