// The outbox's posts as text for the chat group, in 小二's voice (DESIGN §8): ready to be pasted, with nothing in it
// that the shop's screen does not show. Pure; any thread.
#pragma once

#include "app/query.h"
#include "phone/speech.h"

namespace xiaoer::phone {

// Numbers and names of winners as they agreed, the closing hash whole, deadlines as people say them. At most
// `winners_most` winners by name; the rest is counted.
inline constexpr std::size_t winners_in_post_most = 40;
// An announcement has the law's notice beneath it (draw_notice.h), for which `settings` say what gives tickets.
[[nodiscard]] std::string post_text(const OutboxPost& post, const Settings& settings, const Speech& speech,
                                    Timestamp now);
// One line for a list: "名单已锁，今天晚八点开奖".
[[nodiscard]] std::string post_title(const OutboxPost& post, const Speech& speech, Timestamp now);

}  // namespace xiaoer::phone
