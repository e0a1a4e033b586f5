// A shop on an Engine alone, with no threads around it: for tests that take it down in the middle of things. PINs are
// taken as hashed, so that signing in costs nothing.
#pragma once

#include "app/engine.h"
#include "store/draws.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::test {

class EngineShop {
public:
    EngineShop(Settings settings, std::uint64_t seed) : random(seed) {
        open();
        expect<ShopOpened>(OpenShop{std::move(settings), {}, {}});
        manager_id = expect<StaffAdded>(AddStaff{"兰姐", true, {}, pin_hash, {}}).staff;
        clerk_id = expect<StaffAdded>(AddStaff{"小颖", false, {}, pin_hash, {}}).staff;
        other_id = expect<StaffAdded>(AddStaff{"老李", false, {}, pin_hash, {}}).staff;
        sign_in();
        engine->store().anchor().value();
    }
    void open(const std::string& vfs = {}) {
        engine.reset();
        auto opened = Engine::open({folder / "shop.db", vfs}, clock, random);
        engine = std::move(opened).value();
    }
    // As after a power cut: living passes and signed-in clerks are gone.
    void reopen(const std::string& vfs = {}) {
        open(vfs);
        sign_in();
    }
    void sign_in() { manager = session_of(manager_id), clerk = session_of(clerk_id), other = session_of(other_id); }
    SessionId session_of(const StaffId& staff) {
        const auto attempt = CommandId::random(random);
        (void)engine->handle({attempt, BeginSignIn{staff}}).value();
        return expect<SignedIn>(FinishSignIn{staff, attempt, pin_hash}).session;
    }
    Outcome say(Wish wish) { return engine->handle({CommandId::random(random), std::move(wish)}).value(); }
    template <class T>
    T expect(Wish wish) {
        const auto outcome = say(std::move(wish));
        const auto* value = std::get_if<T>(&outcome);
        EXPECT_NE(value, nullptr) << "expected " << T::kind << ", got " << canonical(to_json(outcome));
        return value == nullptr ? T{} : *value;
    }
    Joined join(const std::string& nickname, std::uint8_t browser) {
        Join wish;
        wish.nickname = nickname;
        wish.agreed = true;
        wish.browser = Hash{browser};
        return expect<Joined>(wish);
    }
    // Locks and settles the coming draw. Returns: its id.
    std::string draw() {
        say(Tick{});
        const auto coming = coming_draw(db(), clock.now()).value();
        EXPECT_TRUE(coming) << "no draw is announced";
        if (!coming) return {};
        clock.advance(std::max<std::int64_t>(0, coming->announcement.closes_at - clock.now()));
        say(Tick{});
        sign_in();
        expect<DrawSettled>(SettleDraw{coming->draw, "4162533164", manager});
        return coming->draw;
    }
    std::string pass_of(std::uint8_t browser) { return expect<PassIssued>(IssuePass{Hash{browser}}).scan; }
    Database& db() { return engine->store().db(); }

    static constexpr Hash pin_hash{1, 2, 3};
    TemporaryFolder folder;
    ManualClock clock{Timestamp{1'794'967'200'000}};  // 2026-11-18 10:00 in Shanghai
    SeededRandom random;
    std::unique_ptr<Engine> engine;
    StaffId manager_id, clerk_id, other_id;
    SessionId manager, clerk, other;
};

}  // namespace xiaoer::test
