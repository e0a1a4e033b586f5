#include "store/audit.h"

#include "domain/draw_proof.h"
#include "store/apply.h"
#include "store/audit_kept.h"
#include "store/draws.h"
#include "store/local.h"
#include "store/schema.h"
#include "store/tables.h"

#include <cstdlib>
#include <filesystem>

namespace xiaoer {
namespace {

Result<void> check_file(Database& db) {
    auto answer = first_row(db.select("PRAGMA integrity_check(1)"), [](const Rows& row) { return row.text(0); });
    if (!answer) return answer.error();
    if (answer->value_or("") != "ok") return corrupt("the file is damaged: " + answer->value_or("no answer"));
    XIAOER_TRY_ASSIGN(const bool orphan, db.exists("PRAGMA foreign_key_check"));
    if (orphan) return corrupt("a row refers to another that is not there");
    return {};
}

std::string place(const Fact& fact) { return "fact " + std::to_string(fact.seq) + " of device " + fact.device.hex(); }

// Walks every chain from its first fact and calls `use(fact, body text)` on the way.
template <class Use>
Result<void> walk_chains(Database& db, AuditReport& report, Use use) {
    XIAOER_TRY_ASSIGN(auto rows, db.select("SELECT device, seq, at, kind, body, hash FROM facts ORDER BY device, seq"));
    Fact last;
    Hash previous{};
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, rows.next());
        if (!more) return {};
        Fact fact{rows.time(2), Json(), rows.id<DeviceId>(0), rows.text(3), rows.integer(1)};
        const std::string text = rows.text(4);
        if (report.facts == 0 || fact.device != last.device) {
            previous = {}, last.seq = 0;
            ++report.devices;
        }
        if (fact.seq != last.seq + 1) return corrupt("the chain has a gap before " + place(fact));
        auto body = parse_json(text);
        if (!body || canonical(*body) != text) return corrupt(place(fact) + " is not canonical JSON");
        const Hash hash = fact_hash(previous, fact, text);
        if (hash != rows.array<32>(5)) return corrupt(place(fact) + " does not have the hash of its contents");
        fact.body = std::move(*body);
        XIAOER_TRY(use(fact));
        previous = hash;
        last.device = fact.device, last.seq = fact.seq;
        ++report.facts;
    }
}

Result<void> check_heads(Database& db, AuditReport& report) {
    XIAOER_TRY_ASSIGN(auto rows,
                      db.select("SELECT h.device, h.seq, h.hash, h.signature, d.key, f.hash FROM heads AS h "
                                "LEFT JOIN devices AS d USING (device) LEFT JOIN facts AS f USING (device, seq) "
                                "WHERE h.seq > 0 ORDER BY h.device, h.seq"));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more, rows.next());
        if (!more) return {};
        const Head head{rows.integer(1), rows.array<32>(2)};
        const std::string where = "the signed head " + std::to_string(head.seq);
        if (rows.is_null(5)) return corrupt(where + " is ahead of the ledger: facts are missing");
        if (rows.array<32>(5) != head.hash) return corrupt(where + " is of another fact than the ledger's");
        if (!verify(rows.array<32>(4), head_message(rows.array<32>(4), head), rows.array<64>(3))) {
            return corrupt(where + " has a wrong signature");
        }
        ++report.signed_heads;
    }
}

Result<void> check_anchor(Database& db, const std::filesystem::path& path, const std::optional<Anchor>& anchor,
                          AuditReport& report) {
    if (!anchor) {
        if (report.facts == 0) return {};
        return corrupt("the anchor " + beside(path, ".anchor").string() + " is missing");
    }
    if (anchor->seq > 0) {
        auto row = first_row(db.select("SELECT f.hash, d.key FROM facts AS f JOIN devices AS d USING (device) "
                                       "WHERE f.device = ? AND f.seq = ?",
                                       {anchor->device, anchor->seq}),
                             [](const Rows& r) { return std::pair(r.array<32>(0), r.array<32>(1)); });
        if (!row) return row.error();
        if (!*row) return corrupt("the anchor is ahead of the ledger: facts after an older copy are missing");
        const auto& [hash, key] = **row;
        if (hash != anchor->hash) return corrupt("the anchor is of another fact than the ledger's");
        if (!verify(key, head_message(key, {anchor->seq, anchor->hash}), anchor->signature)) {
            return corrupt("the anchor has a wrong signature");
        }
    }
    report.anchored = true;
    return {};
}

// Compares one table row by row. Requires: both databases have the same schema.
Result<void> compare_table(Database& kept, Database& replayed, std::string_view table) {
    const std::string sql = "SELECT * FROM " + std::string(table) + " ORDER BY 1, 2";
    XIAOER_TRY_ASSIGN(auto left, kept.select(sql));
    XIAOER_TRY_ASSIGN(auto right, replayed.select(sql));
    while (true) {
        XIAOER_TRY_ASSIGN(const bool more_left, left.next());
        XIAOER_TRY_ASSIGN(const bool more_right, right.next());
        if (!more_left && !more_right) return {};
        const std::string where = "table " + std::string(table) + ": ";
        if (!more_right)
            return corrupt(where + "a row that no fact explains: " + left.literal(0) + ", " + left.literal(1));
        if (!more_left) return corrupt(where + "a row is missing: " + right.literal(0) + ", " + right.literal(1));
        for (int column = 0; column < left.columns(); ++column) {
            const std::string is = left.literal(column);
            const std::string should_be = right.literal(column);
            if (is != should_be) {
                return corrupt(where + "row " + left.literal(0) + ": " + left.column_name(column) + " is " + is +
                               ", by the facts it is " + should_be);
            }
        }
    }
}

// Recomputes every settled draw from its list, as a customer's own program would: applying a settlement believes its
// picks, this does not.
Result<void> check_draws(Database& db) {
    std::vector<std::pair<std::string, Hash>> settled;
    XIAOER_TRY(for_each_row(db.select("SELECT draw, closing_hash FROM draws WHERE state = 'settled' ORDER BY draw"),
                            [&settled](const Rows& row) { settled.emplace_back(row.text(0), row.array<32>(1)); }));
    for (const auto& [draw, closing] : settled) {
        XIAOER_TRY_ASSIGN(const auto proof, proof_of(db, draw));
        if (const auto verdict = verify_proof(proof, closing); !verdict)
            return corrupt("draw " + draw + ": " + verdict.error().message);
    }
    return {};
}

// A database that is gone when this is.
class Scratch {
public:
    Scratch() {
        std::string name = std::filesystem::temp_directory_path() / "xiaoer-audit-XXXXXX";
        if (::mkdtemp(name.data()) != nullptr) folder_ = name;  // 0700, of a name nobody can guess
    }
    ~Scratch() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

Result<Database> open_scratch(const Scratch& scratch) {
    if (scratch.folder().empty()) return io_error("cannot make a temporary folder to replay in");
    XIAOER_TRY_ASSIGN(auto db, Database::open(scratch.folder() / "replay.db", Database::Mode::write));
    XIAOER_TRY(migrate(db));
    return db;
}

}  // namespace

Result<AuditReport> audit(const std::filesystem::path& path, AnchorCheck anchor) {
    if (!std::filesystem::exists(path)) return invalid("there is no file " + path.string());
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    XIAOER_TRY_ASSIGN(const auto anchored, read_anchor(path));  // before the ledger, which only grows
    XIAOER_TRY(db.run("BEGIN"));                                // one moment of a file that a kiosk may be writing
    XIAOER_TRY(check_file(db));
    const Scratch scratch;
    XIAOER_TRY_ASSIGN(auto replayed, open_scratch(scratch));
    XIAOER_TRY(check_tables(db, replayed));
    XIAOER_TRY_ASSIGN(const auto merchant, local_value(db, "merchant"));
    MerchantId own;
    if (merchant) {
        XIAOER_TRY_ASSIGN(own, MerchantId::from_hex(*merchant));
    }

    AuditReport report;
    {
        XIAOER_TRY_ASSIGN(auto transaction, Transaction::begin(replayed));
        const auto walked = walk_chains(db, report, [&](const Fact& fact) -> Result<void> {
            auto body = read_fact_body(fact.kind, fact.body);
            if (!body) return corrupt(place(fact) + ": " + body.error().message);
            XIAOER_TRY(replayed.run(
                "INSERT INTO facts (device, seq, at, kind, body, hash) VALUES (?, ?, ?, ?, ?, zeroblob(32))",
                {fact.device, fact.seq, fact.at, fact.kind, canonical(fact.body)}));
            const auto applied = apply(replayed, own, {fact.device, fact.seq}, fact.at, *body);
            return applied ? Result<void>() : applied.error();
        });
        if (!walked) return walked.error();
        XIAOER_TRY(transaction.commit());
    }
    if (anchor == AnchorCheck::compared) XIAOER_TRY(check_anchor(db, path, anchored, report));
    XIAOER_TRY(check_heads(db, report));
    for (const auto table : derived_tables) XIAOER_TRY(compare_table(db, replayed, table));
    XIAOER_TRY(check_draws(db));
    XIAOER_TRY(check_kept(db, path));
    XIAOER_TRY_ASSIGN(const auto waiting, db.integer("SELECT count(*) FROM waiting"));
    XIAOER_TRY_ASSIGN(const auto set_aside, db.integer("SELECT count(*) FROM set_aside"));
    report.waiting = waiting.value_or(0);
    report.set_aside = set_aside.value_or(0);
    XIAOER_TRY(db.run("COMMIT"));
    return report;
}

}  // namespace xiaoer
