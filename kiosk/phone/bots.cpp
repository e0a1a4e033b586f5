// The requests are those of the services' own documents: WeCom "group robot", DingTalk "custom robot", Feishu "custom
// bot", Telegram Bot API sendMessage, Discord "Execute Webhook".
#include "phone/bots.h"

#include "base/sha256.h"
#include "net/http_client.h"

namespace xiaoer::phone {
namespace {

constexpr std::size_t discord_characters_max = 2000;  // code points, counted here in bytes to be safe
constexpr std::size_t wecom_bytes_max = 2048;
constexpr std::int64_t default_rate_wait_ms = 60'000;

// Cut at a whole character, for services that refuse what is longer.
std::string shortened(const std::string& text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    auto end = bytes_max - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string signature(std::string_view key, std::string_view message) {
    return to_base64(hmac_sha256(view_of(key), {view_of(message)}));
}

BotRequest dingtalk(const Bot& bot, const std::string& text, Timestamp now) {
    BotRequest request{bot.url,
                       canonical(Json::Object{{"msgtype", "text"}, {"text", Json::Object{{"content", text}}}})};
    if (bot.secret.empty()) return request;
    const auto stamp = std::to_string(now.ms);
    request.url +=
        "&timestamp=" + stamp + "&sign=" + net::percent_encoded(signature(bot.secret, stamp + "\n" + bot.secret));
    return request;
}

BotRequest feishu(const Bot& bot, const std::string& text, Timestamp now) {
    Json::Object body{{"msg_type", "text"}, {"content", Json::Object{{"text", text}}}};
    if (!bot.secret.empty()) {
        // Here the string to sign is the key, and nothing is the message.
        const auto stamp = std::to_string(now.ms / second_ms);
        body.insert_or_assign("timestamp", stamp);
        body.insert_or_assign("sign", signature(stamp + "\n" + bot.secret, ""));
    }
    return {bot.url, canonical(std::move(body))};
}

std::int64_t number_in(const Json& json, std::string_view name) {
    const auto* value = json.find(name);
    return value != nullptr && value->integer() != nullptr ? *value->integer() : 0;
}

// Where the answer's JSON has a code: 0 is yes, these are "too often", the rest is no.
BotVerdict by_code(std::int64_t code, std::initializer_list<std::int64_t> too_often) {
    if (code == 0) return {};
    if (std::ranges::find(too_often, code) != too_often.end()) return {BotResult::not_sent, default_rate_wait_ms};
    return {BotResult::refused, 0};
}

}  // namespace

BotRequest bot_request(const Bot& bot, const std::string& text, Timestamp now) {
    switch (bot.kind) {
        case BotKind::wecom:
            return {bot.url,
                    canonical(Json::Object{{"msgtype", "text"},
                                           {"text", Json::Object{{"content", shortened(text, wecom_bytes_max)}}}})};
        case BotKind::dingtalk: return dingtalk(bot, text, now);
        case BotKind::feishu: return feishu(bot, text, now);
        case BotKind::telegram:
            return {bot.url + "/sendMessage", canonical(Json::Object{{"chat_id", bot.chat}, {"text", text}})};
        case BotKind::discord: break;
    }
    // Nobody is pinged by a nickname that looks like a mention.
    return {bot.url, canonical(Json::Object{{"content", shortened(text, discord_characters_max)},
                                            {"allowed_mentions", Json::Object{{"parse", Json::Array{}}}}})};
}

BotVerdict read_bot_answer(BotKind kind, int status, std::string_view body) {
    if (status >= 500) return {std::nullopt, 0};  // what stands behind the gateway may have had it
    // Discord's retry_after may have a fraction, which our JSON refuses: the usual wait does.
    const auto json = parse_json(body).value_or(Json());
    if (status == 429) {
        const auto* parameters = json.find("parameters");
        const auto seconds =
            parameters != nullptr ? number_in(*parameters, "retry_after") : number_in(json, "retry_after");
        return {BotResult::not_sent, seconds > 0 ? seconds * second_ms : default_rate_wait_ms};
    }
    if (status < 200 || status >= 300) return {BotResult::refused, 0};
    switch (kind) {
        case BotKind::wecom: return by_code(number_in(json, "errcode"), {45009, -1});
        case BotKind::dingtalk: return by_code(number_in(json, "errcode"), {130101, -1});
        case BotKind::feishu: return by_code(number_in(json, "code"), {9499, 11232});
        case BotKind::telegram:
        case BotKind::discord: break;
    }
    return {};
}

}  // namespace xiaoer::phone
