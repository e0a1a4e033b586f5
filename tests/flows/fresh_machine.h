// A machine that was never set up, as a test has it: the real binary in a real window under Xvfb, its pages at one
// address of the loopback, and the plug to be pulled. Test thread only. Throws FlowFailure.
#pragma once

#include "base/file.h"
#include "base/json.h"
#include "tests/flows/screen.h"

#include <algorithm>
#include <fstream>

namespace xiaoer::flows {

inline constexpr auto patience = 60s;

class FreshMachine {
public:
    // `more`: of the kiosk's environment.
    explicit FreshMachine(Environment more = {}) : more_(std::move(more)) { start(); }
    void start() {
        std::ofstream(folder_ / "shop.db.toml") << "[phone]\naddress = \"" << address_ << "\"\n";
        auto environment = screen_.environment();
        environment.emplace_back("ASAN_OPTIONS", "detect_leaks=0");  // the window system's own are not ours to mend
        environment.insert(environment.end(), more_.begin(), more_.end());
        process_.emplace(
            Words{XIAOER_BINARY, "kiosk", "--db", (folder_ / "shop.db").string(), "--windowed", "--url", url(),
                  "--boxes", boxes_path().string(), "--phone-port", std::to_string(phone_port_), "--tap-port",
                  std::to_string(tap_port_), "--printer", "file:" + (folder_ / "slips").string()},
            environment);
    }
    void kill() {
        process_->kill();
        std::filesystem::remove(boxes_path());
    }
    // The router gives it another address: nobody answers at the old one any more.
    void move_to(std::string address) {
        kill();
        address_ = std::move(address);
        start();
    }
    void wait_for_screen(std::string_view name) {
        wait_until(
            "the screen " + std::string(name),
            [&] {
                const auto now = boxes();
                const auto* shown = now.find("screen");
                return shown != nullptr && *shown == Json(name);
            },
            patience);
    }
    void touch(const std::string& widget) {
        Json place;
        wait_until(
            "the widget " + widget,
            [&] {
                const auto now = boxes();
                const auto* all = now.find("touch");
                const auto* found = all == nullptr ? nullptr : all->find(widget);
                if (found != nullptr) place = *found;
                return found != nullptr;
            },
            patience);
        const auto& middle = *place.array();
        screen_.click(static_cast<int>(*middle[0].integer()), static_cast<int>(*middle[1].integer()));
    }
    // What the code on the screen says that has this in it.
    std::string code_with(const std::string& part) {
        std::string code;
        wait_until(
            "a code with " + part,
            [&] {
                const auto codes = read_codes(screen_.picture());
                const auto found = std::ranges::find_if(
                    codes, [&](const std::string& one) { return one.find(part) != std::string::npos; });
                if (found != codes.end()) code = *found;
                return !code.empty();
            },
            patience);
        return code;
    }
    // Up to the code for the owner's phone.
    void tell_owner() {
        wait_for_screen("owner");
        touch("owner.done");
        wait_for_screen("set-up");
    }
    std::string pairing_url() { return code_with("/s/"); }
    [[nodiscard]] std::string url() const { return "http://" + address_ + ":" + std::to_string(phone_port_); }

private:
    [[nodiscard]] std::filesystem::path boxes_path() const { return folder_ / "boxes.json"; }
    [[nodiscard]] Json boxes() const {
        const auto bytes = read_file(boxes_path());
        return bytes && *bytes ? parse_json(text_of(**bytes)).value_or(Json()) : Json();
    }

    const Environment more_;
    test::TemporaryFolder folder_;
    std::string address_ = "127.0.0.1";
    std::uint16_t phone_port_ = free_port();
    std::uint16_t tap_port_ = free_port();
    Screen screen_{1920, 1080};
    std::optional<Process> process_;
};

}  // namespace xiaoer::flows
