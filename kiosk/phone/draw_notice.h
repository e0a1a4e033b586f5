// The law's notice of a draw, written from the draw's own announcement (China, SAMR Order 32, Article 13: organiser,
// kinds of prizes, conditions, time, method, quantity or odds, claim and forfeiture). Values; any thread.
#pragma once

#include "app/snapshot.h"
#include "phone/speech.h"

namespace xiaoer::phone {

struct NoticeLine {
    std::string label;  // "主办"
    std::string text;
};
// In the order of the law. `settings`: what gives tickets, and who the organiser is.
[[nodiscard]] std::vector<NoticeLine> draw_notice(const DrawView& draw, const Settings& settings, const Speech& speech,
                                                  Timestamp now);
// The same as text for a post, a line each.
[[nodiscard]] std::string notice_text(const DrawView& draw, const Settings& settings, const Speech& speech,
                                      Timestamp now);
// Where the public value comes from, in words: "两位顾客掷骰子 10 次".
[[nodiscard]] std::string entropy_words(const Entropy& entropy, const Speech& speech);

}  // namespace xiaoer::phone
