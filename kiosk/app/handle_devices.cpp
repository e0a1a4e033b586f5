// Machines of the shop and what moves between them; and members who turn out to be one person.
#include "app/handling.h"
#include "store/custody.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

std::optional<StaffId> staff_behind(Handling& now, const std::optional<SessionId>& by) {
    const auto session = by ? now.session(*by) : std::nullopt;
    return session ? std::optional(session->staff) : std::nullopt;
}

Result<Outcome> at_other_shop(Handling& now, const UnitRow& unit) {
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), unit.home));
    XIAOER_TRY_ASSIGN(const auto shop, shop_of_kiosk_code(now.db(), code));
    return Outcome(OtherShop{unit.unit, shop.value_or("")});
}

}  // namespace

Result<Outcome> handle(Handling& now, const EnrolDevice& wish) {
    const auto merchant = now.store().merchant();
    XIAOER_TRY(now.writing.append(
        DeviceEnrolled{wish.key, merchant, wish.code, wish.number_from, wish.number_to, wish.signature}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const RevokeDevice& wish) {
    if (wish.old == now.store().device()) return invalid("a kiosk does not revoke itself");
    XIAOER_TRY(now.writing.append(DeviceRevoked{wish.old, wish.last_seq, wish.hash, wish.signature}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const SendPrize& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), wish.unit));
    if (!unit) return Outcome(Refused{"no_such_prize"});
    if (unit->home != now.store().device() || unit->in_transit) return at_other_shop(now, *unit);
    if (unit->state != UnitState::waiting) return Outcome(Refused{"no_such_prize"});
    XIAOER_TRY_ASSIGN(const auto to, own_kiosk_of_code(now.db(), now.store().merchant(), wish.kiosk));
    if (!to || *to == now.store().device()) return invalid("no other kiosk of this shop has the code " + wish.kiosk);
    XIAOER_TRY(now.writing.append(PrizeReleased{wish.unit, *to, staff_behind(now, wish.by)}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const TakeUpPrize& wish) {
    if (wish.by && !now.session(*wish.by)) return Outcome(NotAllowed{});
    if (now.frozen()) return Outcome(Frozen{});
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(now.db(), wish.unit));
    if (!unit) return Outcome(Refused{"no_such_prize"});
    if (unit->home != now.store().device()) return at_other_shop(now, *unit);
    if (!unit->in_transit) return Outcome(Done{});
    XIAOER_TRY_ASSIGN(const auto release, open_release(now.db(), wish.unit));
    if (!release) return Outcome(Refused{"no_such_prize"});
    XIAOER_TRY(now.writing.append(PrizeAccepted{wish.unit, *release, staff_behind(now, wish.by)}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const MergeMembers& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    XIAOER_TRY_ASSIGN(const auto one, member_by_number(now.db(), wish.one));
    XIAOER_TRY_ASSIGN(const auto other, member_by_number(now.db(), wish.other));
    if (!one || !other || wish.one == wish.other) return Outcome(NotRecognised{ScanProblem::unknown});
    const auto manager = staff_behind(now, wish.by);
    if (wish.undo) {
        XIAOER_TRY(now.writing.append(MergeUndone{one->member, other->member, manager.value_or(StaffId{})}));
    } else {
        XIAOER_TRY(now.writing.append(MembersMerged{one->member, other->member, manager}));
    }
    now.after_commit.emplace_back([&memory = now.memory] { memory.shown_names.clear(); });
    return Outcome(Done{});
}

}  // namespace xiaoer
