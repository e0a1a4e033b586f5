// Who may say what (DESIGN §2, "Authority"). apply() asks before it believes; what is refused is set aside and
// shown, never dropped. Pure; any thread.
#pragma once

#include "domain/fact.h"

namespace xiaoer {

// What the ledger knows of the device that signed a fact.
enum class Standing {
    own,      // enrolled by this merchant's root key
    partner,  // enrolled by another merchant of an alliance
    unknown,  // not enrolled
};

// `home`: the fact's subject (prize unit, draw, purchase) has this very device as its owner, or the fact names no
// owned subject.
struct Asking {
    Standing standing = Standing::unknown;
    bool home = false;
};

// Returns: nullptr when it may, else why not, for the set-aside list.
[[nodiscard]] const char* refusal_of(const Asking& asking, const FactBody& body);

}  // namespace xiaoer
