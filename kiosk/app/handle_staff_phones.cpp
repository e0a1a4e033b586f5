// Staff phones: a code that pairs one, the calls of paired ones, and their end.
#include "app/handling.h"
#include "store/local.h"
#include "store/members.h"
#include "store/staff_phones.h"

namespace xiaoer {
namespace {

constexpr std::string_view owner_value = "owner_staff";
constexpr std::string_view awaits_value = "awaits_owner";

// Where nobody was named the owner (a shop from before staff phones), every manager may what the merchant may.
Result<StaffRole> role_of(Handling& now, const StaffId& staff, bool manager) {
    if (!manager) return StaffRole::clerk;
    XIAOER_TRY_ASSIGN(const auto owner, local_value(now.db(), owner_value));
    return !owner || *owner == staff.hex() ? StaffRole::merchant : StaffRole::manager;
}

// Whose phone the code is for; nothing when whoever asks may not have one.
Result<std::optional<StaffId>> wanted_staff(Handling& now, const OfferPairing& wish) {
    using Maybe = std::optional<StaffId>;
    if (!wish.by) {
        XIAOER_TRY_ASSIGN(const auto awaits, local_value(now.db(), awaits_value));
        XIAOER_TRY_ASSIGN(const auto owner, local_value(now.db(), owner_value));
        if (wish.staff || !owner || awaits != "1") return Maybe{};
        XIAOER_TRY_ASSIGN(const auto staff, StaffId::from_hex(*owner));
        return Maybe(staff);
    }
    const auto session = now.session(*wish.by);
    if (!session) return Maybe{};
    if (!wish.staff || *wish.staff == session->staff) return Maybe(session->staff);
    XIAOER_TRY_ASSIGN(const auto role, role_of(now, session->staff, session->manager));
    XIAOER_TRY_ASSIGN(const auto known, find_staff(now.db(), *wish.staff));
    return role == StaffRole::merchant && known ? Maybe(*wish.staff) : Maybe{};
}

// What the phone says inside a box that was closed with the code's key; nothing when it says something else.
std::optional<PublicKey> public_half(const Bytes& opened) {
    const auto json = parse_json(text_of(opened));
    const auto* half = json ? json->find("public") : nullptr;
    if (half == nullptr) return std::nullopt;
    auto key = from_json<PublicKey>(*half);
    return key ? std::optional(*key) : std::nullopt;
}

std::optional<std::int64_t> counter_in(std::string_view body) {
    const auto json = parse_json(body);
    const auto* counter = json ? json->find("counter") : nullptr;
    const auto* value = counter == nullptr ? nullptr : counter->integer();
    return value == nullptr ? std::nullopt : std::optional(*value);
}

Hash bytes_of(const SecretKey& key) {
    Hash bytes{};
    std::ranges::copy(key.bytes(), bytes.begin());
    return bytes;
}

}  // namespace

Result<Outcome> handle(Handling& now, const AwaitOwner& wish) {
    XIAOER_TRY(set_local_value(now.db(), owner_value, wish.staff.hex()));
    XIAOER_TRY(set_local_value(now.db(), awaits_value, "1"));
    now.written = true;
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const OfferPairing& wish) {
    XIAOER_TRY_ASSIGN(const auto staff, wanted_staff(now, wish));
    if (!staff) return Outcome(NotAllowed{wish.by.has_value()});
    if (now.settings.base_url.empty()) return Outcome(Refused{"no_address"});
    const auto id = PhoneId::random(now.random);
    const auto key = SecretKey::random(now.random);
    now.memory.pairings.add(id, {key, *staff, now.steady_ms + Pairings::lifetime_ms}, now.steady_ms);
    return Outcome(PairingOffered{id, now.settings.base_url + "/s/" + id.hex() + "#" + to_hex(key.bytes()),
                                  Pairings::lifetime_ms});
}

Result<Outcome> handle(Handling& now, const PairPhone& wish) {
    const auto* pairing = now.memory.pairings.find(wish.pairing, now.steady_ms);
    const auto opened = pairing == nullptr ? std::nullopt : open_box(pairing->key, wish.nonce, wish.box);
    if (!opened) return Outcome(PairingRefused{});
    if (pairing->used) {
        XIAOER_TRY(count_second_scan(now.db(), wish.pairing));
        now.written = true;
        return Outcome(PairingRefused{true});
    }
    const auto theirs = public_half(*opened);
    const auto secret = SecretKey::random(now.random);
    const auto key = theirs ? agree_on_key(secret, *theirs) : std::nullopt;
    if (!key) return Outcome(PairingRefused{});
    XIAOER_TRY(put_phone(now.vault, {wish.pairing, pairing->staff, 0, now.now(), 0}, *key, now.random));
    XIAOER_TRY(set_local_value(now.db(), awaits_value, ""));
    now.written = true;
    now.after_commit.emplace_back([&memory = now.memory, id = wish.pairing] { memory.pairings.use(id); });
    const Json answer(Json::Object{{"public", to_hex(agreement_key(secret))}, {"to", to_hex(wish.nonce)}});
    const auto nonce = now.random.array<std::tuple_size_v<BoxNonce>>();
    return Outcome(PhonePaired{nonce, close_box(pairing->key, nonce, view_of(canonical(answer)))});
}

Result<Outcome> handle(Handling& now, const OpenCall& wish) {
    XIAOER_TRY_ASSIGN(const auto phone, find_phone(now.db(), wish.phone));
    if (!phone) return Outcome(CallRefused{});
    XIAOER_TRY_ASSIGN(const auto key, key_of_phone(now.vault, wish.phone));
    const auto opened = open_box(key, wish.nonce, wish.box);
    const auto counter = opened ? counter_in(text_of(*opened)) : std::nullopt;
    if (!counter || *counter <= phone->counter) return Outcome(CallRefused{});
    XIAOER_TRY_ASSIGN(const auto staff, find_staff(now.db(), phone->staff));
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(now.vault, phone->staff));
    if (!staff || !secret) return Outcome(CallRefused{});
    XIAOER_TRY_ASSIGN(const auto role, role_of(now, staff->staff, staff->manager));
    XIAOER_TRY(set_phone_counter(now.db(), wish.phone, *counter));
    now.written = true;
    const auto known = now.memory.phone_sessions.find(wish.phone);
    const auto session = known == now.memory.phone_sessions.end() ? SessionId::random(now.random) : known->second;
    now.after_commit.emplace_back([&memory = now.memory, id = wish.phone, session, at = now.steady_ms,
                                   who = Session{staff->staff, secret->name, staff->manager}] {
        memory.phone_sessions.insert_or_assign(id, session);
        memory.sessions.add(session, who, at);
    });
    return Outcome(CallOpened{session, role, secret->name, std::string(text_of(*opened)), bytes_of(key),
                              staff->staff});
}

Result<Outcome> handle(Handling& now, const RevokePhone& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto phone, find_phone(now.db(), wish.phone));
    if (!phone) return Outcome(Done{});
    XIAOER_TRY_ASSIGN(const auto role, role_of(now, session->staff, session->manager));
    if (phone->staff != session->staff && role != StaffRole::merchant) return Outcome(NotAllowed{true});
    XIAOER_TRY_ASSIGN(const bool removed, remove_phone(now.db(), wish.phone));
    now.written = removed;
    now.after_commit.emplace_back([&memory = now.memory, id = wish.phone] {
        const auto known = memory.phone_sessions.find(id);
        if (known == memory.phone_sessions.end()) return;
        memory.sessions.remove(known->second);
        memory.phone_sessions.erase(known);
    });
    return Outcome(Done{});
}

}  // namespace xiaoer
