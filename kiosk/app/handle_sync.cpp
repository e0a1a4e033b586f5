// What other kiosks have said, and kiosks that join.
#include "app/handling.h"
#include "store/joining.h"
#include "store/local.h"
#include "store/same_person.h"
#include "store/shared_vault.h"
#include "store/take_in.h"

namespace xiaoer {
namespace {

constexpr std::size_t writings_max = 5000;
constexpr std::size_t set_aside_shown = 20;

Result<std::int64_t> forget_those_erased(Handling& now) {
    XIAOER_TRY_ASSIGN(const auto erased, erase_those_erased(now.vault));
    for (const auto& member : erased) {
        now.after_commit.emplace_back([&memory = now.memory, member] { memory.passes.forget(member); });
    }
    return std::ssize(erased);
}

// The same phone number at two kiosks is the same person (DESIGN §2).
Result<void> merge_twins(Handling& now) {
    if (now.writing.head().seq == 0) return {};
    XIAOER_TRY_ASSIGN(const auto twins, twins_to_merge(now.db()));
    for (const auto& [one, other] : twins) XIAOER_TRY(now.writing.append(MembersMerged{one, other, {}}));
    return {};
}

// The first fact of a kiosk that has just learned of the shop that it joined.
Result<void> say_who_we_are(Handling& now) {
    if (now.writing.head().seq > 0) return {};
    XIAOER_TRY_ASSIGN(const auto enrolment, enrolment_to_say(now.db(), now.store().merchant()));
    if (!enrolment) return {};
    const auto said = now.writing.append(*enrolment);
    return said ? Result<void>() : said.error();
}

}  // namespace

Result<Outcome> handle(Handling& now, const ReceiveFacts& wish) {
    if (now.store().merchant() == MerchantId{}) return invalid("this machine has joined no shop yet");
    if (wish.range.device == now.store().device()) return invalid("this kiosk knows best what it said itself");
    XIAOER_TRY_ASSIGN(const auto taken, take_in(now.db(), now.store().merchant(), wish.range));
    now.written = true;
    XIAOER_TRY(take_waiting_values(now.vault, now.random));
    FactsReceived received{taken.facts, taken.waits, taken.set_aside, 0, taken.forked};
    XIAOER_TRY_ASSIGN(received.erased, forget_those_erased(now));
    XIAOER_TRY(say_who_we_are(now));
    XIAOER_TRY(merge_twins(now));
    now.after_commit.emplace_back([&memory = now.memory] { memory.shown_names.clear(); });
    return Outcome(received);
}

Result<Outcome> handle(Handling& now, const HeedOwnHead& wish) {
    if (device_id_of(wish.head.key) != now.store().device() || !holds(wish.head)) return invalid("no head of ours");
    XIAOER_TRY_ASSIGN(const bool ahead, is_ahead_of_ledger(now.db(), wish.head));
    XIAOER_TRY_ASSIGN(const auto heeded, local_number(now.db(), "own_head_heeded"));
    if (!ahead || wish.head.seq <= heeded) return Outcome(Done{});
    const auto seen = now.store().seen_outside({wish.head.seq, wish.head.hash});
    XIAOER_TRY(now.store().keep_contradiction(seen));
    XIAOER_TRY(set_local_value(now.db(), "own_head_heeded", std::to_string(wish.head.seq)));
    now.written = true;
    now.after_commit.emplace_back([&store = now.store(), seen] { store.heed(seen); });
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const ReceiveVault& wish) {
    if (now.store().merchant() == MerchantId{}) return invalid("this machine has joined no shop yet");
    if (wish.writings.size() > writings_max) return invalid("too many values at once");
    for (const auto& writing : wish.writings) {
        if (writing.origin == now.store().device()) continue;
        XIAOER_TRY(take_writing(now.vault, now.store().device(), writing, now.random));
    }
    XIAOER_TRY(merge_twins(now));
    now.written = true;
    now.after_commit.emplace_back([&memory = now.memory] { memory.shown_names.clear(); });
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const NoteSync& wish) {
    SyncStatus status = wish.status;
    if (status.set_aside.size() > set_aside_shown) status.set_aside.resize(set_aside_shown);
    if (status.sent.problem.empty() && status.received.problem.empty()) {
        status.worked = status.at;
    } else {
        XIAOER_TRY_ASSIGN(const auto last, read_sync_status(now.db()));
        status.worked = last ? last->worked : std::nullopt;
    }
    XIAOER_TRY(set_local_value(now.db(), "sync_status", canonical(to_json(status))));
    if (status.sent.problem.empty()) XIAOER_TRY(set_local_value(now.db(), "told_seq", std::to_string(status.told_seq)));
    now.written = true;
    return Outcome(Done{});
}

}  // namespace xiaoer
