// What was paid, out of the labelled amounts of a slip.
//
// The amount due or paid wins over a plain total; tender, change, discount, subtotal, tax and points only explain
// why two of those differ. Two that differ without an explanation are ambiguous: an amount is never guessed.
// Pure; any thread.
#pragma once

#include "pos_adapter/label_words.h"

#include <string>
#include <vector>

namespace xiaoer::pos {

struct Labelled {
    Label label = Label::none;
    std::int64_t amount_minor = 0;
    std::string mark;  // the currency as marked beside it; "" when there is none
};
struct Total {
    std::optional<std::int64_t> amount_minor;
    bool ambiguous = false;
    bool given_back = false;  // only the word for a refund says it
};

// Requires: amounts of one currency, in the order printed. `refund`: of a slip that calls itself one.
[[nodiscard]] Total resolve_total(const std::vector<Labelled>& amounts, bool refund);

// True for a label that says by itself what was to be paid or was paid.
[[nodiscard]] constexpr bool names_total(Label label) {
    return label == Label::due || label == Label::total || label == Label::net || label == Label::paid ||
           label == Label::refund;
}

}  // namespace xiaoer::pos
