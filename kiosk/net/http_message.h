// What an HTTP exchange says, as plain values: the server's library stays behind http_server.cpp.
//
// Everything in a Request comes from a stranger: nothing is trusted but its sizes, which the server has bounded,
// and its form, which has been parsed (RFC 9110, 9112). Values; any thread.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::net {

struct Header {
    std::string name;  // lower case in a Request
    std::string value;
};

// Name and value pairs of a query or of a form body (application/x-www-form-urlencoded), in order.
class Form {
public:
    // What cannot be decoded stays as it was sent.
    [[nodiscard]] static Form parse(std::string_view encoded);
    // "" when there is none; the first when there are several.
    [[nodiscard]] std::string_view get(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;

private:
    std::vector<Header> fields_;
};

struct Request {
    std::string method;  // "GET", "POST"…
    std::string path;    // percent-decoded, starts with '/', without the query
    std::string query;   // as sent, without the '?'
    std::vector<Header> headers;
    std::string body;
    std::string peer;  // numeric address, without the port

    // `name` in lower case. "" when absent; the first when there are several ("host" is there exactly once).
    [[nodiscard]] std::string_view header(std::string_view name) const;
    // RFC 6265 §4.2. "" when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string content_type;     // "" sends none
    std::vector<Header> headers;  // a value with a control character in it is left out
    std::string body;
};

// "%E5%8F%B7" → "号". `plus_is_space` as forms mean it. Nothing on a broken escape or an encoded NUL.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace xiaoer::net
