// A slip's text, understood: what it is, its number, time, total, currency, lines and member. Pure; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

struct SlipText;
struct TillProfile;

// Returns: kind `none` with a reason whenever the total is not said clearly.
// `profile`: what a merchant has taught of this till's slips; it wins. Null for nothing.
[[nodiscard]] Receipt read_labels(const SlipText& slip, const ReadingOptions& options,
                                  const TillProfile* profile = nullptr);

}  // namespace xiaoer::pos
