// After a purchase: how many draw tickets it is worth, and how to make them one's own. UI thread.
//
// Everything about the purchase comes from Snapshot::purchase; the state holds only what is being keyed.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct ClaimState {
    bool keying = false;  // the number keypad is open
    std::string keyed{};
};

struct ClaimAction {
    enum class Kind { none, language, staff, open_keypad, key, send, close, scratch } kind = Kind::none;
    Language language = Language::hans;
    char key = key_none;
};

[[nodiscard]] ClaimAction draw_claim(Painter& painter, const ClaimState& state, const View& view);
[[nodiscard]] Next step_claim(ClaimState& state, const ClaimAction& action, const Snapshot& snapshot);
// A pass or card read by the scanner while this screen stands.
[[nodiscard]] Next scan_claim(ClaimState& state, const std::string& scan, const Snapshot& snapshot, const Words& words);
// What became of BindPurchase. Bound is the counter's: it greets.
[[nodiscard]] Next answer_claim(ClaimState& state, const Result<Outcome>& result, const Words& words);

}  // namespace xiaoer::ui
