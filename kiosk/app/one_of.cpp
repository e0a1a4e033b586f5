// The two variants of app that every file uses, compiled once (base/one_of.h).
#include "app/outcome.h"

namespace xiaoer {

XIAOER_ONE_OF_COMPILED_HERE(Wish)
XIAOER_ONE_OF_COMPILED_HERE(Outcome)

template Json to_json(const Wish& value);
template Result<Wish> from_json(const Json& json);
template Json to_json(const Outcome& value);
template Result<Outcome> from_json(const Json& json);

}  // namespace xiaoer
