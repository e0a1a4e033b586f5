// Amounts, quantities and times as the exports of tills write them. Pure; any thread.
//
// Stricter than for slips: a cell holds one value and nothing else, so what cannot be read in exactly one way is not
// read at all.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

// How a file writes figures.
struct ExportFigures {
    char decimal = '.';                   // or ','
    std::optional<std::string> currency;  // for "8.00" and "$8.00": how many decimals an amount has
};
struct ExportAmount {
    std::int64_t minor = 0;
    std::string currency;   // when the cell names it: "€8.00", "8.00 USD"
    std::string open_mark;  // "$", "¥" or "元": several currencies have it
};
// "8", "8.00", "-$9.00", "($9.00)", "1,234.50", "1 234,50", "9.00-". Nothing when the figure has
// more decimals than the currency (zeros apart), groups that are not of three, or could mean two amounts.
[[nodiscard]] std::optional<ExportAmount> read_export_amount(std::string_view cell, const ExportFigures& figures);

// The receipt's currency becomes the one that the amount names; where its mark is not of the currency that the receipt
// has (a "$" in a shop of yuan), the currency is unknown.
void take_currency(Receipt& receipt, const ExportAmount& amount);

// "2", "-1.0", "0.425": in thousandths, rounded. Nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> read_export_quantity(std::string_view cell, char decimal);

struct ExportTime {
    std::optional<std::string> sold_at;  // as Receipt has it
    bool either_order = false;           // day and month could be swapped, and `order` does not say
};
// "2026-09-03 10:15:00 -0400", "01/10/2026 23:50", "7/28/26 1:33 PM", "2026-09-03T10:15:00Z", "20260903101500",
// "2026年9月3日 10:15", "Sep 3, 2026 10:15". A date without a time of day is taken as noon, which is in the right
// business day.
[[nodiscard]] ExportTime read_export_time(std::string_view cell, std::optional<DateOrder> order);

// The one order that `cell` can be read in: "28/07/2026" is dmy. Nothing when both or neither fit, or for ISO dates.
[[nodiscard]] std::optional<DateOrder> date_order_shown(std::string_view cell);

}  // namespace xiaoer::pos
