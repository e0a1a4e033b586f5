// A staff phone for tests: pairs by the code's address as a page does, seals what it says, opens what it hears.
#pragma once

#include "base/codec.h"
#include "base/secret_box.h"
#include "tests/support/http_client.h"

namespace xiaoer::test {

class StaffPhone {
public:
    explicit StaffPhone(std::uint16_t port) : port_(port) {}

    std::string origin;  // "": the page's own
    std::string host;    // "": the server's own
    std::int64_t counter = 0;

    // `url`: "…/s/<pairing>#<key>". The phone keeps its key even when it was refused, for tests that go on.
    Reply pair(std::string_view url) {
        id = std::string(url.substr(url.find("/s/") + 3, 32));
        const SecretKey code(array_from_hex<32>(url.substr(url.find('#') + 1)).value());
        const auto own = SecretKey::random(random_);
        const auto nonce = random_.array<24>();
        const Json half(Json::Object{{"public", to_hex(agreement_key(own))}});
        pairing = envelope("pairing", nonce, close_box(code, nonce, view_of(canonical(half))));
        const auto reply = post(pairing);
        const auto answer = opened(reply, code);
        if (!answer.is_null()) key = agree_on_key(own, from_json<PublicKey>(*answer.find("public")).value()).value();
        return reply;
    }
    // The sealed call, ready to be sent, altered or sent again.
    std::string call(std::string_view what, const Json& said) {
        const Json body(
            Json::Object{{"counter", ++counter}, {"id", to_hex(random_.array<16>())}, {std::string(what), said}});
        nonce_ = random_.array<24>();
        return envelope("phone", nonce_, close_box(key, nonce_, view_of(canonical(body))));
    }
    // What the kiosk answers; null when it does not answer with a box that opens.
    Json ask(std::string_view json) { return hear(post(call("ask", parse_json(json).value()))); }
    Json wish(const Json& json) { return hear(post(call("wish", json))); }
    Json hear(const Reply& reply) {
        status = reply.status;
        const auto said = opened(reply, key);
        const auto* to = said.find("to");
        if (to == nullptr || *to != Json(to_hex(nonce_))) return {};
        return *said.find("answer");
    }
    Reply post(std::string_view body, std::string_view type = "application/json") {
        const auto own = "127.0.0.1:" + std::to_string(port_);
        return http(port_, "POST", "/api/staff",
                    {{"Host", host.empty() ? own : host},
                     {"Origin", origin.empty() ? "http://" + own : origin},
                     {"Content-Type", std::string(type)}},
                    body);
    }

    std::string id, pairing;
    SecretKey key;
    int status = 0;  // of the last call

private:
    [[nodiscard]] std::string envelope(std::string_view name, const BoxNonce& nonce, const Bytes& box) const {
        return canonical(Json::Object{{std::string(name), id}, {"nonce", to_hex(nonce)}, {"box", to_hex(box)}});
    }
    static Json opened(const Reply& reply, const SecretKey& with) {
        const auto json = parse_json(reply.body).value_or(Json());
        if (json.find("box") == nullptr) return {};
        const auto nonce = array_from_hex<24>(*json.find("nonce")->string()).value();
        const auto plain = open_box(with, nonce, from_hex(*json.find("box")->string()).value());
        return plain ? parse_json(text_of(*plain)).value_or(Json()) : Json();
    }

    const std::uint16_t port_;
    SystemRandom random_;
    BoxNonce nonce_{};
};

}  // namespace xiaoer::test
