// Bots of chat groups: the outbox's posts sent by themselves when there is internet (DESIGN §8).
//
// One thread looks at the outbox every half minute. A post is taken durably before its first byte goes out
// (TakeBotPost) and is never sent twice: whatever certainly did not arrive (no connection, a rate limit's refusal) is
// tried again later, longer each time; what may have arrived is left alone, and the boss sees that it is unsure.
#pragma once

#include "app/kiosk.h"
#include "phone/speech.h"

#include <chrono>

namespace xiaoer::phone {

enum class BotKind { wecom, dingtalk, feishu, telegram, discord };
[[nodiscard]] constexpr auto names_of(BotKind) {
    return std::array<std::string_view, 5>{"wecom", "dingtalk", "feishu", "telegram", "discord"};
}

// From FILE.bots, which is 0600 and in no backup: the addresses are secrets.
struct Bot {
    std::string name;  // the shop's word for it; stored with what it sent
    BotKind kind = BotKind::wecom;
    std::string url;     // the webhook as the service gives it; for Telegram https://api.telegram.org/bot<token>
    std::string secret;  // DingTalk's and Feishu's signature; "" when there is none
    std::string chat;    // Telegram's chat id
};

// A request as the service documents it.
struct BotRequest {
    std::string url;
    std::string body;  // JSON
};
[[nodiscard]] BotRequest bot_request(const Bot& bot, const std::string& text, Timestamp now);

// What the service's answer means. `wait_ms`: how long it asks to be left alone.
struct BotVerdict {
    std::optional<BotResult> result = BotResult::sent;  // nothing: it may have arrived (a gateway's error), or not
    std::int64_t wait_ms = 0;
};
[[nodiscard]] BotVerdict read_bot_answer(BotKind kind, int status, std::string_view body);

class BotSender {
public:
    struct Options {
        std::vector<Bot> bots;
        std::chrono::milliseconds look_every{30'000};
        std::int64_t first_wait_ms = 5'000;   // after a failure; doubles up to ten minutes
        std::int64_t newer_than_ms = day_ms;  // posts of older draws are not sent: a new bot tells no old news
    };
    // `kiosk` and `clock` outlive it.
    BotSender(Options options, Kiosk& kiosk, const Clock& clock);
    ~BotSender();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer::phone
