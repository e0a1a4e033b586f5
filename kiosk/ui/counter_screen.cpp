#include "ui/counter_screen.h"

#include "ui/screens/stage_motion.h"

#include <chrono>

namespace xiaoer::ui {
namespace {

constexpr std::int64_t customer_idle_ms = 30 * second_ms;
constexpr std::int64_t clerk_idle_ms = 10 * minute_ms;
constexpr std::int64_t toast_ms = 4 * second_ms;
constexpr std::int64_t news_ms = 30 * second_ms;  // a greeting older than this (after a restart) is no news
constexpr int frame_ms = 16, poll_ms = 4, longest_sleep_ms = 500;
constexpr std::size_t scans_waiting = 4;

Zone zone_of(const Settings& settings) {
    if (auto zone = Zone::named(settings.zone)) return *zone;
    return Zone::named("UTC").value();
}

bool for_clerks(Screen screen) { return screen == Screen::desk || screen == Screen::pickup || screen == Screen::till; }

}  // namespace

Counter::Counter(Kiosk& kiosk, CounterOptions options, std::unique_ptr<Window> window)
    : kiosk_(kiosk),
      options_(std::move(options)),
      window_(std::move(window)),
      words_(Language::hans, Zone::named("UTC").value(), "CNY"),
      second_words_(words_),
      snapshot_(kiosk.snapshot()),
      speaker_(options_.window.kind == WindowKind::offscreen) {
    touched_ms_ = options_.clock->steady_ms();
    arrived_ms_ = touched_ms_ - motion_ms;
    speak(snapshot_->settings.language);
    kiosk_.on_publication(window_->waker());
    if (options_.first_start != nullptr) options_.first_start->on_tell(window_->waker());
    if (options_.posters != nullptr) options_.posters->on_ask(window_->waker());
    if (options_.till != nullptr) options_.till->on_change(window_->waker());
    if (options_.scans != nullptr) options_.scans->on_put(window_->waker());
    obey_health();
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
    XIAOER_TRY_ASSIGN(auto window, Window::open(options.window));
    std::unique_ptr<Counter> counter(new Counter(kiosk, std::move(options), std::move(window)));
    counter->draw_if_changed();
    return counter;
}

View Counter::view() const {
    View shown{*snapshot_,
               words_,
               options_.clock->now(),
               clerk_ ? &*clerk_ : nullptr,
               pending_.has_value() || teaching_.valid(),
               &till_,
               devices_,
               &second_words_};
    // As arrival(): pictures that nobody watches are taken of what stands in the end.
    if (options_.window.kind != WindowKind::offscreen) shown.since_ms = options_.clock->steady_ms() - stage_came_ms_;
    return shown;
}

void Counter::speak(Language language) {
    const auto zone = zone_of(snapshot_->settings);
    words_ = Words(language, zone, snapshot_->settings.currency);
    second_words_ = Words(second_language(language), zone, snapshot_->settings.currency);
    changed_ = true;
}

// ---- what happens -------------------------------------------------------------------------------------------

bool Counter::turn(int timeout_ms) {
    for (const auto& input : window_->wait(std::min(timeout_ms, sleep_ms()))) take_input(input);
    take_scans();
    take_snapshot();
    take_till();
    tell_owner();
    take_answer();
    obey_clock();
    draw_if_changed();
    if (options_.posters != nullptr) options_.posters->serve_one(*snapshot_, options_.clock->now());
    return !closed_;
}

void Counter::take_input(const Input& input) {
    using Kind = Input::Kind;
    switch (input.kind) {
        case Kind::quit: closed_ = true; break;
        case Kind::redraw: changed_ = true; break;
        case Kind::key: burst_.key(input.key, input.at_ms); break;
        case Kind::enter:
            if (const auto line = burst_.enter(input.at_ms)) hear(*line, true);
            break;
        case Kind::press:
        case Kind::release:
            touched_ms_ = options_.clock->steady_ms();
            changed_ = true;
            draw(input);
            break;
        case Kind::move: draw(input); break;
    }
}

void Counter::take_scans() {
    if (options_.scans == nullptr) return;
    const auto state =
        options_.scanner_there && options_.scanner_there() ? DevicesView::Scanner::there : DevicesView::Scanner::away;
    if (state != devices_.scanner) devices_.scanner = state, changed_ = true;
    while (const auto text = options_.scans->take()) hear(*text, false);
}

void Counter::hear(const std::string& text, bool typed) {
    devices_.last_scan = form_of_scan(text), devices_.typed = typed, devices_.scanned_at = options_.clock->now();
    changed_ = true;
    scan(text);
}

void Counter::take_snapshot() {
    auto newest = kiosk_.snapshot();
    if (newest->revision == snapshot_->revision) return;
    const bool settings_changed = newest->settings != snapshot_->settings;
    const bool follows_shop = words_.language() == snapshot_->settings.language;
    if (scene_.screen == Screen::draw)
        speaker_.play(tend_stage(scene_.stage, *snapshot_, *newest), options_.clock->steady_ms());
    snapshot_ = std::move(newest);
    changed_ = true;
    if (options_.on_snapshot) options_.on_snapshot(*snapshot_);
    if (settings_changed) speak(follows_shop ? snapshot_->settings.language : words_.language());
    obey_health();
    greet_and_claim();
}

void Counter::take_till() {
    if (options_.till == nullptr) return;
    const bool taught = teaching_.valid() && teaching_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    if (options_.till->revision() != till_.revision) {
        till_ = options_.till->picture();
        changed_ = changed_ || scene_.screen == Screen::till;
    }
    if (taught) apply(answer_till(scene_.till, teaching_.get(), view()));
}

// Beside the loop: a disk may take its time.
void Counter::teach(pos::TillProfile profile) {
    if (options_.till == nullptr || teaching_.valid()) return;
    teaching_ =
        std::async(std::launch::async, [till = options_.till, wake = window_->waker(), kept = std::move(profile)] {
            auto done = till->keep(kept);
            wake();
            return done;
        });
}

void Counter::greet_and_claim() {
    const auto now = options_.clock->now();
    const bool free = for_customers(scene_.screen);
    const auto& greeting = snapshot_->greeting;
    const auto& purchase = snapshot_->purchase;
    const bool newcomer = greeting && greeting->sequence > greeted_ && now - greeting->at < news_ms;
    const bool new_purchase =
        purchase && purchase->sequence > claimed_ && now - purchase->at < news_ms && !purchase->bound_to;
    if (greeting) greeted_ = std::max(greeted_, greeting->sequence);
    if (purchase) claimed_ = std::max(claimed_, purchase->sequence);
    if (!free || scene_.screen == Screen::scratch) return;  // whoever scratches is not interrupted
    if (newcomer) {
        scene_.welcome = welcome_of(*greeting);
        scene_.claim = {};
        go(Screen::welcome);
        speaker_.play(Sound::yes, options_.clock->steady_ms());
    } else if (new_purchase) {
        scene_.claim = {};
        go(Screen::claim);
    } else if (scene_.screen == Screen::claim && purchase && purchase->bound_to && !pending_) {
        scene_.welcome = welcome_of(Bound{*purchase->bound_to, purchase->bound_name, purchase->tickets});
        scene_.claim = {};
        go(Screen::welcome);
        speaker_.play(Sound::yes, options_.clock->steady_ms());
    }
}

void Counter::tell_owner() {
    if (options_.first_start == nullptr) return;
    auto told = options_.first_start->told();
    const bool telling = scene_.screen == Screen::owner;
    if (told && !telling) {
        scene_.owner.secrets = std::move(*told);
        go(Screen::owner);
    } else if (!told && telling) {
        scene_.owner = {};
        go(Screen::attract);
        obey_health();
    }
}

void Counter::obey_health() {
    using What = ErrorState::What;
    const bool waiting =
        scene_.screen == Screen::error && (scene_.error.what == What::starting || scene_.error.what == What::no_shop);
    if (has_stopped(snapshot_->health) ||
        (snapshot_->health == Health::slips_not_saved && scene_.screen != Screen::owner)) {
        if (scene_.screen != Screen::not_saved) go(Screen::not_saved);
    } else if (scene_.screen == Screen::owner) {
        return;  // until the owner has it
    } else if (!snapshot_->shop_open) {
        scene_.error.what = snapshot_->health == Health::starting ? What::starting : What::no_shop;
        if (scene_.screen != Screen::error) go(Screen::error);
    } else if (waiting || scene_.screen == Screen::not_saved ||
               (scene_.screen == Screen::attract && snapshot_->awaits_owner) ||
               (scene_.screen == Screen::set_up && !snapshot_->awaits_owner)) {
        go(Screen::attract);
    }
}

void Counter::take_answer() {
    if (pending_ && pending_->answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        auto pending = *std::exchange(pending_, std::nullopt);
        auto result = pending.answer.get();
        changed_ = true;
        if (result) {
            if (options_.on_outcome) options_.on_outcome(*result);
            const auto* signed_in = std::get_if<SignedIn>(&*result);
            if (signed_in != nullptr && pending.asked == Screen::sign_in)
                clerk_ = Clerk{signed_in->session, signed_in->name, signed_in->manager};
        }
        take_snapshot();
        apply(answer_scene(scene_, pending.asked, result, view()));
    }
    while (!pending_ && !scans_.empty()) {
        const auto text = std::move(scans_.front());
        scans_.pop_front();
        apply(scan_scene(scene_, text, view()));
    }
}

void Counter::obey_clock() {
    const auto now = options_.clock->steady_ms();
    speaker_.tidy(now);
    if (!scene_.toast.text.empty() && now >= toast_until_ms_) scene_.toast = {}, changed_ = true;
    const bool clerks = clerk_.has_value();
    if (now - touched_ms_ >= (clerks ? clerk_idle_ms : customer_idle_ms)) {
        touched_ms_ = now;
        if (clerks) sign_out();
        const bool standing =
            scene_.screen == Screen::error || scene_.screen == Screen::not_saved || scene_.screen == Screen::owner;
        if (!standing && (scene_.screen != Screen::attract || words_.language() != snapshot_->settings.language))
            go(Screen::attract);
    }
    if (scene_.screen == Screen::set_up && !pending_) {
        if (auto next = tend_set_up(scene_.set_up, options_.clock->now()); next.wish) apply(std::move(next));
    }
    const auto wall = options_.clock->now().ms;
    const auto tick = counting_down() ? wall / second_ms : wall / minute_ms;
    if (tick != drawn_tick_) {
        drawn_tick_ = tick, changed_ = true;
        const auto& draw = snapshot_->next_draw;
        if (scene_.screen == Screen::draw && draw && Words::last_seconds(draw->draws_at, options_.clock->now()) > 0)
            speaker_.play(Sound::tick, now);
    }
    if (moving_) changed_ = true;
}

// ---- what is done -------------------------------------------------------------------------------------------

void Counter::apply(Next next) {
    const Screen asking = scene_.screen;
    if (next.language) speak(*next.language);
    if (next.sign_out) sign_out();
    if (next.owner_knows && options_.first_start != nullptr) options_.first_start->confirm();
    const bool says = !next.toast.empty();
    if (says) {
        scene_.toast = {std::move(next.toast), next.sound};
        toast_until_ms_ = options_.clock->steady_ms() + toast_ms;
    }
    speaker_.play(next.sound, options_.clock->steady_ms());
    if (next.go && !says && *next.go != scene_.screen) scene_.toast = {};  // it was said on another screen
    if (next.go) go(*next.go);
    if (next.wish && !pending_) pending_ = Pending{asking, kiosk_.submit(std::move(*next.wish))};
    if (next.pin && !pending_) pending_ = Pending{asking, kiosk_.sign_in(next.pin->staff, std::move(next.pin->pin))};
    if (next.teach) teach(std::move(*next.teach));
    if (next.look_up) {
        go(Screen::pickup);
        if (scene_.screen == Screen::pickup) apply(scan_pickup(scene_.pickup, *next.look_up, view()));
    }
    changed_ = true;
}

void Counter::go(Screen screen) {
    using What = ErrorState::What;
    if (for_clerks(screen) && !clerk_) screen = Screen::sign_in;
    if (screen == Screen::pickup && snapshot_->health == Health::frozen) screen = Screen::error;
    if (screen == Screen::claim && !snapshot_->purchase) screen = Screen::attract;
    if (screen == Screen::scratch && !may_scratch(*snapshot_)) screen = Screen::attract;
    if (screen == Screen::error && snapshot_->shop_open)
        scene_.error.what = snapshot_->health == Health::frozen ? What::frozen : What::corrupt;
    const bool resting = screen == Screen::attract;
    if (resting && snapshot_->awaits_owner) screen = Screen::set_up;
    const bool other = scene_.screen != screen;
    scene_.screen = screen;
    if (resting) {
        forget(scene_);
        speak(snapshot_->settings.language);
    }
    touched_ms_ = options_.clock->steady_ms();
    if (other) arrived_ms_ = touched_ms_;
    changed_ = true;
}

void Counter::sign_out() {
    if (!clerk_) return;
    (void)kiosk_.submit(SignOut{clerk_->session});
    clerk_.reset();
    forget(scene_);
}

void Counter::scan(const std::string& text) {
    touched_ms_ = options_.clock->steady_ms();
    if (scans_.size() < scans_waiting) scans_.push_back(text);
    take_answer();
}

// ---- how it is driven ---------------------------------------------------------------------------------------

int Counter::sleep_ms() const {
    if (changed_) return 0;
    if (pending_ || teaching_.valid()) return poll_ms;
    if (moving_) return frame_ms;
    const auto now = options_.clock->steady_ms();
    const auto wall = options_.clock->now().ms;
    const auto unit = counting_down() ? second_ms : minute_ms;
    std::int64_t until = unit - wall % unit;
    until = std::min(until, touched_ms_ + (clerk_ ? clerk_idle_ms : customer_idle_ms) - now);
    if (!scene_.toast.text.empty()) until = std::min(until, toast_until_ms_ - now);
    return static_cast<int>(std::clamp<std::int64_t>(until, 1, longest_sleep_ms));
}

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
