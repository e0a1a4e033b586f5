// What was paid, out of everything on a slip that looks like an amount.
//
// The amount due or paid wins over a plain total; tender, change, discount, subtotal, tax and points only explain
// why two of those differ. Two that differ without an explanation are ambiguous: an amount is never guessed.
// Pure; any thread.
#pragma once

#include "pos_adapter/label_words.h"
#include "pos_adapter/slip_line.h"

namespace xiaoer::pos {

struct Labelled {
    Label label = Label::none;
    std::int64_t amount_minor = 0;
};
struct Total {
    std::optional<std::int64_t> amount_minor;
    bool ambiguous = false;
};

// Requires: amounts of one currency, in the order printed.
[[nodiscard]] Total resolve_total(const std::vector<Labelled>& amounts);

// Every labelled amount of a slip. `unreadable` when a figure behind the word for a total could not be read for
// certain; then nothing else may stand for it.
struct Amounts {
    std::vector<Labelled> labelled;
    bool unreadable = false;
    std::string mark;                             // the currency as marked at the totals, else anywhere
    std::optional<std::size_t> first_label_line;  // items end above it
};
[[nodiscard]] Amounts collect_amounts(const std::vector<std::vector<Field>>& lines, const AmountStyle& style,
                                      Language language);

}  // namespace xiaoer::pos
