// The counter on two displays: where its two windows stand, and what one side does for the other (counter_screen.h).
#include "ui/counter_screen.h"

#include "base/log.h"

namespace xiaoer::ui {
namespace {

constexpr std::int64_t look_every_ms = 250;

std::string list_of(const std::vector<Display>& displays) {
    std::string list;
    for (const auto& one : displays)
        list += (list.empty() ? "" : ", ") + one.name + " " + std::to_string(one.place.width) + "x" +
                std::to_string(one.place.height);
    return list.empty() ? "none" : list;
}

}  // namespace

void Counter::look_at_displays() {
    if (!desk_) return;
    const auto now = options_.clock->steady_ms();
    if (seen_displays_ && now - looked_ms_ < look_every_ms) return;
    looked_ms_ = now;
    auto displays = options_.displays ? options_.displays() : displays_->now();
    const auto seats = seats_of(displays, options_.screens);
    const bool hidden = seats.desk && !desk_->there;  // it had to be, and its place is still its own
    if (seen_displays_ == displays && !hidden) return;
    if (seen_displays_ != displays) log_info("displays: " + list_of(displays));
    seen_displays_ = std::move(displays);
    seat(seats);
}

void Counter::put(Side& side, const std::optional<Place>& place) {
    side.window->put(place);
    side.there = place.has_value();
    side.changed = true;
}

// Whoever was there is signed out.
void Counter::hide_desk() {
    put(*desk_, {});
    if (clerk_) sign_out();
    if (desk_->scene.screen != Screen::error && desk_->scene.screen != Screen::owner) go(*desk_, Screen::attract);
}

// The desk goes before the customers' side comes where it was.
void Counter::seat(const Seats& seats) {
    if (!seats.desk) hide_desk();
    put(front_, seats.customers);
    if (seats.desk) put(*desk_, seats.desk);
}

// The customers see the stage as the desk has it, from when the desk goes there until it leaves.
void Counter::show_stage_to_customers() {
    if (!desk_) return;
    const bool on_stage = desk_->scene.screen == Screen::draw;
    const bool shown = front_.scene.screen == Screen::draw;
    if (!on_stage) {
        if (shown) go(front_, Screen::attract);
        return;
    }
    if (!shown && !for_customers(front_.scene.screen)) return;
    if (!shown) go(front_, Screen::draw);
    front_.touched_ms = options_.clock->steady_ms();
    if (stage_shown_ == desk_->frames_drawn && shown) return;
    stage_shown_ = desk_->frames_drawn;
    front_.scene.stage = desk_->scene.stage;
    front_.changed = true;
}

Counter::Side& Counter::scanned_side(const std::string& text) {
    if (!desk_ || !desk_->there) return front_;
    if (classify_scan(text).kind == ScanKind::badge) return *desk_;
    const bool at_home = desk_->scene.screen == Screen::desk && desk_->scene.desk.panel == DeskState::Panel::home;
    const bool claiming = front_.scene.screen == Screen::claim && at_home;
    return clerk_ && !claiming ? *desk_ : front_;
}

}  // namespace xiaoer::ui
