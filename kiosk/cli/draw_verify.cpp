#include "cli/cli.h"

#include "base/file.h"
#include "domain/draw_proof.h"
#include "domain/instant.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct VerifyWords {
    std::string proof_path;
    std::optional<std::string> closing;
};

struct VerifyLine {
    std::string draw;
    std::int64_t number = 0;
    bool weaker = false;
    std::int64_t winners = 0;
    bool witnessed = false;
    XIAOER_FIELDS(visit("draw", self.draw); visit("number", self.number); visit("weaker", self.weaker);
                  visit("winners", self.winners); visit("witnessed", self.witnessed);)
};

// A day of scratch cards: always the weaker kind.
struct InstantLine {
    std::int64_t day = 0;
    std::int64_t plays = 0;
    bool weaker = true;
    std::int64_t winners = 0;
    bool witnessed = false;
    XIAOER_FIELDS(visit("day", self.day); visit("plays", self.plays); visit("weaker", self.weaker);
                  visit("winners", self.winners); visit("witnessed", self.witnessed);)
};
Result<int> verify_day(std::string_view text, const std::optional<Hash>& published) {
    XIAOER_TRY_ASSIGN(const auto proof, read_instant_proof(text));
    XIAOER_TRY_ASSIGN(const auto verdict, verify_instant(proof, published));
    std::cout << canonical(to_json(InstantLine{proof.day, verdict.plays, true, verdict.winners, verdict.witnessed}))
              << std::endl;
    std::cerr << (verdict.witnessed
                      ? "Witnessed, but the weaker kind: every play follows from its digits and the sealed "
                        "secret, which the operator knew.\n"
                      : "Consistent, but unwitnessed, and the weaker kind: give the morning's commitment "
                        "with --closing; the operator knew the secret.\n");
    return 0;
}

std::string_view sentence(const Verdict& verdict) {
    if (verdict.weaker) {
        return verdict.witnessed ? "Witnessed, but weaker: without a public value the operator could have chosen."
                                 : "Consistent, but unwitnessed, and weaker: without a public value the operator "
                                   "could have chosen.";
    }
    return verdict.witnessed ? "Witnessed: the list was locked before the public value existed, and the draw over "
                               "it was fair."
                             : "Consistent, but unwitnessed: give the published closing hash with --closing.";
}

Result<int> verify_file(const VerifyWords& words) {
    std::optional<Hash> published;
    if (words.closing) {
        const auto hash = array_from_hex<32>(*words.closing);
        if (!hash) return invalid("--closing: " + hash.error().message);
        published = *hash;
    }
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(words.proof_path));
    if (!bytes) return invalid("no such file: " + words.proof_path);
    if (is_instant_proof(text_of(*bytes))) return verify_day(text_of(*bytes), published);
    XIAOER_TRY_ASSIGN(const auto proof, read_proof(text_of(*bytes)));
    XIAOER_TRY_ASSIGN(const auto verdict, verify_proof(proof, published));
    const VerifyLine line{proof.announcement.draw, proof.announcement.number, verdict.weaker, verdict.winners,
                          verdict.witnessed};
    std::cout << canonical(to_json(line)) << std::endl;
    std::cerr << sentence(verdict) << '\n';
    return 0;
}

}  // namespace

void add_draw_verify(CLI::App& draw, Run& run) {
    auto* command = draw.add_subcommand("verify",
                                        "Check a proof file, of a draw or of a day of scratch cards; needs no "
                                        "database. Says one JSON line on stdout and one sentence on stderr; exit 1 and "
                                        "the first thing that differs when the draw does not hold");
    auto words = std::make_shared<VerifyWords>();
    command->add_option("PROOF.json", words->proof_path, "The proof file of one draw")->required();
    command->add_option(
        "--closing", words->closing,
        "The closing hash as the shop published it before the public value existed (64 hex digits); of scratch "
        "cards, the morning's commitment");
    command->callback([&run, words] { run = [words] { return verify_file(*words); }; });
}

}  // namespace xiaoer::cli
