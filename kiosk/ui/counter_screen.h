// The counter: the UI thread's loop. Owns the states of all screens, submits what they wish, polls the futures, and
// gives each outcome back to the screen that asked.
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
    // After each drawn frame: which screen, and where what can be touched is. UI thread.
    std::function<void(Screen, const Recorder&)> on_frame{};
};

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
    [[nodiscard]] bool tap(std::string_view widget);
    void tap(float x, float y);          // pixels
    void scan(const std::string& text);  // as the scanner would type it
    // Turns until nothing that the counter asked is still under way. Returns: false after `timeout_ms`.
    [[nodiscard]] bool settle(int timeout_ms);

    [[nodiscard]] Screen screen() const { return scene_.screen; }
    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] bool signed_in() const { return clerk_.has_value(); }
    [[nodiscard]] const Recorder& drawn() const { return recorder_; }
    [[nodiscard]] std::int64_t frames_drawn() const { return frames_drawn_; }
    [[nodiscard]] Result<void> screenshot(const std::filesystem::path& path);

private:
    static constexpr std::int64_t motion_ms = 200;  // a screen comes

    struct Pending {
        Screen asked;
        std::future<Result<Outcome>> answer;
    };
    Counter(Kiosk& kiosk, CounterOptions options, std::unique_ptr<Window> window);

    [[nodiscard]] View view() const;
    void take_input(const Input& input);
    void take_scans();
    void hear(const std::string& text, bool typed);
    void take_snapshot();
    void take_till();
    void teach(pos::TillProfile profile);
    void take_answer();
    void greet_and_claim();
    void tell_owner();
    void obey_health();
    void obey_clock();
    void apply(Next next);
    void go(Screen screen);
    void sign_out();
    void speak(Language language);
    void draw(const Input& input);
    void draw_if_changed();
    [[nodiscard]] float arrival() const;
    [[nodiscard]] int sleep_ms() const;
    [[nodiscard]] bool counting_down() const;
    [[nodiscard]] bool stage_moves();

    Kiosk& kiosk_;
    CounterOptions options_;
    std::unique_ptr<Window> window_;
    Recorder recorder_;
    Scene scene_;
    Words words_, second_words_;
    std::shared_ptr<const Snapshot> snapshot_;
    pos::TillPicture till_;
    std::future<Result<void>> teaching_;  // what was taught is being written
    std::optional<Clerk> clerk_;
    std::optional<Pending> pending_;
    std::deque<std::string> scans_;  // read while an answer was awaited
    DevicesView devices_;
    ScanBurst burst_;
    Speaker speaker_;
    std::int64_t touched_ms_ = 0;  // steady: the last sign of a person
    std::int64_t arrived_ms_ = 0;  // steady: when this screen came
    std::int64_t toast_until_ms_ = 0;
    std::pair<StageState::Phase, std::size_t> stage_shown_{};
    std::int64_t stage_came_ms_ = 0;          // steady: when the stage came to what it shows
    std::int64_t drawn_tick_ = -1;            // the minute, or in a countdown the second, that is on the screen
    std::int64_t greeted_ = 0, claimed_ = 0;  // sequences already shown
    std::int64_t frames_drawn_ = 0;
    bool changed_ = true;
    bool moving_ = false;
    bool closed_ = false;
};

// Opens the counter and runs it. Main thread.
[[nodiscard]] Result<void> run(Kiosk& kiosk, CounterOptions options);

}  // namespace xiaoer::ui
