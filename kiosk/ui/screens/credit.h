// 用代金券 at the desk: what this customer pays less, told before they pay; then it is taken off, once. UI thread.
//
// Whose it is (scan or number), then the offer: discount, vouchers, and a keypad for the bill, from which follows what
// is taken off and what is left to pay. A quote consumes nothing. A pass that grew old while the bill was keyed is
// scanned again, and the bill stays. The 领奖码 is asked for when the quote says that it is needed.
#pragma once

#include "ui/screens/key_panel.h"

namespace xiaoer::ui {

struct CreditState {
    enum class Phase { whose, offer, redeem_code, spent } phase = Phase::whose;
    std::string number{};  // keyed: whose
    std::string scan{};    // what was shown or keyed, for SpendCredit
    std::string bill{};    // keyed: "86.5"
    std::string code{};    // keyed: 领奖码
    std::string problem{};
    Quoted quote{};
    CreditSpent spent{};
    std::int64_t pay_minor = 0;  // of `spent`: what the clerk is to collect
};

struct CreditAction {
    enum class Kind { none, key, find, spend, code_send, back } kind = Kind::none;
    char key = key_none;
};

// A bill after the discount, what credit takes off it, and what is left to pay.
struct BillParts {
    std::int64_t rest_minor = 0, off_minor = 0, pay_minor = 0;
};
[[nodiscard]] BillParts bill_parts(std::int64_t bill_minor, const Quoted& quote);

// "0402 号用掉 5 元，还剩 3 元"
[[nodiscard]] std::string spent_words(const CreditSpent& spent, const Words& words);

// `box`: for a panel with a keypad; `body`: the whole of the screen below its header.
[[nodiscard]] CreditAction draw_credit(Painter& painter, Box box, Box body, const CreditState& state, const View& view);
// Returns: nothing when the desk's home is to come back.
[[nodiscard]] std::optional<Next> step_credit(CreditState& state, const CreditAction& action, const View& view);
[[nodiscard]] Next scan_credit(CreditState& state, const std::string& scan, const View& view);
// Requires: a result that common_answer() leaves to the screen.
[[nodiscard]] Next answer_credit(CreditState& state, const Outcome& outcome, const View& view);

}  // namespace xiaoer::ui
