#include "cli/network.h"

#include <arpa/inet.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>
#include <span>

namespace xiaoer::cli {
namespace {

using Part = std::span<const char>;

// The next record of a netlink message: a header that begins with its length, padded to four bytes.
template <class Header, class Length>
std::optional<Part> take(Part& rest, Length Header::*length, Header& header) {
    if (rest.size() < sizeof header) return std::nullopt;
    std::memcpy(&header, rest.data(), sizeof header);
    const std::size_t whole = header.*length;
    if (whole < sizeof header || whole > rest.size()) return std::nullopt;
    const auto body = rest.subspan(sizeof header, whole - sizeof header);
    rest = rest.subspan(std::min(rest.size(), (whole + 3) & ~std::size_t{3}));
    return body;
}

void add_address(Part message, std::vector<OwnAddress>& addresses) {
    ifaddrmsg head{};
    if (message.size() < sizeof head) return;
    std::memcpy(&head, message.data(), sizeof head);
    if (head.ifa_family != AF_INET || head.ifa_scope >= RT_SCOPE_HOST) return;
    auto rest = message.subspan(sizeof head);
    rtattr attribute{};
    while (const auto value = take(rest, &rtattr::rta_len, attribute)) {
        if (attribute.rta_type != IFA_LOCAL || value->size() != sizeof(in_addr)) continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        if (::inet_ntop(AF_INET, value->data(), text.data(), text.size()) != nullptr)
            addresses.push_back({text.data(), (head.ifa_flags & IFA_F_PERMANENT) == 0});
    }
}

// Returns: false when no more will come.
bool read_answer(int socket, std::vector<OwnAddress>& addresses) {
    std::array<char, 32 * 1024> buffer{};
    const auto size = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    Part rest(buffer.data(), static_cast<std::size_t>(size));
    nlmsghdr head{};
    while (const auto body = take(rest, &nlmsghdr::nlmsg_len, head)) {
        if (head.nlmsg_type != RTM_NEWADDR) return false;  // done, or an error
        add_address(*body, addresses);
    }
    return true;
}

struct Question {
    nlmsghdr head{};
    ifaddrmsg about{};
};

}  // namespace

std::vector<OwnAddress> own_addresses() {
    std::vector<OwnAddress> addresses;
    const int socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (socket < 0) return addresses;
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = RTM_GETADDR;
    question.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    question.about.ifa_family = AF_INET;
    const timeval patience{1, 0};
    (void)::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::send(socket, &question, sizeof question, 0) == static_cast<ssize_t>(sizeof question)) {
        while (read_answer(socket, addresses)) {
        }
    }
    ::close(socket);
    return addresses;
}

bool has_radio() {
    std::error_code none;
    for (const auto& device : std::filesystem::directory_iterator("/sys/class/net", none)) {
        if (std::filesystem::exists(device.path() / "phy80211", none)) return true;
    }
    return false;
}

}  // namespace xiaoer::cli
