// What managers are told of pickups: what waits, what was done and by whom.
#include "app/handling.h"
#include "app/reader.h"
#include "store/local.h"
#include "store/pickups.h"
#include "store/reservations.h"

namespace xiaoer {
namespace {

constexpr std::int64_t favoured_within_ms = 7 * day_ms;
constexpr std::int64_t facts_looked_at_most = 20'000;  // of a search by number or clerk

// A row as it is found, before names are put to it.
struct FoundRow {
    AuditRow row;
    std::optional<FactRef> ref{};
    std::optional<UnitId> unit{};
    std::optional<MemberId> member{};
    std::optional<StaffId> clerk{};
    std::optional<StaffId> manager{};
};

FoundRow found_row(const PickupFact& fact) {
    FoundRow found;
    found.row.at = fact.at;
    found.ref = fact.ref;
    if (const auto* over = std::get_if<PrizeHandedOver>(&fact.body)) {
        found.row.detail = enum_name(over->evidence);
        found.unit = over->unit, found.member = over->member, found.clerk = over->clerk, found.manager = over->manager;
    } else if (const auto* refused = std::get_if<PrizeRefused>(&fact.body)) {
        found.row.act = AuditAct::refused, found.row.detail = refused->reason;
        found.unit = refused->unit, found.clerk = refused->clerk;
    } else if (const auto* undone = std::get_if<HandOverUndoneFact>(&fact.body)) {
        found.row.act = AuditAct::undone;
        found.unit = undone->unit, found.manager = undone->manager;
    } else if (const auto* paper = std::get_if<PaperHandOver>(&fact.body)) {
        found.row.act = AuditAct::paper, found.row.at = paper->handed_over_at;
        found.unit = paper->unit, found.member = paper->member;
        found.clerk = paper->clerk, found.manager = paper->manager;
    } else if (const auto* conflict = std::get_if<PaperConflict>(&fact.body)) {
        found.row.act = AuditAct::paper_conflict, found.row.at = conflict->handed_over_at;
        found.unit = conflict->unit, found.member = conflict->member;
        found.clerk = conflict->clerk, found.manager = conflict->manager;
    } else if (const auto* sought = std::get_if<MemberLookedUp>(&fact.body)) {
        found.row.act = AuditAct::looked_up, found.row.detail = enum_name(sought->document);
        found.manager = sought->manager;
        if (!sought->found.empty()) found.member = sought->found.front();
    } else if (const auto* pin = std::get_if<StaffPinSet>(&fact.body)) {
        found.row.act = AuditAct::pin_set, found.row.detail = pin->by_recovery_sheet ? "recovery_sheet" : "";
        found.clerk = pin->staff;
    }
    return found;
}

Result<std::string> name_of_staff(Vault& vault, const std::optional<StaffId>& staff) {
    if (!staff) return std::string();
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(vault, *staff));
    return secret ? secret->name : std::string();
}

// Names, the number and the prize; also of whom a fact does not name, by the prize.
Result<void> fill_in(Vault& vault, FoundRow& found) {
    if (found.unit) {
        XIAOER_TRY_ASSIGN(const auto unit, find_unit(vault.db, *found.unit));
        if (unit) found.row.prize = unit->prize;
        if (unit && !found.member) found.member = unit->member;
    }
    if (found.member) {
        XIAOER_TRY_ASSIGN(const auto member, find_member(vault.db, *found.member));
        if (member) found.row.number = member->number;
    }
    if (found.row.act == AuditAct::handed_over && found.ref && found.unit) {
        XIAOER_TRY_ASSIGN(const auto signature, signature_of(vault.db, *found.ref, *found.unit));
        if (signature) found.row.signature = to_text(*signature);
        XIAOER_TRY_ASSIGN(const auto unit, find_unit(vault.db, *found.unit));
        const bool stands = unit && unit->state == UnitState::handed_over && unit->handed_over_at == found.row.at;
        if (stands) found.row.unit = found.unit;
    }
    XIAOER_TRY_ASSIGN(found.row.clerk, name_of_staff(vault, found.clerk));
    XIAOER_TRY_ASSIGN(found.row.manager, name_of_staff(vault, found.manager));
    return {};
}

Result<std::vector<FoundRow>> rows_between(Database& db, const PickupAudit& query) {
    const auto most = query.number || query.staff ? facts_looked_at_most : query.most + 1;
    XIAOER_TRY_ASSIGN(const auto facts, pickup_facts(db, query.from, query.to, most));
    std::vector<FoundRow> rows;
    for (const auto& fact : facts) rows.push_back(found_row(fact));
    XIAOER_TRY_ASSIGN(const auto reserved, reservations_between(db, query.from, query.to, most));
    for (const auto& one : reserved) {
        FoundRow found;
        found.row.at = one.at, found.row.act = AuditAct::reserved;
        found.unit = one.unit, found.clerk = one.staff;
        rows.push_back(std::move(found));
    }
    std::ranges::stable_sort(rows, [](const FoundRow& a, const FoundRow& b) { return b.row.at < a.row.at; });
    return rows;
}

}  // namespace

Result<Answer> Reader::answer_one(const OpenPickups& query, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db_));
    XIAOER_TRY_ASSIGN(const auto waiting, units_waiting_at(db_, own_, query.most));
    Vault vault{db_, keys_, keyring_};
    std::vector<OpenPickupRow> rows;
    for (const auto& [unit, number] : waiting) {
        if (unit.claim_by <= now) continue;
        XIAOER_TRY_ASSIGN(auto name, shown_name_of(vault, *unit.member));
        rows.push_back({unit.unit, number, std::move(name), unit.prize, unit.tier, unit.claim_by,
                        unit.value_minor > settings.redeem_code_above_minor,
                        unit.value_minor > settings.manager_above_minor});
    }
    return Answer(std::move(rows));
}

Result<Answer> Reader::answer_one(const PickupAudit& query, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db_));
    XIAOER_TRY_ASSIGN(auto found, rows_between(db_, query));
    Vault vault{db_, keys_, keyring_};
    AuditView view;
    for (auto& one : found) {
        if (query.staff && one.clerk != query.staff && one.manager != query.staff) continue;
        XIAOER_TRY(fill_in(vault, one));
        if (query.number && one.row.number != *query.number) continue;
        if (std::ssize(view.rows) == query.most) {
            view.more = true;
            break;
        }
        view.rows.push_back(std::move(one.row));
    }
    XIAOER_TRY_ASSIGN(const auto favoured, favoured_since(db_, now - favoured_within_ms, settings.friend_bindings_max));
    for (const auto& one : favoured) {
        XIAOER_TRY_ASSIGN(const auto member, find_member(db_, one.member));
        XIAOER_TRY_ASSIGN(auto clerk, name_of_staff(vault, one.clerk));
        view.warnings.push_back({std::move(clerk), member ? member->number : 0, one.sales});
    }
    return Answer(std::move(view));
}

Result<Answer> Reader::answer_one(const PickupSlipOf& query, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto over, hand_over_at(db_, own_, query.unit, now));
    if (!over) return Answer(NoSuchMember{});
    Vault vault{db_, keys_, keyring_};
    PickupSlipView slip;
    slip.at = over->at, slip.fact_hash = to_hex(over->hash);
    XIAOER_TRY_ASSIGN(const auto member, find_member(db_, over->member));
    if (member) slip.number = member->number;
    XIAOER_TRY_ASSIGN(slip.clerk, name_of_staff(vault, over->clerk));
    for (const auto& id : over->units) {
        XIAOER_TRY_ASSIGN(const auto unit, find_unit(db_, id));
        if (unit) slip.prizes.push_back(unit->prize);
    }
    return Answer(std::move(slip));
}

Result<Answer> Reader::answer_one(const SignatureOf& query, Timestamp) {
    XIAOER_TRY_ASSIGN(const auto ref, fact_ref_from_text(query.signature));
    const auto field = "signature-" + to_text(ref);
    XIAOER_TRY_ASSIGN(const auto member, signer_of(db_, field));
    if (!member) return Answer(NoSuchMember{});
    Vault vault{db_, keys_, keyring_};
    XIAOER_TRY_ASSIGN(auto strokes, personal(vault, *member, field));
    if (strokes.empty()) return Answer(NoSuchMember{});
    return Answer(SignatureText{std::move(strokes)});
}

}  // namespace xiaoer
