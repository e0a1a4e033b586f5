// Answers kept with command ids, so that saying a command twice answers the same. Store thread.
//
// Codes and keys are not kept: they are taken out before and, where they follow from the machine's keys, put back.
#pragma once

#include "app/outcome.h"
#include "store/store.h"

namespace xiaoer {

[[nodiscard]] std::string answer_to_keep(Outcome outcome);
[[nodiscard]] Result<Outcome> kept_answer(Store& store, std::string_view kept);

}  // namespace xiaoer
