// When a slip says the sale was: a date and a time of day in the writings that tills use.
//
// 2016-05-06, 2016年5月6日, 06.05.2016, 02/09/2019, 6th of April 2015, Apr 6 2015; 21:32, 21:32:49, 02:56 PM,
// 下午2:56. Where day and month could be swapped, `order` decides. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

// "2016-05-06T21:32:49"; nothing without a date or without a time of day, or when the date is ambiguous and
// `order` is empty. Requires: folded lines. The first line with both wins, then a date line with a time nearby.
[[nodiscard]] std::optional<std::string> find_sold_at(const std::vector<std::string>& lines,
                                                      std::optional<DateOrder> order);

// True when `text` is a date or a time and nothing else: what must not be taken for a receipt's number.
[[nodiscard]] bool is_date_or_time(std::string_view text);

}  // namespace xiaoer::pos
