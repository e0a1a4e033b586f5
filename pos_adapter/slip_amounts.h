// Every labelled amount of a slip: a label with its figures on one line, the figure on the line below, and where a
// slip has no total in that way, labels behind their figures or in a row above a row of figures. Pure; any thread.
#pragma once

#include "pos_adapter/slip_line.h"
#include "pos_adapter/slip_total.h"

namespace xiaoer::pos {

struct Amounts {
    std::vector<Labelled> labelled;               // of one currency, in the order printed
    bool unreadable = false;                      // a figure behind the word for a total could not be read for certain
    std::string mark;                             // the currency as marked at the totals, else anywhere
    std::optional<std::size_t> first_label_line;  // items end above it
};
// `lines`: the fields of each line. `shop_currency` wins where totals are told in two currencies.
[[nodiscard]] Amounts collect_amounts(const std::vector<std::vector<Field>>& lines, const AmountStyle& style,
                                      Language language, std::string_view shop_currency);

}  // namespace xiaoer::pos
