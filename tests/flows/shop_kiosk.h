// A demo shop, its kiosk in a real window under Xvfb, and what people do to it: touches by widget, scans, bytes from
// the till, the command line. Test thread only. Throws FlowFailure.
#pragma once

#include "base/json.h"
#include "tests/flows/screen.h"
#include "tests/flows/stand_in_printer.h"
#include "tests/flows/webdriver.h"

#include <filesystem>

namespace xiaoer::flows {

inline constexpr auto patience = 60s;
inline constexpr std::string_view clerk_pin = "271906", manager_pin = "846302";  // of the demo shop

// Where a display is on the one screen that Xvfb has, in pixels.
struct Corner {
    int x = 0, y = 0;
};

class ShopKiosk {
public:
    struct Plan {
        std::string toml{};               // FILE.toml
        bool printer_on_network = false;  // our own printer is `own_printer`, and not a file
        bool two_displays = false;        // the customers' on the left, the desk's on the right of 2560 × 720
    };
    ShopKiosk() : ShopKiosk(Plan{}) {}
    explicit ShopKiosk(Plan plan);

    // `file_blocks_max`: no file of the kiosk's may grow beyond that many 1 KiB blocks, as on a full disk.
    void start(int file_blocks_max = 0);
    void launch(int file_blocks_max = 0);
    // A power cut, as far as a process can have one.
    void kill_and_start_again(int file_blocks_max = 0);
    int stop() { return process_->stop(patience); }

    enum class Side { customers, desk };  // of two displays; of one both are the same
    [[nodiscard]] std::string screen_name(Side side = Side::customers);
    void wait_for_screen(std::string_view name, Side side = Side::customers);
    void touch(const std::string& widget, Side side = Side::customers);
    void key(std::string_view digits, Side side = Side::customers);
    [[nodiscard]] bool shows(const std::string& widget, Side side = Side::customers);
    // Whether a text that stands there has these words in it; and how many.
    [[nodiscard]] bool says(std::string_view words, Side side = Side::customers);
    void wait_for_words(std::string_view words, Side side = Side::customers);
    void wait_for_widget(const std::string& widget, Side side = Side::customers);
    // The clerk; or the manager.
    void sign_in(bool manager = false, Side side = Side::customers);
    void open_pickups();
    // Out of what a customer was shown.
    void rest();

    // How many facts of a kind the ledger has, as `xiaoer facts` prints them.
    [[nodiscard]] std::int64_t facts(std::string_view kind);
    void wait_for_facts(std::string_view kind, std::int64_t count);
    Ended command(Words words);
    // Changes some of the shop's settings, as `xiaoer shop set` does.
    void set(const Json::Object& settings);
    // A draw of one kind of prize with enough for every ticket, held with ten throws and settled at once.
    void hold_draw(const std::string& prize, std::int64_t value_minor, std::int64_t claim_for_ms = 86'400'000);

    // A newcomer on the browser. Returns: the number as the page says it, and the 领奖码.
    struct Newcomer {
        std::string number, redeem_code;
    };
    Newcomer join(Browser& phone, const std::string& nickname);
    // The phone of the clerk's own, or the manager's, paired at the desk where they are signed in.
    void pair(Browser& phone);
    // A sale at the till of so many whole yuan that the phone claims.
    void buy(Browser& phone, int yuan);
    // What the member's page shows to the scanner, by zbar.
    [[nodiscard]] std::string pass_of(Browser& phone);

    // What the kiosk's own printer printed into its file so far.
    [[nodiscard]] std::string slips() const;
    [[nodiscard]] std::string db() const { return (folder_ / "shop.db").string(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(phone_port_); }
    [[nodiscard]] std::uint16_t tap_port() const { return tap_port_; }
    // One display of two is pulled, or plugged in again.
    void pull(Side side);
    void plug(Side side);

    Screen screen;
    StandInPrinter printer;      // behind the tap
    StandInPrinter own_printer;  // Plan::printer_on_network

private:
    [[nodiscard]] std::filesystem::path boxes_path(Side side) const;
    [[nodiscard]] Json boxes(Side side) const;
    [[nodiscard]] std::optional<std::pair<int, int>> place_of(const std::string& widget, Side side);
    void xrandr(Words words);

    Plan plan_;
    test::TemporaryFolder folder_;
    std::uint16_t phone_port_ = free_port();
    std::uint16_t tap_port_ = free_port();
    int receipts_ = 0;
    std::optional<Process> process_;
};

// The code among those in the picture that contains `part`; "" when there is none.
[[nodiscard]] std::string find_code(const Picture& picture, std::string_view part);
// A part of a picture.
[[nodiscard]] Picture cut_out(const Picture& picture, int x, int y, int width, int height);

}  // namespace xiaoer::flows
