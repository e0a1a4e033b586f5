#include "phone/staff_call.h"

#include "domain/group_way.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

struct Permission {
    std::string_view kind;
    StaffRole least = StaffRole::clerk;
    bool signed_by = true;  // has a `by`
};

// Whatever is not here is not said from a phone.
constexpr Permission permissions[] = {
    {LookUp::kind},
    {HandOver::kind},
    {RefuseHandOver::kind},
    {ReserveUnits::kind},
    {ReleaseUnits::kind},
    {MarketHandOver::kind},
    {IssueCard::kind},
    {RevokeCard::kind},
    {RecordPurchases::kind},
    {BindPurchase::kind},
    {FillSlip::kind},
    {ReplaceCard::kind},
    {BindSeat::kind},
    {CheckIn::kind},
    {Quote::kind},
    {TakeScan::kind},
    {SpendCredit::kind},
    {RevokePhone::kind},
    {UndoHandOver::kind, StaffRole::manager},
    {FindWinners::kind, StaffRole::manager},
    {EnterPaper::kind, StaffRole::manager},
    {AnnounceDraw::kind, StaffRole::manager},
    {CloseDraw::kind, StaffRole::manager},
    {EnterValue::kind, StaffRole::manager},
    {ConfirmValue::kind},
    {SubstitutePrize::kind, StaffRole::manager},
    {HandInstant::kind},
    {CancelDraw::kind, StaffRole::manager},
    {ChangeSettings::kind, StaffRole::manager},
    {Reconcile::kind, StaffRole::manager},
    {ConfirmClock::kind, StaffRole::manager},
    {PrepareCards::kind, StaffRole::manager},
    {PreviewSeats::kind, StaffRole::manager},
    {ImportSeats::kind, StaffRole::manager},
    {RecordStrike::kind, StaffRole::manager},
    {ClearStrikes::kind, StaffRole::manager},
    {SetRole::kind, StaffRole::manager},
    {GiveVoucher::kind, StaffRole::manager},
    {ReverseCredit::kind, StaffRole::manager},
    {MarkForwarded::kind, StaffRole::manager, false},
    {KeepPhoto::kind, StaffRole::manager},
    {TakeBackPhoto::kind, StaffRole::manager},
};

const Permission* permission_of(const Json& wish) {
    const auto* kind = wish.find("kind");
    const auto* name = kind == nullptr ? nullptr : kind->string();
    if (name == nullptr) return nullptr;
    const auto found = std::ranges::find(permissions, std::string_view(*name), &Permission::kind);
    return found == std::end(permissions) ? nullptr : found;
}

template <class... Ts>
bool is_one_of(const StaffAsk& ask) {
    return (std::holds_alternative<Ts>(ask) || ...);
}

template <HasFields T>
Json::Array list_of(const std::vector<T>& values) {
    Json::Array list;
    for (const auto& value : values) list.emplace_back(to_json(value));
    return list;
}

Json prizes_json(const std::vector<WinnerView>& winners) {
    Json::Array list;
    for (const auto& winner : winners) {
        list.emplace_back(Json::Object{{"number", winner.number},
                                       {"name", winner.shown_name},
                                       {"prize", winner.prize},
                                       {"state", enum_name(winner.state)}});
    }
    return list;
}

Json draw_json(const std::optional<DrawView>& draw) {
    if (!draw) return nullptr;
    return Json::Object{{"draw", draw->id},
                        {"number", draw->number},
                        {"state", enum_name(draw->state)},
                        {"closes_at", draw->closes_at.ms},
                        {"draws_at", draw->draws_at.ms},
                        {"claim_by", draw->claim_by.ms},
                        {"members", draw->members},
                        {"tickets", draw->tickets},
                        {"closing_hash", draw->closing_hash},
                        {"prizes", list_of(draw->prizes)},
                        {"winners", prizes_json(draw->winners)}};
}

// Whether a public value was entered that a second person has to confirm.
bool value_waits(const Snapshot& snapshot) {
    const auto of_round = [](const RoundView& round) { return round.entered.has_value(); };
    return std::ranges::any_of(snapshot.open_draws, [](const auto& draw) { return draw.entered.has_value(); }) ||
           std::ranges::any_of(snapshot.round_draws,
                               [&](const auto& draw) { return std::ranges::any_of(draw.rounds, of_round); });
}

Json desk_json(const DeskView& desk) {
    Json::Array unbound, slips, pickups;
    for (const auto& one : desk.unbound) {
        unbound.emplace_back(Json::Object{{"purchase", one.purchase},
                                          {"receipt_no", one.receipt_no},
                                          {"amount_minor", one.amount_minor},
                                          {"at", one.at.ms}});
    }
    for (const auto& one : desk.slips) {
        slips.emplace_back(Json::Object{{"slip", one.slip}, {"reason", one.reason}, {"at", one.at.ms}});
    }
    for (const auto& one : desk.pickups) {
        pickups.emplace_back(Json::Object{
            {"number", one.number}, {"name", one.shown_name}, {"prize", one.prize}, {"fetched_by", one.fetched_by}});
    }
    Json::Array wins;
    for (const auto& one : desk.instant_wins) {
        wins.emplace_back(Json::Object{{"day", one.day}, {"play", one.play}, {"prize", one.prize}, {"at", one.at.ms}});
    }
    return Json::Object{{"joined", desk.joined_today},
                        {"instant_wins", std::move(wins)},
                        {"picked_up", desk.picked_up_today},
                        {"bought_again", desk.bought_again_today},
                        {"takings_minor", desk.takings_with_number_minor},
                        {"open_pickups", desk.open_pickups},
                        {"unbound_count", desk.unbound_purchases},
                        {"slip_count", desk.unread_slips},
                        {"unbound", std::move(unbound)},
                        {"slips", std::move(slips)},
                        {"pickups", std::move(pickups)},
                        {"scanned_at", desk.scanned_at.ms}};
}

Json staff_json(const DeskView& desk) {
    Json::Array list;
    for (const auto& one : desk.staff) {
        list.emplace_back(Json::Object{{"staff", one.id.hex()}, {"name", one.name}, {"manager", one.manager}});
    }
    return list;
}

Json phones_json(const DeskView& desk) {
    Json::Array list;
    for (const auto& one : desk.phones) {
        list.emplace_back(Json::Object{{"phone", one.phone.hex()},
                                       {"staff", one.staff.hex()},
                                       {"name", one.name},
                                       {"paired_at", one.paired_at.ms},
                                       {"second_scans", one.second_scans}});
    }
    return list;
}

Json group_json(const GroupCodeView& group) {
    return Json::Object{{"state", enum_name(group.state)}, {"members", group.members}, {"days", group.days}};
}

}  // namespace

std::optional<Wish> wish_of(Json wish, const CallOpened& caller) {
    const auto* permission = permission_of(wish);
    if (permission == nullptr || caller.role < permission->least) return std::nullopt;
    auto& fields = *wish.object();
    if (permission->signed_by) fields.insert_or_assign("by", to_json(caller.session));
    const bool decides = permission->kind == HandOver::kind && caller.role >= StaffRole::manager;
    if (decides) fields.insert_or_assign("manager", to_json(caller.session));
    auto read = from_json<Wish>(wish);
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

bool may_ask(const StaffAsk& ask, StaffRole role) {
    const bool sets_up = is_one_of<AskAddStaff, AskNetwork, AskTestCode, AskTestDraw>(ask);
    const bool decides = is_one_of<AskBook, AskOutbox, AskMember, AskRollCall, AskPickups, AskPickupAudit, AskSignature,
                                   AskPhoto, AskSync>(ask);
    if (sets_up || decides) return role >= StaffRole::manager;
    if (const auto* print = std::get_if<AskPrint>(&ask)) return role == StaffRole::merchant || !print->recovery;
    return true;
}

Json state_for(const CallOpened& caller, const Snapshot& snapshot, Timestamp now) {
    const auto& settings = snapshot.settings;
    Json::Object state{{"shop", settings.shop},
                       {"branch", settings.branch},
                       {"currency", settings.currency},
                       {"role", enum_name(caller.role)},
                       {"name", caller.name},
                       {"now", now.ms},
                       {"health", enum_name(snapshot.health)},
                       {"clock_doubted", snapshot.desk.clock_doubted},
                       {"members", snapshot.member_count},
                       {"value_waits", value_waits(snapshot)},
                       {"next_draw", draw_json(snapshot.next_draw)},
                       {"last_draw", draw_json(snapshot.last_draw)},
                       {"desk", desk_json(snapshot.desk)},
                       {"staff", staff_json(snapshot.desk)}};
    if (caller.role >= StaffRole::manager) {
        state.emplace("settings", to_json(settings));
        state.emplace("phones", phones_json(snapshot.desk));
        state.emplace("group", group_json(group_code_at(settings, snapshot.group_newcomers, now)));
    }
    return state;
}

}  // namespace xiaoer::phone
