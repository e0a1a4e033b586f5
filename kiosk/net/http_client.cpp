#include "net/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <charconv>

namespace xiaoer::net {
namespace {

Error unreachable(std::string message) { return {ErrorCode::unreachable, std::move(message)}; }

class Connection {
public:
    Connection(std::uint16_t port, int timeout_ms) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{timeout_ms / 1000, (timeout_ms % 1000) * 1000};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Connection() { ::close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    [[nodiscard]] std::string read_to_end() const {
        std::string all;
        std::array<char, 16384> chunk{};
        while (true) {
            const ssize_t count = ::recv(socket_, chunk.data(), chunk.size(), 0);
            if (count <= 0) return all;
            all.append(chunk.data(), static_cast<std::size_t>(count));
        }
    }

private:
    int socket_;
    bool connected_ = false;
};

}  // namespace

Result<HttpReply> http_request(std::uint16_t port, std::string_view method, std::string_view target,
                               const HttpHeaders& headers, std::string_view body, int timeout_ms) {
    const Connection connection(port, timeout_ms);
    const std::string host = "127.0.0.1:" + std::to_string(port);
    if (!connection.connected()) return unreachable("nothing answers at " + host);
    std::string request = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: " + host +
                          "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
    request += "\r\n";
    request += body;
    if (!connection.send(request)) return unreachable("the connection to " + host + " was cut");
    const std::string all = connection.read_to_end();
    const auto end = all.find("\r\n\r\n");
    if (!all.starts_with("HTTP/1.1 ") || end == std::string::npos) return unreachable("no HTTP answer from " + host);
    HttpReply reply{0, all.substr(0, end), all.substr(end + 4)};
    std::from_chars(all.data() + 9, all.data() + end, reply.status);
    return reply;
}

Result<void> send_bytes(std::uint16_t port, std::string_view bytes, int timeout_ms) {
    const Connection connection(port, timeout_ms);
    if (!connection.connected() || !connection.send(bytes)) {
        return unreachable("nothing takes bytes at 127.0.0.1:" + std::to_string(port));
    }
    return {};
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += c;
        } else {
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
    return encoded;
}

}  // namespace xiaoer::net
