// The outbox: what was forwarded by hand, and what a bot is about to send.
#include "app/handling.h"
#include "store/outbox.h"

namespace xiaoer {
namespace {

constexpr std::size_t id_max = 80;

bool is_id(std::string_view text) { return !text.empty() && text.size() <= id_max; }

}  // namespace

Result<Outcome> handle(Handling& now, const MarkForwarded& wish) {
    if (!is_id(wish.post)) return invalid("no post was named");
    XIAOER_TRY(set_forwarded(now.db(), wish.post, now.now()));
    now.written = true;
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const TakeBotPost& wish) {
    if (!is_id(wish.bot) || !is_id(wish.post)) return invalid("no bot or post was named");
    XIAOER_TRY_ASSIGN(const auto state, bot_post_state(now.db(), wish.bot, wish.post));
    if (!state.empty()) return Outcome(Refused{"taken_before"});
    XIAOER_TRY(set_bot_post(now.db(), wish.bot, wish.post, "sending", now.now()));
    now.written = true;
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const SettleBotPost& wish) {
    XIAOER_TRY_ASSIGN(const auto state, bot_post_state(now.db(), wish.bot, wish.post));
    if (state != "sending") return Outcome(Refused{"not_taken"});
    now.written = true;
    if (wish.result == BotResult::not_sent) {
        XIAOER_TRY(forget_bot_post(now.db(), wish.bot, wish.post));
    } else {
        XIAOER_TRY(set_bot_post(now.db(), wish.bot, wish.post, enum_name(wish.result), now.now()));
    }
    if (wish.result == BotResult::sent) XIAOER_TRY(set_forwarded(now.db(), wish.post, now.now()));
    return Outcome(Done{});
}

}  // namespace xiaoer
