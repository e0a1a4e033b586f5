// xiaoer pos parse: what a till put out, as JSON Lines; no database.
#include "cli/cli.h"
#include "cli/pos_files.h"
#include "cli/usage.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

Result<int> parse_files(const PosWords& words) {
    if (lacks_mapping(words)) return wrong_usage(mapping_needed);
    PosTaker taker;
    taker.receipt = [](const pos::Receipt& receipt) -> std::string_view {
        std::cout << json_line(receipt) << '\n';
        return "";
    };
    // A row that could not be read stands among the others as what it is: nothing, with the reason.
    taker.unread = [](const std::string& reason, std::string_view dialect, const std::string& source) {
        pos::Receipt none;
        none.reason = reason;
        none.dialect = dialect;
        none.source = source;
        std::cout << json_line(none) << '\n';
    };
    auto exit_code = read_pos_files(words, taker);
    std::cout.flush();
    return exit_code;
}

}  // namespace

void add_pos_parse(CLI::App& pos, Run& run) {
    auto* command =
        pos.add_subcommand("parse", "Read what a till put out: one JSON line per slip or transaction; no database");
    const auto words = std::make_shared<PosWords>();
    add_pos_words(*command, *words);
    command->callback([words, &run] { run = [words] { return parse_files(*words); }; });
}

}  // namespace xiaoer::cli
