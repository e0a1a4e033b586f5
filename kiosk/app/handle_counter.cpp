// The counter beside the plain pickup: prizes that are fetched, market day, winners who are looked up, paper.
#include "app/pickup_rules.h"
#include "base/text.h"
#include "domain/number.h"
#include "store/pickups.h"
#include "store/reservations.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

constexpr std::int64_t winners_looked_at = 2000;
constexpr std::size_t winners_found_most = 10;
constexpr std::size_t units_at_once = 20;

// Upper and lower case of what is typed on a phone do not matter.
std::string folded(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Result<bool> is_sought(Handling& now, const FindWinners& wish, const MemberId& member) {
    if (wish.how == FoundBy::phone_tail) {
        XIAOER_TRY_ASSIGN(const auto phone, personal(now.vault, member, "phone"));
        return !phone.empty() && phone_tail(phone) == wish.text;
    }
    XIAOER_TRY_ASSIGN(const auto name, personal(now.vault, member, "nickname"));
    return folded(name).find(folded(clean_text(wish.text, 20))) != std::string::npos;
}

// Whether the words are such that somebody can be found by them, and not everybody.
bool is_search(const FindWinners& wish) {
    if (wish.how == FoundBy::phone_tail) return wish.text.size() == 4 && all_digits(wish.text);
    return code_points(clean_text(wish.text, 20)).size() >= 2;
}

struct MarketBag {
    std::vector<UnitId> units;
    std::int64_t dear = 0;
    std::int64_t fetched = 0;
};

Result<MarketBag> bag_of(Handling& now, const MemberId& member, const Session& clerk) {
    MarketBag bag;
    XIAOER_TRY_ASSIGN(const auto units, units_of_member(now.db(), member, winners_looked_at));
    for (const auto& unit : units) {
        // What was sent here and not taken up yet may still be on its way: it is handed over by name only.
        const bool here = unit.home == now.store().device() && !unit.in_transit;
        const bool waits = here && unit.state == UnitState::waiting && unit.claim_by > now.due();
        if (!waits) continue;
        XIAOER_TRY_ASSIGN(const auto fetched, reservation_of(now.db(), unit.unit, now.due()));
        if (unit.value_minor > now.settings.redeem_code_above_minor ||
            needs_signature(now.settings, unit.value_minor)) {
            ++bag.dear;
        } else if (fetched && fetched->staff != clerk.staff && !clerk.manager) {
            ++bag.fetched;
        } else if (bag.units.size() < units_at_once) {
            bag.units.push_back(unit.unit);
        }
    }
    return bag;
}

}  // namespace

Result<Outcome> handle(Handling& now, const ReserveUnits& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(auto found, bearer_at(now, wish.scan, wish.by));
    if (auto* problem = std::get_if<Outcome>(&found)) return std::move(*problem);
    Wanted wanted;
    XIAOER_TRY_ASSIGN(auto problem, obstacle_to_any(now, wish.units, std::get<Bearing>(found).member, *clerk, wanted));
    if (problem) return std::move(*problem);
    const auto until = now.due() + now.settings.reserve_minutes * minute_ms;
    for (const auto& unit : wish.units) XIAOER_TRY(reserve(now.db(), unit, clerk->staff, now.due(), until));
    now.written = true;
    return Outcome(UnitsReserved{until});
}

Result<Outcome> handle(Handling& now, const ReleaseUnits& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    for (const auto& unit : wish.units) {
        XIAOER_TRY_ASSIGN(const auto fetched, reservation_of(now.db(), unit, now.due()));
        if (!fetched) continue;
        if (fetched->staff != clerk->staff && !clerk->manager) return Outcome(NotAllowed{true});
        XIAOER_TRY(release(now.db(), unit));
        now.written = true;
    }
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const MarketHandOver& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(auto found, bearer_at(now, wish.scan, wish.by));
    if (auto* problem = std::get_if<Outcome>(&found)) return std::move(*problem);
    const auto& bearing = std::get<Bearing>(found);
    // Before anything is told: what waits for somebody is theirs to know.
    if (bearing.evidence != Evidence::pass) {
        XIAOER_TRY_ASSIGN(auto problem, redeem_problem(now, wish.redeem_code, bearing, 0, clerk->manager));
        if (problem) return std::move(*problem);
    }
    XIAOER_TRY_ASSIGN(const auto bag, bag_of(now, bearing.member, *clerk));
    if (bag.units.empty()) {
        XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
        return Outcome(NothingToHandOver{row ? row->number : 0, bag.dear, bag.fetched});
    }
    XIAOER_TRY_ASSIGN(auto outcome, handle(now, HandOver{bag.units, wish.scan, wish.redeem_code, {}, wish.by}));
    if (auto* done = std::get_if<HandedOver>(&outcome); done != nullptr && bag.dear > 0) done->dear = bag.dear;
    return outcome;
}

Result<Outcome> handle(Handling& now, const FindWinners& wish) {
    const auto session = now.session(wish.by);
    if (!session || !session->manager) return Outcome(NotAllowed{session.has_value()});
    if (!is_search(wish)) return Outcome(Refused{"search"});
    XIAOER_TRY_ASSIGN(const auto waiting, units_waiting_at(now.db(), now.store().device(), winners_looked_at));
    WinnersFound found;
    MemberLookedUp fact{session->staff, wish.how, wish.document, {}};
    for (const auto& [unit, number] : waiting) {
        if (!found.winners.empty() && found.winners.back().number == number) {
            found.winners.back().prizes += "、" + unit.prize;
            continue;
        }
        XIAOER_TRY_ASSIGN(const bool sought, is_sought(now, wish, *unit.member));
        if (!sought) continue;
        if (found.winners.size() == winners_found_most) break;
        XIAOER_TRY_ASSIGN(auto name, personal(now.vault, *unit.member, "nickname"));
        found.winners.push_back({number, std::move(name), unit.prize});
        XIAOER_TRY_ASSIGN(const auto person, survivor_of(now.db(), *unit.member));
        fact.found.push_back(person);
    }
    XIAOER_TRY(now.writing.append(fact));
    now.after_commit.emplace_back([&memory = now.memory, staff = session->staff, who = fact.found, at = now.steady_ms] {
        for (const auto& member : who) memory.identified.add(staff, member, at);
    });
    return Outcome(std::move(found));
}

Result<Outcome> handle(Handling& now, const EnterPaper& wish) {
    const auto session = now.session(wish.by);
    if (!session || !session->manager) return Outcome(NotAllowed{session.has_value()});
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY_ASSIGN(const auto clerk, find_staff(now.db(), wish.clerk));
    if (!clerk) return Outcome(Refused{"staff_unknown"});
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), wish.unit));
    if (!unit || unit->home != now.store().device() || unit->in_transit) return Outcome(Refused{"no_such_prize"});
    XIAOER_TRY_ASSIGN(const auto winner, survivor_of(now.db(), unit->member.value_or(MemberId{})));
    XIAOER_TRY_ASSIGN(const auto named, survivor_of(now.db(), row->member));
    if (!unit->member || winner != named) return Outcome(NotTheirs{wish.unit});
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), wish.unit.draw));
    if (wish.handed_over_at > now.due() || !draw || wish.handed_over_at < draw->announcement.closes_at)
        return Outcome(Refused{"paper_time"});
    if (unit->state == UnitState::waiting) {
        // What was handed over in time does not lapse because it was entered late, as long as it still waits.
        XIAOER_TRY(now.writing.append(
            PaperHandOver{wish.unit, *unit->member, wish.clerk, session->staff, wish.handed_over_at}));
        XIAOER_TRY(release(now.db(), wish.unit));
        return Outcome(PaperEntered{row->number});
    }
    XIAOER_TRY(
        now.writing.append(PaperConflict{wish.unit, *unit->member, wish.clerk, session->staff, wish.handed_over_at}));
    const bool lapsed = unit->state == UnitState::unclaimed;
    return Outcome(PaperConflicted{lapsed, lapsed ? unit->claim_by : unit->handed_over_at});
}

}  // namespace xiaoer
