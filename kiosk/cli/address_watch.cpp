#include "cli/address_watch.h"

#include <algorithm>

namespace xiaoer::cli {
namespace {

// "http://192.168.1.10:8080" → "192.168.1.10"
std::string_view host_in(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme != url.npos) url.remove_prefix(scheme + 3);
    return url.substr(0, url.find_first_of(":/"));
}

bool is_in_digits(std::string_view host) { return host.find_first_not_of("0123456789.") == host.npos; }

bool has(const std::vector<std::string>& own, const std::string& url) {
    return std::ranges::find(own, url) != own.end();
}

}  // namespace

std::optional<std::string> AddressWatch::tell(const std::string& url) {
    gone_since_ms_.reset();
    told_last_ = url;
    return url;
}

std::optional<std::string> AddressWatch::look(const std::string& told, const std::vector<std::string>& own,
                                              std::int64_t now_ms) {
    if (told != told_last_) home_ = told, told_last_ = told;  // somebody else's word: a phone tried it
    if (own.empty()) return std::nullopt;
    if (told != home_ && has(own, home_)) return tell(home_);
    const auto host = host_in(told);
    const bool nowhere = told.empty() || host.starts_with("127.");
    if (!nowhere && (has(own, told) || !is_in_digits(host))) {
        gone_since_ms_.reset();
        return std::nullopt;
    }
    if (!gone_since_ms_) gone_since_ms_ = now_ms;
    if (!nowhere && now_ms - *gone_since_ms_ < gone_for_ms) return std::nullopt;
    return tell(own.front());
}

}  // namespace xiaoer::cli
