#include "cli/pos_files.h"

#include "base/money.h"
#include "cli/mapping_file.h"
#include "cli/usage.h"
#include "pos_adapter/till_desk.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

Result<void> check_currency(const std::string& text) {
    if (minor_digits(text)) return {};
    return invalid("\"" + text + "\" is not a currency code (three capital letters, such as CNY)");
}

constexpr int complaints_max = 20;  // of one file; the rest is counted

class OneFile {
public:
    OneFile(std::string path, const PosTaker& taker) : path_(std::move(path)), taker_(taker) {}

    // Returns: whether it was read to its end.
    bool read(const std::string& dialect, pos::FileOptions options) {
        options.reading.source = std::filesystem::path(path_).filename().string();
        pos::FileEvents events;
        events.receipt = [this](const pos::Receipt& receipt, std::uint64_t line) {
            const auto wrong = taker_.receipt(receipt);
            if (!wrong.empty()) complain_of(line, std::string(wrong));
        };
        events.bad_row = [this, source = options.reading.source](std::uint64_t line, const std::string& why) {
            complain_of(line, why);
            taker_.unread("line " + std::to_string(line) + ": " + why, reader_->dialect(), source);
        };
        events.remark = [this](std::uint64_t line, const std::string& what) {
            complain("line " + std::to_string(line) + ": " + what);
        };
        auto opened = pos::open_file_reader(dialect, std::move(options), std::move(events));
        if (!opened) return complain(opened.error().message), false;
        reader_ = std::move(*opened);
        const auto done = pos::read_through(path_, *reader_, taker_.go_on);
        if (unread_ > complaints_max) complain("and " + std::to_string(unread_ - complaints_max) + " rows more");
        if (!done) complain(done.error().message);
        return done && *done;
    }

private:
    void complain_of(std::uint64_t line, const std::string& why) {
        if (++unread_ > complaints_max) return;
        complain(line == 0 ? "a slip: " + why : "line " + std::to_string(line) + ": " + why);
    }
    void complain(const std::string& what) {
        const bool names_it = what.find(path_) != std::string::npos;
        std::cerr << "xiaoer: " << (names_it ? "" : path_ + ": ") << what << '\n';
    }

    const std::string path_;
    const PosTaker& taker_;
    std::unique_ptr<pos::FileReader> reader_;
    int unread_ = 0;
};

}  // namespace

void add_pos_words(CLI::App& command, PosWords& words) {
    const std::map<std::string, pos::DateOrder> orders{
        {"ymd", pos::DateOrder::ymd}, {"dmy", pos::DateOrder::dmy}, {"mdy", pos::DateOrder::mdy}};
    command.add_option("--dialect", words.dialect, "What the files are; auto finds out, by their contents")
        ->check(CLI::IsMember(pos::dialect_names()))
        ->capture_default_str();
    command.add_option("--mapping", words.mapping, "A TOML file that says what the columns of any other CSV mean");
    command.add_option("--profile", words.profile,
                       "What was taught of a till's slips: a JSON file such as FILE.profile beside a shop's database");
    check_word(command.add_option("--currency", words.reading.currency,
                                  "The shop's currency (ISO 4217), where a slip does not say"),
               check_currency);
    command.add_option("--dates", words.reading.dates, "Order of day and month, where they could be swapped")
        ->transform(CLI::CheckedTransformer(orders).description("dmy|mdy|ymd"));
    command.add_option("FILE", words.files, "Captured jobs or exports")->required();
}

std::filesystem::path till_profile_file(const std::filesystem::path& database) {
    return database.string() + ".profile";
}

bool lacks_mapping(const PosWords& words) { return words.dialect == "mapping" && words.mapping.empty(); }

Result<int> read_pos_files(const PosWords& words, const PosTaker& taker) {
    pos::FileOptions options;
    options.reading = words.reading;
    options.need_times = taker.need_times;
    if (!words.mapping.empty()) {
        XIAOER_TRY_ASSIGN(options.mapping, read_mapping(words.mapping));
    }
    if (!words.profile.empty()) {
        XIAOER_TRY_ASSIGN(auto profile, pos::read_till_profile(words.profile));
        options.profile = std::make_shared<const pos::TillProfile>(std::move(profile));
    }
    int exit_code = 0;
    for (const auto& file : words.files) {
        if (!OneFile(file, taker).read(words.dialect, options)) exit_code = 1;
    }
    return exit_code;
}

}  // namespace xiaoer::cli
