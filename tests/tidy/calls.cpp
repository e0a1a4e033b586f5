#include "tests/tidy/rules.h"

#include <algorithm>
#include <cctype>

namespace xiaoer::tidy {
namespace {

enum class Look { at_code, at_texts_too };

// A fragment is found where it is a whole word at both ends; one that ends in `_` or `(` is open on the right.
struct Ban {
    std::vector<std::string> fragments;
    std::string instead;
    std::vector<std::string> allowed = {};  // files or folders
    Look look = Look::at_code;
};

const std::vector<Ban>& bans() {
    static const std::vector<Ban> all = {
        {{"system(", "popen("}, "fork and exec a list of words: no shell reads what a shop typed"},
        {{"strcpy(", "strcat(", "strncpy(", "sprintf(", "vsprintf(", "gets(", "strtok("}, "std::string"},
        {{"atoi(", "atol(", "atoll(", "atof(", "strtol(", "strtoll(", "strtoul(", "strtod(", "stoi(", "stol(", "stoll(",
          "stoul(", "stoull(", "stof(", "stod("},
         "std::from_chars, whose failure is a value"},
        {{"rand(", "srand(", "drand48(", "std::random_device", "std::mt19937", "std::mt19937_64"},
         "base/random.h, given as an argument"},
        {{"gettimeofday(", "localtime(", "localtime_r(", "gmtime(", "gmtime_r(", "mktime(", "strftime(", "std::time",
          "time(nullptr)", "time(NULL)"},
         "base/clock.h and base/calendar.h, given as arguments"},
        {{"system_clock", "system_clock::", "clock_gettime("},
         "base/clock.h, given as an argument",
         {"kiosk/base/clock.cpp"}},
        {{"sleep(", "usleep(", "nanosleep(", "sleep_for(", "sleep_until(", "SDL_Delay("},
         "wait on what is awaited: a queue, a socket, a timer of the loop"},
        {{"std::thread", "std::jthread", "std::async"},
         "the threads are those of README \"Threads\": submit to one of them",
         {"kiosk/app", "kiosk/cli/rooms.h", "kiosk/cli/rooms.cpp", "kiosk/counter/printer.h",
          "kiosk/counter/printer.cpp", "kiosk/counter/scanner.h", "kiosk/counter/scanner.cpp", "kiosk/cli/sync.cpp",
          "kiosk/net", "kiosk/phone", "kiosk/sync/nightly.cpp", "kiosk/sync/sync.cpp", "kiosk/ui", "pos_adapter"}},
        {{"detach()"}, "join it: the order of stopping is part of the design"},
        {{"throw"}, "return an Error: no exception crosses a room"},
        {{"assert("}, "XIAOER_ASSERT, which is on in release builds too"},
        {{"using namespace std"}, "the name in full"},
        {{"std::cout", "std::cerr"}, "return it to kiosk/cli, or base/log.h", {"kiosk/cli", "kiosk/main.cpp"}},
        {{"sqlite3_"}, "store/db.h", {"kiosk/store"}},
        {{"SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA ", "BEGIN IMMEDIATE"},
         "a function of room store: SQL stays beside its binds",
         {"kiosk/store"},
         Look::at_texts_too},
    };
    return all;
}

bool applies(const Ban& ban, const SourceFile& file) {
    return std::ranges::none_of(ban.allowed, [&](const auto& folder) { return file.is_in(folder); });
}

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_whole_at(std::string_view line, std::size_t at, std::string_view fragment) {
    if (at > 0 && is_name_character(line[at - 1])) return false;
    const bool open_on_the_right = fragment.back() == '_' || !is_name_character(fragment.back());
    const auto rest = line.substr(at + fragment.size());
    return open_on_the_right || !(rest.starts_with("::") || (!rest.empty() && is_name_character(rest[0])));
}

bool contains(std::string_view line, std::string_view fragment) {
    for (auto at = line.find(fragment); at != std::string_view::npos; at = line.find(fragment, at + 1)) {
        if (is_whole_at(line, at, fragment)) return true;
    }
    return false;
}

}  // namespace

std::vector<Finding> check_calls(const SourceFile& file) {
    if (!file.is_code() || !(file.is_in("kiosk") || file.is_in("pos_adapter"))) return {};
    const auto code = lines_of(without_comments_and_texts(file.text));
    const auto code_and_texts = lines_of(without_comments(file.text));
    std::vector<Finding> findings;
    for (const auto& ban : bans()) {
        if (!applies(ban, file)) continue;
        const auto& lines = ban.look == Look::at_code ? code : code_and_texts;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto found =
                std::ranges::find_if(ban.fragments, [&](const auto& fragment) { return contains(lines[i], fragment); });
            if (found == ban.fragments.end()) continue;
            findings.push_back({file.path, i + 1, "`" + *found + "`: instead, " + ban.instead});
        }
    }
    return findings;
}

}  // namespace xiaoer::tidy
