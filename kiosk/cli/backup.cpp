// xiaoer backup: a copy that counts because it was read back.
#include "store/backup.h"

#include "cli/cli.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db;
    std::string out;
};

Result<int> run_backup(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto report, back_up(words.db, words.out, SystemClock().now()));
    std::cout << canonical(Json::Object{{"bytes", report.bytes},
                                        {"device", report.head.device.hex()},
                                        {"facts", report.facts},
                                        {"file", report.file.string()},
                                        {"head", report.head.seq},
                                        {"members", report.members},
                                        {"sealed", beside(report.file, ".sealed").string()}})
              << '\n';
    return 0;
}

}  // namespace

void add_backup(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand(
        "backup",
        "A verified copy in DIR: the database, its anchor, and the keys sealed so that only the recovery sheet "
        "opens them. The kiosk may go on meanwhile");
    command->add_option("--db", words->db, "The shop's database")->required();
    command->add_option("--out", words->out, "The folder to put it in, made when it is not there")->required();
    command->callback([words, &run] { run = [words] { return run_backup(*words); }; });
}

}  // namespace xiaoer::cli
