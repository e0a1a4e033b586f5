#include "phone/guard.h"

#include "base/sha256.h"
#include "base/text.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

constexpr std::string_view cookie_life = "; Path=/; Max-Age=34560000; HttpOnly; SameSite=Strict";  // 400 days
constexpr std::size_t word_max = 40;

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// "http://192.168.1.10:80/x" → "192.168.1.10", as a browser writes it in Host.
std::string authority_of(std::string_view url) {
    const auto scheme = url.find("://");
    const bool tls = url.starts_with("https:");
    if (scheme != url.npos) url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find('/'));
    const std::string_view default_port = tls ? ":443" : ":80";
    if (url.ends_with(default_port)) url.remove_suffix(default_port.size());
    return lower(url);
}

// "192.168.1.10", in the one form in which a browser writes it.
bool is_ipv4(std::string_view name) {
    int parts = 0;
    while (true) {
        const auto part = name.substr(0, name.find('.'));
        const bool plain =
            !part.empty() && part.size() <= 3 && all_digits(part) && (part.size() == 1 || part[0] != '0');
        if (!plain || (part.size() == 3 && part > "255") || ++parts > 4) return false;
        if (part.size() == name.size()) return parts == 4;
        name.remove_prefix(part.size() + 1);
    }
}

}  // namespace

bool is_word(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    };
    return !text.empty() && text.size() <= word_max && std::ranges::all_of(text, allowed);
}

bool is_our_host(std::string_view host, const Settings& settings) {
    const auto asked = lower(host);
    if (!settings.base_url.empty() && asked == authority_of(settings.base_url)) return true;
    const auto colon = std::min(asked.rfind(':'), asked.size());
    const auto name = asked.substr(0, colon);
    const bool port_is_digits =
        colon == asked.size() || (colon + 1 < asked.size() && all_digits(asked.substr(colon + 1)));
    return port_is_digits && (name == "localhost" || name == "[::1]" || is_ipv4(name));
}

bool is_our_origin(const net::Request& request) {
    const auto origin = request.header("origin");
    const auto host = request.header("host");
    return origin.ends_with(host) &&
           (origin == "http://" + std::string(host) || origin == "https://" + std::string(host));
}

BrowserSession BrowserSession::fresh(Random& random) { return BrowserSession(to_hex(random.array<32>())); }

std::optional<BrowserSession> BrowserSession::of(const net::Request& request, std::string_view cookie_name) {
    return from_secret(request.cookie(cookie_name));
}

std::optional<BrowserSession> BrowserSession::from_secret(std::string_view hex) {
    if (!array_from_hex<32>(hex)) return std::nullopt;
    return BrowserSession(std::string(hex));
}

Hash BrowserSession::browser() const { return sha256(secret_); }

std::string BrowserSession::token() const { return to_hex(sha256({view_of("xiaoer-form-v1\n"), view_of(secret_)})); }

bool BrowserSession::has_token(std::string_view given) const {
    return equal_in_constant_time(view_of(token()), view_of(given));
}

net::Header BrowserSession::forget_cookie(std::string_view cookie_name) {
    return {"set-cookie", std::string(cookie_name) + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"};
}

net::Header BrowserSession::set_cookie(std::string_view cookie_name) const {
    return lasting_cookie(cookie_name, secret_);
}

net::Header lasting_cookie(std::string_view name, std::string_view value) {
    return {"set-cookie", std::string(name) + "=" + std::string(value) + std::string(cookie_life)};
}

void harden(net::Response& response, bool personal) {
    response.headers.push_back(
        {"content-security-policy",
         "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
         "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"});
    response.headers.push_back({"x-content-type-options", "nosniff"});
    response.headers.push_back({"x-frame-options", "DENY"});
    response.headers.push_back({"referrer-policy", "same-origin"});
    if (personal) response.headers.push_back({"cache-control", "no-store"});
}

}  // namespace xiaoer::phone
