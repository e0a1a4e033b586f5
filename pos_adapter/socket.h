// TCP sockets for tills and printers: POSIX, non-blocking, closed when they go. One thread at a time.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <utility>

namespace xiaoer::pos {

struct Endpoint {
    std::string address;  // an IP address: a name would have to be asked for while a till waits
    std::uint16_t port = 9100;
};

class Socket {
public:
    Socket() = default;
    explicit Socket(int fd) : fd_(fd) {}
    ~Socket() { close(); }
    Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        if (this != &other) close(), fd_ = std::exchange(other.fd_, -1);
        return *this;
    }
    [[nodiscard]] int fd() const { return fd_; }  // -1 when there is none: poll() ignores it
    [[nodiscard]] bool open() const { return fd_ >= 0; }
    void close();

private:
    int fd_ = -1;
};

// Errors: invalid when the address is no IP address.
[[nodiscard]] Result<void> check_address(const Endpoint& endpoint);

// Port 0 lets the system choose. Errors: busy when the port is taken, invalid for a bad address, io.
[[nodiscard]] Result<Socket> listen_on(const Endpoint& endpoint);
[[nodiscard]] Result<std::uint16_t> port_of(const Socket& socket);
// Begins to connect; writable (or failed) when done. Errors: invalid for a bad address, unreachable.
[[nodiscard]] Result<Socket> begin_connect(const Endpoint& endpoint);
[[nodiscard]] bool connected(const Socket& socket);
// Nothing open when nobody waits.
[[nodiscard]] Socket accept_from(const Socket& listener);
[[nodiscard]] std::string peer_address(const Socket& socket);

}  // namespace xiaoer::pos
