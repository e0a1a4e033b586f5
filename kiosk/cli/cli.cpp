#include "cli/cli.h"

#include "base/keys.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {

int run_command_line(int argc, char** argv) {
    CLI::App root("Xiaoer (小二), the helper at the shop counter", "xiaoer");
    root.require_subcommand(1);
    root.failure_message([](const CLI::App*, const CLI::Error& error) {
        return "xiaoer: " + std::string(error.what()) + " (--help says more)\n";
    });
    Run run;

    add_kiosk(root, run);
    add_day(root, run);
    add_demo(root, run);
    add_shop(root, run);
    add_paper(root, run);
    add_ledger(root, run);
    add_backup(root, run);
    add_restore(root, run);
    auto* draw = root.add_subcommand("draw", "Draws by hand: announce, close, settle, list, proof, verify");
    draw->require_subcommand(1);
    add_draw(*draw, run);
    add_draw_verify(*draw, run);
    add_draw_page(*draw, run);
    add_sync(root, run);
    add_device(root, run);
    add_hub(root, run);
    add_till(root, run);
    add_tap(root, run);
    add_gallery(root, run);

    auto* pos = root.add_subcommand("pos", "What tills put out: parse, ingest");
    pos->require_subcommand(1);
    add_pos_parse(*pos, run);
    add_pos_ingest(*pos, run);

    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return root.exit(error) == 0 ? 0 : 2;
    }
    if (!start_crypto()) {
        std::cerr << "xiaoer: no source of randomness\n";
        return 1;
    }
    const auto exit_code = run();
    if (exit_code) return *exit_code;
    std::cerr << "xiaoer: " << exit_code.error().message << '\n';
    return 1;
}

}  // namespace xiaoer::cli
