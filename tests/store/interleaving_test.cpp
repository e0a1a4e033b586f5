// Order does not matter: derived tables are a function of the set of facts.
//
// Several kiosks of one merchant live through a random history. Each writes its own chain in its own store, from what
// it knows at that moment; now and then one takes in a few more facts of another. Some histories have a kiosk that is
// lost, while its last facts are still unknown to the one that succeeds it. Then all chains are received into empty
// stores, in random orders that keep each device's own: every store must end with the same derived tables, and so
// must the kiosks themselves once they know everything.
//
// XIAOER_INTERLEAVINGS: how many histories of each kind (default 3; the night's run may say 2000).
// XIAOER_SEED: the first history's seed. A failure prints its seed.
#include "store/draws.h"
#include "store/members.h"
#include "store/purchases.h"
#include "store/receive.h"
#include "store/schema.h"
#include "store/succession.h"
#include "tests/store/draws_history.h"
#include "tests/store/people_history.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <charconv>
#include <map>

namespace xiaoer::test {
namespace {

constexpr int orders_per_history = 6;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    if (text == nullptr) return otherwise;
    std::uint64_t value = otherwise;
    std::from_chars(text, text + std::string_view(text).size(), value);
    return value;
}

// One random history of several kiosks.
class History {
public:
    History(const std::filesystem::path& folder, std::uint64_t seed, std::size_t kiosks)
        : folder_(folder), random_(seed) {
        for (std::size_t i = 0; i < kiosks; ++i) add_kiosk();
        kiosks_[0]->open_shop();
        for (std::size_t i = 1; i < kiosks; ++i) {
            learn(i, 0, 2);
            kiosks_[i]->enrol("0000" + std::to_string(i + 1), next_number_from());
        }
    }

    void live(int steps) {
        for (int step = 0; step < steps; ++step) {
            const auto who = below(kiosks_.size());
            if (lost_.contains(who)) continue;
            if (below(4) == 0) {
                learn(who, below(kiosks_.size()), 1 + below(12));
            } else {
                act(*kiosks_[who]);
            }
        }
    }

    // A kiosk is lost, and another takes its place that knows only part of what it wrote.
    void lose_one() {
        const auto old = below(kiosks_.size());
        lost_.insert(old);
        add_kiosk();
        const auto successor = kiosks_.size() - 1;
        for (std::size_t i = 0; i < successor; ++i) learn(successor, i, i == 0 ? 2 : 1);
        learn(successor, old, below(kiosks_[old]->chain().size()) + 1);
        auto& kiosk = *kiosks_[successor];
        kiosk.enrol("0010" + std::to_string(successor), next_number_from());
        kiosk.succeed(kiosks_[old]->device());
        to_retire_[successor] = kiosks_[old]->device();
    }
    void retire_lost_ones() {
        for (const auto& [successor, old] : to_retire_) kiosks_[successor]->write(DeviceRetired{old});
        to_retire_.clear();
    }

    void learn_everything() {
        for (std::size_t to = 0; to < kiosks_.size(); ++to) {
            for (std::size_t from = 0; from < kiosks_.size(); ++from) learn(to, from, SIZE_MAX);
        }
    }

    std::vector<std::vector<Link>> chains() {
        std::vector<std::vector<Link>> all;
        for (auto& kiosk : kiosks_) all.push_back(kiosk->chain());
        return all;
    }
    std::vector<std::unique_ptr<WrittenKiosk>>& kiosks() { return kiosks_; }
    const Merchant& merchant() const { return merchant_; }

private:
    void add_kiosk() {
        const auto path = folder_ / ("kiosk" + std::to_string(kiosks_.size()) + ".db");
        kiosks_.push_back(std::make_unique<WrittenKiosk>(path, merchant_, random_.below(1u << 30)));
        kiosks_.back()->do_not_wait_for_the_disk();
    }
    std::int64_t next_number_from() { return numbers_from_ += 1000; }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }

    // Kiosk `to` takes in up to `most` facts of `from` that it did not know.
    void learn(std::size_t to, std::size_t from, std::size_t most) {
        if (to == from) return;
        const auto links = kiosks_[from]->chain();
        auto& known = known_[{to, from}];
        for (; known < links.size() && most > 0; ++known, --most) kiosks_[to]->receive(links[known]);
    }

    template <class T>
    std::optional<T> one_of(const std::vector<T>& list) {
        if (list.empty()) return std::nullopt;
        return list[below(list.size())];
    }
    template <class Make>
    auto rows(WrittenKiosk& kiosk, std::string_view sql, Make make) {
        std::vector<decltype(make(std::declval<const Rows&>()))> list;
        const auto done = for_each_row(kiosk.db().select(sql), [&](const Rows& row) { list.push_back(make(row)); });
        EXPECT_TRUE(done);
        return list;
    }
    std::optional<MemberId> some_member(WrittenKiosk& kiosk) {
        return one_of(rows(kiosk, "SELECT member FROM members", [](const Rows& row) { return row.id<MemberId>(0); }));
    }
    std::optional<FactRef> some_purchase(WrittenKiosk& kiosk, std::string_view sql) {
        return one_of(rows(kiosk, sql, [](const Rows& row) { return FactRef{row.id<DeviceId>(0), row.integer(1)}; }));
    }

    void act(WrittenKiosk& kiosk) {
        if (below(3) == 0) return act_among_people(kiosk, random_);
        switch (below(18)) {
            case 0: kiosk.join_without_name(); break;
            case 1: kiosk.sell("R" + std::to_string(below(30)), 5000 * static_cast<std::int64_t>(1 + below(5))); break;
            case 2:
            case 3: buy(kiosk); break;
            case 4: bind_one(kiosk); break;
            case 5: refund_one(kiosk); break;
            case 6: card(kiosk); break;
            case 7: erase_one(kiosk); break;
            case 8: kiosk.write(StaffAddedFact{StaffId::random(random_), below(2) == 0}); break;
            case 9:
            case 10:
            case 11: go_on_with_draws(kiosk); break;
            case 12:
            case 13: go_on_with_rounds(kiosk, random_); break;
            case 14: go_on_with_scratch_cards(kiosk, random_); break;
            default: go_on_with_prizes(kiosk); break;
        }
    }
    void buy(WrittenKiosk& kiosk) {
        const auto referrer = some_member(kiosk);
        const auto member = kiosk.join_without_name();
        const auto sale = kiosk.sell("", 15000);
        kiosk.bind(sale, member, 3);
        if (below(2) == 0) kiosk.reward(sale, member, referrer);
    }
    void bind_one(WrittenKiosk& kiosk) {
        const auto member = some_member(kiosk);
        const auto purchase = some_purchase(kiosk, "SELECT device, seq FROM purchases WHERE member IS NULL");
        if (!member || !purchase || purchase->device != kiosk.device()) return;
        kiosk.bind(*purchase, *member, static_cast<std::int64_t>(below(5)));
        if (below(2) == 0) kiosk.reward(*purchase, *member, some_member(kiosk));
    }
    void refund_one(WrittenKiosk& kiosk) {
        const auto purchase =
            some_purchase(kiosk, "SELECT device, seq FROM purchases WHERE refunded_minor < total_minor");
        if (!purchase) return;
        const auto sale = find_purchase(kiosk.db(), *purchase).value().value();
        const auto left = sale.total_minor - sale.refunded_minor;
        kiosk.refund(*purchase, below(2) == 0 ? left : std::min<std::int64_t>(left, 1000));
    }
    void card(WrittenKiosk& kiosk) {
        const auto card =
            one_of(rows(kiosk, "SELECT card FROM cards", [](const Rows& row) { return row.id<CardId>(0); }));
        const auto member = some_member(kiosk);
        if (card && below(2) == 0) {
            kiosk.write(CardRevoked{*card});
        } else if (member) {
            kiosk.write(CardIssuedFact{CardId::random(random_), *member, random_.array<32>()});
        }
    }
    void erase_one(WrittenKiosk& kiosk) {
        const auto member = some_member(kiosk);
        if (member && below(3) == 0) kiosk.write(MemberErased{*member});
    }

    void go_on_with_draws(WrittenKiosk& kiosk) {
        const auto open =
            rows(kiosk, "SELECT draw, state, device FROM draws WHERE state IN ('announced', 'closed')",
                 [](const Rows& row) { return std::tuple(row.text(0), row.text(1), row.id<DeviceId>(2)); });
        for (const auto& [draw, state, device] : open) {
            if (state == "announced" && device == kiosk.device()) {
                if (below(6) == 0) return void(kiosk.write(DrawCancelled{draw}));
                return kiosk.list_and_close(draw);
            }
            const std::string throws = below(2) == 0 ? "4162533164" : "6135241126";
            if (state == "closed" && acts_for(kiosk.db(), kiosk.device(), device).value())
                return kiosk.settle(draw, throws);
        }
        kiosk.announce();
    }
    void go_on_with_prizes(WrittenKiosk& kiosk) {
        struct Prize {
            UnitId unit;
            std::string state;
            MemberId member;
        };
        auto prizes = rows(kiosk, "SELECT draw, unit, state, member FROM prize_units WHERE member IS NOT NULL",
                           [](const Rows& row) {
                               return Prize{{row.text(0), row.integer(1)}, row.text(2), row.id<MemberId>(3)};
                           });
        std::erase_if(prizes, [&](const Prize& prize) {
            return find_unit(kiosk.db(), prize.unit).value()->home != kiosk.device();
        });
        const auto prize = one_of(prizes);
        if (!prize) return;
        if (prize->state == "handed_over") {
            if (below(2) == 0) kiosk.write(HandOverUndoneFact{prize->unit, kiosk.clerk});
        } else if (prize->state == "waiting") {
            switch (below(4)) {
                case 0: kiosk.write(PrizeRefused{prize->unit, kiosk.clerk, "no_proof"}); break;
                case 1: kiosk.write(DrawUnclaimed{prize->unit.draw, {0, 1, 2}}); break;
                default: kiosk.hand_over(prize->unit, prize->member); break;
            }
        }
    }

    std::filesystem::path folder_;
    SeededRandom random_;
    Merchant merchant_{random_};
    std::vector<std::unique_ptr<WrittenKiosk>> kiosks_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> known_;
    std::set<std::size_t> lost_;
    std::map<std::size_t, DeviceId> to_retire_;
    std::int64_t numbers_from_ = 1;
};

// An empty store that forgets what it received when it is asked for the next order.
class Receiver {
public:
    explicit Receiver(const std::filesystem::path& path) : db_(Database::open(path, Database::Mode::write).value()) {
        migrate(db_).value();
    }
    // Receives all links in a random order that keeps each chain's own. Returns: the derived tables.
    std::vector<std::string> receive_all(const History& history, const std::vector<std::vector<Link>>& chains,
                                         Random& random) {
        const auto transaction = Transaction::begin(db_).value();  // never committed
        std::vector<std::size_t> next(chains.size());
        std::size_t left = 0;
        for (const auto& chain : chains) left += chain.size();
        std::size_t from = 0;
        for (; left > 0; --left) {
            // Runs of one chain, short and long, reach more than single steps would.
            while (next[from] == chains[from].size() || random.below(3) == 0)
                from = static_cast<std::size_t>(random.below(chains.size()));
            const auto& link = chains[from][next[from]++];
            const auto received = receive(db_, history.merchant().id, link.fact, link.hash);
            EXPECT_TRUE(received) << received.error().message;
        }
        return derived_rows(db_);
    }

private:
    Database db_;
};

// The first row that only one of two has.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const std::set<std::string> in_a(a.begin(), a.end());
    const std::set<std::string> in_b(b.begin(), b.end());
    std::string text;
    int lines = 0;
    for (const auto& row : a) {
        if (!in_b.contains(row) && ++lines < 5) text += "\n- " + row;
    }
    for (const auto& row : b) {
        if (!in_a.contains(row) && ++lines < 10) text += "\n+ " + row;
    }
    return text;
}

void expect_that_order_does_not_matter(History& history, const TemporaryFolder& folder, std::uint64_t seed) {
    const auto chains = history.chains();
    Receiver receiver(folder / "receiver.db");
    SeededRandom random(seed + 1'000'000);
    const auto first = receiver.receive_all(history, chains, random);
    ASSERT_GT(first.size(), 20u) << "nothing happened in this history";
    for (int order = 1; order < orders_per_history; ++order) {
        const auto other = receiver.receive_all(history, chains, random);
        ASSERT_EQ(difference(first, other), "") << "XIAOER_SEED=" << seed;
    }
    history.learn_everything();
    for (auto& kiosk : history.kiosks()) {
        ASSERT_EQ(unbalanced_vouchers(kiosk->db()), 0) << "XIAOER_SEED=" << seed;
        ASSERT_EQ(difference(first, derived_rows(kiosk->db())), "") << "a kiosk itself; XIAOER_SEED=" << seed;
    }
}

std::int64_t count_of(History& history, std::string_view sql) {
    return history.kiosks().front()->db().integer(sql).value().value_or(0);
}

// Tried beyond what was asked for, until each kind of act has been in one of them.
constexpr std::size_t more_histories = 10;

template <class Live>
void try_histories(std::size_t kiosks, Live live) {
    const auto first_seed = from_environment("XIAOER_SEED", 1);
    const auto histories = from_environment("XIAOER_INTERLEAVINGS", 3);
    std::int64_t rounds = 0, plays = 0;
    const auto enough = [&](std::size_t tried) { return tried >= histories && rounds > 0 && plays > 0; };
    for (auto seed = first_seed; !enough(seed - first_seed) && seed < first_seed + histories + more_histories; ++seed) {
        const TemporaryFolder folder;
        History history(folder.path(), seed, kiosks);
        live(history);
        expect_that_order_does_not_matter(history, folder, seed);
        if (testing::Test::HasFailure()) return;
        rounds += count_of(history, "SELECT count(*) FROM draw_rounds WHERE settled_seq IS NOT NULL");
        plays += count_of(history, "SELECT count(*) FROM instant_plays");
    }
    EXPECT_GT(rounds, 0) << "no prize was drawn again in any of them";
    EXPECT_GT(plays, 0) << "no scratch card was played in any of them";
}

TEST(Interleaving, two_kiosks_in_any_order_give_the_same_tables) {
    try_histories(2, [](History& history) { history.live(120); });
}

TEST(Interleaving, three_kiosks_in_any_order_give_the_same_tables) {
    try_histories(3, [](History& history) { history.live(150); });
}

TEST(Interleaving, a_lost_kiosk_and_its_successor_in_any_order_give_the_same_tables) {
    try_histories(2, [](History& history) {
        history.live(80);
        history.lose_one();
        history.live(20);
        history.retire_lost_ones();
        history.live(60);
    });
}

TEST(Interleaving, two_losses_even_of_one_kiosk_twice_in_any_order_give_the_same_tables) {
    try_histories(2, [](History& history) {
        for (int loss = 0; loss < 2; ++loss) {
            history.live(50);
            history.lose_one();
            history.live(15);
            history.retire_lost_ones();
        }
        history.live(50);
    });
}

}  // namespace
}  // namespace xiaoer::test
