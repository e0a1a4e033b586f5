// The canonical text of a fact's body, as it enters the chain. Pure; any thread.
#pragma once

#include "domain/fact.h"

namespace xiaoer {

// canonical(body_json(body)). A part of a draw's list is written as it is, without a value for each ticket: a list of a
// million is a thousand such parts.
[[nodiscard]] std::string canonical_body(const FactBody& body);

}  // namespace xiaoer
