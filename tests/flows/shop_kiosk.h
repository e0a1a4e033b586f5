// The real kiosk of a demo shop in a real window under Xvfb, and what a flow test does to it. Test thread only. Throws
// FlowFailure.
#pragma once

#include "base/file.h"
#include "base/json.h"
#include "tests/flows/screen.h"
#include "tests/flows/stand_in_printer.h"

#include <set>

namespace xiaoer::flows {

inline constexpr auto patience = 60s;
inline constexpr std::string_view clerk_pin = "271906";  // of the demo shop

// A demo shop, its kiosk in a window, and what the test does to it.
class Kiosk {
public:
    // `folder`: where the shop's files are, one of its own if none is given.
    explicit Kiosk(std::filesystem::path folder = {}) : files_(folder.empty() ? folder_.path() : std::move(folder)) {
        const auto made = run({XIAOER_BINARY, "demo", "--db", db(), "--days", "1", "--url", url()}, patience);
        if (made.exit_code != 0) throw FlowFailure("no demo shop: " + made.output);
        start();
    }
    void start() {
        launch();
        wait_for_screen("attract");
    }
    void launch() {
        const Words words = {XIAOER_BINARY,
                             "kiosk",
                             "--db",
                             db(),
                             "--windowed",
                             "--url",
                             url(),
                             "--boxes",
                             boxes_path().string(),
                             "--phone-port",
                             std::to_string(phone_port_),
                             "--tap-port",
                             std::to_string(tap_port_),
                             "--till-printer",
                             "127.0.0.1:" + std::to_string(printer.port()),
                             "--printer",
                             "file:" + (folder_ / "slips").string()};
        process_.emplace(words, environment());
    }
    [[nodiscard]] Environment environment() const {
        auto environment = screen.environment();
        environment.emplace_back("ASAN_OPTIONS",
                                 "detect_leaks=0");  // the window system's own leaks are not ours to mend
        return environment;
    }
    // A power cut, as far as a process can have one.
    void kill() {
        process_->kill();
        std::filesystem::remove(boxes_path());
    }
    void kill_and_start_again() {
        kill();
        start();
    }
    // Returns: the exit code, once it ended by itself.
    int wait_for_end() {
        const int code = process_->wait_for_end(patience);
        std::filesystem::remove(boxes_path());
        return code;
    }
    int stop() { return process_->stop(patience); }

    [[nodiscard]] bool is_on(std::string_view name) { return screen_name() == name; }
    void wait_for_screen(std::string_view name) {
        wait_until(
            "the screen " + std::string(name), [&] { return screen_name() == name; }, patience);
    }
    void touch(const std::string& widget) {
        std::optional<std::pair<int, int>> place;
        wait_until(
            "the widget " + widget, [&] { return (place = place_of(widget)).has_value(); }, patience);
        screen.click(place->first, place->second);
    }
    [[nodiscard]] bool shows(const std::string& widget) { return place_of(widget).has_value(); }
    // Until the screen has these words on it.
    void wait_for_words(const std::string& words) {
        const auto said = [&] { return canonical(boxes()).find(words) != std::string::npos; };
        if (!becomes_true(said, patience)) throw FlowFailure("no '" + words + "' on " + canonical(boxes()));
    }

    void sign_in() {
        touch("logo");
        wait_for_screen("sign-in");
        touch("staff.0");  // clerks come before managers
        for (const char digit : clerk_pin) touch(std::string("key.") + digit);
        touch("pin.send");
        wait_for_screen("desk");
    }
    // How many facts of a kind the ledger has, as `xiaoer facts` prints them.
    [[nodiscard]] std::int64_t facts(std::string_view kind) {
        const auto printed = run({XIAOER_BINARY, "facts", "--db", db()}, patience).output;
        const std::string mark = "\"kind\":\"" + std::string(kind) + "\"";
        std::int64_t count = 0;
        for (auto at = printed.find(mark); at != std::string::npos; at = printed.find(mark, at + 1)) ++count;
        return count;
    }
    void wait_for_facts(std::string_view kind, std::int64_t count) {
        wait_until(
            std::string(kind), [&] { return facts(kind) == count; }, patience);
    }
    Ended command(Words words) {
        Words all = {XIAOER_BINARY};
        all.insert(all.end(), words.begin(), words.end());
        return run(all, patience);
    }
    // What the kiosk's own printer printed so far.
    [[nodiscard]] std::string slips() const {
        const auto bytes = read_file(folder_ / "slips");
        return bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
    }
    // Where these characters stand: the kiosk's files by name, of which there are `files`, and its log.
    [[nodiscard]] std::set<std::string> places_of_text(std::string_view text, std::set<std::string>& files) const {
        std::set<std::string> places;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = read_file(entry.path());
            if (!bytes || !*bytes) continue;  // gone meanwhile
            const auto name = entry.path().filename().string();
            files.insert(name);
            if (text_of(**bytes).find(text) != std::string_view::npos) places.insert(name);
        }
        if (process_->output().find(text) != std::string::npos) places.insert("the log");
        return places;
    }
    [[nodiscard]] std::string db() const { return (files_ / "shop.db").string(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(phone_port_); }
    [[nodiscard]] std::uint16_t tap_port() const { return tap_port_; }
    [[nodiscard]] std::uint16_t phone_port() const { return phone_port_; }

    Screen screen{1920, 1080};
    StandInPrinter printer;

private:
    [[nodiscard]] std::filesystem::path boxes_path() const { return folder_ / "boxes.json"; }
    [[nodiscard]] Json boxes() {
        const auto bytes = read_file(boxes_path());
        if (!bytes || !*bytes) return {};
        return parse_json(text_of(**bytes)).value_or(Json());
    }
    [[nodiscard]] std::string screen_name() {
        const auto now = boxes();
        const auto* name = now.find("screen");
        return name == nullptr ? "" : *name->string();
    }
    [[nodiscard]] std::optional<std::pair<int, int>> place_of(const std::string& widget) {
        const auto now = boxes();
        const auto* touch_list = now.find("touch");
        const auto* place = touch_list == nullptr ? nullptr : touch_list->find(widget);
        if (place == nullptr) return std::nullopt;
        const auto& middle = *place->array();
        return std::pair(static_cast<int>(*middle[0].integer()), static_cast<int>(*middle[1].integer()));
    }

    test::TemporaryFolder folder_;
    std::filesystem::path files_;
    std::uint16_t phone_port_ = free_port();
    std::uint16_t tap_port_ = free_port();
    std::optional<Process> process_;
};

}  // namespace xiaoer::flows
