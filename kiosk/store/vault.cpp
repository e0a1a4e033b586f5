#include "store/vault.h"

#include "base/sha256.h"
#include "domain/roll_call.h"
#include "domain/scan.h"
#include "store/local.h"
#include "store/shared_vault.h"

namespace xiaoer {
namespace {

Result<std::optional<SecretKey>> subject_key(Vault& vault, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto slot, vault.db.integer("SELECT slot FROM vault_slots WHERE member = ?", {member}));
    if (!slot) return std::optional<SecretKey>{};
    return vault.keyring.key(*slot);
}

// A value is sealed for its place: it cannot be moved to another subject or field.
std::string place_of(const MemberId& member, std::string_view field) { return member.hex() + "/" + std::string(field); }

std::string place_of(const StaffId& staff) { return "staff/" + staff.hex(); }

Hash phone_hash(const Keys& keys, std::string_view phone) {
    return hmac_sha256(keys.pepper.bytes(), {view_of("phone\n"), view_of(phone)});
}

Hash name_hash(const Keys& keys, std::string_view nickname) {
    return hmac_sha256(keys.pepper.bytes(), {view_of("name\n"), view_of(name_key(nickname))});
}

}  // namespace

Result<void> open_subjects(Vault& vault, std::span<const MemberId> members, Random& random) {
    std::vector<SecretKey> keys;
    for (std::size_t i = 0; i < members.size(); ++i) keys.push_back(SecretKey::random(random));
    XIAOER_TRY_ASSIGN(const auto first, vault.keyring.add(keys));
    for (std::size_t i = 0; i < members.size(); ++i) {
        XIAOER_TRY(vault.db.run("INSERT INTO vault_slots (member, slot) VALUES (?, ?)",
                                {members[i], first + static_cast<std::int64_t>(i)}));
    }
    return {};
}

Result<void> open_subject(Vault& vault, const MemberId& member, Random& random) {
    return open_subjects(vault, {&member, 1}, random);
}

Result<void> put_personal(Vault& vault, const MemberId& member, std::string_view field, std::string_view value,
                          Random& random) {
    XIAOER_TRY(keep_personal_value(vault, member, field, value, random));
    return is_shared(field) ? note_writing(vault.db, member.bytes, field) : Result<void>();
}

Result<void> keep_personal_value(Vault& vault, const MemberId& member, std::string_view field, std::string_view value,
                                 Random& random) {
    XIAOER_TRY_ASSIGN(auto key, subject_key(vault, member));
    if (!key) {  // somebody who joined at another kiosk: each kiosk has a key of its own for them
        XIAOER_TRY(open_subject(vault, member, random));
        XIAOER_TRY_ASSIGN(key, subject_key(vault, member));
    }
    if (!key) return corrupt("a member has no key in the keyring");
    return vault.db.run(
        "INSERT INTO vault (member, field, sealed) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (member, field) DO UPDATE SET sealed = ?3",
        {member, field, seal(*key, view_of(value), place_of(member, field), random)});
}

Result<std::string> personal(Vault& vault, const MemberId& member, std::string_view field) {
    auto sealed = first_row(vault.db.select("SELECT sealed FROM vault WHERE member = ? AND field = ?", {member, field}),
                            [](const Rows& row) { return row.bytes(0); });
    if (!sealed) return sealed.error();
    if (!*sealed) return std::string();
    XIAOER_TRY_ASSIGN(const auto key, subject_key(vault, member));
    if (!key) return std::string();
    const auto plain = unseal(*key, **sealed, place_of(member, field));
    if (!plain) return corrupt("a value in the vault does not open with its key");
    return std::string(text_of(*plain));
}

Result<void> erase_subject(Vault& vault, const MemberId& member) {
    XIAOER_TRY(vault.db.run("DELETE FROM vault WHERE member = ?", {member}));
    XIAOER_TRY(vault.db.run("DELETE FROM vault_phones WHERE member = ?", {member}));
    XIAOER_TRY(vault.db.run("DELETE FROM vault_names WHERE member = ?", {member}));
    XIAOER_TRY(note_erasure(vault.db, member));
    return forget_browsers(vault.db, member);
}

Result<void> finish_erasures(Vault& vault) {
    std::vector<std::int64_t> slots;
    XIAOER_TRY(for_each_row(vault.db.select("SELECT slot FROM vault_slots AS s JOIN members AS m USING (member) "
                                            "WHERE m.erased = 1"),
                            [&slots](const Rows& row) { slots.push_back(row.integer(0)); }));
    if (slots.empty()) return {};
    XIAOER_TRY(vault.keyring.erase(slots));
    // A reader may be in the way of emptying the WAL: then the slots stay listed, and the next open does it again.
    if (auto emptied = vault.db.checkpoint_truncate(); !emptied) {
        return emptied.error().code == ErrorCode::busy ? Result<void>() : emptied;
    }
    return vault.db.run("DELETE FROM vault_slots WHERE member IN (SELECT member FROM members WHERE erased = 1)");
}

Result<void> index_phone(Vault& vault, std::string_view phone, const MemberId& member) {
    return vault.db.run(
        "INSERT INTO vault_phones (phone_hash, member) VALUES (?1, ?2) ON CONFLICT (phone_hash) DO UPDATE SET "
        "member = min(member, ?2)",
        {phone_hash(vault.keys, phone), member});
}

Result<std::optional<MemberId>> member_of_phone(Vault& vault, std::string_view phone) {
    return first_row(
        vault.db.select("SELECT member FROM vault_phones WHERE phone_hash = ?", {phone_hash(vault.keys, phone)}),
        [](const Rows& row) { return row.id<MemberId>(0); });
}

Result<void> index_name(Vault& vault, std::string_view nickname, const MemberId& member) {
    return vault.db.run("INSERT INTO vault_names (name_hash, member) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        {name_hash(vault.keys, nickname), member});
}

Result<std::vector<Namesake>> namesakes(Vault& vault, std::string_view nickname) {
    std::vector<Namesake> list;
    XIAOER_TRY(for_each_row(
        vault.db.select("SELECT member, number, channel = 'seat', EXISTS (SELECT 1 FROM vault AS v WHERE v.member = "
                        "m.member AND v.field = 'phone') FROM vault_names JOIN members AS m USING (member) "
                        "WHERE name_hash = ? ORDER BY number",
                        {name_hash(vault.keys, nickname)}),
        [&list](const Rows& row) {
            list.push_back({row.id<MemberId>(0), row.integer(1), row.boolean(2), row.boolean(3)});
        }));
    return list;
}

Result<void> put_staff(Vault& vault, const StaffId& staff, std::string_view name, const PinHash& pin, Random& random) {
    XIAOER_TRY(keep_staff_secret(vault, staff, {std::string(name), pin}, random));
    return note_writing(vault.db, staff.bytes, "staff");
}

Result<void> keep_staff_secret(Vault& vault, const StaffId& staff, const StaffSecret& secret, Random& random) {
    return vault.db.run(
        "INSERT INTO vault_staff (staff, name, pin_salt, pin_hash) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (staff) DO UPDATE SET name = ?2, pin_salt = ?3, pin_hash = ?4",
        {staff, seal(vault.keys.vault_key, view_of(secret.name), place_of(staff), random), secret.pin.salt,
         secret.pin.hash});
}

Result<void> set_staff_pin(Vault& vault, const StaffId& staff, const PinHash& pin) {
    XIAOER_TRY(
        vault.db.run("UPDATE vault_staff SET pin_salt = ?, pin_hash = ? WHERE staff = ?", {pin.salt, pin.hash, staff}));
    return note_writing(vault.db, staff.bytes, "staff");
}

Result<std::optional<StaffSecret>> staff_secret(Vault& vault, const StaffId& staff) {
    struct Row {
        Bytes name;
        PinHash pin;
    };
    auto row = first_row(vault.db.select("SELECT name, pin_salt, pin_hash FROM vault_staff WHERE staff = ?", {staff}),
                         [](const Rows& r) {
                             return Row{r.bytes(0), {r.array<16>(1), r.array<32>(2)}};
                         });
    if (!row) return row.error();
    if (!*row) return std::optional<StaffSecret>{};
    const auto name = unseal(vault.keys.vault_key, (*row)->name, place_of(staff));
    if (!name) return corrupt("a staff name does not open with the vault key");
    return std::optional(StaffSecret{std::string(text_of(*name)), (*row)->pin});
}

Result<std::int64_t> keep_slip(Vault& vault, ByteView bytes, std::string_view reason, std::string_view source,
                               Timestamp now, Random& random) {
    XIAOER_TRY(vault.db.run("INSERT INTO vault_slips (at, reason, source, sealed) VALUES (?, ?, ?, ?)",
                            {now, reason, source, seal(vault.keys.vault_key, bytes, "slip", random)}));
    XIAOER_TRY_ASSIGN(const auto slip, vault.db.integer("SELECT last_insert_rowid()"));
    return slip.value_or(0);
}

Result<bool> fill_slip(Vault& vault, std::int64_t slip) {
    XIAOER_TRY(vault.db.run("UPDATE vault_slips SET filled = 1 WHERE slip = ? AND filled = 0", {slip}));
    return vault.db.changes() == 1;
}

Result<void> forget_old_slips(Vault& vault, Timestamp now) {
    return vault.db.run("DELETE FROM vault_slips WHERE at < ?", {now - slips_kept_ms});
}

std::string redeem_code_of(const Keys& keys, const MemberId& member) {
    const Hash mac = hmac_sha256(keys.pepper.bytes(), {view_of("redeem\n"), member.bytes});
    const std::string digits = std::to_string(from_u64be(std::span<const std::uint8_t, 8>(mac.data(), 8)) % 10'000);
    return std::string(4 - digits.size(), '0') + digits;
}

std::string claim_code_of(const Keys& keys, const FactRef& purchase) {
    static constexpr std::string_view alphabet = "23456789abcdefghjkmnpqrstuvwxyz";  // no 0 o 1 l i
    const Hash mac = hmac_sha256(keys.pepper.bytes(), {view_of("claim\n"), view_of(to_text(purchase))});
    std::string code;
    for (std::size_t i = 0; i < 12; ++i) {
        code += alphabet[(mac[2 * i] * 256u + mac[2 * i + 1]) % alphabet.size()];
    }
    return code;
}

std::string card_digits_of(const Keys& keys, const CardId& card, std::string_view kiosk_code) {
    return make_card_digits(kiosk_code, hmac_sha256(keys.pepper.bytes(), {view_of("card\n"), card.bytes}));
}

std::string badge_digits_of(const Keys& keys, const StaffId& staff, std::string_view kiosk_code) {
    return make_badge_digits(kiosk_code, hmac_sha256(keys.pepper.bytes(), {view_of("badge\n"), staff.bytes}));
}

}  // namespace xiaoer
