// One call of the till link, from the till's side: HTTP/1.1 over a plain socket, signed, and believed only when the
// answer is signed too. Any thread that may wait.
#pragma once

#include "pos_adapter/socket.h"
#include "pos_adapter/till_link.h"

namespace xiaoer::pos {

struct LinkTarget {
    Endpoint kiosk;
    std::string till;
    SecretKey key;
};

// Waits at most `timeout_ms`, and no longer than until `wake` can be read. `at` is the time that the call carries.
// Errors: unreachable (nobody answers, or somebody who has not the key), invalid for an address that is none.
[[nodiscard]] Result<LinkAnswer> call_kiosk(const LinkTarget& target, std::string_view document, Timestamp at,
                                            const Clock& clock, int timeout_ms, const Socket& wake);

}  // namespace xiaoer::pos
