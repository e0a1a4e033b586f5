// Who stands behind the counter: given by SignedIn, kept in memory only, gone with a restart or after 10 idle minutes.
#pragma once

#include "base/ids.h"

namespace xiaoer {

using SessionId = Id<struct SessionTag>;

}  // namespace xiaoer
