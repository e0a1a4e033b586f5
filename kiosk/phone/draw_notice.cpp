#include "phone/draw_notice.h"

#include "base/money.h"

namespace xiaoer::phone {
namespace {

std::string tier_name(const Strings& strings, std::size_t tier) {
    const auto key = "phone.tier." + std::to_string(tier);
    return strings[strings.contains(key) ? key : "phone.tier.more"];
}

std::string prizes_of(const DrawView& draw, const Settings& settings, const Strings& strings) {
    std::string all;
    for (std::size_t i = 0; i < draw.prizes.size(); ++i) {
        const auto& prize = draw.prizes[i];
        if (i > 0) all += strings["phone.notice.between"];
        all += strings.fill("phone.notice.prize", {{"tier", tier_name(strings, i)},
                                                   {"prize", prize.name},
                                                   {"n", std::to_string(prize.quantity)},
                                                   {"value", format_money(prize.value_minor, settings.currency)}});
    }
    return all;
}

// How tickets are come by, as the shop has it now.
std::string tickets_by(const Settings& settings, const Strings& strings) {
    std::string ways =
        strings.fill("phone.notice.per_amount", {{"sum", format_money(settings.minor_per_ticket, settings.currency)}});
    const auto add = [&](std::string_view key, std::int64_t count) {
        if (count <= 0) return;
        ways += strings["phone.notice.between"] + strings.fill(key, {{"n", std::to_string(count)}});
    };
    add("phone.notice.per_visit", settings.tickets_per_visit);
    add("phone.notice.per_check_in", settings.check_in_tickets);
    add("phone.notice.per_referral", settings.referral_tickets);
    add("phone.notice.free", settings.free_ticket_for_members ? 1 : 0);
    return ways;
}

std::string conditions_of(const DrawView& draw, const Settings& settings, const Speech& speech, Timestamp now) {
    const auto& strings = speech.strings();
    const auto& group = draw.terms.interest;
    std::string who = strings["phone.notice.everybody"];
    if (!group.empty()) {
        const auto key = "phone.interest." + group;
        who = strings.fill("phone.notice.group", {{"group", strings.contains(key) ? strings[key] : group}});
    }
    const std::string wins = strings[draw.one_win_per_member ? "phone.notice.one_win" : "phone.notice.many_wins"];
    return strings.fill("phone.notice.conditions_text", {{"who", who},
                                                         {"locks", speech.day_and_hour(draw.closes_at, now)},
                                                         {"ways", tickets_by(settings, strings)},
                                                         {"max", std::to_string(draw.max_weight)},
                                                         {"wins", wins}});
}

}  // namespace

std::string entropy_words(const Entropy& entropy, const Speech& speech) {
    const auto& strings = speech.strings();
    if (const auto* dice = std::get_if<DiceEntropy>(&entropy))
        return strings.fill("phone.entropy.dice", {{"n", std::to_string(dice->throws)}});
    if (const auto* lottery = std::get_if<LotteryEntropy>(&entropy)) {
        return strings.fill(
            "phone.entropy.lottery",
            {{"source", lottery->source}, {"issue", lottery->issue}, {"n", std::to_string(lottery->digits)}});
    }
    if (const auto* drand = std::get_if<DrandEntropy>(&entropy))
        return strings.fill("phone.entropy.drand", {{"round", std::to_string(drand->round)}});
    return strings["phone.entropy.none"];
}

std::vector<NoticeLine> draw_notice(const DrawView& draw, const Settings& settings, const Speech& speech,
                                    Timestamp now) {
    const auto& strings = speech.strings();
    const std::string shop = settings.shop + (settings.branch.empty() ? "" : " " + settings.branch);
    const std::string odds =
        strings.fill("phone.notice.odds_text", {{"units", std::to_string(count_units(draw.prizes))}});
    const auto* claim =
        draw.terms.unclaimed == UnclaimedRule::redraw ? "phone.notice.claim_redraw" : "phone.notice.claim_next";
    return {{strings["phone.notice.organiser"], settings.organiser.empty() ? shop : settings.organiser},
            {strings["phone.notice.prizes"], prizes_of(draw, settings, strings)},
            {strings["phone.notice.conditions"], conditions_of(draw, settings, speech, now)},
            {strings["phone.notice.time"],
             strings.fill("phone.notice.time_text", {{"locks", speech.day_and_hour(draw.closes_at, now)},
                                                     {"show", speech.day_and_hour(draw.draws_at, now)}})},
            {strings["phone.notice.method"],
             strings.fill("phone.notice.method_text", {{"value", entropy_words(draw.entropy, speech)}})},
            {strings["phone.notice.odds"], odds},
            {strings["phone.notice.claim"], strings.fill(claim, {{"by", speech.day_and_hour(draw.claim_by, now)}})}};
}

std::string notice_text(const DrawView& draw, const Settings& settings, const Speech& speech, Timestamp now) {
    std::string text;
    for (const auto& line : draw_notice(draw, settings, speech, now)) {
        text += (text.empty() ? "" : "\n") +
                speech.strings().fill("phone.notice.line", {{"label", line.label}, {"text", line.text}});
    }
    return text;
}

}  // namespace xiaoer::phone
