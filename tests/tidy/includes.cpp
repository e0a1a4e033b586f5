#include "tests/tidy/rules.h"

#include <map>
#include <optional>
#include <set>

namespace xiaoer::tidy {
namespace {

using Rooms = std::set<std::string>;

// What each room may include besides itself.
const std::map<std::string, Rooms>& rooms() {
    static const auto all = [] {
        std::map<std::string, Rooms> table;
        table["base"] = {};
        table["domain"] = {"base"};
        table["store"] = {"base", "domain"};
        table["net"] = {"base"};
        table["pos_adapter"] = {"base"};
        table["app"] = {"base", "domain", "store", "pos_adapter"};
        const Rooms app_and_left = {"base", "domain", "store", "pos_adapter", "app"};
        table["ui"] = table["counter"] = app_and_left;
        table["phone"] = table["sync"] = app_and_left;
        table["phone"].insert("net");
        table["cli"] = {"base", "domain", "store", "pos_adapter", "app", "net", "ui", "phone", "counter", "sync"};
        table["main"] = {"base", "cli"};
        return table;
    }();
    return all;
}

struct Library {
    std::string name;
    std::vector<std::string> headers;  // how the name between < and > begins
    std::string room;
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> all = {
        {"libsodium", {"sodium"}, "base"},
        {"libcrypto's SHA-256", {"openssl/evp.h", "openssl/sha.h"}, "base"},
        {"libical", {"libical/"}, "base"},
        {"nlohmann-json", {"nlohmann/"}, "base"},
        {"spdlog", {"spdlog/", "fmt/"}, "base"},
        {"libqrencode", {"qrencode.h"}, "base"},
        {"sqlite3", {"sqlite3"}, "store"},
        {"Boost", {"boost/"}, "net"},
        {"OpenSSL", {"openssl/"}, "net"},
        {"libserialport", {"libserialport"}, "net"},
        {"zlib", {"zlib.h"}, "net"},
        {"libcsv", {"csv.h"}, "pos_adapter"},
        {"expat", {"expat"}, "pos_adapter"},
        {"libevdev", {"libevdev"}, "counter"},
        {"SDL2", {"SDL"}, "ui"},
        {"Dear ImGui", {"imgui"}, "ui"},
        {"FreeType", {"ft2build.h", "freetype"}, "ui"},
        {"stb", {"stb/"}, "ui"},
        {"Xlib and Xrandr", {"X11/"}, "ui"},
        {"libpq", {"libpq", "postgresql/"}, "sync"},
        {"zstd", {"zstd"}, "sync"},
        {"CLI11", {"CLI/"}, "cli"},
        {"toml++", {"toml++/", "toml.hpp"}, "cli"},
    };
    return all;
}

// POSIX, Linux and C headers that are no library's. `domain` does without these too: it is pure.
bool is_system(const std::string& header) {
    static const std::set<std::string> plain = {"dirent.h",  "dlfcn.h",    "fcntl.h",   "glob.h",  "iconv.h",
                                                "ifaddrs.h", "langinfo.h", "netdb.h",   "poll.h",  "pthread.h",
                                                "pty.h",     "signal.h",   "termios.h", "unistd.h"};
    for (const auto* folder : {"sys/", "arpa/", "net/", "netinet/", "linux/"}) {
        if (header.starts_with(folder)) return true;
    }
    return plain.contains(header);
}

bool is_standard(const std::string& header) {
    return header.find('/') == std::string::npos && header.find('.') == std::string::npos;
}

// "" for what is in no room (tests, assets…).
std::string room_of(const SourceFile& file) {
    if (file.path == "kiosk/main.cpp") return "main";
    if (file.is_in("pos_adapter")) return "pos_adapter";
    if (!file.is_in("kiosk")) return "";
    const auto rest = file.path.substr(std::string_view("kiosk/").size());
    return rest.substr(0, rest.find('/'));
}

const Library* library_of(const std::string& header) {
    for (const auto& library : libraries()) {
        for (const auto& start : library.headers) {
            if (header.starts_with(start)) return &library;
        }
    }
    return nullptr;
}

std::optional<std::string> problem_of_own(const std::string& room, const std::string& header) {
    const auto slash = header.find('/');
    if (slash == std::string::npos || header.starts_with("..")) return "name the room: \"" + room + "/" + header + "\"";
    const auto target = header.substr(0, slash);
    if (target == room || target == "embedded") return {};
    if (!rooms().contains(target)) return "no room has \"" + header + "\"";
    if (rooms().at(room).contains(target)) return {};
    return "room " + room + " may not see room " + target + ": includes point left";
}

std::optional<std::string> problem_of_foreign(const std::string& room, const std::string& header) {
    if (is_standard(header)) return {};
    if (is_system(header)) {
        if (room == "domain") return "room domain is pure: <" + header + "> belongs in base or further right";
        return {};
    }
    const auto* library = library_of(header);
    if (library == nullptr)
        return "<" + header + "> is of no known library: give it one room in tests/tidy/includes.cpp";
    if (library->room == room) return {};
    return library->name + " lives in room " + library->room + " only; ask that room for what you need";
}

}  // namespace

std::vector<Finding> check_includes(const SourceFile& file) {
    const auto room = room_of(file);
    if (room.empty() || !file.is_code()) return {};
    if (!rooms().contains(room)) return {{file.path, 0, "a room that tests/tidy/includes.cpp does not know"}};
    std::vector<Finding> findings;
    const auto lines = lines_of(without_comments(file.text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].starts_with("#include")) continue;
        const auto open = lines[i].find_first_of("<\"");
        if (open == std::string::npos) continue;
        const auto close = lines[i].find_first_of(">\"", open + 1);
        const auto header = lines[i].substr(open + 1, close - open - 1);
        const auto problem = lines[i][open] == '<' ? problem_of_foreign(room, header) : problem_of_own(room, header);
        if (problem) findings.push_back({file.path, i + 1, *problem});
    }
    return findings;
}

}  // namespace xiaoer::tidy
