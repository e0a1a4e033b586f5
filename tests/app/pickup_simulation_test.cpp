// Weeks at the counter in random order: scans, hand-overs, market day, refusals, undos, prizes that are fetched, paper,
// deadlines, new draws, answers that get lost, and crashes. A prize is never handed over twice and never lost.
//
// A model beside the shop knows what each unit must be, by the answers alone. After a crash the shop is opened anew on
// its file; a command whose answer was lost is said again and must be answered the same. Now and then, and at the end,
// the tables are compared with the model and the acts of each unit are counted.
//
// XIAOER_SIM_STEPS: how many (default 20,000; the night's run may say 1000000). XIAOER_SEED: the seed.
#include "domain/number.h"
#include "store/audit.h"
#include "tests/app/engine_shop.h"

#include <charconv>
#include <iostream>
#include <map>

namespace xiaoer::test {
namespace {

std::uint64_t asked_for(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    if (text == nullptr) return otherwise;
    std::uint64_t value = otherwise;
    std::from_chars(text, text + std::string_view(text).size(), value);
    return value;
}

Settings simulated_settings() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"手工布鞋", 2, 12800}, {"照片书一本", 8, 1800}};
    settings.one_win_per_member = false;
    return settings;
}

class Simulation {
public:
    explicit Simulation(std::uint64_t seed) : shop_(simulated_settings(), seed), dice_(seed ^ 0x5eed) {
        for (std::uint8_t browser = 1; browser <= members; ++browser)
            shop_.join("平安" + std::string(browser, 'a'), browser);
        // A process that ends loses nothing that it wrote; power cuts have a test of their own.
        shop_.db().script("PRAGMA synchronous = OFF").value();
        new_draw();
    }

    void step() {
        shop_.clock.advance(static_cast<std::int64_t>(1 + below(20)) * second_ms);
        for (const auto& session : {shop_.manager, shop_.clerk, shop_.other}) shop_.say(LookUp{"0001", session});
        switch (below(100)) {
            case 0: return crash();
            case 1: return hours_pass();
            case 2:
                if (below(4) == 0) new_draw();
                return;
            default: break;
        }
        const auto unit = any_unit();
        const auto kind = below(100);
        if (kind < 25) return scan();
        if (kind < 55) return hand_over(unit);
        if (kind < 65) return market();
        if (kind < 75) return refuse(unit);
        if (kind < 85) return undo(unit);
        if (kind < 95) return reserve(unit);
        paper(unit);
    }

    void compare() {
        for (const auto& [id, unit] : units_) {
            const auto row = find_unit(shop_.db(), id).value();
            ASSERT_TRUE(row) << "a unit is lost";
            ASSERT_EQ(enum_name(row->state), enum_name(unit.state)) << id.draw << " " << id.unit;
        }
    }
    // What was done to each unit, by the ledger: handed over and taken back by turns.
    void count_acts() {
        for (const auto& [id, unit] : units_) {
            int in_hand = 0;
            for_each_row(
                shop_.db().select("SELECT act FROM prize_acts AS a WHERE draw = ? AND unit = ? AND act IN "
                                  "('handed_over', 'undone') AND NOT EXISTS (SELECT 1 FROM set_aside AS s WHERE "
                                  "s.device = a.device AND s.seq = a.seq) ORDER BY seq",
                                  {id.draw, id.unit}),
                [&in_hand](const Rows& row) { in_hand += row.text(0) == "handed_over" ? 1 : -1; })
                .value();
            ASSERT_EQ(in_hand, unit.state == UnitState::handed_over ? 1 : 0) << id.draw << " " << id.unit;
        }
    }
    void finish() {
        compare();
        count_acts();
        shop_.engine->store().anchor().value();
        shop_.engine.reset();
        const auto report = audit(shop_.folder / "shop.db");
        ASSERT_TRUE(report) << report.error().message;
    }
    std::string told() const {
        return std::to_string(given_) + " handed over, " + std::to_string(undone_) + " taken back, " +
               std::to_string(lapsed_) + " lapsed, " + std::to_string(crashes_) + " crashes, " +
               std::to_string(units_.size()) + " units";
    }

private:
    static constexpr std::uint8_t members = 12;
    struct Unit {
        std::int64_t number = 0;  // of whoever won it; the browser too
        std::int64_t value_minor = 0;
        Timestamp claim_by;
        UnitState state = UnitState::waiting;
        StaffId fetched_by;
        Timestamp fetched_until;
    };

    std::uint64_t below(std::uint64_t bound) { return dice_.below(bound); }
    Timestamp now() const { return shop_.clock.now(); }

    // A command; sometimes its answer is lost in a crash, and it is said again.
    Outcome say(Wish wish) {
        const Command command{CommandId::random(shop_.random), std::move(wish)};
        auto outcome = shop_.engine->handle(command).value();
        if (below(300) != 0) return outcome;
        const auto first = canonical(to_json(outcome));
        const bool kept =
            std::holds_alternative<HandedOver>(outcome) || std::holds_alternative<HandOverUndone>(outcome);
        crash();
        if (kept) {
            EXPECT_EQ(canonical(to_json(shop_.engine->handle(command).value())), first) << "said again";
        }
        return outcome;
    }
    void crash() {
        ++crashes_;
        if (below(2) == 0) shop_.engine->store().anchor().value();
        shop_.reopen();
        shop_.db().script("PRAGMA synchronous = OFF").value();
    }
    UnitId any_unit() {
        // Mostly of those of late: old ones are settled for good.
        const auto most = std::min<std::size_t>(recent_.size(), 24);
        return recent_[recent_.size() - 1 - below(most)];
    }

    bool waits(const Unit& unit) const { return unit.state == UnitState::waiting && now() < unit.claim_by; }
    bool kept_from(const Unit& unit, const StaffId& staff) const {
        return now() < unit.fetched_until && unit.fetched_by != StaffId{} && unit.fetched_by != staff &&
               staff != shop_.manager_id;
    }
    struct Who {
        StaffId staff;
        SessionId session;
    };
    Who anybody() {
        switch (below(3)) {
            case 0: return {shop_.manager_id, shop_.manager};
            case 1: return {shop_.clerk_id, shop_.clerk};
            default: return {shop_.other_id, shop_.other};
        }
    }
    std::string code_of(std::int64_t number) {
        const auto member = member_by_number(shop_.db(), number).value();
        return redeem_code_of(shop_.engine->store().keys(), member->member);
    }

    void scan() {
        const auto browser = static_cast<std::uint8_t>(1 + below(members));
        const auto who = shop_.expect<Recognised>(LookUp{shop_.pass_of(browser), shop_.clerk});
        for (const auto& shown : who.units) {
            const auto& unit = units_.at(shown.unit);
            ASSERT_EQ(unit.number, browser);
            ASSERT_EQ(shown.state, unit.state);
        }
    }
    void hand_over(const UnitId& id) {
        auto& unit = units_.at(id);
        const bool theirs = below(8) != 0;
        const auto browser =
            theirs ? static_cast<std::uint8_t>(unit.number) : static_cast<std::uint8_t>(1 + below(members));
        const bool by_pass = below(3) != 0, right_code = below(10) != 0;
        const auto who = anybody();
        const std::string scan = by_pass ? shop_.pass_of(browser) : format_number(browser);
        auto code = code_of(browser);
        if (!right_code) code = code == "0000" ? "0001" : "0000";
        const auto outcome = say(HandOver{{id}, scan, code, {}, who.session});
        judge(id, outcome, browser, who.staff);
    }
    void judge(const UnitId& id, const Outcome& outcome, std::uint8_t browser, const StaffId& staff) {
        auto& unit = units_.at(id);
        if (std::holds_alternative<HandedOver>(outcome)) {
            ASSERT_TRUE(waits(unit)) << "handed over twice, or too late";
            ASSERT_EQ(unit.number, browser);
            ASSERT_FALSE(kept_from(unit, staff));
            give(unit);
        } else if (std::holds_alternative<AlreadyHandedOver>(outcome)) {
            ASSERT_EQ(unit.state, UnitState::handed_over);
        } else if (std::holds_alternative<Lapsed>(outcome)) {
            ASSERT_FALSE(waits(unit));
        } else if (std::holds_alternative<NotTheirs>(outcome)) {
            ASSERT_NE(unit.number, browser);
        } else if (std::holds_alternative<BeingFetched>(outcome)) {
            ASSERT_TRUE(kept_from(unit, staff));
        } else {
            ASSERT_TRUE(std::holds_alternative<WrongRedeemCode>(outcome)) << canonical(to_json(outcome));
        }
    }
    void give(Unit& unit) {
        unit.state = UnitState::handed_over, unit.fetched_until = {};
        ++given_;
    }
    void market() {
        const auto browser = static_cast<std::uint8_t>(1 + below(members));
        const auto who = anybody();
        const auto outcome = say(MarketHandOver{format_number(browser), code_of(browser), who.session});
        if (const auto* over = std::get_if<HandedOver>(&outcome)) {
            for (const auto& id : over->units) {
                auto& unit = units_.at(id);
                ASSERT_TRUE(waits(unit) && unit.number == browser && unit.value_minor <= 2000);
                give(unit);
            }
        }
    }
    void refuse(const UnitId& id) {
        shop_.expect<HandOverRefused>(RefuseHandOver{{id}, RefusalReason::not_the_winner, anybody().session});
        units_.at(id).fetched_until = {};
    }
    void undo(const UnitId& id) {
        auto& unit = units_.at(id);
        const auto outcome = say(UndoHandOver{id, shop_.manager});
        ASSERT_EQ(std::holds_alternative<HandOverUndone>(outcome), unit.state == UnitState::handed_over);
        if (unit.state != UnitState::handed_over) return;
        unit.state = UnitState::waiting;
        ++undone_;
    }
    void reserve(const UnitId& id) {
        auto& unit = units_.at(id);
        const auto who = anybody();
        const auto browser = static_cast<std::uint8_t>(unit.number);
        const auto outcome = shop_.say(ReserveUnits{{id}, shop_.pass_of(browser), who.session});
        const auto* reserved = std::get_if<UnitsReserved>(&outcome);
        ASSERT_EQ(reserved != nullptr, waits(unit) && !kept_from(unit, who.staff)) << canonical(to_json(outcome));
        if (reserved != nullptr) unit.fetched_by = who.staff, unit.fetched_until = reserved->until;
    }
    void paper(const UnitId& id) {
        auto& unit = units_.at(id);
        const auto outcome = say(EnterPaper{id, unit.number, shop_.clerk_id, now(), shop_.manager});
        ASSERT_EQ(std::holds_alternative<PaperEntered>(outcome), unit.state == UnitState::waiting);
        if (unit.state == UnitState::waiting) give(unit);
    }

    // The deadline passes for whatever is due; said by the same tick for all of a draw, and once.
    void tick() {
        shop_.say(Tick{});
        for (const auto& id : recent_) {
            auto& unit = units_.at(id);
            if (unit.state != UnitState::waiting || now() < unit.claim_by) continue;
            const auto row = find_unit(shop_.db(), id).value();
            ASSERT_TRUE(row->state == UnitState::unclaimed || row->state == UnitState::waiting);
            if (row->state == UnitState::unclaimed) unit.state = UnitState::unclaimed, ++lapsed_;
        }
    }
    void hours_pass() {
        shop_.clock.advance(static_cast<std::int64_t>(1 + below(9)) * hour_ms);
        shop_.sign_in();
        tick();
    }
    void new_draw() {
        tick();
        for (std::int64_t number = 1; number <= members; ++number) {
            NewPurchase sale;
            sale.total_minor = 25'000, sale.source = "hand", sale.member = number;
            shop_.say(RecordPurchases{{sale}, {}});
        }
        const auto draw = shop_.draw();
        tick();
        const auto units = units_of_draw(shop_.db(), draw, 1000).value();
        for (const auto& row : units) {
            if (row.state != UnitState::waiting) continue;
            const auto member = find_member(shop_.db(), *row.member).value();
            units_[row.unit] = {member->number, row.value_minor, row.claim_by, UnitState::waiting, {}, {}};
            recent_.push_back(row.unit);
        }
        shop_.engine->store().anchor().value();
        shop_.db().checkpoint_passive().value();
        forget_settled();
    }
    // What lies weeks back does not change any more, and is compared at the end only.
    void forget_settled() {
        std::erase_if(recent_, [this](const UnitId& id) { return units_.at(id).claim_by + 30 * day_ms < now(); });
    }

    EngineShop shop_;
    SeededRandom dice_;
    std::map<UnitId, Unit> units_;
    std::vector<UnitId> recent_;
    std::int64_t given_ = 0, undone_ = 0, lapsed_ = 0, crashes_ = 0;
};

TEST(PickupSimulation, weeks_in_random_order_hand_no_prize_over_twice_and_lose_none) {
    const auto steps = asked_for("XIAOER_SIM_STEPS", 20'000);
    const auto seed = asked_for("XIAOER_SEED", 20'261'129);
    SCOPED_TRACE("XIAOER_SEED=" + std::to_string(seed));
    Simulation simulation(seed);
    for (std::uint64_t i = 1; i <= steps; ++i) {
        simulation.step();
        if (i % 1000 == 0) simulation.compare();
        if (testing::Test::HasFailure()) FAIL() << "at step " << i << ", XIAOER_SEED=" << seed;
    }
    simulation.finish();
    std::cout << steps << " steps: " << simulation.told() << '\n';
}

}  // namespace
}  // namespace xiaoer::test
