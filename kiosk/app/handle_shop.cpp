// The shop, its settings and its staff.
#include "app/handling.h"
#include "base/text.h"
#include "domain/group_way.h"
#include "domain/draw_series.h"
#include "domain/programme.h"
#include "store/local.h"
#include "store/members.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

constexpr std::size_t name_max_points = 20;
constexpr std::int64_t numbers_per_kiosk = 1'000'000;

bool is_kiosk_code(std::string_view text) { return text.size() == 5 && all_digits(text); }

bool is_key(std::string_view word) {
    return !word.empty() && word.size() <= 24 && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

const char* why_not_rewards(const Settings& settings) {
    const auto within = [](std::int64_t value, std::int64_t most) { return value >= 0 && value <= most; };
    if (!within(settings.referral_tickets, 100) || !within(settings.check_in_tickets, 100)) return "ticket_rule";
    if (settings.strikes_max < 1 || settings.strikes_max > 100) return "strikes";
    if (!within(settings.moderator_discount_permille, 999) || settings.moderator_voucher_minor < 0) return "moderators";
    if (settings.voucher_days < 1 || settings.voucher_days > 3660) return "voucher_days";
    if (settings.interests.size() > 24 || !std::ranges::all_of(settings.interests, is_key)) return "interests";
    if (settings.baseline_month_minor < 0) return "baseline";
    return nullptr;
}

const char* why_not_pickups(const Settings& settings) {
    if (settings.sign_above_minor < -1) return "sign_above";
    if (settings.reserve_minutes < 1 || settings.reserve_minutes > 240) return "reserve_minutes";
    if (settings.pickup_voucher_minor < 0) return "pickup_voucher";
    if (settings.friend_bindings_max < 1 || settings.friend_bindings_max > 1000) return "friend_bindings";
    return nullptr;
}

const char* why_not(const Settings& settings) {
    if (clean_text(settings.shop, 40).empty()) return "shop_name";
    if (!Zone::named(settings.zone)) return "zone";
    if (settings.currency.size() != 3) return "currency";
    if (settings.minor_per_ticket <= 0 || settings.max_weight <= 0) return "ticket_rule";
    if (settings.claim_hour < 0 || settings.claim_hour > 23) return "claim_hour";
    if (settings.close_before_ms < 0 || settings.close_before_ms > 7 * day_ms) return "close_before";
    if (settings.market_days_to_claim < 1 || settings.market_days_to_claim > 10) return "market_days";
    if (const char* why = why_not_rewards(settings)) return why;
    if (const char* why = why_not_pickups(settings)) return why;
    if (const char* why = why_not_programme(settings.programme)) return why;
    if (const char* why = why_not_group(settings)) return why;
    for (const int weekday : settings.market_days) {
        if (weekday < 0 || weekday > 6) return "market_days";
    }
    if (settings.market_every_days != 0 &&
        (settings.market_every_days < 2 || settings.market_every_days > 31 || !date_from_text(settings.market_from)))
        return "market_days";
    if (settings.tickets_per_visit < 0 || settings.tickets_per_visit > 100 || settings.tickets_per_day_max < 0)
        return "ticket_rule";
    return why_not_draws(settings, *Zone::named(settings.zone));
}

}  // namespace

std::optional<NotAllowed> unless_manager(Handling& now, const std::optional<SessionId>& by) {
    if (!by) return std::nullopt;
    const auto session = now.session(*by);
    if (!session) return NotAllowed{false};
    if (!session->manager) return NotAllowed{true};
    return std::nullopt;
}

Result<Outcome> handle(Handling& now, const OpenShop& wish) {
    if (const char* why = why_not(wish.settings)) return Outcome(Refused{why});
    if (now.store().merchant() != MerchantId{} || now.store().anchor_state() != AnchorState::agrees)
        return Outcome(Refused{"shop_is_open"});
    // The root key signs this first enrolment, goes onto the recovery sheet, and is kept nowhere.
    const SecretKey root_secret = wish.root_key ? SecretKey(*wish.root_key) : SecretKey::random(now.random);
    if (!wish.code.empty() && !is_kiosk_code(wish.code)) return invalid("a kiosk's code has five digits");
    const SigningKey root(root_secret);
    const auto merchant = MerchantId::random(now.random);
    now.writing.set_merchant(merchant);
    XIAOER_TRY(set_local_value(now.db(), "merchant", merchant.hex()));
    XIAOER_TRY(write_settings(now.db(), wish.settings));
    XIAOER_TRY(now.writing.append(
        ShopOpenedFact{merchant, root.public_key(), wish.settings.currency, wish.settings.shop, wish.settings.zone}));
    DeviceEnrolled enrolled{now.store().signing_key().public_key(),
                            merchant,
                            wish.code.empty() ? now.random.digits(5) : wish.code,
                            1,
                            numbers_per_kiosk,
                            {}};
    enrolled.signature =
        root.sign(enrolment_message(enrolled.key, enrolled.code, enrolled.number_from, enrolled.number_to));
    XIAOER_TRY(now.writing.append(enrolled));
    return Outcome(ShopOpened{enrolled.code, to_hex(root_secret.bytes()), to_hex(now.store().keys().draw_key.bytes())});
}

Result<Outcome> handle(Handling& now, const ChangeSettings& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (const char* why = why_not(wish.settings)) return Outcome(Refused{why});
    if (wish.settings.zone != now.settings.zone || wish.settings.currency != now.settings.currency) {
        return Outcome(Refused{"zone_and_currency_stay"});
    }
    XIAOER_TRY(write_settings(now.db(), wish.settings));
    now.written = true;
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const AddStaff& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    const std::string name = clean_text(wish.name, name_max_points);
    if (name.empty()) return Outcome(Refused{"staff_name"});
    const auto staff = StaffId::random(now.random);
    XIAOER_TRY(put_staff(now.vault, staff, name, {wish.pin_salt, wish.pin_hash}, now.random));
    XIAOER_TRY(now.writing.append(StaffAddedFact{staff, wish.manager}));
    return Outcome(StaffAdded{staff});
}

Result<Outcome> handle(Handling& now, const SignOut& wish) {
    now.memory.sessions.remove(wish.session);
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const Reconcile& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (now.store().anchor_state() == AnchorState::agrees) return Outcome(Done{});
    XIAOER_TRY(now.writing.append(LedgerReconciled{now.store().remembered_seq()}));
    // What was announced in what is missing is not known: nothing before this is made up for (handle_series.cpp).
    XIAOER_TRY(set_local_value(now.db(), "reconciled_ms", std::to_string(now.now().ms)));
    XIAOER_TRY_ASSIGN(const auto reconciled, now.store().settle_contradictions());
    now.after_commit.emplace_back([&store = now.store(), reconciled] { store.accept(reconciled); });
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const ShowWitness& wish) {
    XIAOER_TRY_ASSIGN(const auto ahead, now.store().contradiction(wish.witness));
    if (!ahead) return Outcome(Done{});
    XIAOER_TRY(now.store().keep_contradiction(*ahead));
    now.written = true;
    now.after_commit.emplace_back([&store = now.store(), ahead = *ahead] { store.heed(ahead); });
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const ConfirmClock& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (std::abs(now.now() - wish.shown) > hour_ms) return Outcome(Refused{"clock_moved"});
    XIAOER_TRY(set_local_value(now.db(), "clock_known_ms", std::to_string(now.now().ms)));
    now.written = true;
    now.after_commit.emplace_back(
        [&clock = now.memory.clock, at = now.now(), steady_ms = now.steady_ms] { clock.confirm(at, steady_ms); });
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const RetireDevice& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    XIAOER_TRY_ASSIGN(const bool succeeded, succeeds(now.db(), now.store().device(), wish.old));
    if (!succeeded) return invalid("this kiosk did not succeed device " + wish.old.hex());
    XIAOER_TRY_ASSIGN(const bool retired, acts_for(now.db(), now.store().device(), wish.old));
    if (!retired) XIAOER_TRY(now.writing.append(DeviceRetired{wish.old}));
    return Outcome(Done{});
}

}  // namespace xiaoer
