#include "phone/posts.h"

#include "domain/number.h"

namespace xiaoer::phone {
namespace {

std::string tier_of(const Strings& strings, std::int64_t tier) {
    const auto key = "phone.tier." + std::to_string(tier);
    return strings[strings.contains(key) ? key : "phone.tier.more"];
}

// "一等奖 手工布鞋 1 份", a line each.
std::string prize_lines(const DrawView& draw, const Strings& strings) {
    std::string lines;
    for (std::size_t i = 0; i < draw.prizes.size(); ++i) {
        const auto& prize = draw.prizes[i];
        lines += strings.fill("phone.post.prize", {{"tier", tier_of(strings, static_cast<std::int64_t>(i))},
                                                   {"prize", prize.name},
                                                   {"n", std::to_string(prize.quantity)}});
        lines += '\n';
    }
    return lines;
}

// "一等奖 手工布鞋：0118 山里人", winners of one tier on one line.
std::string winner_lines(const DrawView& draw, const Strings& strings) {
    std::string lines;
    std::int64_t tier = -1;
    std::size_t named = 0;
    for (const auto& winner : draw.winners) {
        if (named++ == winners_in_post_most) {
            const auto rest = std::to_string(draw.winners.size() - winners_in_post_most);
            return lines + '\n' + strings.fill("phone.post.more", {{"n", rest}});
        }
        if (winner.tier != tier) {
            tier = winner.tier;
            lines += (lines.empty() ? "" : "\n") +
                     strings.fill("phone.post.tier", {{"tier", tier_of(strings, tier)}, {"prize", winner.prize}});
        } else {
            lines += strings["phone.post.between"];
        }
        lines += format_number(winner.number);
        if (!winner.shown_name.empty()) lines += " " + winner.shown_name;
    }
    return lines;
}

std::vector<std::string> waiting_numbers(const DrawView& draw) {
    std::set<std::int64_t> numbers;
    for (const auto& winner : draw.winners) {
        if (winner.state == UnitState::waiting) numbers.insert(winner.number);
    }
    std::vector<std::string> texts;
    for (const auto number : numbers) texts.push_back(format_number(number));
    return texts;
}

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

// "19:30　大厨教酸汤鱼", and what 小二 says of it beneath.
std::string programme_lines(const std::vector<ProgrammeItem>& items, const Speech& speech) {
    std::string lines;
    for (const auto& item : items) {
        lines += (lines.empty() ? "" : "\n") +
                 speech.strings().fill("phone.post.evening", {{"at", speech.clock(item.at)}, {"title", item.title}});
        if (!item.text.empty()) lines += "\n" + item.text;
    }
    return lines;
}

std::string winner_words(const ThanksView& thanks) {
    if (thanks.number == 0) return {};  // of another kind of post
    return format_number(thanks.number) + (thanks.shown_name.empty() ? "" : " " + thanks.shown_name);
}

}  // namespace

std::string post_title(const OutboxPost& post, const Speech& speech, Timestamp now) {
    const auto& strings = speech.strings();
    const auto& draw = post.draw;
    const auto waiting = waiting_numbers(draw);
    return strings.fill("phone.post.title." + std::string(enum_name(post.kind)),
                        {{"when", speech.day_and_hour(draw.draws_at, now)},
                         {"draw", std::to_string(draw.number)},
                         {"winners", std::to_string(draw.winners.size())},
                         {"waiting", std::to_string(waiting.size())},
                         {"first", post.tonight.empty() ? "" : post.tonight.front().title},
                         {"who", winner_words(post.thanks)},
                         {"prize", post.thanks.prize}});
}

std::string post_text(const OutboxPost& post, const Speech& speech, Timestamp now) {
    const auto& strings = speech.strings();
    const auto& draw = post.draw;
    if (post.kind == PostKind::tonight)
        return strings.fill("phone.post.tonight", {{"programme", programme_lines(post.tonight, speech)}});
    if (post.kind == PostKind::thanks)
        return strings.fill("phone.post.thanks", {{"who", winner_words(post.thanks)}, {"prize", post.thanks.prize}});
    const auto prizes = prize_lines(draw, strings);
    const auto winners = winner_lines(draw, strings);
    const auto numbers = waiting_numbers(draw);
    const auto waiting = joined(numbers, strings["phone.post.between"]);
    const auto text = strings.fill("phone.post." + std::string(enum_name(post.kind)),
                                   {{"when", speech.day_and_hour(draw.draws_at, now)},
                                    {"locks", speech.day_and_hour(draw.closes_at, now)},
                                    {"by", speech.day_and_hour(draw.claim_by, now)},
                                    {"draw", std::to_string(draw.number)},
                                    {"members", std::to_string(draw.members)},
                                    {"tickets", std::to_string(draw.tickets)},
                                    {"hash", draw.closing_hash},
                                    {"value", draw.entropy_value},
                                    {"prizes", prizes},
                                    {"winners", winners},
                                    {"n", std::to_string(numbers.size())},
                                    {"waiting", waiting}});
    return text;
}

}  // namespace xiaoer::phone
