#include "base/file.h"
#include "base/money.h"
#include "cli/cli.h"
#include "pos_adapter/dialects.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string dialect = "auto";
    pos::ReadingOptions reading;
    std::vector<std::string> files;
};

Result<int> parse_files(const Words& words) {
    if (words.reading.currency && !minor_digits(*words.reading.currency)) {
        return invalid("\"" + *words.reading.currency +
                       "\" is not a currency code (three capital letters, such as CNY)");
    }
    int exit_code = 0;
    const auto complain = [&](const std::string& line) {
        std::cerr << "xiaoer: " << line << '\n';
        exit_code = 1;
    };
    for (const auto& file : words.files) {
        const auto bytes = read_file(file);
        if (!bytes || !*bytes) {
            complain(bytes ? "there is no file " + file : bytes.error().message);
            continue;
        }
        auto reading = words.reading;
        reading.source = std::filesystem::path(file).filename().string();
        const auto receipts = pos::read_receipts(**bytes, words.dialect, reading);
        if (!receipts) {
            complain(file + ": " + receipts.error().message);
            continue;
        }
        for (const auto& receipt : *receipts) std::cout << pos::json_line(receipt) << '\n';
    }
    std::cout.flush();
    return exit_code;
}

}  // namespace

void add_pos_parse(CLI::App& pos, Run& run) {
    auto* command =
        pos.add_subcommand("parse", "Read what a till put out: one JSON line per slip or transaction; no database");
    auto words = std::make_shared<Words>();
    const std::map<std::string, pos::DateOrder> orders{
        {"ymd", pos::DateOrder::ymd}, {"dmy", pos::DateOrder::dmy}, {"mdy", pos::DateOrder::mdy}};
    command->add_option("--dialect", words->dialect, "What the files are")
        ->check(CLI::IsMember(pos::dialect_names()))
        ->capture_default_str();
    command->add_option("--currency", words->reading.currency,
                        "The shop's currency (ISO 4217), where a slip does not say");
    command->add_option("--dates", words->reading.dates, "Order of day and month, where they could be swapped")
        ->transform(CLI::CheckedTransformer(orders).description("dmy|mdy|ymd"));
    command->add_option("FILE", words->files, "Captured jobs or exports")->required();
    command->callback([words, &run] { run = [words] { return parse_files(*words); }; });
}

}  // namespace xiaoer::cli
