// What every screen is drawn from, and what a step of a screen asks for. Values; UI thread.
#pragma once

#include "app/outcome.h"
#include "domain/scan.h"
#include "pos_adapter/till_desk.h"
#include "ui/words.h"

#include <optional>
#include <string>
#include <utility>

namespace xiaoer::ui {

enum class Screen {
    attract,
    welcome,
    claim,
    draw,
    sign_in,
    desk,
    pickup,
    owner,
    error,
    not_saved,
    set_up,
    till,
    scratch
};
[[nodiscard]] constexpr auto names_of(Screen) {
    return std::array<std::string_view, 13>{"attract", "welcome", "claim",     "draw",   "sign-in", "desk",   "pickup",
                                            "owner",   "error",   "not-saved", "set-up", "till",    "scratch"};
}
// The customers' side: has the language switch, forgets after half a minute, shows no takings.
[[nodiscard]] constexpr bool for_customers(Screen screen) {
    return screen == Screen::attract || screen == Screen::welcome || screen == Screen::claim ||
           screen == Screen::scratch;
}

// Who stands behind the counter.
struct Clerk {
    SessionId session;
    std::string name;
    bool manager = false;
    StaffId staff{};
};

// What hangs on the machine, for the desk's settings.
struct DevicesView {
    enum class Scanner { typing, away, there };  // none of its own: one that types; or the one that is named
    Scanner scanner = Scanner::typing;
    std::optional<ScanForm> last_scan{};  // of whoever scanned last
    bool typed = false;                   // it came as keys
    Timestamp scanned_at{};
    enum class Printer { none, unknown, ready, away, offline, cover_open, paper_out };
    Printer printer = Printer::none;  // our own, as it was found last
};
[[nodiscard]] constexpr auto names_of(DevicesView::Printer) {
    return std::array<std::string_view, 7>{"none", "unknown", "ready", "away", "offline", "cover_open", "paper_out"};
}
// Whether somebody should look after the printer.
[[nodiscard]] constexpr bool needs_care(DevicesView::Printer printer) { return printer > DevicesView::Printer::ready; }

struct View {
    const Snapshot& snapshot;
    const Words& words;
    Timestamp now;
    const Clerk* clerk = nullptr;            // nullptr: nobody is signed in
    bool busy = false;                       // a command is on its way: buttons wait
    const pos::TillPicture* till = nullptr;  // nullptr where nothing is known of a till
    DevicesView devices{};
};

enum class Sound { none, yes, no };

// A PIN to be checked by Kiosk::sign_in.
struct PinCheck {
    StaffId staff;
    std::string pin;
};

// Whoever is signed in changes their own.
struct PinChange {
    std::string old_pin;
    std::string new_pin;
};
// The winner's slip once more, marked as a copy.
struct PrintAgain {
    std::optional<UnitId> unit{};  // nothing: of the newest hand-over
};

// What a step wants done. Everything is optional; an empty Next changes nothing.
struct Next {
    std::optional<Screen> go{};
    std::optional<Wish> wish{};  // its outcome comes back to the screen that asked
    std::optional<PinCheck> pin{};
    std::optional<Language> language{};
    std::optional<pos::TillProfile> teach{};  // what the shop knows of its till from now on
    std::optional<std::string> look_up{};     // open the pickup desk with this scan or number
    std::string toast{};                      // words, ready to be shown
    Sound sound = Sound::none;
    bool sign_out = false;
    bool owner_knows = false;  // the first start's secrets are written down
    std::optional<PinChange> pin_change{};
    std::optional<PrintAgain> print_again{};
};

// Why a command broke, for the clerk: "busy", "invalid"… as words.
[[nodiscard]] std::string words_of(const Error& error, const Words& words);
// What a scan could not be, as words: "这是付款码，请打开会员码".
[[nodiscard]] std::string words_of(ScanProblem problem, const Words& words);
// Outcomes that any command may have (NotAllowed, Frozen, Refused, NotRecognised…), as a Next with words and the
// sound for no; nothing for those a screen must read itself.
[[nodiscard]] std::optional<Next> common_answer(const Result<Outcome>& result, const Words& words);

}  // namespace xiaoer::ui
