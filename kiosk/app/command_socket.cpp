#include "app/command_socket.h"

#include "store/secrets.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xiaoer {
namespace {

constexpr std::size_t line_max = 8u << 20;  // a batch of 1,000 purchases with room to spare
constexpr int look_ms = 200;                // how soon a stop is noticed
constexpr int patience_ms = 10'000;

struct ErrorLine {
    std::string code;
    std::string message;
    XIAOER_FIELDS(visit("code", self.code); visit("message", self.message);)
};

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (text.size() >= sizeof address.sun_path) return invalid("the path of the socket is too long: " + text);
    std::copy(text.begin(), text.end(), static_cast<char*>(address.sun_path));
    return address;
}

const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

bool readable(int fd, int timeout_ms) {
    pollfd watched{fd, POLLIN, 0};
    return ::poll(&watched, 1, timeout_ms) > 0;
}

// One line without its end. Errors: unreachable when the peer goes quiet or says too much.
Result<std::string> read_line(int fd) {
    std::string line;
    std::array<char, 65536> chunk{};
    while (line.size() <= line_max && readable(fd, patience_ms)) {
        const ssize_t count = ::read(fd, chunk.data(), chunk.size());
        if (count <= 0) break;
        line.append(chunk.data(), static_cast<std::size_t>(count));
        if (line.back() == '\n') return line.substr(0, line.size() - 1);
    }
    return Error{ErrorCode::unreachable, "the connection was cut"};
}

Result<void> write_line(int fd, std::string line) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t count = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count <= 0) return Error{ErrorCode::unreachable, "the connection was cut"};
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

std::string answer_line(const Result<Outcome>& outcome) {
    if (outcome) return canonical(Json::Object{{"outcome", to_json(*outcome)}});
    const auto& error = outcome.error();
    return canonical(Json::Object{{"error", to_json(ErrorLine{std::string(name_of(error.code)), error.message})}});
}

ErrorCode code_named(std::string_view name) {
    for (const auto code : {ErrorCode::io, ErrorCode::corrupt, ErrorCode::busy, ErrorCode::unreachable}) {
        if (name_of(code) == name) return code;
    }
    return ErrorCode::invalid;
}

Result<Outcome> read_answer(std::string_view line) {
    XIAOER_TRY_ASSIGN(const auto json, parse_json(line));
    if (const auto* outcome = json.find("outcome")) return from_json<Outcome>(*outcome);
    const auto* said = json.find("error");
    if (said == nullptr) return corrupt("the kiosk gave no answer");
    XIAOER_TRY_ASSIGN(auto error, from_json<ErrorLine>(*said));
    return Error{code_named(error.code), std::move(error.message)};
}

}  // namespace

CommandSocket::CommandSocket(int listener, std::filesystem::path path, Kiosk& kiosk)
    : listener_(listener), path_(std::move(path)), kiosk_(kiosk), thread_([this] { run(); }) {}

Result<std::unique_ptr<CommandSocket>> CommandSocket::serve(const std::filesystem::path& database, Kiosk& kiosk) {
    const auto path = beside(database, ".sock");
    XIAOER_TRY_ASSIGN(const auto address, address_of(path));
    ::unlink(path.c_str());  // whoever left it there does not hold FILE.lock any more
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto old_mask = ::umask(0177);
    const bool bound =
        listener >= 0 && ::bind(listener, generic(address), sizeof address) == 0 && ::listen(listener, 8) == 0;
    ::umask(old_mask);
    if (!bound) {
        const auto problem = io_error("cannot serve " + path.string() + ": " + std::strerror(errno));
        if (listener >= 0) ::close(listener);
        return problem;
    }
    return std::unique_ptr<CommandSocket>(new CommandSocket(listener, path, kiosk));
}

CommandSocket::~CommandSocket() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
    ::unlink(path_.c_str());
}

void CommandSocket::run() {
    while (!stopping_) {
        if (!readable(listener_, look_ms)) continue;
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        answer(connection);
        ::close(connection);
    }
}

void CommandSocket::answer(int connection) {
    const auto said = [&]() -> Result<Outcome> {
        XIAOER_TRY_ASSIGN(const auto line, read_line(connection));
        XIAOER_TRY_ASSIGN(const auto json, parse_json(line));
        XIAOER_TRY_ASSIGN(auto command, from_json<Command>(json));
        return kiosk_.submit(std::move(command)).get();
    }();
    (void)write_line(connection, answer_line(said));  // a caller who has gone asks again with the same id
}

Result<Outcome> say_over_socket(const std::filesystem::path& database, const Command& command) {
    const auto path = beside(database, ".sock");
    XIAOER_TRY_ASSIGN(const auto address, address_of(path));
    const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0) return io_error("cannot make a socket");
    const auto answer = [&]() -> Result<Outcome> {
        if (::connect(connection, generic(address), sizeof address) != 0) {
            return Error{ErrorCode::unreachable, "no kiosk answers at " + path.string()};
        }
        XIAOER_TRY(write_line(connection, canonical(to_json(command))));
        XIAOER_TRY_ASSIGN(const auto line, read_line(connection));
        return read_answer(line);
    }();
    ::close(connection);
    return answer;
}

}  // namespace xiaoer
