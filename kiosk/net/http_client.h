// One blocking HTTP/1.1 request on a connection of its own, on plain sockets: for the shop day and small errands,
// not for the internet. Any thread that may wait.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xiaoer::net {

struct HttpReply {
    int status = 0;
    std::string head;  // status line and headers
    std::string body;
};
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// To 127.0.0.1:`port`. Waits at most `timeout_ms`. Errors: unreachable.
[[nodiscard]] Result<HttpReply> http_request(std::uint16_t port, std::string_view method, std::string_view target,
                                             const HttpHeaders& headers = {}, std::string_view body = {},
                                             int timeout_ms = 10'000);

// Sends `bytes` to 127.0.0.1:`port` and closes, as a till does. Errors: unreachable.
[[nodiscard]] Result<void> send_bytes(std::uint16_t port, std::string_view bytes, int timeout_ms = 10'000);

// "a b&小" → "a%20b%26%E5%B0%8F" (RFC 3986 §2.1), for forms and queries.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace xiaoer::net
