// Kiosks of one merchant for the tests of sync: each the real engine on a real file, all on one thread, and a folder in
// memory between them.
#pragma once

#include "app/engine.h"
#include "store/joining.h"
#include "sync/folder_transport.h"
#include "sync/passage.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::sync::test {

using namespace xiaoer::test;

inline constexpr Timestamp wednesday_morning{1'794'967'200'000};  // 2026-11-18 10:00 in Shanghai

// A folder in memory; several kiosks reach it. A test may tear, drop and double what lies in it.
using Shelf = std::map<std::string, Bytes>;
class ShelfFolder final : public Folder {
public:
    explicit ShelfFolder(Shelf& shelf) : shelf_(shelf) {}
    Result<std::vector<std::string>> names() override {
        std::vector<std::string> names;
        for (const auto& [name, bytes] : shelf_) names.push_back(name);
        return names;
    }
    Result<std::optional<Bytes>> read(const std::string& name) override {
        const auto found = shelf_.find(name);
        return found == shelf_.end() ? std::optional<Bytes>{} : std::optional(found->second);
    }
    Result<void> write(const std::string& name, ByteView bytes) override {
        shelf_[name] = Bytes(bytes.begin(), bytes.end());
        return {};
    }
    Result<void> remove(const std::string& name) override {
        shelf_.erase(name);
        return {};
    }

private:
    Shelf& shelf_;
};

inline Settings street_shop() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.prizes = {{"照片书一本", 3, 1800}};
    return settings;
}

class Counter {
public:
    Counter(std::filesystem::path database, std::uint64_t seed) : path(std::move(database)), random(seed) {}

    void start() {
        auto started = Engine::open({path, {}}, clock, random);
        ASSERT_TRUE(started) << started.error().message;
        engine = std::move(*started);
        engine->check_at_start();
    }
    // What a power cut leaves: everything committed, nothing that memory knew.
    void crash() { engine.reset(), start(); }

    Result<Outcome> try_to(Wish wish) { return engine->handle({CommandId::random(random), std::move(wish)}); }
    Outcome say(Wish wish) {
        auto outcome = try_to(std::move(wish));
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

    // The merchant's first kiosk, with a manager.
    void open_shop() {
        start();
        opened = expect<ShopOpened>(OpenShop{street_shop()});
        manager_id = expect<StaffAdded>(AddStaff{"兰姐", true, {7}, Hash{7}, {}}).staff;
        sign_in(manager_id);
    }
    // The PIN's slow hash is not what is tested here: the test says at once what it would come to.
    void sign_in(const StaffId& staff) {
        const auto attempt = CommandId::random(random);
        ASSERT_TRUE(engine->handle({attempt, BeginSignIn{staff}}));
        manager = expect<SignedIn>(FinishSignIn{staff, attempt, Hash{7}}).session;
    }
    // Becomes a kiosk of `first`'s shop.
    void join_shop_of(Counter& first) {
        const SigningKey root(SecretKey(array_from_hex<32>(first.opened.root_key).value()));
        const auto key = new_kiosk_key(path, random).value();
        const auto answer = answer_new_kiosk(first.path, root, key, random).value();
        const auto& enrolled = answer.enrolled;
        first.expect<Done>(
            EnrolDevice{enrolled.key, enrolled.code, enrolled.number_from, enrolled.number_to, enrolled.signature});
        ASSERT_TRUE(join_shop(path, answer.sealed, random));
        start();
        manager_id = first.manager_id;
    }

    Joined join(std::string nickname, std::optional<std::string> phone = {}) {
        Join wish;
        wish.nickname = std::move(nickname), wish.phone = std::move(phone), wish.agreed = true, wish.show_name = true;
        return expect<Joined>(wish);
    }
    Recorded buy(std::int64_t number, std::int64_t total_minor) {
        NewPurchase purchase;
        purchase.receipt_no = random.digits(8), purchase.total_minor = total_minor, purchase.source = "tap:9100";
        purchase.member = number;
        return expect<Recorded>(RecordPurchases{{purchase}, {}});
    }
    std::string name_of(const MemberId& member) {
        Vault vault{db(), engine->store().keys(), engine->store().keyring()};
        return personal(vault, member, "nickname").value();
    }

    struct Night {
        Passage received, sent;
    };
    Passage hear(Shelf& shelf) { return pass(&download, through(shelf)); }
    Passage tell(Shelf& shelf) { return pass(&upload, through(shelf)); }
    using Direction = Passage (*)(OurSide&, Transport&, const Say&, Progress&);
    using Opening = std::function<std::unique_ptr<Transport>(OurSide&)>;
    Passage pass(Direction direction, const Opening& open) {
        const auto ours = OurSide::open(path).value();
        const auto transport = open(*ours);
        Progress progress;
        return direction(
            *ours, *transport, [this](Wish wish) { return try_to(std::move(wish)); }, progress);
    }
    Night sync(Shelf& shelf) {
        Night night;
        night.received = hear(shelf);
        night.sent = tell(shelf);
        return night;
    }

    Database& db() { return engine->store().db(); }
    DeviceId device() { return engine->store().device(); }
    std::int64_t count(std::string_view sql) { return db().integer(sql).value().value_or(0); }

    std::filesystem::path path;
    SeededRandom random;
    ManualClock clock{wednesday_morning};
    std::unique_ptr<Engine> engine;
    ShopOpened opened;
    StaffId manager_id;
    SessionId manager;

private:
    Opening through(Shelf& shelf) {
        return [this, &shelf](OurSide& ours) {
            return std::make_unique<FolderTransport>(
                std::make_unique<ShelfFolder>(shelf),
                FolderTransport::Sender{SyncKeys(ours.keys()), ours.key(), ours.audience().value(), clock.now(),
                                        random});
        };
    }
};

// The derived tables as text, a row a line.
[[nodiscard]] std::vector<std::string> derived_rows(Database& db);

// Two kiosks that know each other.
class TwoShops : public testing::Test {
protected:
    TwoShops() {
        main.open_shop();
        branch.join_shop_of(main);
        meet();
        branch.sign_in(branch.manager_id);
    }
    // Until nobody has anything to say any more.
    void meet() {
        for (int i = 0; i < 3; ++i) {
            for (auto* kiosk : {&main, &branch}) {
                const auto night = kiosk->sync(shelf);
                EXPECT_EQ(night.received.problem + night.sent.problem, "");
            }
        }
    }
    TemporaryFolder folder;
    Shelf shelf;
    Counter main{folder / "main.db", 1};
    Counter branch{folder / "branch.db", 2};
};

}  // namespace xiaoer::sync::test
