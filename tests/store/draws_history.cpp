#include "tests/store/draws_history.h"

#include "domain/instant.h"
#include "store/draws.h"
#include "store/instant.h"
#include "store/succession.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

std::string throws(Random& random) {
    std::string value;
    while (value.size() < 10) value += static_cast<char>('1' + random.below(6));
    return value;
}

std::vector<std::string> settled_draws(WrittenKiosk& kiosk) {
    std::vector<std::pair<std::string, DeviceId>> all;
    EXPECT_TRUE(for_each_row(kiosk.db().select("SELECT draw, device FROM draws WHERE state = 'settled'"),
                             [&](const Rows& row) { all.emplace_back(row.text(0), row.id<DeviceId>(1)); }));
    std::vector<std::string> ours;
    for (const auto& [draw, device] : all)
        if (acts_for(kiosk.db(), kiosk.device(), device).value()) ours.push_back(draw);
    return ours;
}

void settle(WrittenKiosk& kiosk, const DrawRow& draw, const std::vector<RoundRow>& rounds, const std::string& value) {
    const auto proof = proof_of(kiosk.db(), draw.draw).value();
    std::vector<std::string> won;
    for (const auto& pick : proof.picks) won.push_back(pick.ticket);
    for (const auto& before : proof.rounds)
        for (const auto& pick : before.picks) won.push_back(pick.ticket);
    const auto& round = rounds.back();
    const auto key = redraw_key(settlement_key(draw.seed, *draw.closing_hash, draw.entropy_value),
                                static_cast<std::uint64_t>(round.round), round.head, value);
    kiosk.write(DrawValueEntered{draw.draw, round.round, value, kiosk.clerk, {}});
    kiosk.write(DrawRoundSettled{draw.draw, round.round, round_head_hash(round.head), value,
                                 pick_winners(key, proof.entries, draw.announcement.one_win_per_member,
                                              round.head.units, won)});
}

// The next thing that happens to what a draw left over: the deadline, a round announced, a round settled.
void go_on_with_round_of(WrittenKiosk& kiosk, const DrawRow& draw, Random& random) {
    const auto rounds = rounds_of(kiosk.db(), draw.draw).value();
    if (!rounds.empty() && !rounds.back().settled) return settle(kiosk, draw, rounds, throws(random));
    std::vector<std::int64_t> units, waiting;
    const auto all = units_of_draw(kiosk.db(), draw.draw, 1000).value();
    for (const auto& unit : all) {
        if (unit.state == UnitState::unclaimed && unit.home == kiosk.device()) units.push_back(unit.unit.unit);
        if (unit.state == UnitState::waiting && unit.home == kiosk.device()) waiting.push_back(unit.unit.unit);
    }
    if (units.empty()) {  // the deadline comes
        if (!waiting.empty()) kiosk.write(DrawUnclaimed{draw.draw, waiting});
        return;
    }
    kiosk.write(DrawRoundAnnounced{draw.draw, std::ssize(rounds) + 1,
                                   {kiosk.now + day_ms, DiceEntropy{"one die thrown ten times", 10}, units}});
}

}  // namespace

void go_on_with_rounds(WrittenKiosk& kiosk, Random& random) {
    const auto draws = settled_draws(kiosk);
    if (draws.empty()) return;
    const auto draw = find_draw(kiosk.db(), draws[random.below(draws.size())]).value().value();
    do go_on_with_round_of(kiosk, draw, random);
    while (random.below(5) > 0);
}

void go_on_with_scratch_cards(WrittenKiosk& kiosk, Random& random) {
    auto& db = kiosk.db();
    const auto& draw_key = kiosk.store().keys().draw_key;
    const auto newest =
        db.integer("SELECT max(day) FROM instant_days WHERE device = ?", {kiosk.device()}).value().value_or(20'000);
    const auto day = find_instant_day(db, kiosk.device(), newest).value();
    if (!day || day->seed) {
        const auto seed = instant_seed(draw_key, kiosk.device(), newest + 1);
        kiosk.write(InstantOpened{newest + 1, instant_commitment(seed),
                                  {{"洗衣粉", 1'200, 4'000, 2}, {"糖", 300, 3'000, 3}}, 5'000, "老北京布鞋"});
        return;
    }
    if (random.below(6) == 0) {
        const auto days = days_to_reveal(db, newest + 1).value();
        for (const auto& over : days) {
            if (acts_for(db, kiosk.device(), over.device).value())
                kiosk.write(InstantRevealed{over.device, over.day, instant_seed(draw_key, over.device, over.day)});
        }
        return;
    }
    const auto wins = open_instant_wins(db, kiosk.device(), 100).value();
    if (!wins.empty() && random.below(3) == 0) {
        kiosk.write(InstantHandedOver{wins.front().day, wins.front().play, kiosk.clerk});
        return;
    }
    const auto sale = kiosk.sell("", 5'000);
    const std::string digits = throws(random).substr(0, 4);
    const auto roll = instant_roll(instant_seed(draw_key, kiosk.device(), newest), day->plays + 1, digits);
    const auto prize = instant_prize(roll, day->prizes, instant_wins(db, *day).value());
    kiosk.write(InstantPlayedFact{newest, day->plays + 1, sale, digits, prize});
}

}  // namespace xiaoer::test
