// A browser for the tests of the phone pages: cookies, Origin, and forms as a person fills them in.
#pragma once

#include "tests/support/http_client.h"

#include <map>

namespace xiaoer::test {

class Browser {
public:
    explicit Browser(std::uint16_t port) : port_(port) {}

    std::map<std::string, std::string> cookies;
    std::string language = "zh-CN";
    bool json = false;        // asks for application/json
    std::string origin = "";  // "": the page's own
    std::string host = "";    // "": the server's own

    Reply get(std::string_view path) { return send("GET", path, ""); }
    // Fills in the form of `page` (its hidden fields as they are) and sends it.
    Reply submit(const Reply& page, std::string_view action, std::map<std::string, std::string> fields) {
        for (const auto& [name, value] : hidden_fields(page.body)) fields.emplace(name, value);
        return post(action, fields);
    }
    Reply post(std::string_view path, const std::map<std::string, std::string>& fields) {
        std::string body;
        for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + name + "=" + encoded(value);
        return send("POST", path, body);
    }
    [[nodiscard]] static std::map<std::string, std::string> hidden_fields(std::string_view html) {
        std::map<std::string, std::string> fields;
        constexpr std::string_view start = "<input type=\"hidden\" name=\"";
        for (auto at = html.find(start); at != html.npos; at = html.find(start, at + 1)) {
            const auto rest = html.substr(at + start.size());
            const auto name = rest.substr(0, rest.find('"'));
            const auto value = rest.substr(name.size() + 9);  // past `" value="`
            fields[std::string(name)] = std::string(value.substr(0, value.find('"')));
        }
        return fields;
    }

private:
    Reply send(std::string_view method, std::string_view path, std::string_view body) {
        const auto own = "127.0.0.1:" + std::to_string(port_);
        Headers headers{{"Host", host.empty() ? own : host}, {"Accept-Language", language}};
        if (json) headers.emplace_back("Accept", "application/json");
        std::string jar;
        for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty()) headers.emplace_back("Cookie", jar);
        if (method == "POST") {
            headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
            if (origin != "none") headers.emplace_back("Origin", origin.empty() ? "http://" + own : origin);
        }
        auto reply = http(port_, method, path, headers, body);
        const auto set = reply.header("set-cookie");
        const auto equals = set.find('=');
        if (equals != set.npos) cookies[set.substr(0, equals)] = set.substr(equals + 1, set.find(';') - equals - 1);
        return reply;
    }
    [[nodiscard]] static std::string encoded(std::string_view text) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string out;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
        return out;
    }

    const std::uint16_t port_;
};

}  // namespace xiaoer::test
