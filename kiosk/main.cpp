#include "cli/cli.h"

int main(int argc, char** argv) { return xiaoer::cli::run_command_line(argc, argv); }
