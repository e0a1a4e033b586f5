// The command line (DESIGN §9): one file per subcommand of the one binary.
//
// What a program would read goes to stdout as JSON Lines; errors go to stderr in one clear line. Exit 0 done,
// 1 it could not be done (or the check failed), 2 wrong usage.
#pragma once

#include "base/result.h"

#include <functional>

namespace CLI {
class App;
}

namespace xiaoer::cli {

// A subcommand adds itself to `root` and, when it was chosen, sets `run`: what to do once all words are read.
// `run` returns the exit code, or the error that becomes the one line on stderr with exit 1.
using Run = std::function<Result<int>()>;

void add_ledger(CLI::App& root, Run& run);  // facts, audit, erase
void add_kiosk(CLI::App& root, Run& run);
void add_day(CLI::App& root, Run& run);
void add_backup(CLI::App& root, Run& run);
void add_restore(CLI::App& root, Run& run);  // restore, retire
void add_demo(CLI::App& root, Run& run);
void add_shop(CLI::App& root, Run& run);   // show, set, add-staff, reset-pin
void add_paper(CLI::App& root, Run& run);
void add_draw(CLI::App& draw, Run& run);  // announce, close, settle, cancel, list, proof
void add_draw_verify(CLI::App& draw, Run& run);
void add_draw_page(CLI::App& draw, Run& run);
void add_pos_parse(CLI::App& pos, Run& run);
void add_pos_ingest(CLI::App& pos, Run& run);
void add_sync(CLI::App& root, Run& run);
void add_device(CLI::App& root, Run& run);  // key, enrol, join, revoke
void add_hub(CLI::App& root, Run& run);     // init, admit
void add_till(CLI::App& root, Run& run);  // add, remove, list
void add_tap(CLI::App& root, Run& run);
void add_gallery(CLI::App& root, Run& run);

// Reads the words, runs the subcommand, prints errors. Main thread.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace xiaoer::cli
