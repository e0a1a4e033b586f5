// The counter: the UI thread's loop. Owns the states of all screens, submits what they wish, polls the futures, and
// gives each outcome back to the screen that asked.
//
// On one display customers and clerks take turns. On two (displays.h) the clerk's desk has one for itself, with a
// window, a Dear ImGui and a scene of its own, and the customers' side never shows a screen of the clerks'. Of the
// draw the desk has the buttons and the customers' side the same stage. A scan is the desk's while somebody is signed
// in there, but for one that claims the sale that the customers' side offers.
//
// It redraws when an input, an answer, a publication or the clock changed something, and otherwise sleeps: a still
// screen costs no CPU. The kiosk's publications wake it.
//
//     run()                      `xiaoer kiosk`: until the window is closed or `stop` is set
//     turn(), tap(), scan()      a driver: the offscreen day, tests
//
// UI thread (the main one).
#pragma once

#include "app/kiosk.h"
#include "ui/first_start.h"
#include "ui/poster_desk.h"
#include "ui/scan_burst.h"
#include "ui/scan_desk.h"
#include "ui/scene.h"
#include "ui/speaker.h"

#include <array>
#include <atomic>
#include <deque>

namespace xiaoer::ui {

struct CounterOptions {
    WindowOptions window{};
    const Clock* clock = nullptr;             // outlives the counter
    const std::atomic<bool>* stop = nullptr;  // set by a signal: run() returns within half a second
    // Hears every outcome of what the counter asked: prints a card that was issued, for instance. UI thread.
    std::function<void(const Outcome&)> on_outcome{};
    // Sees every new picture: prints the hash of a list that was just locked, for instance. UI thread.
    std::function<void(const Snapshot&)> on_snapshot{};
    // Tells a new shop's owner the recovery sheet and the first PIN. Outlives the counter.
    FirstStart* first_start = nullptr;
    // Asked for posters by other rooms; the counter renders one a turn. Outlives it.
    PosterDesk* posters = nullptr;
    // What is known of the till. Outlives the counter.
    pos::TillDesk* till = nullptr;
    // Where a scanner of the counter's own leaves what it read (nullptr: none), and whether it is there now. Outlive
    // it.
    ScanDesk* scans = nullptr;
    std::function<bool()> scanner_there{};
    // How our own printer is, and the winner's slip once more. UI thread; must not wait.
    std::function<DevicesView::Printer()> printer{};
    std::function<void(const std::optional<UnitId>&)> print_again{};
    // After each drawn frame: which screen, and where what can be touched is. UI thread. On two displays the first is
    // of the customers' side.
    std::function<void(Screen, const Recorder&)> on_frame{};
    std::function<void(Screen, const Recorder&)> on_desk_frame{};
    // Two displays, when one is named as the desk's. Where they are is asked four times a second.
    ScreensWish screens{};
    std::function<std::vector<Display>()> displays{};
};

// On one display both are the same.
enum class Face { customers, desk };

class Counter {
public:
    // Errors: unreachable without a display, io without fonts. `kiosk` outlives the counter.
    [[nodiscard]] static Result<std::unique_ptr<Counter>> open(Kiosk& kiosk, CounterOptions options);
    ~Counter();

    // Errors: none yet; the window's closing is no error.
    [[nodiscard]] Result<void> run();

    // One turn of the loop: waits at most `timeout_ms` for something to happen, then does all of it and draws if
    // anything changed. Returns: false once the window was closed.
    bool turn(int timeout_ms);
    // A press and release of the widget of that name on the screen as last drawn. Returns: false when there is none.
    [[nodiscard]] bool tap(std::string_view widget, Face face = Face::customers);
    void tap(float x, float y, Face face = Face::customers);  // pixels
    void scan(const std::string& text);                       // as the scanner would type it
    // Turns until nothing that the counter asked is still under way. Returns: false after `timeout_ms`.
    [[nodiscard]] bool settle(int timeout_ms);

    [[nodiscard]] Screen screen(Face face = Face::customers) const { return side(face).scene.screen; }
    [[nodiscard]] const Scene& scene(Face face = Face::customers) const { return side(face).scene; }
    [[nodiscard]] bool signed_in() const { return clerk_.has_value(); }
    [[nodiscard]] const Recorder& drawn(Face face = Face::customers) const { return side(face).recorder; }
    [[nodiscard]] std::int64_t frames_drawn() const { return front_.frames_drawn; }
    // Whether the desk can be seen anywhere: with two displays, whether its own is there.
    [[nodiscard]] bool desk_is_there() const { return side(Face::desk).there; }
    [[nodiscard]] Result<void> screenshot(const std::filesystem::path& path, Face face = Face::customers);

private:
    struct Pending {
        Screen asked;
        std::future<Result<Outcome>> answer;
    };
    // What one display shows.
    struct Side {
        std::unique_ptr<Window> window;
        Recorder recorder{};
        Scene scene{};
        Words words;
        std::optional<Pending> pending{};
        std::int64_t touched_ms = 0;  // steady: the last sign of a person
        std::int64_t arrived_ms = 0;  // steady: when this screen came
        std::int64_t toast_until_ms = 0;
        std::int64_t drawn_tick = -1;  // the minute, or in a countdown the second, that is on the screen
        std::int64_t frames_drawn = 0;
        bool changed = true;
        bool moving = false;
        bool there = true;  // its display is
    };
    Counter(Kiosk& kiosk, CounterOptions options, std::unique_ptr<Window> front, std::unique_ptr<Window> desk);

    [[nodiscard]] Side& side(Face face) { return face == Face::desk && desk_ ? *desk_ : front_; }
    [[nodiscard]] const Side& side(Face face) const { return face == Face::desk && desk_ ? *desk_ : front_; }
    [[nodiscard]] bool is_apart(const Side& side) const { return desk_ && &side == desk_.get(); }
    [[nodiscard]] View view(const Side& side) const;
    void change_all();
    void take_input(const Input& input, Side& touched);
    void look_at_displays();
    void seat(const Seats& seats);
    void hide_desk();
    void put(Side& side, const std::optional<Place>& place);
    void show_stage_to_customers();
    [[nodiscard]] Side& scanned_side(const std::string& text);
    void take_scans();
    void hear(const std::string& text, bool typed);
    void take_snapshot();
    void take_till();
    void teach(pos::TillProfile profile);
    void take_answer(Side& side);
    void greet_and_claim();
    void tell_owner();
    void obey_health(Side& side);
    void obey_clock(Side& side);
    void apply(Side& side, Next next);
    void go(Side& side, Screen screen);
    [[nodiscard]] Screen screen_for(const Side& side, Screen asked) const;
    void sign_out();
    void speak(Side& side, Language language);
    void draw(Side& side, const Input& input);
    void draw_if_changed(Side& side);
    [[nodiscard]] float arrival(const Side& side) const;
    [[nodiscard]] int sleep_ms() const;
    [[nodiscard]] int sleep_ms(const Side& side) const;
    [[nodiscard]] bool counting_down(const Side& side) const;

    Kiosk& kiosk_;
    CounterOptions options_;
    Side front_;                  // the customers', and of one display everybody's
    std::unique_ptr<Side> desk_;  // of two displays
    std::unique_ptr<Displays> displays_;
    std::optional<std::vector<Display>> seen_displays_;
    std::int64_t looked_ms_ = 0;    // steady: when it was asked where the displays are
    std::int64_t stage_shown_ = 0;  // the desk's frame whose stage the customers see
    std::shared_ptr<const Snapshot> snapshot_;
    pos::TillPicture till_;
    std::future<Result<void>> teaching_;  // what was taught is being written
    std::optional<Clerk> clerk_;
    std::deque<std::string> scans_;  // read while an answer was awaited
    DevicesView devices_;
    ScanBurst burst_;
    Speaker speaker_;
    std::int64_t greeted_ = 0, claimed_ = 0;  // sequences already shown
    bool closed_ = false;
};

// Opens the counter and runs it. Main thread.
[[nodiscard]] Result<void> run(Kiosk& kiosk, CounterOptions options);

}  // namespace xiaoer::ui
