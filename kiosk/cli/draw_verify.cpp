#include "cli/cli.h"

#include <CLI/CLI.hpp>

namespace xiaoer::cli {

void add_draw_verify(CLI::App& draw, Run& run) {
    auto* command = draw.add_subcommand("verify", "Check a proof file; needs no database");
    command->callback([&run] { run = [] { return Result<int>(invalid("not built yet")); }; });
}

}  // namespace xiaoer::cli
