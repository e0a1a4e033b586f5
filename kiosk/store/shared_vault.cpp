#include "store/shared_vault.h"

#include "store/local.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

constexpr std::array<std::string_view, 3> personal_fields = {"nickname", "phone", "interests"};

struct SharedStaff {  // as it travels
    std::string name;
    std::array<std::uint8_t, 16> pin_salt{};
    Hash pin_hash{};
    XIAOER_FIELDS(visit("name", self.name); visit("pin_salt", self.pin_salt); visit("pin_hash", self.pin_hash);)
};

Bytes stored_origin(const DeviceId& origin, const DeviceId& own) {
    return origin == own ? Bytes() : Bytes(origin.bytes.begin(), origin.bytes.end());
}

Result<std::int64_t> next_own_number(Database& db) {
    XIAOER_TRY(
        db.run("INSERT INTO vault_progress (origin, number) VALUES (x'', 1) "
               "ON CONFLICT (origin) DO UPDATE SET number = number + 1"));
    XIAOER_TRY_ASSIGN(const auto number, db.integer("SELECT number FROM vault_progress WHERE origin = x''"));
    return number.value_or(1);
}

Result<std::string> value_now(Vault& vault, const std::array<std::uint8_t, 16>& subject, std::string_view field,
                              const Bytes& waiting) {
    if (!waiting.empty()) {
        const auto plain = unseal(vault.keys.vault_key, waiting, "waiting/" + to_hex(subject) + std::string(field));
        if (!plain) return corrupt("a waiting value does not open with the vault key");
        return std::string(text_of(*plain));
    }
    if (field != "staff") return personal(vault, MemberId{subject}, field);
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(vault, StaffId{subject}));
    if (!secret) return std::string();
    return canonical(to_json(SharedStaff{secret->name, secret->pin.salt, secret->pin.hash}));
}

Result<void> keep_staff(Vault& vault, const StaffId& staff, const std::string& value, Random& random) {
    if (value.empty()) return {};
    XIAOER_TRY_ASSIGN(const auto json, parse_json(value));
    XIAOER_TRY_ASSIGN(const auto read, from_json<SharedStaff>(json));
    return keep_staff_secret(vault, staff, {read.name, {read.pin_salt, read.pin_hash}}, random);
}

// Requires: the member is known and not erased.
Result<void> keep_of_member(Vault& vault, const MemberId& member, std::string_view field, const std::string& value,
                            Random& random) {
    if (value.empty()) return {};
    XIAOER_TRY(keep_personal_value(vault, member, field, value, random));
    if (field == "nickname") return index_name(vault, value, member);
    if (field != "phone") return {};
    XIAOER_TRY_ASSIGN(const auto owner, member_of_phone(vault, value));
    if (owner && *owner != member) XIAOER_TRY(note_twins(vault.db, *owner, member));
    return index_phone(vault, value, member);
}

// Nothing when nobody of this id is known.
Result<std::optional<bool>> is_erased(Database& db, const MemberId& member) {
    return first_row(db.select("SELECT erased FROM members WHERE member = ?", {member}),
                     [](const Rows& row) { return row.boolean(0); });
}

Result<bool> counts_more(Database& db, const DeviceId& own, const VaultWriting& writing) {
    auto kept = first_row(db.select("SELECT version, origin FROM vault_versions WHERE subject = ? AND field = ?",
                                    {writing.subject, writing.field}),
                          [&own](const Rows& row) {
                              const auto origin = row.bytes(1);
                              return std::pair(row.integer(0), origin.empty() ? own : row.id<DeviceId>(1));
                          });
    if (!kept) return kept.error();
    return !*kept || **kept < std::pair(writing.version, writing.origin);
}

}  // namespace

bool is_shared(std::string_view field) {
    return std::ranges::find(personal_fields, field) != personal_fields.end() || field.starts_with("signature-");
}

Result<void> note_writing(Database& db, const std::array<std::uint8_t, 16>& subject, std::string_view field) {
    XIAOER_TRY_ASSIGN(const auto number, next_own_number(db));
    return db.run(
        "INSERT INTO vault_versions (subject, field, version, origin, number) VALUES (?1, ?2, 1, x'', ?3) "
        "ON CONFLICT (subject, field) DO UPDATE SET version = version + 1, origin = x'', number = ?3, waiting = NULL",
        {subject, field, number});
}

Result<void> note_erasure(Database& db, const MemberId& member) {
    std::vector<std::string> fields;
    XIAOER_TRY(for_each_row(db.select("SELECT field FROM vault_versions WHERE subject = ?", {member}),
                            [&fields](const Rows& row) { fields.push_back(row.text(0)); }));
    for (const auto& field : fields) XIAOER_TRY(note_writing(db, member.bytes, field));
    return {};
}

Result<std::map<DeviceId, std::int64_t>> vault_progress(Database& db, const DeviceId& own) {
    std::map<DeviceId, std::int64_t> progress;
    XIAOER_TRY(for_each_row(db.select("SELECT origin, number FROM vault_progress"), [&](const Rows& row) {
        progress[row.bytes(0).empty() ? own : row.id<DeviceId>(0)] = row.integer(1);
    }));
    return progress;
}

Result<std::vector<VaultWriting>> vault_writings(Vault& vault, const DeviceId& own, const DeviceId& origin,
                                                 std::int64_t number, std::size_t most) {
    struct Row {
        VaultWriting writing;
        Bytes waiting;
    };
    std::vector<Row> rows;
    XIAOER_TRY(for_each_row(
        vault.db.select("SELECT subject, field, version, number, waiting FROM vault_versions "
                        "WHERE origin = ? AND number > ? ORDER BY number LIMIT ?",
                        {stored_origin(origin, own), number, static_cast<std::int64_t>(most)}),
        [&](const Rows& row) {
            rows.push_back({{origin, row.integer(3), row.integer(2), row.array<16>(0), row.text(1), {}}, row.bytes(4)});
        }));
    std::vector<VaultWriting> writings;
    for (auto& [writing, waiting] : rows) {
        XIAOER_TRY_ASSIGN(writing.value, value_now(vault, writing.subject, writing.field, waiting));
        writings.push_back(std::move(writing));
    }
    return writings;
}

Result<void> take_writing(Vault& vault, const DeviceId& own, const VaultWriting& writing, Random& random) {
    const bool of_staff = writing.field == "staff";
    if ((!of_staff && !is_shared(writing.field)) || writing.version < 1 || writing.number < 1 ||
        writing.origin == own) {
        return invalid("a value of the vault that no kiosk of ours shares");
    }
    auto& db = vault.db;
    XIAOER_TRY_ASSIGN(const bool counts, counts_more(db, own, writing));
    if (counts) {
        std::optional<Bytes> waiting;
        XIAOER_TRY_ASSIGN(const auto erased, is_erased(db, MemberId{writing.subject}));
        if (of_staff) {
            XIAOER_TRY(keep_staff(vault, StaffId{writing.subject}, writing.value, random));
        } else if (erased.has_value() && !*erased) {
            XIAOER_TRY(keep_of_member(vault, MemberId{writing.subject}, writing.field, writing.value, random));
        } else if (!erased.has_value() && !writing.value.empty()) {
            waiting = seal(vault.keys.vault_key, view_of(writing.value),
                           "waiting/" + to_hex(writing.subject) + writing.field, random);
        }
        XIAOER_TRY(db.run(
            "INSERT INTO vault_versions (subject, field, version, origin, number, waiting) VALUES (?1, ?2, ?3, ?4, ?5, "
            "?6) ON CONFLICT (subject, field) DO UPDATE SET version = ?3, origin = ?4, number = ?5, waiting = ?6",
            {writing.subject, writing.field, writing.version, writing.origin, writing.number,
             waiting ? Bind(*waiting) : Bind(std::nullopt)}));
    }
    return db.run(
        "INSERT INTO vault_progress (origin, number) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET "
        "number = max(number, ?2)",
        {writing.origin, writing.number});
}

Result<void> take_waiting_values(Vault& vault, Random& random) {
    struct Row {
        MemberId member;
        std::string field;
        Bytes waiting;
        bool erased = false;
    };
    std::vector<Row> rows;
    XIAOER_TRY(for_each_row(vault.db.select("SELECT v.subject, v.field, v.waiting, m.erased FROM vault_versions AS v "
                                            "JOIN members AS m ON m.member = v.subject WHERE v.waiting IS NOT NULL"),
                            [&rows](const Rows& row) {
                                rows.push_back({row.id<MemberId>(0), row.text(1), row.bytes(2), row.boolean(3)});
                            }));
    for (const auto& [member, field, waiting, erased] : rows) {
        XIAOER_TRY_ASSIGN(const auto value, value_now(vault, member.bytes, field, waiting));
        if (!erased) XIAOER_TRY(keep_of_member(vault, member, field, value, random));
        XIAOER_TRY(
            vault.db.run("UPDATE vault_versions SET waiting = NULL WHERE subject = ? AND field = ?", {member, field}));
    }
    return {};
}

Result<std::vector<MemberId>> erase_those_erased(Vault& vault) {
    std::vector<MemberId> members, with_values;
    XIAOER_TRY(for_each_row(
        vault.db.select("SELECT s.member, EXISTS (SELECT 1 FROM vault AS v WHERE v.member = s.member) FROM vault_slots "
                        "AS s JOIN members AS m USING (member) WHERE m.erased = 1"),
        [&](const Rows& row) {
            members.push_back(row.id<MemberId>(0));
            if (row.boolean(1)) with_values.push_back(members.back());
        }));
    for (const auto& member : with_values) XIAOER_TRY(erase_subject(vault, member));
    return members;
}

}  // namespace xiaoer
