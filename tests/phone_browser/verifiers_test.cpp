// The two programs that check a draw, the kiosk's in C++ and a phone's in JavaScript, were written apart. Here the real
// scripts run in a real Chromium over the same proofs, good and altered, and must say the same in the same words.
#include "domain/draw_index.h"
#include "phone/assets.h"
#include "tests/domain/draw_refusals.h"
#include "tests/flows/webdriver.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {
namespace {

// What a verifier said: a reason, or a verdict.
std::string told(const Verdict& verdict) {
    return canonical(Json::Object{{"closing", to_hex(verdict.closing)},
                                  {"weaker", verdict.weaker},
                                  {"winners", verdict.winners},
                                  {"witnessed", verdict.witnessed}});
}
std::string told_by_kiosk(std::string_view text, const std::optional<Hash>& published = {}) {
    const auto proof = read_proof(text);
    if (!proof) return proof.error().message;
    const auto verdict = verify_proof(*proof, published);
    return verdict ? told(*verdict) : verdict.error().message;
}
// Where in a text that is no JSON a reader stops is its own affair.
std::string without_place(std::string reason) { return reason.substr(0, reason.find(" at byte ")); }

class Verifiers : public testing::Test {
protected:
    Verifiers() {
        phone_.open("about:blank");
        add_script(std::string(asset("draw.js")));
        add_script(R"js(
            function bytes_from(base64) {
                var text = atob(base64), bytes = new Uint8Array(text.length);
                for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
                return bytes;
            }
            function reason_or(tell) {
                try {
                    return tell();
                } catch (refusal) {
                    if (!(refusal instanceof xiaoer.Refusal)) throw refusal;
                    return refusal.reason;
                }
            }
            function told(base64, published) {
                return reason_or(function () {
                    var check = new xiaoer.Check(bytes_from(base64), published);
                    while (!check.step()) {}
                    return xiaoer.canon(check.verdict);
                });
            }
            function told_of_part(text, published) {
                return reason_or(function () { return xiaoer.canon(xiaoer.check_part(JSON.parse(text), published)); });
            })js");
    }
    void add_script(const std::string& script) {
        (void)phone_.run_script("var script = document.createElement('script'); script.textContent = " +
                                canonical(Json(script)) + "; document.head.appendChild(script);");
    }
    std::vector<std::string> told_by_phone(const std::vector<std::string>& texts, const std::string& published = "") {
        Json::Array list;
        for (const auto& text : texts) list.emplace_back(to_base64(view_of(text)));
        return all_told("return " + canonical(Json(std::move(list))) + ".map(function (text) { return told(text, '" +
                        published + "'); });");
    }
    std::vector<std::string> all_told(const std::string& script) {
        const auto answer = phone_.run_script(script);
        std::vector<std::string> said;
        if (answer.array() != nullptr) {
            for (const auto& one : *answer.array()) said.push_back(one.string() == nullptr ? "" : *one.string());
        }
        return said;
    }
    flows::Browser phone_;
};

TEST_F(Verifiers, refuse_every_altered_proof_for_the_same_reason) {
    std::vector<std::string> texts{
        "", "[]", "{}", "{\"\xff\":1}", draw_fixture::proof_text() + "x", "\xef\xbb\xbf" + draw_fixture::proof_text()};
    for (const auto& refusal : draw_fixture::refusals()) texts.push_back(draw_fixture::altered(refusal));
    const auto said = told_by_phone(texts);
    ASSERT_EQ(said.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(without_place(said[i]), without_place(told_by_kiosk(texts[i]))) << "case " << i;
    }
}

TEST_F(Verifiers, call_the_published_proof_witnessed_and_only_by_its_own_closing_hash) {
    const std::string closing(draw_fixture::published_closing);
    const auto text = draw_fixture::proof_text();
    for (const auto& published : {closing, std::string(64, '0')}) {
        const auto hash = array_from_hex<32>(published).value();
        EXPECT_EQ(told_by_phone({text}, published), std::vector{told_by_kiosk(text, hash)});
    }
    EXPECT_EQ(told_by_phone({text}), std::vector{told_by_kiosk(text)});
}

TEST_F(Verifiers, refuse_a_list_changed_after_its_closing_hash_went_out) {
    // The shop itself makes it, with all its keys: everything agrees but the hash that people hold.
    auto proof = draw_fixture::proof();
    proof.rounds.clear();
    proof.entries.front().weight = 1;
    const auto closing = closing_of(proof.announcement, proof.entries);
    const auto hash = closing_hash(closing);
    proof.root = closing.root;
    proof.closing_signature = draw_fixture::device_key().sign(hash);
    proof.picks = pick_winners(settlement_key(proof.seed, hash, proof.entropy_value), proof.entries, true,
                               units_to_draw(proof.announcement, proof.entries));
    const auto text = write_proof(proof);
    const std::string published(draw_fixture::published_closing);
    const auto said = told_by_phone({text}, published);
    EXPECT_EQ(said, std::vector{told_by_kiosk(text, array_from_hex<32>(published).value())});
    EXPECT_EQ(said.at(0).find("closing hash: this draw's is "), 0u);
    EXPECT_NE(told_by_phone({text}).at(0).find("\"witnessed\":false"), std::string::npos) << "consistent, no more";
}

TEST_F(Verifiers, agree_on_a_thousand_changed_bytes) {
    const auto text = draw_fixture::proof_text();
    SeededRandom random(20261129);
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i) {
        auto changed = text;
        const auto at = random.below(text.size());
        changed[at] = static_cast<char>(static_cast<std::uint64_t>(changed[at]) ^ (1 + random.below(255)));
        texts.push_back(std::move(changed));
    }
    const auto said = told_by_phone(texts);
    ASSERT_EQ(said.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(without_place(said[i]), without_place(told_by_kiosk(texts[i]))) << texts[i];
    }
}

Entropy some_entropy(Random& random) {
    switch (random.below(4)) {
        case 0: return DiceEntropy{"一颗骰子", 10};
        case 1: return LotteryEntropy{8, "2026-137", "福彩"};
        case 2: return DrandEntropy{"quicknet", 7};
        default: return NoEntropy{};
    }
}
std::string value_of(const Entropy& entropy) {
    if (std::holds_alternative<DiceEntropy>(entropy)) return "4162533164";
    if (std::holds_alternative<LotteryEntropy>(entropy)) return "20261129";
    return std::holds_alternative<DrandEntropy>(entropy) ? std::string(64, 'a') : "";
}

// A draw as a shop would hold it: any size, any weights up to the largest sum, either rule, up to two rounds.
ProofFile some_draw(Random& random) {
    auto proof = draw_fixture::proof();
    proof.announcement.entropy = some_entropy(random);
    proof.announcement.one_win_per_member = random.below(2) == 0;
    proof.announcement.max_weight = max_json_integer;
    proof.announcement.prizes = {{"鞋", static_cast<std::int64_t>(1 + random.below(9)), 100}, {"书", 2, 0}};
    proof.announcement.shop = "“小店”\n\U0001F469‍\U0001F527";
    const auto count = random.below(5) == 0 ? random.below(3) : random.below(1500);
    const std::uint64_t heaviest = random.below(2) == 0 ? 3 : (std::uint64_t{1} << 53) / (count + 1);
    proof.entries.clear();
    for (std::size_t i = 0; i < count; ++i) {
        proof.entries.push_back({u64be(random.below(count / 3 + 1)), "t-" + std::to_string(100'000 + i),
                                 static_cast<std::int64_t>(1 + random.below(heaviest))});
    }
    const auto closing = closing_of(proof.announcement, proof.entries);
    const auto hash = closing_hash(closing);
    proof.root = closing.root;
    proof.closing_signature = draw_fixture::device_key().sign(hash);
    proof.entropy_value = value_of(proof.announcement.entropy);
    const auto key = settlement_key(proof.seed, hash, proof.entropy_value);
    const bool one_win = proof.announcement.one_win_per_member;
    const auto units = units_to_draw(proof.announcement, proof.entries);
    proof.picks = pick_winners(key, proof.entries, one_win, units);
    std::vector<std::string> won;
    for (const auto& pick : proof.picks) won.push_back(pick.ticket);
    proof.rounds.clear();
    const auto rounds = random.below(3);
    for (std::uint64_t r = 1; r <= rounds; ++r) {
        ProofRound round{{1'765'368'000'000}, some_entropy(random), "", {}, {0, 2}};
        round.entropy_value = value_of(round.entropy);
        round.picks = pick_winners(redraw_key(key, r, round.head(), round.entropy_value), proof.entries, one_win,
                                   round.units, won);
        for (const auto& pick : round.picks) won.push_back(pick.ticket);
        proof.rounds.push_back(std::move(round));
    }
    return proof;
}

TEST_F(Verifiers, agree_on_draws_of_every_kind) {
    SeededRandom random(5);
    std::vector<std::string> texts;
    for (int i = 0; i < 60; ++i) texts.push_back(write_proof(some_draw(random)));
    const auto said = told_by_phone(texts);
    ASSERT_EQ(said.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(said[i], told_by_kiosk(texts[i])) << "draw " << i;
        EXPECT_EQ(said[i].find("{\"closing\""), 0u) << said[i];
    }
}

// A customer's share of a list that is too long for a phone, as the kiosk makes it.
Json::Object share_of(const ProofFile& proof, const std::vector<std::size_t>& places) {
    ListIndex index;
    for (const auto& entry : proof.entries) index.add(entry);
    index.finish();
    Json::Array mine;
    for (const auto place : places) {
        const auto start = place / ListIndex::block_size * ListIndex::block_size;
        const auto size = std::min(ListIndex::block_size, proof.entries.size() - start);
        Json::Array path;
        for (const auto& hash : index.path(Entries(proof.entries).subspan(start, size), place))
            path.emplace_back(to_hex(hash));
        mine.emplace_back(Json::Object{{"entry", to_json(proof.entries[place])},
                                       {"index", static_cast<std::int64_t>(place)},
                                       {"path", std::move(path)}});
    }
    return {{"announcement", to_json(proof.announcement)},
            {"closing", Json::Object{{"count", static_cast<std::int64_t>(index.count())},
                                     {"root", to_hex(proof.root)},
                                     {"total_weight", index.total_weight()}}},
            {"closing_signature", to_hex(proof.closing_signature)},
            {"mine", std::move(mine)},
            {"seed", to_hex(proof.seed)}};
}

TEST_F(Verifiers, a_phone_finds_its_own_entries_in_a_list_of_any_length_and_nothing_else) {
    for (const std::size_t count : {1u, 1023u, 1024u, 1025u, 5000u}) {
        auto proof = draw_fixture::proof();
        proof.entries.clear();
        for (std::size_t i = 0; i < count; ++i)
            proof.entries.push_back({u64be(i / 5), "t-" + std::to_string(100'000 + i), 1});
        const auto closing = closing_of(proof.announcement, proof.entries);
        proof.root = closing.root;
        proof.closing_signature = draw_fixture::device_key().sign(closing_hash(closing));
        const auto share = share_of(proof, {0, count / 2, count - 1});
        const auto good = canonical(share);
        auto moved = good;
        const auto at = moved.find(R"("weight":1})");
        moved.replace(at, 10, R"("weight":2)");
        const auto published = to_hex(closing_hash(closing));
        const auto said = all_told("return [" + canonical(Json(good)) + ", " + canonical(Json(moved)) +
                                   "].map(function (text) { return told_of_part(text, '" + published + "'); });");
        ASSERT_EQ(said.size(), 2u);
        EXPECT_EQ(said[0], told({closing_hash(closing), 0, true, false})) << count;
        EXPECT_EQ(said[1], "path: ticket t-100000 does not lead to the root") << count;
    }
}

}  // namespace
}  // namespace xiaoer::phone
