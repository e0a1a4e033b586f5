#include "ui/counter_screen.h"

#include <chrono>

namespace xiaoer::ui {
namespace {

constexpr std::int64_t customer_idle_ms = 30 * second_ms;
constexpr std::int64_t clerk_idle_ms = 10 * minute_ms;
constexpr std::int64_t toast_ms = 4 * second_ms;
constexpr std::int64_t motion_ms = 200;
constexpr std::int64_t news_ms = 30 * second_ms;  // a greeting older than this (after a restart) is no news
constexpr int frame_ms = 16, poll_ms = 4, longest_sleep_ms = 500, display_look_ms = 250;
constexpr std::size_t scans_waiting = 4;

Zone zone_of(const Settings& settings) {
    if (auto zone = Zone::named(settings.zone)) return *zone;
    return Zone::named("UTC").value();
}

// Most frames ask for nothing: a screen's `none` comes first in its enum.
bool asks(const Action& action) {
    return std::visit(
        [](const auto& asked) {
            if constexpr (requires { asked.kind; })
                return static_cast<int>(asked.kind) != 0;
            else
                return false;
        },
        action);
}

bool for_clerks(Screen screen) { return screen == Screen::desk || screen == Screen::pickup || screen == Screen::till; }

}  // namespace

Counter::Counter(Kiosk& kiosk, CounterOptions options, std::unique_ptr<Window> front, std::unique_ptr<Window> desk)
    : kiosk_(kiosk),
      options_(std::move(options)),
      front_{std::move(front), {}, {}, Words(Language::hans, Zone::named("UTC").value(), "CNY")},
      snapshot_(kiosk.snapshot()),
      speaker_(options_.window.kind == WindowKind::offscreen) {
    if (desk) {
        desk_.reset(new Side{std::move(desk), {}, {}, front_.words});
        desk_->scene.screen = Screen::sign_in;
    }
    const auto now = options_.clock->steady_ms();
    for (auto* one : {&front_, desk_.get()}) {
        if (one == nullptr) continue;
        one->touched_ms = now, one->arrived_ms = now - motion_ms;
        speak(*one, snapshot_->settings.language);
        obey_health(*one);
    }
    const auto wake = front_.window->waker();
    kiosk_.on_publication(wake);
    if (options_.first_start != nullptr) options_.first_start->on_tell(wake);
    if (options_.posters != nullptr) options_.posters->on_ask(wake);
    if (options_.till != nullptr) options_.till->on_change(wake);
    if (options_.scans != nullptr) options_.scans->on_put(wake);
}

Counter::~Counter() {
    if (options_.till != nullptr) options_.till->on_change([] {});
    if (options_.posters != nullptr) options_.posters->on_ask([] {});
    if (options_.scans != nullptr) options_.scans->on_put([] {});
    kiosk_.on_publication([] {});
    if (options_.first_start != nullptr) options_.first_start->on_tell([] {}), options_.first_start->close();
}

Result<std::unique_ptr<Counter>> Counter::open(Kiosk& kiosk, CounterOptions options) {
    XIAOER_ASSERT(options.clock != nullptr);
    const bool two = !options.screens.desk.empty();
    options.window.placed = two && options.window.kind != WindowKind::offscreen;
    XIAOER_TRY_ASSIGN(auto front, Window::open(options.window));
    std::unique_ptr<Window> desk;
    std::unique_ptr<Displays> displays;
    if (two) {
        XIAOER_TRY_ASSIGN(desk, Window::open(options.window));
        if (!options.displays) {
            XIAOER_TRY_ASSIGN(displays, Displays::open());
        }
    }
    std::unique_ptr<Counter> counter(new Counter(kiosk, std::move(options), std::move(front), std::move(desk)));
    counter->displays_ = std::move(displays);
    counter->look_at_displays();
    counter->draw_if_changed(counter->front_);
    if (counter->desk_) counter->draw_if_changed(*counter->desk_);
    return counter;
}

View Counter::view(const Side& side) const {
    const bool clerks = !desk_ || is_apart(side);
    return {*snapshot_,
            side.words,
            options_.clock->now(),
            clerk_ && clerks ? &*clerk_ : nullptr,
            side.pending.has_value() || teaching_.valid(),
            &till_,
            devices_};
}

void Counter::speak(Side& side, Language language) {
    side.words = Words(language, zone_of(snapshot_->settings), snapshot_->settings.currency);
    side.changed = true;
}

void Counter::change_all() {
    front_.changed = true;
    if (desk_) desk_->changed = true;
}

// ---- what happens -------------------------------------------------------------------------------------------

bool Counter::turn(int timeout_ms) {
    for (const auto& input : front_.window->wait(std::min(timeout_ms, sleep_ms())))
        take_input(input, desk_ && input.window == desk_->window->id() ? *desk_ : front_);
    look_at_displays();
    take_scans();
    take_snapshot();
    take_till();
    tell_owner();
    take_answer(front_);
    if (desk_) take_answer(*desk_);
    obey_clock(front_);
    if (desk_) obey_clock(*desk_);
    if (desk_) draw_if_changed(*desk_);
    show_stage_to_customers();
    draw_if_changed(front_);
    if (options_.posters != nullptr) options_.posters->serve_one(*snapshot_, options_.clock->now());
    return !closed_;
}

void Counter::take_input(const Input& input, Side& touched) {
    using Kind = Input::Kind;
    switch (input.kind) {
        case Kind::quit: closed_ = true; break;
        case Kind::redraw: touched.changed = true; break;
        case Kind::moved:
            touched.changed = true;
            // The window system thinks it knows better: nothing of the desk is shown anywhere else.
            if (is_apart(touched) && !touched.window->is_within_its_place()) hide_desk();
            break;
        case Kind::key: burst_.key(input.key, input.at_ms); break;
        case Kind::enter:
            if (const auto line = burst_.enter(input.at_ms)) hear(*line, true);
            break;
        case Kind::press:
        case Kind::release:
            touched.touched_ms = options_.clock->steady_ms();
            touched.changed = true;
            draw(touched, input);
            break;
        case Kind::move: draw(touched, input); break;
    }
}

void Counter::take_scans() {
    if (options_.printer) {
        const auto printer = options_.printer();
        if (printer != devices_.printer) devices_.printer = printer, change_all();
    }
    if (options_.scans == nullptr) return;
    const auto state =
        options_.scanner_there && options_.scanner_there() ? DevicesView::Scanner::there : DevicesView::Scanner::away;
    if (state != devices_.scanner) devices_.scanner = state, change_all();
    while (const auto text = options_.scans->take()) hear(*text, false);
}

void Counter::hear(const std::string& text, bool typed) {
    devices_.last_scan = form_of_scan(text), devices_.typed = typed, devices_.scanned_at = options_.clock->now();
    change_all();
    scan(text);
}

void Counter::take_snapshot() {
    auto newest = kiosk_.snapshot();
    if (newest->revision == snapshot_->revision) return;
    const bool settings_changed = newest->settings != snapshot_->settings;
    const auto language_before = snapshot_->settings.language;
    snapshot_ = std::move(newest);
    change_all();
    if (options_.on_snapshot) options_.on_snapshot(*snapshot_);
    for (auto* one : {&front_, desk_.get()}) {
        if (one == nullptr) continue;
        const bool follows_shop = one->words.language() == language_before;
        if (settings_changed) speak(*one, follows_shop ? snapshot_->settings.language : one->words.language());
        obey_health(*one);
    }
    greet_and_claim();
}

void Counter::take_till() {
    if (options_.till == nullptr) return;
    const bool taught = teaching_.valid() && teaching_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    auto& desk = side(Face::desk);
    if (options_.till->revision() != till_.revision) {
        till_ = options_.till->picture();
        desk.changed = desk.changed || desk.scene.screen == Screen::till;
    }
    if (taught) apply(desk, answer_till(desk.scene.till, teaching_.get(), view(desk)));
}

// Beside the loop: a disk may take its time.
void Counter::teach(pos::TillProfile profile) {
    if (options_.till == nullptr || teaching_.valid()) return;
    teaching_ = std::async(std::launch::async,
                           [till = options_.till, wake = front_.window->waker(), kept = std::move(profile)] {
                               auto done = till->keep(kept);
                               wake();
                               return done;
                           });
}

void Counter::greet_and_claim() {
    const auto now = options_.clock->now();
    auto& scene = front_.scene;
    const bool free = for_customers(scene.screen);
    const auto& greeting = snapshot_->greeting;
    const auto& purchase = snapshot_->purchase;
    const bool newcomer = greeting && greeting->sequence > greeted_ && now - greeting->at < news_ms;
    const bool new_purchase =
        purchase && purchase->sequence > claimed_ && now - purchase->at < news_ms && !purchase->bound_to;
    if (greeting) greeted_ = std::max(greeted_, greeting->sequence);
    if (purchase) claimed_ = std::max(claimed_, purchase->sequence);
    if (!free || scene.screen == Screen::scratch) return;  // whoever scratches is not interrupted
    if (newcomer) {
        scene.welcome = welcome_of(*greeting);
        scene.claim = {};
        go(front_, Screen::welcome);
        speaker_.play(Sound::yes, options_.clock->steady_ms());
    } else if (new_purchase) {
        scene.claim = {};
        go(front_, Screen::claim);
    } else if (scene.screen == Screen::claim && purchase && purchase->bound_to && !front_.pending) {
        scene.welcome = welcome_of(Bound{*purchase->bound_to, purchase->bound_name, purchase->tickets});
        scene.claim = {};
        go(front_, Screen::welcome);
        speaker_.play(Sound::yes, options_.clock->steady_ms());
    }
}

void Counter::tell_owner() {
    if (options_.first_start == nullptr) return;
    auto& desk = side(Face::desk);
    auto told = options_.first_start->told();
    const bool telling = desk.scene.screen == Screen::owner;
    if (told && !telling) {
        desk.scene.owner.secrets = std::move(*told);
        go(desk, Screen::owner);
    } else if (!told && telling) {
        desk.scene.owner = {};
        go(desk, Screen::attract);
        obey_health(desk);
    }
}

void Counter::obey_health(Side& side) {
    using What = ErrorState::What;
    auto& scene = side.scene;
    const bool waiting =
        scene.screen == Screen::error && (scene.error.what == What::starting || scene.error.what == What::no_shop);
    const bool resting = scene.screen == Screen::attract || (is_apart(side) && scene.screen == Screen::sign_in);
    if (has_stopped(snapshot_->health)) {
        if (scene.screen != Screen::not_saved) go(side, Screen::not_saved);
    } else if (scene.screen == Screen::owner) {
        return;  // until the owner has it
    } else if (!snapshot_->shop_open) {
        scene.error.what = snapshot_->health == Health::starting ? What::starting : What::no_shop;
        if (scene.screen != Screen::error) go(side, Screen::error);
    } else if (waiting || (resting && snapshot_->awaits_owner && screen_for(side, Screen::attract) != scene.screen) ||
               (scene.screen == Screen::set_up && !snapshot_->awaits_owner)) {
        go(side, Screen::attract);
    }
}

void Counter::take_answer(Side& side) {
    if (side.pending && side.pending->answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        auto pending = *std::exchange(side.pending, std::nullopt);
        auto result = pending.answer.get();
        side.changed = true;
        if (result) {
            if (options_.on_outcome) options_.on_outcome(*result);
            const auto* signed_in = std::get_if<SignedIn>(&*result);
            if (signed_in != nullptr && pending.asked == Screen::sign_in)
                clerk_ = Clerk{signed_in->session, signed_in->name, signed_in->manager, signed_in->staff};
        }
        take_snapshot();
        apply(side, answer_scene(side.scene, pending.asked, result, view(side)));
    }
    while (!scans_.empty() && &scanned_side(scans_.front()) == &side && !side.pending) {
        const auto text = std::move(scans_.front());
        scans_.pop_front();
        apply(side, scan_scene(side.scene, text, view(side)));
    }
}

void Counter::obey_clock(Side& side) {
    const auto now = options_.clock->steady_ms();
    auto& scene = side.scene;
    speaker_.tidy(now);
    if (!scene.toast.text.empty() && now >= side.toast_until_ms) scene.toast = {}, side.changed = true;
    const bool clerks = view(side).clerk != nullptr;
    if (now - side.touched_ms >= (clerks ? clerk_idle_ms : customer_idle_ms)) {
        side.touched_ms = now;
        if (clerks) sign_out();
        const bool standing = scene.screen == Screen::error || scene.screen == Screen::not_saved ||
                              scene.screen == Screen::owner || (desk_ && scene.screen == Screen::draw && !clerks);
        const auto rest = screen_for(side, Screen::attract);
        const bool keyed = is_apart(side) && scene.sign_in.staff.has_value();
        if (!standing && (keyed || scene.screen != rest || side.words.language() != snapshot_->settings.language))
            go(side, Screen::attract);
    }
    if (scene.screen == Screen::set_up && !side.pending) {
        if (auto next = tend_set_up(scene.set_up, options_.clock->now()); next.wish) apply(side, std::move(next));
    }
    const auto wall = options_.clock->now().ms;
    const auto tick = counting_down(side) ? wall / second_ms : wall / minute_ms;
    if (tick != side.drawn_tick) side.drawn_tick = tick, side.changed = true;
    if (side.moving) side.changed = true;
}

// ---- what is done -------------------------------------------------------------------------------------------

void Counter::apply(Side& side, Next next) {
    const Screen asking = side.scene.screen;
    const auto now = options_.clock->steady_ms();
    // With a display of its own the desk does not have to give way to the customer who claims a sale.
    if (is_apart(side) && next.go == Screen::claim) next.sign_out = false;
    if (next.language) speak(side, *next.language);
    if (next.sign_out) sign_out();
    if (next.owner_knows && options_.first_start != nullptr) options_.first_start->confirm();
    const bool says = !next.toast.empty();
    if (says) {
        side.scene.toast = {std::move(next.toast), next.sound};
        side.toast_until_ms = now + toast_ms;
    }
    speaker_.play(next.sound, now);
    if (next.go && !says && *next.go != side.scene.screen) side.scene.toast = {};  // it was said on another screen
    if (next.go) go(side, *next.go);
    if (next.wish && !side.pending) side.pending = Pending{asking, kiosk_.submit(std::move(*next.wish))};
    if (next.pin && !side.pending)
        side.pending = Pending{asking, kiosk_.sign_in(next.pin->staff, std::move(next.pin->pin))};
    if (next.pin_change && clerk_ && !side.pending) {
        auto changed =
            kiosk_.change_pin(clerk_->staff, std::move(next.pin_change->old_pin), std::move(next.pin_change->new_pin));
        side.pending = Pending{asking, std::move(changed)};
    }
    if (next.print_again && options_.print_again) options_.print_again(next.print_again->unit);
    if (next.teach) teach(std::move(*next.teach));
    if (next.look_up) {
        go(side, Screen::pickup);
        if (side.scene.screen == Screen::pickup) apply(side, scan_pickup(side.scene.pickup, *next.look_up, view(side)));
    }
    side.changed = true;
}

// Where a display has to itself what two would share: the desk rests at its sign-in and shows nothing of the
// customers', and theirs nothing of the desk's.
Screen Counter::screen_for(const Side& side, Screen asked) const {
    if (!desk_) return asked == Screen::attract && snapshot_->awaits_owner ? Screen::set_up : asked;
    if (is_apart(side)) {
        if (asked == Screen::claim && clerk_) return Screen::desk;
        if (!for_customers(asked)) return asked;
        return snapshot_->awaits_owner ? Screen::set_up : clerk_ ? Screen::desk : Screen::sign_in;
    }
    const bool clerks = for_clerks(asked) || asked == Screen::sign_in || asked == Screen::owner;
    return clerks || asked == Screen::set_up ? side.scene.screen : asked;
}

void Counter::go(Side& side, Screen asked) {
    using What = ErrorState::What;
    if (is_apart(side) && asked == Screen::claim) go(front_, Screen::claim);
    const bool resting = asked == Screen::attract;
    Screen screen = screen_for(side, asked);
    if (for_clerks(screen) && !clerk_) screen = Screen::sign_in;
    if (screen == Screen::pickup && snapshot_->health == Health::frozen) screen = Screen::error;
    if (screen == Screen::claim && !snapshot_->purchase) return go(side, Screen::attract);
    if (screen == Screen::scratch && !may_scratch(*snapshot_)) return go(side, Screen::attract);
    if (screen == Screen::error && snapshot_->shop_open)
        side.scene.error.what = snapshot_->health == Health::frozen ? What::frozen : What::corrupt;
    const bool other = side.scene.screen != screen;
    side.scene.screen = screen;
    if (resting) {
        forget(side.scene);
        speak(side, snapshot_->settings.language);
    }
    side.touched_ms = options_.clock->steady_ms();
    if (other) side.arrived_ms = side.touched_ms;
    side.changed = true;
}

void Counter::sign_out() {
    if (!clerk_) return;
    (void)kiosk_.submit(SignOut{clerk_->session});
    clerk_.reset();
    forget(side(Face::desk).scene);
}

void Counter::scan(const std::string& text) {
    auto& reading = scanned_side(text);
    reading.touched_ms = options_.clock->steady_ms();
    if (scans_.size() < scans_waiting) scans_.push_back(text);
    take_answer(reading);
}

// ---- what is seen -------------------------------------------------------------------------------------------

float Counter::arrival(const Side& side) const {
    if (options_.window.kind == WindowKind::offscreen) return 1;
    const auto passed = static_cast<float>(options_.clock->steady_ms() - side.arrived_ms) / motion_ms;
    if (passed >= 1) return 1;
    const float left = 1 - std::max(0.0F, passed);
    return 1 - left * left * left;
}

void Counter::draw(Side& side, const Input& input) {
    Action action;
    side.window->frame(input, [&] {
        Painter painter(*side.window, side.recorder, side.words.language(), arrival(side));
        action = draw_scene(painter, side.scene, view(side));
    });
    const bool only_shown = desk_ && !is_apart(side) && side.scene.screen == Screen::draw;  // the desk has its buttons
    if (asks(action) && !only_shown) apply(side, step_scene(side.scene, action, view(side)));
}

void Counter::draw_if_changed(Side& side) {
    if (!side.changed || !side.there) return;
    const float now = arrival(side);
    side.moving = now < 1;
    side.changed = false;
    draw(side, {});
    side.window->present();
    ++side.frames_drawn;
    const auto& hear = is_apart(side) ? options_.on_desk_frame : options_.on_frame;
    if (hear) hear(side.scene.screen, side.recorder);
}

bool Counter::counting_down(const Side& side) const {
    const auto& draw = snapshot_->next_draw;
    return draw && (side.scene.screen == Screen::attract || side.scene.screen == Screen::draw) &&
           !Words::countdown(draw->draws_at, options_.clock->now()).empty();
}

int Counter::sleep_ms() const {
    const int front = sleep_ms(front_);
    return desk_ ? std::min({front, sleep_ms(*desk_), display_look_ms}) : front;
}

int Counter::sleep_ms(const Side& side) const {
    if (side.changed && side.there) return 0;
    if (side.pending || teaching_.valid()) return poll_ms;
    if (side.moving && side.there) return frame_ms;
    const auto now = options_.clock->steady_ms();
    const auto wall = options_.clock->now().ms;
    const auto unit = counting_down(side) ? second_ms : minute_ms;
    std::int64_t until = unit - wall % unit;
    until = std::min(until, side.touched_ms + (view(side).clerk != nullptr ? clerk_idle_ms : customer_idle_ms) - now);
    if (!side.scene.toast.text.empty()) until = std::min(until, side.toast_until_ms - now);
    return static_cast<int>(std::clamp<std::int64_t>(until, 1, longest_sleep_ms));
}

// ---- how it is driven ---------------------------------------------------------------------------------------

Result<void> Counter::run() {
    while (turn(longest_sleep_ms))
        if (options_.stop != nullptr && options_.stop->load()) break;
    return {};
}

Result<void> run(Kiosk& kiosk, CounterOptions options) {
    XIAOER_TRY_ASSIGN(const auto counter, Counter::open(kiosk, std::move(options)));
    return counter->run();
}

}  // namespace xiaoer::ui
