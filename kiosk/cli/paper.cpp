// xiaoer paper: for an evening without power, what waits to be collected and room to write; or labels for the bags.
#include "app/reader.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/machine.h"
#include "cli/printing.h"
#include "store/local.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct PaperWords {
    std::string db, out;
    bool print = false, labels = false;
};

constexpr std::int64_t pickups_on_paper = 2000;

Result<std::vector<OpenPickupRow>> open_pickups(const std::string& database, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(database));
    if (!keys) return invalid("there is no shop at " + database);
    const auto own = device_id_of(SigningKey(keys->device_seed).public_key());
    XIAOER_TRY_ASSIGN(const auto reader, Reader::open(database, own));
    XIAOER_TRY_ASSIGN(auto answer, reader->answer(OpenPickups{pickups_on_paper}, now));
    return std::get<std::vector<OpenPickupRow>>(std::move(answer));
}

Result<void> print_on(const std::string& database, const Machine& machine, const Slips& slips,
                      const std::vector<WaitingPrize>& waiting, bool labels, Timestamp now) {
    if (machine.printer.empty()) return invalid("no printer is named in " + database + ".toml");
    XIAOER_TRY_ASSIGN(auto target, parse_printer_target(machine.printer));
    Printer printer(std::move(target));  // its queue is printed before it goes
    auto printed = printer.print(labels ? slips.labels(waiting) : slips.paper(waiting, now));
    return printed.get();
}

Result<int> write_paper(const PaperWords& words) {
    const SystemClock clock;
    const auto now = clock.now();
    XIAOER_TRY_ASSIGN(const auto rows, open_pickups(words.db, now));
    XIAOER_TRY_ASSIGN(auto db, Database::open(words.db, Database::Mode::read));
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db));
    XIAOER_TRY_ASSIGN(const auto machine, read_machine(words.db));
    XIAOER_TRY_ASSIGN(const auto skill, printer_skill(machine));
    XIAOER_TRY_ASSIGN(const auto slips, Slips::for_shop(settings, skill));
    const auto waiting = waiting_prizes(rows);
    const auto text = words.labels ? slips.labels_text(waiting) : slips.paper_text(waiting, now);
    if (words.print) XIAOER_TRY(print_on(words.db, machine, slips, waiting, words.labels, now));
    if (!words.out.empty()) XIAOER_TRY(write_file(words.out, view_of(text)));
    if (!words.print && words.out.empty()) std::cout << text;
    return 0;
}

}  // namespace

void add_paper(CLI::App& root, Run& run) {
    const auto words = std::make_shared<PaperWords>();
    auto* command = root.add_subcommand(
        "paper", "What waits to be collected, and lines to write on while there is no power; entered afterwards");
    command->add_option("--db", words->db, "The shop's database; a running kiosk may have it open")->required();
    auto* print = command->add_flag("--print", words->print, "On the printer that FILE.toml names");
    command->add_option("--out", words->out, "Into this text file; else it is written to the terminal")
        ->excludes(print);
    command->add_flag("--labels", words->labels, "Labels for the prize bags, in number order, instead");
    command->callback([words, &run] { run = [words] { return write_paper(*words); }; });
}

}  // namespace xiaoer::cli
