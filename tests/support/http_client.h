// A blocking HTTP/1.1 client on plain sockets, for tests only: it can be as rude as a test needs.
//
// No library of the server's is used, so that both cannot share a mistake. Every wait ends after 20 s.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xiaoer::test {

struct Reply {
    int status = 0;    // 0: the connection ended without an answer
    std::string head;  // status line and headers
    std::string body;

    // Name in any case; "" when absent.
    [[nodiscard]] std::string header(std::string_view name) const;
};

// One TCP connection to a loopback port.
class Wire {
public:
    explicit Wire(std::uint16_t port, const char* from = "127.0.0.1");
    ~Wire();
    Wire(Wire&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    [[nodiscard]] bool connected() const { return socket_ >= 0; }
    bool send(std::string_view bytes);
    // Reads one answer with its Content-Length.
    [[nodiscard]] Reply receive();
    // Returns: true when the peer closed before `timeout`; what came until then is dropped.
    [[nodiscard]] bool closed_within(std::chrono::milliseconds timeout);

private:
    int socket_ = -1;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

// One request on a connection of its own. Host is "127.0.0.1:<port>" unless `headers` has one.
[[nodiscard]] Reply http(std::uint16_t port, std::string_view method, std::string_view target,
                         const Headers& headers = {}, std::string_view body = {});

}  // namespace xiaoer::test
