#include "tests/flows/stand_in_printer.h"

#include "tests/flows/process.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

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

char answer_of(StandInPrinter::Health health, char question) {
    using Health = StandInPrinter::Health;
    if (health == Health::well) return 0x12;
    const bool paper = health == Health::no_paper;
    switch (question) {
        case 1: return 0x1a;                 // offline
        case 2: return paper ? 0x32 : 0x16;  // stopped as the paper ended; the cover is open
        default: return paper ? 0x72 : 0x12;
    }
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
    std::string all;
    for (const auto& slip : slips()) all += slip;
    return all;
}

std::vector<std::string> StandInPrinter::slips() const {
    const std::lock_guard lock(mutex_);
    auto printed = slips_;
    std::erase(printed, "");
    return printed;
}

void StandInPrinter::run() {
    while (!stopping_) {
        if (!readable(listener_)) continue;
        const int connection = ::accept(listener_, nullptr, nullptr);
        {
            const std::lock_guard lock(mutex_);
            slips_.emplace_back();
        }
        serve(connection);
        ::close(connection);
    }
}

void StandInPrinter::serve(int connection) {
    std::string asked;  // what may still be a question
    std::array<char, 4096> chunk{};
    while (!stopping_) {
        if (!readable(connection)) continue;
        const auto count = ::read(connection, chunk.data(), chunk.size());
        if (count <= 0) return;
        asked.append(chunk.data(), static_cast<std::size_t>(count));
        const std::lock_guard lock(mutex_);
        while (slips_.back().empty() && asked.size() >= 3 && asked.starts_with("\x10\x04")) {
            const char answer = answer_of(health_, asked[2]);
            asked.erase(0, 3);
            if (::send(connection, &answer, 1, MSG_NOSIGNAL) != 1) return;
        }
        const bool half_a_question = slips_.back().empty() && asked.size() < 3 && asked.starts_with('\x10');
        if (!half_a_question) slips_.back() += std::exchange(asked, {});
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
