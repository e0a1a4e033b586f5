// A slip's text, understood: what it is, its number, time, total, currency, lines and member. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

struct SlipText;

// Returns: kind `none` with a reason whenever the total is not said clearly.
[[nodiscard]] Receipt read_labels(const SlipText& slip, const ReadingOptions& options);

}  // namespace xiaoer::pos
