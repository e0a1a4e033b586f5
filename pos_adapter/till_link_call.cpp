#include "pos_adapter/till_link_call.h"

#include "base/text.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace xiaoer::pos {
namespace {

constexpr std::size_t answer_bytes_max = 64 * 1024;

Error unreachable(std::string message) { return {ErrorCode::unreachable, std::move(message)}; }

// One connection with a deadline for all of it.
class Wire {
public:
    Wire(Socket socket, const Clock& clock, std::int64_t deadline_ms, const Socket& wake)
        : socket_(std::move(socket)), clock_(clock), deadline_ms_(deadline_ms), wake_(wake) {}

    [[nodiscard]] bool connect() { return wait_for(POLLOUT) && connected(socket_); }

    [[nodiscard]] bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(count));
            } else if (count == 0 || (errno != EAGAIN && errno != EINTR) || !wait_for(POLLOUT)) {
                return false;
            }
        }
        return true;
    }
    // To the end of the connection, which the call asked for. Nothing when it does not end in time.
    [[nodiscard]] std::optional<std::string> read_to_end() {
        std::string all;
        std::array<char, 4096> chunk;
        while (all.size() <= answer_bytes_max) {
            const auto count = ::recv(socket_.fd(), chunk.data(), chunk.size(), 0);
            if (count > 0) {
                all.append(chunk.data(), static_cast<std::size_t>(count));
            } else if (count == 0) {
                return all;
            } else if ((errno != EAGAIN && errno != EINTR) || !wait_for(POLLIN)) {
                return std::nullopt;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool wait_for(short events) const {
        const auto left_ms = deadline_ms_ - clock_.steady_ms();
        if (left_ms <= 0) return false;
        std::array<pollfd, 2> polled = {{{socket_.fd(), events, 0}, {wake_.fd(), POLLIN, 0}}};
        return ::poll(polled.data(), polled.size(), static_cast<int>(left_ms)) > 0 && polled[1].revents == 0;
    }

    Socket socket_;
    const Clock& clock_;
    const std::int64_t deadline_ms_;
    const Socket& wake_;
};

struct HttpAnswer {
    int status = 0;
    std::string_view signature;
    std::string_view body;
};

// Takes an HTTP/1.1 answer apart (RFC 9112); nothing when it is none, or not whole.
std::optional<HttpAnswer> parse_answer(std::string_view text) {
    const auto head_end = text.find("\r\n\r\n");
    if (!text.starts_with("HTTP/1.1 ") || head_end == std::string_view::npos) return std::nullopt;
    HttpAnswer answer;
    std::from_chars(text.data() + 9, text.data() + head_end, answer.status);
    answer.body = text.substr(head_end + 4);
    std::size_t length = answer.body.size();
    auto head = text.substr(0, head_end);
    for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n")) {
        head.remove_prefix(at + 2);
        const auto line = head.substr(0, head.find("\r\n"));
        const auto colon = std::min(line.find(':'), line.size());
        std::string name(line.substr(0, colon));
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        const auto value = trim(line.substr(std::min(colon + 1, line.size())));
        if (name == "x-xiaoer-signature") answer.signature = value;
        if (name == "content-length") std::from_chars(value.data(), value.data() + value.size(), length);
    }
    if (length > answer.body.size()) return std::nullopt;
    answer.body = answer.body.substr(0, length);
    return answer;
}

std::string request_of(const LinkTarget& target, const LinkCall& call) {
    const bool v6 = target.kiosk.address.find(':') != std::string::npos;
    const auto host = v6 ? "[" + target.kiosk.address + "]" : target.kiosk.address;
    std::string request(call.method);
    request.append(" ").append(call.path).append(" HTTP/1.1\r\nHost: ").append(host);
    request.append(":").append(std::to_string(target.kiosk.port));
    request.append("\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ");
    request.append(std::to_string(call.body.size())).append("\r\nX-Xiaoer-Till: ").append(call.till);
    request.append("\r\nX-Xiaoer-Time: ").append(call.time);
    request.append("\r\nX-Xiaoer-Signature: ").append(call.signature).append("\r\n\r\n");
    return request.append(call.body);
}

// What may be said without a signature: that this till is not known, or that the kiosk is busy. Both only make the
// till wait.
Result<LinkAnswer> unsigned_answer(const HttpAnswer& http) {
    const auto answer = read_answer_document(http.body);
    if (answer && http.status == 401 && answer->kind == LinkAnswer::Kind::unauthorised) return answer;
    if (http.status == 503) return LinkAnswer{};
    return unreachable("an answer that is not signed with this till's key");
}

}  // namespace

Result<LinkAnswer> call_kiosk(const LinkTarget& target, std::string_view document, Timestamp at, const Clock& clock,
                              int timeout_ms, const Socket& wake) {
    const std::string time = std::to_string(at.ms);
    LinkCall call{"POST", till_link_path, target.till, time, {}, document};
    const std::string signature = link_signature(target.key, call);
    call.signature = signature;
    XIAOER_TRY_ASSIGN(auto socket, begin_connect(target.kiosk));
    Wire wire(std::move(socket), clock, clock.steady_ms() + timeout_ms, wake);
    if (!wire.connect()) return unreachable("no kiosk answers at " + target.kiosk.address);
    const auto text = wire.send(request_of(target, call)) ? wire.read_to_end() : std::nullopt;
    const auto http = text ? parse_answer(*text) : std::nullopt;
    if (!http) return unreachable("the call to " + target.kiosk.address + " was cut off");
    if (http->signature.empty()) return unsigned_answer(*http);
    const auto expected = link_answer_signature(target.key, signature, http->status, http->body);
    if (!equal_in_constant_time(view_of(expected), view_of(http->signature))) {
        return unreachable("an answer that is not signed with this till's key");
    }
    return read_answer_document(http->body);
}

}  // namespace xiaoer::pos
