// One POST to a service on the internet, by https or plain http, on a connection of its own: for bots and relays.
// Certificates are checked against the system's. Any thread that may wait.
#pragma once

#include "net/http_client.h"

namespace xiaoer::net {

// What came of it, told apart by what the other side may have seen.
struct Posted {
    enum class How {
        answered,  // `reply` is whole
        not_sent,  // no byte of the request went out: trying again is safe
        unknown,   // cut after the request began: it may have arrived
    } how = How::not_sent;
    HttpReply reply{};
    std::string problem{};  // one line, when not answered; never with the address, which may hold a secret
};

// `url`: http or https, with host, optional port, path and query. All of it takes at most `timeout_ms`; an answer of
// more than 1 MiB is cut. Errors: invalid for a url that is none.
[[nodiscard]] Result<Posted> post(std::string_view url, const HttpHeaders& headers, std::string_view body,
                                  int timeout_ms = 10'000);

}  // namespace xiaoer::net
