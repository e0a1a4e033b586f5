// xiaoer facts, audit, erase: the ledger from outside.
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/usage.h"
#include "domain/scan.h"
#include "store/audit.h"
#include "store/facts.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db;
    std::string member;
};

Result<int> print_facts(const Words& words) {
    XIAOER_TRY(
        each_fact(words.db, [](const Fact& fact, const Hash& hash) { std::cout << fact_line(fact, hash) << '\n'; }));
    return 0;
}

Result<int> run_audit(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto report, audit(words.db));
    std::cout << canonical(Json::Object{{"anchored", report.anchored},
                                        {"devices", report.devices},
                                        {"facts", report.facts},
                                        {"ok", true},
                                        {"set_aside", report.set_aside},
                                        {"signed_heads", report.signed_heads},
                                        {"waiting", report.waiting}})
              << '\n';
    return 0;
}

Result<EraseMember> erasure_of(const std::string& text) {
    EraseMember wish;
    if (text.size() == 32) {
        XIAOER_TRY_ASSIGN(wish.member, MemberId::from_hex(text));
        return wish;
    }
    const Scan scan = classify_scan(text);
    if (scan.kind != ScanKind::number) return invalid("\"" + text + "\" is no number such as 0327, and no member id");
    wish.number = scan.number;
    return wish;
}

Result<int> erase(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto wish, erasure_of(words.member));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(wish));
    return print_outcome(outcome);
}

CLI::App* with_db(CLI::App& root, const char* name, const char* help, Words& words) {
    auto* command = root.add_subcommand(name, help);
    command->add_option("--db", words.db, "The shop's database")->required();
    return command;
}

}  // namespace

void add_ledger(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    with_db(root, "facts", "Print the ledger as JSON Lines", *words)->callback([words, &run] {
        run = [words] { return print_facts(*words); };
    });
    with_db(root, "audit", "Check chain, signatures, tables, anchor and file; exit 1 with the first difference", *words)
        ->callback([words, &run] { run = [words] { return run_audit(*words); }; });
    auto* forget =
        with_db(root, "erase", "The right to be forgotten: a member's personal data goes, facts and sums stay", *words);
    check_word(forget->add_option("--member", words->member, "A number such as 0327, or a member id")->required(),
               erasure_of);
    forget->callback([words, &run] { run = [words] { return erase(*words); }; });
}

}  // namespace xiaoer::cli
