#include "domain/draw_proof.h"

#include "base/json_list.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace xiaoer {
namespace {

constexpr std::size_t max_message_points = 300;

void append_member(std::string& out, std::string_view key, const Json& value) {
    out += ",\"" + std::string(key) + "\":";
    append_canonical(out, value);
}

// ---- the list as write_proof() writes it, read without building a value for each entry ----

constexpr std::string_view list_start = ",\"entries\":[";
constexpr std::size_t shortest_entry = 54;  // {"member":"0123456789abcdef","ticket":"t","weight":1},

bool skip(std::string_view& rest, std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
}

bool take_member(std::string_view& rest, Pseudonym& member) {
    if (rest.size() < 2 * member.size()) return false;
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    for (std::size_t i = 0; i < member.size(); ++i) {
        const int high = digit(rest[2 * i]);
        const int low = digit(rest[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        member[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    rest.remove_prefix(2 * member.size());
    return true;
}

bool take_ticket(std::string_view& rest, std::string& ticket) {
    const auto size = std::min(rest.find('"'), rest.size());
    const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; };
    if (!std::ranges::all_of(rest.substr(0, size), plain)) return false;
    ticket = rest.substr(0, size);
    rest.remove_prefix(size);
    return true;
}

bool take_weight(std::string_view& rest, std::int64_t& weight) {
    const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), weight);
    const auto size = static_cast<std::size_t>(end - rest.data());
    const bool canonical = failed == std::errc() && (rest[0] != '0' || size == 1) && rest[0] != '-';
    if (!canonical || weight > max_json_integer) return false;
    rest.remove_prefix(size);
    return true;
}

bool take_entry(std::string_view& rest, Entry& entry) {
    return skip(rest, "{\"member\":\"") && take_member(rest, entry.member) && skip(rest, "\",\"ticket\":\"") &&
           take_ticket(rest, entry.ticket) && skip(rest, "\",\"weight\":") && take_weight(rest, entry.weight) &&
           skip(rest, "}");
}

// Reads the entries of a text whose list stands exactly as write_proof() writes it. Returns: the text without them,
// which is then read, and refused, as strictly as ever; nothing when the list is written in any other way.
std::optional<std::string> take_plain_list(std::string_view text, std::vector<Entry>& entries) {
    const auto start = text.find(list_start);
    if (start == text.npos) return {};
    auto rest = text.substr(start + list_start.size());
    if (!rest.starts_with(']')) {
        entries.reserve(rest.size() / shortest_entry + 1);
        do {
            if (!take_entry(rest, entries.emplace_back())) return {};
        } while (skip(rest, ","));
    }
    if (!rest.starts_with(']')) return {};
    return std::string(text.substr(0, start + list_start.size())) + std::string(rest);
}

Result<Json> read_json(std::string_view text, std::vector<Entry>& entries) {
    if (const auto without = take_plain_list(text, entries)) {
        if (auto json = parse_json(*without)) return json;  // else once more, to name the right byte
    }
    entries.clear();
    return parse_json_with_list(text, "entries", [&entries](const Json& element) -> Result<void> {
        XIAOER_TRY_ASSIGN(entries.emplace_back(), from_json<Entry>(element));
        return {};
    });
}

}  // namespace

Result<ProofFile> read_proof(std::string_view text) {
    std::vector<Entry> entries;
    const auto json = read_json(text, entries);
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
