#include "tests/sync/simulation.h"

#include "domain/number.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/draws.h"
#include "store/members.h"

namespace xiaoer::sync::test {
namespace {

constexpr std::int64_t ten_years_ms = 3650 * day_ms;

template <class Make>
auto rows(Counter& kiosk, std::string_view sql, Make make) {
    std::vector<decltype(make(std::declval<const Rows&>()))> list;
    EXPECT_TRUE(for_each_row(kiosk.db().select(sql), [&](const Rows& row) { list.push_back(make(row)); }));
    return list;
}

UnitId unit_in(const Rows& row) { return {row.text(0), row.integer(1)}; }

}  // namespace

Simulation::Simulation(std::uint64_t seed, std::size_t kiosks) : seed_(seed), random_(seed) {
    for (std::size_t i = 0; i < kiosks; ++i) {
        kiosks_.push_back(std::make_unique<Counter>(folder_ / (std::to_string(i) + ".db"), random_.below(1u << 30)));
        if (i == 0) {
            kiosks_[0]->open_shop();
        } else {
            kiosks_[i]->join_shop_of(*kiosks_[0]);
        }
        EXPECT_TRUE(kiosks_[i]->db().script("PRAGMA synchronous = OFF"));
    }
    for (int i = 0; i < 2; ++i) {
        for (auto& kiosk : kiosks_) kiosk->sync(shelf_);
    }
}

void Simulation::live(int steps) {
    for (step_ = 1; step_ <= steps; ++step_) {
        SCOPED_TRACE("seed " + std::to_string(seed_) + ", step " + std::to_string(step_));
        auto& kiosk = someone();
        kiosk.clock.advance(static_cast<std::int64_t>(1 + below(600)) * second_ms);
        switch (below(12)) {
            case 0: disturb(); break;
            case 1:
            case 2: night(kiosk); break;
            case 3: jump(kiosk); break;
            default: act(kiosk); break;
        }
        remember(kiosk);
    }
}

void Simulation::act(Counter& kiosk) {
    switch (below(16)) {
        case 0:
        case 1: join(kiosk); break;
        case 2:
        case 3:
        case 4: buy(kiosk); break;
        case 5:
        case 6: go_on_with_draws(kiosk); break;
        case 7:
        case 8: hand_over(kiosk); break;
        case 9: undo(kiosk); break;
        case 10:
        case 11: send_prize(kiosk); break;
        case 12: take_up(kiosk); break;
        case 13: below(3) == 0 ? erase(kiosk) : give_credit(kiosk); break;
        case 14: merge(kiosk); break;
        default: kiosk.say(Tick{}); break;
    }
}

// Few phone numbers: people join at two shops before these have met.
void Simulation::join(Counter& kiosk) {
    std::optional<std::string> phone;
    if (below(2) == 0) phone = "1380000" + std::to_string(1000 + below(12));
    Join wish;
    wish.nickname = "顾客" + kiosk.random.digits(3), wish.phone = phone, wish.agreed = true;
    kiosk.say(wish);
}

std::optional<std::int64_t> Simulation::some_number(Counter& kiosk) {
    return one_of(
        rows(kiosk, "SELECT number FROM members WHERE erased = 0", [](const Rows& row) { return row.integer(0); }));
}

void Simulation::buy(Counter& kiosk) {
    const auto number = some_number(kiosk);
    if (number) kiosk.buy(*number, 5000 * static_cast<std::int64_t>(1 + below(4)));
}

void Simulation::go_on_with_draws(Counter& kiosk) {
    const auto own = kiosk.device();
    const auto draws = draws_by_number(kiosk.db(), 50).value();
    for (const auto& row : draws) {
        if (device_id_of(row.announcement.device) != own) continue;
        if (row.state == "announced") {
            if (kiosk.clock.now() < row.announcement.closes_at) {
                kiosk.clock.advance(row.announcement.closes_at - kiosk.clock.now());
                kiosk.say(ConfirmClock{kiosk.clock.now(), {}});
            }
            kiosk.say(CloseDraw{row.draw, {}});
            return;
        }
        if (row.state == "closed") return void(kiosk.say(SettleDraw{row.draw, "4162533164", {}}));
    }
    AnnounceDraw wish;
    wish.closes_at = kiosk.clock.now() + hour_ms, wish.draws_at = wish.closes_at;
    wish.claim_by = wish.closes_at + static_cast<std::int64_t>(1 + below(20)) * day_ms;
    wish.prizes = {{"照片书一本", 2, 1800}, {"布鞋", 1, 900}};
    kiosk.say(wish);
}

void Simulation::sign_in(Counter& kiosk) { kiosk.sign_in(kiosk.manager_id); }

// Whoever has won and stands at this counter, with the right code: what may stop it is that the prize is not here.
void Simulation::hand_over(Counter& kiosk) {
    const auto unit =
        one_of(rows(kiosk,
                    "SELECT draw, unit FROM prize_units AS u JOIN members AS m USING (member) WHERE state "
                    "= 'waiting' AND m.erased = 0",
                    unit_in));
    if (!unit) return;
    const auto row = find_unit(kiosk.db(), *unit).value().value();
    const auto member = find_member(kiosk.db(), row.member.value()).value().value();
    sign_in(kiosk);
    const auto outcome = kiosk.say(HandOver{{*unit},
                                            format_number(member.number),
                                            redeem_code_of(kiosk.engine->store().keys(), member.member),
                                            {},
                                            kiosk.manager});
    if (!std::holds_alternative<HandedOver>(outcome)) return;
    ++hand_overs_;
    EXPECT_EQ(++in_hands_[*unit], 1) << "unit " << unit->unit << " of " << unit->draw << " was handed over twice";
}

void Simulation::undo(Counter& kiosk) {
    const auto unit = one_of(rows(kiosk, "SELECT draw, unit FROM prize_units WHERE state = 'handed_over'", unit_in));
    if (!unit || below(3) != 0) return;
    sign_in(kiosk);
    if (std::holds_alternative<HandOverUndone>(kiosk.say(UndoHandOver{*unit, kiosk.manager}))) --in_hands_[*unit];
}

void Simulation::send_prize(Counter& kiosk) {
    const auto unit = one_of(rows(kiosk, "SELECT draw, unit FROM prize_units WHERE state = 'waiting'", unit_in));
    if (!unit) return;
    const auto& to = *kiosks_[below(kiosks_.size())];
    if (&to == &kiosk) return;
    const auto code = kiosk_code_of(kiosk.db(), to.engine->store().device()).value();
    if (!code.empty()) kiosk.say(SendPrize{*unit, code, {}});
}

void Simulation::take_up(Counter& kiosk) {
    for (const auto& unit : rows(kiosk, "SELECT draw, unit FROM prize_units WHERE in_transit = 1", unit_in)) {
        kiosk.say(TakeUpPrize{unit, {}});
    }
}

void Simulation::erase(Counter& kiosk) {
    const auto number = some_number(kiosk);
    if (number) kiosk.say(EraseMember{*number, {}, {}});
}

void Simulation::merge(Counter& kiosk) {
    const auto one = some_number(kiosk), other = some_number(kiosk);
    if (one && other && *one != *other) kiosk.say(MergeMembers{*one, *other, below(3) == 0, {}});
}

void Simulation::give_credit(Counter& kiosk) {
    const auto number = some_number(kiosk);
    if (!number) return;
    sign_in(kiosk);
    kiosk.say(GiveVoucher{*number, 500, kiosk.manager});
    const auto member = member_by_number(kiosk.db(), *number).value().value().member;
    kiosk.say(SpendCredit{kiosk.manager, format_number(*number), redeem_code_of(kiosk.engine->store().keys(), member),
                          static_cast<std::int64_t>(100 * (1 + below(6)))});
}

// A clock that is years off, a power cut, or nothing.
void Simulation::jump(Counter& kiosk) {
    switch (below(6)) {
        case 0: kiosk.clock.set(kiosk.clock.now() + (below(2) == 0 ? ten_years_ms : -ten_years_ms)); break;
        case 1: kiosk.clock.set(wednesday_morning + static_cast<std::int64_t>(below(30)) * day_ms); break;
        case 2:
            kiosk.crash();
            EXPECT_TRUE(kiosk.db().script("PRAGMA synchronous = OFF"));
            break;
        case 3: below(2) == 0 ? back_up_now(kiosk) : replace(kiosk); break;
        default: kiosk.say(ConfirmClock{kiosk.clock.now(), {}}); break;
    }
}

void Simulation::back_up_now(Counter& kiosk) {
    const auto folder = folder_ / ("backup-" + std::to_string(++files_));
    std::filesystem::create_directory(folder);
    const auto made = back_up(kiosk.path, folder, kiosk.clock.now());
    EXPECT_TRUE(made) << made.error().message;
    if (made) backups_[&kiosk] = made->file;
}

// A machine dies after its last sync. A new one is made of an older backup of it and the recovery sheet, hears what the
// others know of the old one, and only then does the manager declare that gone.
void Simulation::replace(Counter& kiosk) {
    auto& other = someone();
    const auto backup = backups_.find(&kiosk);
    if (backup == backups_.end() || &other == &kiosk) return;
    Shelf stick;
    kiosk.tell(stick), other.hear(stick);
    const auto old = kiosk.device();
    const auto& sheet = kiosks_[0]->opened;
    const auto path = folder_ / ("new-" + std::to_string(++files_) + ".db");
    const auto made = restore(
        {backup->second,
         path,
         {SecretKey(array_from_hex<32>(sheet.root_key).value()), SecretKey(array_from_hex<32>(sheet.draw_key).value())},
         false},
        kiosk.clock.now(), kiosk.random);
    ASSERT_TRUE(made) << made.error().message;
    backups_.erase(backup);
    kiosk.engine.reset();
    kiosk.path = path;
    kiosk.start();
    EXPECT_TRUE(kiosk.db().script("PRAGMA synchronous = OFF"));
    for (int i = 0; i < 2; ++i) kiosk.tell(stick), other.hear(stick), other.tell(stick), kiosk.hear(stick);
    kiosk.say(RetireDevice{old, {}});
    ++replaced_;
}

// A night that may be cut short anywhere.
void Simulation::night(Counter& kiosk) {
    switch (below(4)) {
        case 0: kiosk.hear(shelf_); break;
        case 1: kiosk.tell(shelf_); break;
        default: kiosk.sync(shelf_); break;
    }
}

// What sticks, shares and people do to bundles: lose, tear, double under another name, hold back and bring later.
void Simulation::disturb() {
    if (shelf_.empty()) return;
    auto victim = shelf_.begin();
    std::advance(victim, static_cast<std::ptrdiff_t>(below(shelf_.size())));
    switch (below(6)) {
        case 0: shelf_.erase(victim); break;
        case 1: victim->second.resize(below(victim->second.size() + 1)); break;
        case 2:
            if (!victim->second.empty()) victim->second[below(victim->second.size())] ^= 1;
            break;
        case 3: {
            auto name = bundle_name_in(victim->first).value();
            name.number += static_cast<std::int64_t>(1 + below(3));
            shelf_[file_name(name)] = victim->second;
            break;
        }
        case 4:
            held_back_.push_back({victim->first, victim->second});
            shelf_.erase(victim);
            break;
        default:
            for (auto& late : held_back_) shelf_[late.name] = std::move(late.bytes);
            held_back_.clear();
            break;
    }
}

void Simulation::remember(Counter& kiosk) { acknowledged_[kiosk.device()] = kiosk.engine->store().head(); }

void Simulation::heal() {
    SCOPED_TRACE("seed " + std::to_string(seed_) + ", healing");
    held_back_.clear();
    // What was torn or doubled stays as it lies, set aside; the rest is made up for.
    for (std::size_t round = 0; round < 6; ++round) {
        const auto before = shelf_;
        for (auto& kiosk : kiosks_) {
            const auto done = kiosk->sync(shelf_);
            EXPECT_EQ(done.received.problem + done.sent.problem, "");
            remember(*kiosk);
        }
        if (shelf_ == before) return;
    }
    ADD_FAILURE() << "seed " << seed_ << ": there is no end to what they have to say";
}

void Simulation::expect_equal_tables() {
    const auto first = derived_rows(kiosks_[0]->db());
    for (auto& kiosk : kiosks_) {
        const auto other = derived_rows(kiosk->db());
        const auto [a, b] = std::ranges::mismatch(first, other);
        EXPECT_TRUE(a == first.end() && b == other.end())
            << "seed " << seed_ << ", kiosk " << kiosk->path.filename() << ":\n  "
            << (a == first.end() ? "(no row)" : *a) << "\n  " << (b == other.end() ? "(no row)" : *b);
    }
}

void Simulation::expect_acknowledged_facts_everywhere() {
    for (auto& kiosk : kiosks_) {
        for (const auto& [device, head] : acknowledged_) {
            if (head.seq == 0) continue;
            EXPECT_TRUE(kiosk->db()
                            .exists("SELECT 1 FROM facts WHERE device = ? AND seq = ? AND hash = ?",
                                    {device, head.seq, head.hash})
                            .value())
                << "seed " << seed_ << ": kiosk " << kiosk->path.filename() << " lacks fact " << head.seq << " of "
                << device.hex();
        }
    }
}

void Simulation::expect_credit_conserved() {
    for (auto& kiosk : kiosks_) {
        EXPECT_EQ(kiosk->count("SELECT sum(amount_minor) FROM credit_entries"), 0) << "seed " << seed_;
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM vouchers WHERE balance_minor < 0"), 0) << "seed " << seed_;
    }
}

void Simulation::expect_sound(Counter& kiosk) {
    EXPECT_TRUE(kiosk.engine->store().anchor());
    const auto report = audit(kiosk.path);
    EXPECT_TRUE(report) << "seed " << seed_ << ": " << report.error().message;
    if (!report) return;
    EXPECT_EQ(report->waiting, 0) << "seed " << seed_;
}

}  // namespace xiaoer::sync::test
