// Who may ask: the checks between a stranger's request and the shop. Pure; any thread.
//
// The pages are plain HTTP on a shared Wi-Fi: no Secure cookies, no Sec-Fetch headers. So
// - Host must be ours, or a page elsewhere could reach us under its own name (DNS rebinding). An address in digits is
//   no name that anybody could point here, so that phones go on when the machine gets another address;
// - a change must carry our own Origin. Browsers send one with every POST, with a form's too as long as the referrer
//   policy is not "no-referrer", which turns it into "null" (Fetch standard, "append a request Origin header"):
//   hence "same-origin", which tells other sites nothing either;
// - and a token that only a page of this browser's session has: SHA-256 of the cookie's secret, so that the
//   server keeps nothing and a restart breaks no open page. A script elsewhere cannot read it, and from it the
//   secret cannot be computed.
//
// A browser gets its cookie with the answer to its first POST and never from a GET: SameSite=Strict keeps the cookie
// away from a visit that another site starts, and giving such a visit a new one would take the member's number
// off their phone. Until then the page itself carries the secret to come, and a form sent twice is one join.
#pragma once

#include "base/random.h"
#include "domain/settings.h"
#include "net/http_message.h"

namespace xiaoer::phone {

// The host of settings.base_url, such as "xiaoer.lan:8080", and at any port loopback and an IPv4 address in digits:
// no stranger's name.
[[nodiscard]] bool is_our_host(std::string_view host, const Settings& settings);

// 1 to 40 of [0-9A-Za-z_-]: channels, claim codes and draws, as they stand in our addresses.
[[nodiscard]] bool is_word(std::string_view text);

// Origin is there and is the host that was asked.
[[nodiscard]] bool is_our_origin(const net::Request& request);

// One browser: 256 random bits in a cookie, of which the store keeps only SHA-256.
class BrowserSession {
public:
    [[nodiscard]] static BrowserSession fresh(Random& random);
    // From the cookie. Nothing when there is none, or it is none of ours.
    [[nodiscard]] static std::optional<BrowserSession> of(const net::Request& request, std::string_view cookie_name);
    // From what a page carried. Nothing when that is no secret.
    [[nodiscard]] static std::optional<BrowserSession> from_secret(std::string_view hex);

    [[nodiscard]] const std::string& secret() const { return secret_; }
    [[nodiscard]] Hash browser() const;  // SHA-256 of the cookie
    [[nodiscard]] std::string token() const;
    [[nodiscard]] bool has_token(std::string_view token) const;
    [[nodiscard]] static net::Header forget_cookie(std::string_view cookie_name);
    [[nodiscard]] net::Header set_cookie(std::string_view cookie_name) const;

private:
    explicit BrowserSession(std::string secret) : secret_(std::move(secret)) {}
    std::string secret_;  // 64 hex digits
};

// A cookie that stays for 400 days, the most that browsers keep one, and that no script reads.
[[nodiscard]] net::Header lasting_cookie(std::string_view name, std::string_view value);

// Adds what every answer carries: a policy that allows our own files and no inline script, and no guessing of types.
// `personal` answers are kept nowhere.
void harden(net::Response& response, bool personal);

}  // namespace xiaoer::phone
