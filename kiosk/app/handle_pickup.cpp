// The pickup: look up, hand over, refuse, undo. "Hand it over" is said only after the commit (DESIGN §6).
#include "app/pickup_rules.h"
#include "domain/number.h"
#include "domain/strokes.h"
#include "store/custody.h"
#include "store/local.h"
#include "store/members.h"
#include "store/reservations.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

constexpr std::int64_t redeem_tries = 5;
constexpr std::int64_t units_shown = 20;

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
        XIAOER_TRY_ASSIGN(unit.handed_over_by, staff_name_of(now, row.clerk));
    }
    XIAOER_TRY_ASSIGN(const auto fetched, reservation_of(now.db(), row.unit, now.due()));
    if (fetched && row.state == UnitState::waiting) {
        XIAOER_TRY_ASSIGN(unit.fetched_by, staff_name_of(now, fetched->staff));
        unit.fetched_until = fetched->until;
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

// A manager who found this person by name or phone has seen a document: that stands for the 领奖码.
bool has_identified(Handling& now, const Session& session, const Bearing& bearing) {
    return bearing.evidence == Evidence::number && session.manager &&
           now.memory.identified.holds(session.staff, bearing.member, now.steady_ms);
}

// What is asked for and by whom, once nothing stands in its way; else the refusal.
struct Granted {
    Evidence evidence = Evidence::pass;
    std::optional<StaffId> manager;
};
Result<std::variant<Granted, Outcome>> granted(Handling& now, const HandOver& wish, const Session& clerk,
                                               const Bearing& bearing, const Wanted& wanted) {
    using Grant = std::variant<Granted, Outcome>;
    const auto manager = wish.manager ? now.session(*wish.manager) : std::nullopt;
    const bool managed = clerk.manager || (manager && manager->manager);
    if (wanted.value_minor > now.settings.manager_above_minor && !managed) return Grant(Outcome(NotAllowed{true}));
    Granted grant{bearing.evidence, {}};
    if (manager && manager->manager) grant.manager = manager->staff;
    if (!wish.redeem_code && has_identified(now, clerk, bearing)) {
        grant.evidence = Evidence::identity;
        grant.manager = clerk.staff;
    } else {
        XIAOER_TRY_ASSIGN(auto problem, redeem_problem(now, wish.redeem_code, bearing, wanted.value_minor, managed));
        if (problem) return Grant(std::move(*problem));
    }
    if (needs_signature(now.settings, wanted.value_minor) && !wish.signature) return Grant(Outcome(SignatureNeeded{}));
    return Grant(grant);
}

Result<void> keep_signature(Handling& now, const HandOver& wish, const MemberId& member) {
    if (!wish.signature) return {};
    XIAOER_TRY_ASSIGN(const auto ref, now.writing.append(WinnerSigned{wish.units, member}));
    return put_personal(now.vault, member, signature_field(ref), *wish.signature, now.random);
}

}  // namespace

std::string signature_field(const FactRef& signed_for) { return "signature-" + to_text(signed_for); }

bool needs_signature(const Settings& settings, std::int64_t value_minor) {
    return settings.sign_above_minor >= 0 && value_minor > settings.sign_above_minor;
}

Result<std::string> staff_name_of(Handling& now, const StaffId& staff) {
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, staff));
    return secret ? secret->name : std::string();
}

Result<std::optional<Outcome>> obstacle(Handling& now, const UnitId& id, const MemberId& member, const Session& clerk,
                                        Wanted& wanted) {
    using Maybe = std::optional<Outcome>;
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), id));
    if (!unit) return Maybe(Refused{"no_such_prize"});
    if (unit->home != now.store().device()) {
        XIAOER_TRY_ASSIGN(auto shop, shop_of(now, unit->home));
        return Maybe(OtherShop{id, std::move(shop), unit->claim_by});
    }
    if (unit->in_transit) {  // it is here, in somebody's hands; only its acceptance was not said yet
        XIAOER_TRY_ASSIGN(const auto release, open_release(now.db(), id));
        if (!release) return Maybe(Refused{"no_such_prize"});
        wanted.to_take_up.emplace_back(id, *release);
    }
    XIAOER_TRY_ASSIGN(const auto winner, survivor_of(now.db(), unit->member.value_or(MemberId{})));
    if (winner != member) return Maybe(NotTheirs{id});
    if (unit->state == UnitState::handed_over) {
        XIAOER_TRY_ASSIGN(auto by, staff_name_of(now, unit->clerk));
        return Maybe(AlreadyHandedOver{id, unit->handed_over_at, std::move(by)});
    }
    if (unit->state == UnitState::unclaimed || unit->claim_by <= now.due()) return Maybe(Lapsed{id, unit->claim_by});
    XIAOER_TRY_ASSIGN(const auto fetched, reservation_of(now.db(), id, now.due()));
    if (fetched && fetched->staff != clerk.staff && !clerk.manager) {
        XIAOER_TRY_ASSIGN(auto by, staff_name_of(now, fetched->staff));
        return Maybe(BeingFetched{id, std::move(by), fetched->until});
    }
    wanted.value_minor = std::max(wanted.value_minor, unit->value_minor);
    wanted.units.push_back(*unit);
    return Maybe{};
}

Result<std::optional<Outcome>> obstacle_to_any(Handling& now, const std::vector<UnitId>& units, const MemberId& member,
                                               const Session& clerk, Wanted& wanted) {
    if (units.empty() || units.size() > static_cast<std::size_t>(units_shown)) return invalid("no prize was named");
    if (std::set(units.begin(), units.end()).size() != units.size()) return invalid("the same prize twice");
    for (const auto& unit : units) {
        XIAOER_TRY_ASSIGN(auto problem, obstacle(now, unit, member, clerk, wanted));
        if (problem) return problem;
    }
    return std::optional<Outcome>{};
}

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
    if (!wish.by) {  // the counter's own scanner, with nobody signed in
        now.memory.scanned_at = now.now();
        now.memory.scan_read = {classify_scan(wish.scan).digits, now.steady_ms};
    }
    XIAOER_TRY_ASSIGN(auto found, bearer_at(now, wish.scan, wish.by));
    if (auto* problem = std::get_if<Outcome>(&found)) return std::move(*problem);
    const auto& bearing = std::get<Bearing>(found);
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), bearing.member));
    if (!row) return Outcome(NotRecognised{});
    Recognised view;
    view.proof = bearing.evidence;
    view.number = row->number;
    view.visits = row->purchases;
    view.seat = row->seat;
    XIAOER_TRY_ASSIGN(view.pickups, pickups_of(now.db(), bearing.member));
    const auto session = wish.by ? now.session(*wish.by) : std::nullopt;
    if (session) {
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
    view.signature_needed = needs_signature(now.settings, value_minor);
    if (session && has_identified(now, *session, bearing)) {
        view.proof = Evidence::identity;
        view.redeem_code_needed = false;
    }
    return Outcome(std::move(view));
}

Result<Outcome> handle(Handling& now, const TakeScan& wish) {
    if (!now.session(wish.by)) return Outcome(NotAllowed{});
    const auto read = std::exchange(now.memory.scan_read, {});
    const bool fresh = now.steady_ms - read.at_ms <= ScanRead::lifetime_ms;
    return Outcome(ScanTaken{fresh && !wish.begin ? read.digits : ""});
}

Result<Outcome> handle(Handling& now, const HandOver& wish) {
    const auto clerk = now.session(wish.by);
    if (!clerk) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    if (wish.signature) XIAOER_TRY(read_strokes(*wish.signature));
    XIAOER_TRY_ASSIGN(auto found, bearer_at(now, wish.scan, wish.by));
    if (auto* problem = std::get_if<Outcome>(&found)) return std::move(*problem);
    const auto& bearing = std::get<Bearing>(found);
    Wanted wanted;
    XIAOER_TRY_ASSIGN(auto problem, obstacle_to_any(now, wish.units, bearing.member, *clerk, wanted));
    if (problem) return std::move(*problem);
    XIAOER_TRY_ASSIGN(auto grant, granted(now, wish, *clerk, bearing, wanted));
    if (auto* refused = std::get_if<Outcome>(&grant)) return std::move(*refused);
    const auto& [evidence, manager] = std::get<Granted>(grant);
    for (const auto& [unit, release] : wanted.to_take_up) {
        XIAOER_TRY(now.writing.append(PrizeAccepted{unit, release, clerk->staff}));
    }
    HandedOver done{0, wish.units, {}, clerk->name, now.now(), {}, 0};
    for (const auto& unit : wanted.units) {
        XIAOER_TRY(now.writing.append(PrizeHandedOver{unit.unit, unit.member.value_or(bearing.member), clerk->staff,
                                                      evidence, wish.redeem_code.has_value(), manager}));
        XIAOER_TRY(release(now.db(), unit.unit));
        done.prizes.push_back(unit.prize);
    }
    done.fact_hash = to_hex(now.writing.head().hash);
    XIAOER_TRY(keep_signature(now, wish, bearing.member));
    for (const auto& unit : wanted.units) {
        XIAOER_TRY_ASSIGN(const auto credit_minor, credit_prize(now, unit, clerk->staff));
        done.credit_minor += credit_minor;
    }
    XIAOER_TRY(give_pickup_voucher(now, wanted.units.front(), clerk->staff, done));
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
        if (unit->home != now.store().device() || unit->in_transit) continue;
        XIAOER_TRY(now.writing.append(PrizeRefused{id, clerk->staff, std::string(enum_name(wish.reason))}));
        XIAOER_TRY(release(now.db(), id));
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
