// xiaoer restore, retire: a new machine from a backup and the recovery sheet, and the word that the old one is gone.
#include "cli/cli.h"
#include "cli/door.h"
#include "cli/sheet.h"
#include "cli/usage.h"
#include "store/backup.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string from;
    std::string db;
    std::string sheet;
    bool retire_old = false;
    std::string device;
};

Result<int> run_restore(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto sheet, read_sheet_file(words.sheet));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto report,
                      restore({words.from, words.db, sheet, words.retire_old}, SystemClock().now(), random));
    std::cout << canonical(Json::Object{{"code", report.code},
                                        {"db", words.db},
                                        {"device", report.device.hex()},
                                        {"facts", report.facts},
                                        {"members", report.members},
                                        {"number_from", report.number_from},
                                        {"number_to", report.number_to},
                                        {"old", report.old.hex()},
                                        {"old_retired", words.retire_old}})
              << '\n';
    if (!words.retire_old) {
        std::cerr << "The old machine's prizes stay frozen until it is declared gone: xiaoer retire --db " << words.db
                  << " --device " << report.old.hex() << '\n';
    }
    return 0;
}

Result<int> run_retire(const Words& words) {
    RetireDevice wish;
    XIAOER_TRY_ASSIGN(wish.old, DeviceId::from_hex(words.device));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(wish));
    return print_outcome(outcome);
}

void add_retire(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand(
        "retire",
        "Declare a machine that was succeeded gone for good, in writing: what it left unclaimed is handed over "
        "by its successor from now on. Never while the old machine could still hand over");
    command->add_option("--db", words->db, "The successor's database")->required();
    check_word(
        command->add_option("--device", words->device, "The old machine's device id (32 hex digits)")->required(),
        [](const std::string& text) { return DeviceId::from_hex(text); });
    command->callback([words, &run] { run = [words] { return run_retire(*words); }; });
}

}  // namespace

void add_restore(CLI::App& root, Run& run) {
    add_retire(root, run);
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand(
        "restore",
        "A shop on a new machine: replays a backup's ledger, opens its keys with the recovery sheet, and "
        "succeeds the old kiosk with a device key and member numbers of its own");
    command->add_option("--from", words->from, "The backup's .db; its .sealed stands beside it")->required();
    command->add_option("--db", words->db, "The database to make; nothing is overwritten")->required();
    command->add_option("--sheet", words->sheet, "A file with the recovery sheet's text, or - to type it in")
        ->required();
    command->add_flag("--retire-old", words->retire_old,
                      "The old machine is gone for certain: its prizes are handed over here at once");
    command->callback([words, &run] { run = [words] { return run_restore(*words); }; });
}

}  // namespace xiaoer::cli
