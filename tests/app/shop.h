// A real kiosk on a real file for the tests of app and what stands on it: opened, with a manager and a clerk, on a
// clock that the test moves.
#pragma once

#include "app/kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <thread>

namespace xiaoer::test {

inline constexpr std::string_view manager_pin = "846302";
inline constexpr std::string_view clerk_pin = "271906";
inline constexpr Timestamp wednesday_morning{1'794'967'200'000};  // 2026-11-18 10:00 in Shanghai

inline Settings shoe_shop() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.branch = "龙吟店";
    settings.base_url = "http://127.0.0.1:8080";
    settings.prizes = {{"手工布鞋", 1, 12800}, {"照片书一本", 3, 1800}, {"5 元代金券", 10, 500}};
    return settings;
}

// A shop whose prizes need no 领奖码.
inline Settings book_shop() {
    auto settings = shoe_shop();
    settings.prizes = {{"照片书一本", 3, 1800}};
    return settings;
}

class Shop {
public:
    explicit Shop(Settings settings = shoe_shop()) {
        start();
        opened = expect<ShopOpened>(OpenShop{std::move(settings)});
        expect_staff("兰姐", true, manager_pin);
        expect_staff("小颖", false, clerk_pin);
        sign_in();
    }

    // Stops the kiosk in order and starts another on the same files.
    void reopen() {
        kiosk.reset();
        start();
        sign_in();
    }
    void start() {
        auto started = Kiosk::open({database(), &clock, &random, 1024, false});
        ASSERT_TRUE(started) << started.error().message;
        kiosk = std::move(*started);
    }
    void sign_in() {
        const auto shown =
            wait_for([](const Snapshot& s) { return s.desk.staff.size() >= 2 || has_stopped(s.health); });
        for (const auto& staff : shown->desk.staff) {
            const auto outcome = kiosk->sign_in(staff.id, std::string(staff.manager ? manager_pin : clerk_pin)).get();
            ASSERT_TRUE(outcome) << outcome.error().message;
            (staff.manager ? manager : clerk) = std::get<SignedIn>(*outcome).session;
        }
    }

    // Says a command and expects that nothing broke.
    Outcome say(Wish wish) {
        auto outcome = kiosk->submit(std::move(wish)).get();
        EXPECT_TRUE(outcome) << outcome.error().message;
        return outcome ? *outcome : Outcome(Done{});
    }
    template <class T>
    T expect(Wish wish) {
        const auto outcome = say(std::move(wish));
        const auto* value = std::get_if<T>(&outcome);
        EXPECT_NE(value, nullptr) << "expected " << T::kind << ", got " << canonical(to_json(outcome));
        return value == nullptr ? T{} : *value;
    }
    std::shared_ptr<const Snapshot> wait_for(const std::function<bool(const Snapshot&)>& holds) {
        for (int i = 0; i < 4000; ++i) {
            if (auto now = kiosk->snapshot(); holds(*now)) return now;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        ADD_FAILURE() << "the snapshot never showed it";
        return kiosk->snapshot();
    }

    // Each browser is named by one byte, which stands for the hash of its cookie.
    Joined join(std::string nickname, std::uint8_t browser, std::optional<std::string> phone = {}) {
        Join wish;
        wish.nickname = std::move(nickname);
        wish.phone = std::move(phone);
        wish.agreed = true;
        wish.browser = Hash{browser};
        return expect<Joined>(wish);
    }
    static NewPurchase sale(std::string receipt, std::int64_t total_minor) {
        NewPurchase purchase;
        purchase.receipt_no = std::move(receipt);
        purchase.total_minor = total_minor;
        purchase.source = "tap:9100";
        return purchase;
    }
    Recorded record(NewPurchase purchase) { return expect<Recorded>(RecordPurchases{{std::move(purchase)}, {}}); }
    // A member with a sale of ten tickets bound to them.
    Joined buyer(std::string nickname, std::uint8_t browser) {
        const auto joined = join(std::move(nickname), browser);
        auto purchase = sale("B" + std::to_string(browser), 50000);
        purchase.member = joined.number;
        EXPECT_EQ(record(purchase).tickets, 10);
        return joined;
    }
    // Months pass, or years: the owner confirms the date, as nothing counted the time in between.
    void live_until(Timestamp time) {
        clock.set(time);
        expect<Done>(ConfirmClock{time, {}});
    }
    // Locks and settles the coming draw. Returns: its id.
    std::string draw(std::string throws = "4162533164") {
        say(Tick{});
        const auto coming = wait_for([](const Snapshot& s) { return s.next_draw.has_value(); })->next_draw;
        clock.set(coming->closes_at);
        say(Tick{});
        expect<DrawSettled>(SettleDraw{coming->id, std::move(throws), manager});
        return coming->id;
    }
    std::string pass_of(std::uint8_t browser) { return expect<PassIssued>(IssuePass{Hash{browser}}).scan; }
    // What the bearer of `scan` has waiting.
    std::vector<PickupUnit> waiting(const std::string& scan) {
        auto units = expect<Recognised>(LookUp{scan, clerk}).units;
        std::erase_if(units, [](const PickupUnit& unit) { return unit.state != UnitState::waiting; });
        return units;
    }
    [[nodiscard]] std::filesystem::path database() const { return path.empty() ? folder / "shop.db" : path; }

    TemporaryFolder folder;
    std::filesystem::path path;  // of another database than the folder's own: a restored one
    ManualClock clock{wednesday_morning};
    SeededRandom random{20261118};
    std::unique_ptr<Kiosk> kiosk;
    SessionId manager, clerk;
    ShopOpened opened;  // for the recovery sheet

private:
    void expect_staff(std::string_view name, bool as_manager, std::string_view pin) {
        const auto added = kiosk->add_staff(std::string(name), as_manager, std::string(pin), {}).get();
        ASSERT_TRUE(added) << added.error().message;
    }
};

}  // namespace xiaoer::test
