// PINs: checked in two steps, locks that are one person's, and new ones.
#include "app/handling.h"
#include "store/local.h"
#include "store/members.h"
#include "store/root_key.h"

namespace xiaoer {
namespace {

constexpr std::int64_t failures_before_lock = 5;
constexpr std::int64_t failures_before_long_lock = 10;
constexpr std::int64_t longest_lock_ms = day_ms;

// One person's lock, never the counter's: a minute after the fifth wrong PIN, doubling, a day from the tenth.
std::int64_t lock_ms(std::int64_t failures) {
    if (failures < failures_before_lock) return 0;
    if (failures >= failures_before_long_lock) return longest_lock_ms;
    return minute_ms << (failures - failures_before_lock);
}

// Whose PIN is set: of a session of their own that was opened with the old one, or by the recovery sheet, by name.
Result<std::optional<StaffId>> whose_pin(Handling& now, const SetPin& wish) {
    using Maybe = std::optional<StaffId>;
    if (wish.proven) {
        const auto session = now.session(*wish.proven);
        return session ? Maybe(session->staff) : Maybe{};
    }
    XIAOER_TRY_ASSIGN(const auto staff, staff_list(now.db(), 1000));
    for (const auto& one : staff) {
        XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, one.staff));
        if (secret && secret->name == wish.name) return Maybe(one.staff);
    }
    return Maybe{};
}

}  // namespace

Result<Outcome> handle(Handling& now, const BeginSignIn& wish) {
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, wish.staff));
    if (!secret) return Outcome(Refused{"staff_unknown"});
    XIAOER_TRY_ASSIGN(auto attempts, pin_attempts(now.db(), wish.staff));
    if (attempts.locked_until > now.due() + longest_lock_ms) {
        // The clock was set back: nobody is locked out for longer than a lock lasts.
        attempts.locked_until = now.due() + lock_ms(attempts.failures);
        XIAOER_TRY(set_pin_attempts(now.db(), wish.staff, attempts));
        now.written = true;
    }
    if (attempts.locked_until > now.due()) return Outcome(Locked{attempts.locked_until});
    ++attempts.failures;  // before the check: pulling the plug gives no try back
    attempts.attempt = now.id;
    XIAOER_TRY(set_pin_attempts(now.db(), wish.staff, attempts));
    now.written = true;
    return Outcome(SignInBegun{secret->pin.salt});
}

Result<Outcome> handle(Handling& now, const FinishSignIn& wish) {
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, wish.staff));
    XIAOER_TRY_ASSIGN(const auto staff, find_staff(now.db(), wish.staff));
    XIAOER_TRY_ASSIGN(auto attempts, pin_attempts(now.db(), wish.staff));
    if (!secret || !staff || attempts.attempt != wish.attempt) return Outcome(Refused{"staff_unknown"});
    attempts.attempt = {};
    now.written = true;
    if (!equal_in_constant_time(secret->pin.hash, wish.computed)) {
        attempts.locked_until = now.due() + lock_ms(attempts.failures);
        XIAOER_TRY(set_pin_attempts(now.db(), wish.staff, attempts));
        if (attempts.locked_until > now.due()) return Outcome(Locked{attempts.locked_until});
        return Outcome(WrongPin{failures_before_lock - attempts.failures});
    }
    attempts.failures = 0;
    attempts.locked_until = {};
    XIAOER_TRY(set_pin_attempts(now.db(), wish.staff, attempts));
    const SignedIn signed_in{SessionId::random(now.random), secret->name, staff->manager, staff->staff};
    now.after_commit.emplace_back([&memory = now.memory, signed_in, at = now.steady_ms] {
        memory.sessions.add(signed_in.session, {signed_in.staff, signed_in.name, signed_in.manager}, at);
    });
    return Outcome(signed_in);
}

Result<Outcome> handle(Handling& now, const SetPin& wish) {
    if (wish.proven.has_value() == wish.root_key.has_value()) return invalid("a PIN is changed in one way of two");
    if (wish.root_key) {
        const SigningKey root{SecretKey(*wish.root_key)};
        XIAOER_TRY_ASSIGN(const bool ours, is_root_key_of(now.db(), now.store().merchant(), root.public_key()));
        if (!ours) return Outcome(Refused{"recovery_key"});
    }
    XIAOER_TRY_ASSIGN(const auto staff, whose_pin(now, wish));
    if (!staff) return wish.proven ? Outcome(NotAllowed{}) : Outcome(Refused{"staff_unknown"});
    XIAOER_TRY(set_staff_pin(now.vault, *staff, {wish.pin_salt, wish.pin_hash}));
    XIAOER_TRY(set_pin_attempts(now.db(), *staff, {}));
    XIAOER_TRY(now.writing.append(StaffPinSet{*staff, wish.root_key.has_value()}));
    // Whoever is signed in with the old one proves themself anew.
    now.after_commit.emplace_back([&memory = now.memory, who = *staff] { memory.sessions.remove_all_of(who); });
    return Outcome(PinSet{});
}

}  // namespace xiaoer
