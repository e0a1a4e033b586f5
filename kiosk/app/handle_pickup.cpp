// The pickup: look up, hand over, refuse, undo. "Hand it over" is said only after the commit (DESIGN §6).
#include "app/handling.h"
#include "domain/number.h"
#include "store/custody.h"
#include "store/draws.h"
#include "store/local.h"
#include "store/members.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

constexpr std::int64_t redeem_tries = 5;
constexpr std::int64_t units_shown = 20;

Result<std::string> staff_name(Handling& now, const StaffId& staff) {
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, staff));
    return secret ? secret->name : std::string();
}

Result<std::string> shop_of(Handling& now, const DeviceId& home) {
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), home));
    XIAOER_TRY_ASSIGN(const auto shop, shop_of_kiosk_code(now.db(), code));
    return shop.value_or("");
}

Result<PickupUnit> view_of_unit(Handling& now, const UnitRow& row) {
    PickupUnit unit{row.unit, row.prize,    row.tier, row.value_minor,    row.state,
                    {},       row.claim_by, {},       row.handed_over_at, {}};
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db(), row.unit.draw));
    if (draw) unit.drawn_at = draw->draws_at;
    if (row.home != now.store().device()) {
        XIAOER_TRY_ASSIGN(unit.elsewhere, shop_of(now, row.home));
    }
    if (row.state == UnitState::handed_over) {
        XIAOER_TRY_ASSIGN(unit.handed_over_by, staff_name(now, row.clerk));
    }
    return unit;
}

// What the clerk asks, and what is to be heard: the phone's tail, else the name.
Result<void> add_question(Handling& now, const MemberId& member, Recognised& view) {
    XIAOER_TRY_ASSIGN(view.name, personal(now.vault, member, "nickname"));
    XIAOER_TRY_ASSIGN(const auto phone, personal(now.vault, member, "phone"));
    view.question = phone.empty() ? "name" : "phone_tail";
    view.answer = phone.empty() ? view.name : phone_tail(phone);
    if (view.answer.empty()) view.question.clear();
    return {};
}

// What is asked for, summed up over its units.
struct Wanted {
    std::int64_t value_minor = 0;  // of the dearest
    std::vector<UnitRow> units;
    std::vector<std::pair<UnitId, FactRef>> to_take_up;  // sent here
};

// What would stop this unit from being handed to this member now; nothing when it may be.
Result<std::optional<Outcome>> obstacle(Handling& now, const UnitId& id, const MemberId& member, Wanted& wanted) {
    using Maybe = std::optional<Outcome>;
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), id));
    if (!unit) return Maybe(Refused{"no_such_prize"});
    if (unit->home != now.store().device()) {
        XIAOER_TRY_ASSIGN(auto shop, shop_of(now, unit->home));
        return Maybe(OtherShop{id, std::move(shop)});
    }
    if (unit->in_transit) {  // it is here, in somebody's hands; only its acceptance was not said yet
        XIAOER_TRY_ASSIGN(const auto release, open_release(now.db(), id));
        if (!release) return Maybe(Refused{"no_such_prize"});
        wanted.to_take_up.emplace_back(id, *release);
    }
    XIAOER_TRY_ASSIGN(const auto winner, survivor_of(now.db(), unit->member.value_or(MemberId{})));
    if (winner != member) return Maybe(NotTheirs{id});
    if (unit->state == UnitState::handed_over) {
        XIAOER_TRY_ASSIGN(auto by, staff_name(now, unit->clerk));
        return Maybe(AlreadyHandedOver{id, unit->handed_over_at, std::move(by)});
    }
    if (unit->state == UnitState::unclaimed || unit->claim_by <= now.due()) return Maybe(Lapsed{id, unit->claim_by});
    wanted.value_minor = std::max(wanted.value_minor, unit->value_minor);
    wanted.units.push_back(*unit);
    return Maybe{};
}

}  // namespace

namespace {

// The code of any of the person's numbers is theirs.
Result<bool> is_code_of(Handling& now, const MemberId& member, std::string_view typed) {
    XIAOER_TRY_ASSIGN(const auto all, same_person(now.db(), member));
    bool right = false;
    for (const auto& one : all) {
        right |= equal_in_constant_time(view_of(typed), view_of(redeem_code_of(now.store().keys(), one)));
    }
    return right;
}

}  // namespace

Result<std::optional<Outcome>> redeem_problem(Handling& now, const std::optional<std::string>& typed,
                                              const Bearing& bearing, std::int64_t value_minor, bool manager) {
    using Maybe = std::optional<Outcome>;
    const bool needed = bearing.evidence != Evidence::pass || value_minor > now.settings.redeem_code_above_minor;
    if (!needed && !typed) return Maybe{};
    if (!typed) return Maybe(RedeemCodeNeeded{});
    XIAOER_TRY_ASSIGN(const auto failures, redeem_failures(now.db(), bearing.member));
    if (failures >= redeem_tries && !manager) return Maybe(WrongRedeemCode{0});
    XIAOER_TRY_ASSIGN(const bool right, is_code_of(now, bearing.member, *typed));
    if (!right) {
        XIAOER_TRY(set_redeem_failures(now.db(), bearing.member, failures + 1));
        now.written = true;
        return Maybe(WrongRedeemCode{std::max<std::int64_t>(0, redeem_tries - failures - 1)});
    }
    if (failures > 0) XIAOER_TRY(set_redeem_failures(now.db(), bearing.member, 0));
    return Maybe{};
}

Result<Outcome> handle(Handling& now, const LookUp& wish) {
    if (!wish.by) now.memory.scanned_at = now.now();  // the counter's own scanner, with nobody signed in
    XIAOER_TRY_ASSIGN(const auto found, bearer_of(now, wish.scan));
    if (const auto* problem = std::get_if<NotRecognised>(&found)) return Outcome(*problem);
    const auto& bearing = std::get<Bearing>(found);
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    if (!row) return Outcome(NotRecognised{});
    Recognised view;
    view.proof = bearing.evidence;
    view.number = row->number;
    view.visits = row->purchases;
    view.seat = row->seat;
    XIAOER_TRY_ASSIGN(view.pickups, pickups_of(now.db(), bearing.member));
    if (wish.by && now.session(*wish.by)) {
        XIAOER_TRY(add_question(now, bearing.member, view));
    } else {
        XIAOER_TRY_ASSIGN(view.name, shown_name_of(now.vault, bearing.member));
    }
    XIAOER_TRY_ASSIGN(const auto units, units_of_member(now.db(), bearing.member, units_shown));
    std::int64_t value_minor = 0;
    for (const auto& unit : units) {
        XIAOER_TRY_ASSIGN(auto shown, view_of_unit(now, unit));
        if (unit.state == UnitState::waiting) value_minor = std::max(value_minor, unit.value_minor);
        view.units.push_back(std::move(shown));
    }
    view.redeem_code_needed = bearing.evidence != Evidence::pass || value_minor > now.settings.redeem_code_above_minor;
    view.manager_needed = value_minor > now.settings.manager_above_minor;
    return Outcome(std::move(view));
}

Result<Outcome> handle(Handling& now, const HandOver& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    if (wish.units.empty() || wish.units.size() > static_cast<std::size_t>(units_shown))
        return invalid("no prize was named");
    XIAOER_TRY_ASSIGN(const auto found, bearer_of(now, wish.scan));
    if (const auto* problem = std::get_if<NotRecognised>(&found)) return Outcome(*problem);
    const auto& bearing = std::get<Bearing>(found);
    Wanted wanted;
    if (std::set(wish.units.begin(), wish.units.end()).size() != wish.units.size())
        return invalid("the same prize twice");
    for (const auto& unit : wish.units) {
        XIAOER_TRY_ASSIGN(auto problem, obstacle(now, unit, bearing.member, wanted));
        if (problem) return std::move(*problem);
    }
    const auto manager = wish.manager ? now.session(*wish.manager) : std::nullopt;
    const bool managed = clerk->manager || (manager && manager->manager);
    if (wanted.value_minor > now.settings.manager_above_minor && !managed) return Outcome(NotAllowed{true});
    XIAOER_TRY_ASSIGN(auto problem, redeem_problem(now, wish.redeem_code, bearing, wanted.value_minor, managed));
    if (problem) return std::move(*problem);
    for (const auto& [unit, release] : wanted.to_take_up) {
        XIAOER_TRY(now.writing.append(PrizeAccepted{unit, release, clerk->staff}));
    }
    HandedOver done{0, wish.units, {}, clerk->name, now.now(), {}, 0};
    for (const auto& unit : wanted.units) {
        PrizeHandedOver fact{unit.unit,        unit.member.value_or(bearing.member), clerk->staff,
                             bearing.evidence, wish.redeem_code.has_value(),         {}};
        if (manager && manager->manager) fact.manager = manager->staff;
        XIAOER_TRY(now.writing.append(fact));
        done.prizes.push_back(unit.prize);
    }
    done.fact_hash = to_hex(now.writing.head().hash);
    for (const auto& unit : wanted.units) {
        XIAOER_TRY_ASSIGN(const auto credit_minor, credit_prize(now, unit, clerk->staff));
        done.credit_minor += credit_minor;
    }
    now.after_commit.emplace_back([&memory = now.memory, pass = bearing.pass] { memory.passes.consume(pass); });
    XIAOER_TRY_ASSIGN(const auto member, find_member(now.db(), bearing.member));
    done.number = member->number;
    return Outcome(std::move(done));
}

Result<Outcome> handle(Handling& now, const RefuseHandOver& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    for (const auto& id : wish.units) {
        XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), id));
        if (!unit) return Outcome(Refused{"no_such_prize"});
        if (unit->home != now.store().device()) continue;
        XIAOER_TRY(now.writing.append(PrizeRefused{id, clerk->staff, std::string(enum_name(wish.reason))}));
    }
    return Outcome(HandOverRefused{});
}

Result<Outcome> handle(Handling& now, const UndoHandOver& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    if (!session->manager) return Outcome(NotAllowed{true});
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), wish.unit));
    if (!unit || unit->state != UnitState::handed_over || unit->home != now.store().device()) {
        return Outcome(Refused{"nothing_to_undo"});
    }
    XIAOER_TRY_ASSIGN(const bool taken_back, take_back_prize_credit(now, wish.unit, session->staff));
    if (!taken_back) return Outcome(Refused{"credit_spent"});
    XIAOER_TRY(now.writing.append(HandOverUndoneFact{wish.unit, session->staff}));
    return Outcome(HandOverUndone{wish.unit});
}

}  // namespace xiaoer
