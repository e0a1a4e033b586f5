// JSON with one long list in it, element by element: a proof's million entries need no million values at once.
// Any thread.
#pragma once

#include "base/json.h"

#include <functional>

namespace xiaoer {

using TakeElement = std::function<Result<void>(const Json& element)>;

// parse_json() for a text whose object holds a list under `key`: each element is given to `take` as soon as it is read
// and then forgotten; in the result the list is empty.
// Errors: as parse_json; and the first of `take`, which ends the reading.
[[nodiscard]] Result<Json> parse_json_with_list(std::string_view text, std::string_view key, const TakeElement& take);

}  // namespace xiaoer
