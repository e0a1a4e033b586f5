#include "phone/draw_answers.h"

#include "phone/draw_notice.h"

namespace xiaoer::phone {
namespace {

Json entered_json(const std::optional<EnteredValue>& entered) {
    if (!entered) return nullptr;
    return Json::Object{{"value", entered->value}, {"staff", entered->staff.hex()}, {"by", entered->by}};
}

Json people_of(const std::vector<WinnerView>& winners) {
    Json::Array list;
    for (const auto& winner : winners) {
        list.emplace_back(Json::Object{{"unit", winner.unit.unit},
                                       {"number", winner.number},
                                       {"name", winner.shown_name},
                                       {"prize", winner.prize},
                                       {"state", enum_name(winner.state)}});
    }
    return list;
}

Json round_json(const RoundView& round, const Speech& group) {
    return Json::Object{{"round", round.round},
                        {"units", static_cast<std::int64_t>(round.units.size())},
                        {"claim_by", round.claim_by.ms},
                        {"settled", round.settled},
                        {"entropy", to_json(round.entropy)},
                        {"value_words", entropy_words(round.entropy, group)},
                        {"entered", entered_json(round.entered)},
                        {"was", people_of(round.was)},
                        {"now", people_of(round.now)}};
}

Json one_draw_json(const DrawView& draw, const Settings& settings, const Speech& group, Timestamp now) {
    Json::Array notice, prizes, rounds;
    for (const auto& line : draw_notice(draw, settings, group, now))
        notice.emplace_back(Json::Object{{"label", line.label}, {"text", line.text}});
    for (const auto& prize : draw.prizes) prizes.emplace_back(to_json(prize));
    for (const auto& round : draw.rounds) rounds.push_back(round_json(round, group));
    return Json::Object{{"draw", draw.id},
                        {"number", draw.number},
                        {"name", draw.terms.name},
                        {"state", enum_name(draw.state)},
                        {"form", enum_name(draw.terms.form)},
                        {"interest", draw.terms.interest},
                        {"late", draw.terms.late},
                        {"closes_at", draw.closes_at.ms},
                        {"draws_at", draw.draws_at.ms},
                        {"claim_by", draw.claim_by.ms},
                        {"members", draw.members},
                        {"tickets", draw.tickets},
                        {"commitment", draw.commitment},
                        {"closing_hash", draw.closing_hash},
                        {"entropy", to_json(draw.entropy)},
                        {"value_words", entropy_words(draw.entropy, group)},
                        {"entered", entered_json(draw.entered)},
                        {"notice", std::move(notice)},
                        {"prizes", std::move(prizes)},
                        {"winners", people_of(draw.winners)},
                        {"rounds", std::move(rounds)}};
}

}  // namespace

Json draws_json(const Snapshot& snapshot, const std::vector<DrawSummary>& all, const Speech& group, Timestamp now) {
    const auto list_of_draws = [&](const std::vector<DrawView>& draws) {
        Json::Array list;
        for (const auto& draw : draws) list.push_back(one_draw_json(draw, snapshot.settings, group, now));
        return list;
    };
    Json::Array every;
    for (const auto& draw : all) {
        every.emplace_back(Json::Object{{"draw", draw.draw},
                                        {"number", draw.number},
                                        {"state", enum_name(draw.state)},
                                        {"draws_at", draw.draws_at.ms},
                                        {"winners", draw.winner_count}});
    }
    Json last = nullptr;
    if (snapshot.last_draw) last = one_draw_json(*snapshot.last_draw, snapshot.settings, group, now);
    return Json::Object{{"kind", "draws"},
                        {"open", list_of_draws(snapshot.open_draws)},
                        {"rounds", list_of_draws(snapshot.round_draws)},
                        {"last", std::move(last)},
                        {"all", std::move(every)}};
}

}  // namespace xiaoer::phone
