#include "tests/flows/stand_in_printer.h"

#include "tests/flows/process.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace xiaoer::flows {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool readable(int fd) {
    pollfd watched{fd, POLLIN, 0};
    return ::poll(&watched, 1, 50) > 0;
}

}  // namespace

StandInPrinter::StandInPrinter() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, sizeof address) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
        throw FlowFailure("no port for the stand-in printer");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

StandInPrinter::~StandInPrinter() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
}

std::string StandInPrinter::received() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

void StandInPrinter::run() {
    while (!stopping_) {
        if (!readable(listener_)) continue;
        const int connection = ::accept(listener_, nullptr, nullptr);
        std::array<char, 4096> chunk{};
        while (!stopping_) {
            if (!readable(connection)) continue;
            const auto count = ::read(connection, chunk.data(), chunk.size());
            if (count <= 0) break;
            const std::lock_guard lock(mutex_);
            received_.append(chunk.data(), static_cast<std::size_t>(count));
        }
        ::close(connection);
    }
}

void send_to_till(std::uint16_t tap_port, std::string_view job) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(tap_port);
    const bool sent = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                      ::send(socket, job.data(), job.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(job.size());
    ::close(socket);
    if (!sent) throw FlowFailure("the tap took no job");
}

}  // namespace xiaoer::flows
