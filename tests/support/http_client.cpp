#include "tests/support/http_client.h"

#include <algorithm>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace xiaoer::test {
namespace {

constexpr int patience_ms = 20'000;

sockaddr_in loopback(const char* address, std::uint16_t port) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, address, &where.sin_addr);
    return where;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// Appends what is there; false at the end of the connection or of patience.
bool read_more(int socket, std::string& into, int timeout_ms = patience_ms) {
    pollfd wait{socket, POLLIN, 0};
    if (poll(&wait, 1, timeout_ms) <= 0) return false;
    char bytes[4096];
    const auto count = recv(socket, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    into.append(bytes, static_cast<std::size_t>(count));
    return true;
}

}  // namespace

std::string Reply::header(std::string_view name) const {
    std::string_view rest = head;
    while (!rest.empty()) {
        const auto end = std::min(rest.find("\r\n"), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        const auto colon = line.find(':');
        if (colon == line.npos || !same_name(line.substr(0, colon), name)) continue;
        const auto value = line.substr(colon + 1);
        return std::string(value.substr(std::min(value.find_first_not_of(' '), value.size())));
    }
    return {};
}

Wire::Wire(std::uint16_t port, const char* from) {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto mine = loopback(from, 0);
    const auto theirs = loopback("127.0.0.1", port);
    const bool connected = bind(socket_, reinterpret_cast<const sockaddr*>(&mine), sizeof mine) == 0 &&
                           connect(socket_, reinterpret_cast<const sockaddr*>(&theirs), sizeof theirs) == 0;
    if (!connected) close(std::exchange(socket_, -1));
}

Wire::~Wire() {
    if (socket_ >= 0) close(socket_);
}

bool Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

Reply Wire::receive() {
    std::string bytes;
    std::size_t head_end = 0;
    while ((head_end = bytes.find("\r\n\r\n")) == bytes.npos) {
        if (!read_more(socket_, bytes)) return {};
    }
    Reply reply;
    reply.head = bytes.substr(0, head_end + 2);
    reply.status = std::atoi(reply.head.c_str() + std::min<std::size_t>(9, reply.head.size()));
    reply.body = bytes.substr(head_end + 4);
    // Without a length the answer ends with the connection (RFC 9112 §6.3).
    const auto told = reply.header("content-length");
    const bool bodiless = reply.status == 204 || reply.status == 304;
    const auto length = told.empty() && !bodiless ? SIZE_MAX : static_cast<std::size_t>(std::atoll(told.c_str()));
    while (reply.body.size() < length) {
        if (!read_more(socket_, reply.body)) break;
    }
    return reply;
}

bool Wire::closed_within(std::chrono::milliseconds timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        std::string dropped;
        pollfd wait{socket_, POLLIN, 0};
        if (poll(&wait, 1, static_cast<int>(left.count())) <= 0) return false;
        if (!read_more(socket_, dropped, 0)) return true;
    }
}

Reply http(std::uint16_t port, std::string_view method, std::string_view target, const Headers& headers,
           std::string_view body) {
    std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
    const bool has_host = std::ranges::any_of(headers, [](const auto& header) { return header.first == "Host"; });
    if (!has_host) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "Connection: close\r\n\r\n";
    text += body;
    Wire wire(port);
    if (!wire.connected() || !wire.send(text)) return {};
    return wire.receive();
}

}  // namespace xiaoer::test
