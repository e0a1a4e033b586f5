#include "domain/draw_proof.h"

#include "base/json_list.h"
#include "base/text.h"

namespace xiaoer {
namespace {

constexpr std::size_t max_message_points = 300;

void append_member(std::string& out, std::string_view key, const Json& value) {
    out += ",\"" + std::string(key) + "\":";
    append_canonical(out, value);
}

}  // namespace

Result<ProofFile> read_proof(std::string_view text) {
    std::vector<Entry> entries;
    const auto json = parse_json_with_list(text, "entries", [&entries](const Json& element) -> Result<void> {
        XIAOER_TRY_ASSIGN(entries.emplace_back(), from_json<Entry>(element));
        return {};
    });
    auto proof = json ? from_json<ProofFile>(*json) : Result<ProofFile>(json.error());
    // The message may quote a key of the file, which anybody could have written.
    if (!proof) return invalid("not a proof file: " + clean_text(proof.error().message, max_message_points));
    if (proof->v != 1) return invalid("not a proof file: \"v\" is not 1");
    proof->entries = std::move(entries);
    return proof;
}

std::string write_proof(const ProofFile& proof) {
    std::string out = "{\"announcement\":";
    append_canonical(out, to_json(proof.announcement));
    append_member(out, "closing_signature", to_json(proof.closing_signature));
    out += ",\"entries\":[";
    for (const auto& entry : proof.entries) {
        append_entry(out, entry);
        out += ',';
    }
    if (!proof.entries.empty()) out.pop_back();
    out += ']';
    append_member(out, "entropy_value", proof.entropy_value);
    append_member(out, "picks", to_json(proof.picks));
    append_member(out, "root", to_json(proof.root));
    append_member(out, "rounds", to_json(proof.rounds));
    append_member(out, "seed", to_json(proof.seed));
    append_member(out, "v", proof.v);
    return out + "}";
}

}  // namespace xiaoer
