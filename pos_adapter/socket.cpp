#include "pos_adapter/socket.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace xiaoer::pos {
namespace {

constexpr int waiting_clients_max = 8;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<Addresses> resolve(const Endpoint& endpoint, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(endpoint.address.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found) != 0) {
        return invalid("\"" + endpoint.address + "\" is not an IP address");
    }
    return Addresses(found, &::freeaddrinfo);
}

void set(const Socket& socket, int level, int option, int value) {
    ::setsockopt(socket.fd(), level, option, &value, sizeof value);  // a comfort: failing changes nothing
}
// A till that lost its power is noticed in about a minute and a half.
void keep_alive(const Socket& socket) {
    set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(socket, IPPROTO_TCP, TCP_KEEPIDLE, 60);
    set(socket, IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(socket, IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
}

Socket make_socket(const addrinfo& address) {
    return Socket(::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol));
}

}  // namespace

void Socket::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Result<void> check_address(const Endpoint& endpoint) {
    const auto addresses = resolve(endpoint, 0);
    if (!addresses) return addresses.error();
    return {};
}

Result<Socket> listen_on(const Endpoint& endpoint) {
    XIAOER_TRY_ASSIGN(const auto addresses, resolve(endpoint, AI_PASSIVE));
    auto socket = make_socket(*addresses);
    const std::string port = "port " + std::to_string(endpoint.port);
    if (!socket.open()) return io_error("no socket for " + port + ": " + std::strerror(errno));
    set(socket, SOL_SOCKET, SO_REUSEADDR, 1);
    if (::bind(socket.fd(), addresses->ai_addr, addresses->ai_addrlen) != 0 ||
        ::listen(socket.fd(), waiting_clients_max) != 0) {
        if (errno == EADDRINUSE) return Error{ErrorCode::busy, port + " is taken by another program"};
        return io_error("cannot listen on " + endpoint.address + " " + port + ": " + std::strerror(errno));
    }
    return socket;
}

Result<std::uint16_t> port_of(const Socket& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return io_error("no port");
    const auto port = address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                                                    : reinterpret_cast<const sockaddr_in*>(&address)->sin_port;
    return ntohs(port);
}

Result<Socket> begin_connect(const Endpoint& endpoint) {
    XIAOER_TRY_ASSIGN(const auto addresses, resolve(endpoint, 0));
    auto socket = make_socket(*addresses);
    const bool begun = socket.open() &&
                       (::connect(socket.fd(), addresses->ai_addr, addresses->ai_addrlen) == 0 || errno == EINPROGRESS);
    if (!begun) return Error{ErrorCode::unreachable, endpoint.address + " does not answer"};
    keep_alive(socket);
    return socket;
}

bool connected(const Socket& socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

Socket accept_from(const Socket& listener) {
    Socket socket(::accept4(listener.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.open()) keep_alive(socket);
    return socket;
}

std::string peer_address(const Socket& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    std::array<char, NI_MAXHOST> text{};
    if (::getpeername(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
    if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, text.data(), text.size(), nullptr, 0,
                      NI_NUMERICHOST) != 0) {
        return {};
    }
    return text.data();
}

}  // namespace xiaoer::pos
