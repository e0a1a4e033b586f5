#include "cli/network_keeper.h"

#include "base/log.h"
#include "cli/network.h"

namespace xiaoer::cli {
namespace {

using phone::HotspotTrial;

constexpr std::chrono::milliseconds short_while{200};
constexpr std::int64_t fresh_for_ms = 5'000;  // a card may be plugged in while the owner looks

}  // namespace

NetworkKeeper::NetworkKeeper(Options options, Kiosk& kiosk, const Clock& clock)
    : options_(options), kiosk_(kiosk), clock_(clock) {
    thread_ = std::thread([this] { run(); });
}

NetworkKeeper::~NetworkKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::string NetworkKeeper::url_at(const std::string& address) const {
    return "http://" + address + ":" + std::to_string(port_.load());
}

phone::NetworkView NetworkKeeper::view() {
    phone::NetworkView network;
    for (const auto& own : own_addresses()) network.addresses.push_back({url_at(own.address), own.lent});
    const std::lock_guard lock(mutex_);
    network.hotspot = told_;
    network.hotspot.url = url_at(Hotspot::address);
    if (wish_ == Wish::none && clock_.steady_ms() - looked_ms_ > fresh_for_ms) {
        wish_ = Wish::look;
        changed_.notify_all();
    }
    return network;
}

bool NetworkKeeper::try_hotspot(const phone::HotspotPlan& plan) {
    const std::lock_guard lock(mutex_);
    const bool busy = told_.trial == HotspotTrial::starting || told_.trial == HotspotTrial::up;
    if (busy || told_.state != phone::HotspotState::ready) return false;
    plan_ = plan;
    told_.trial = HotspotTrial::starting;
    told_.problem.clear();
    until_ms_ = clock_.steady_ms() + options_.before_trial_ms;
    wish_ = Wish::open;
    changed_.notify_all();
    return true;
}

std::optional<phone::HotspotPlan> NetworkKeeper::keep_hotspot() {
    const std::lock_guard lock(mutex_);
    if (told_.trial == HotspotTrial::kept) return plan_;  // said twice
    if (told_.trial != HotspotTrial::up) return std::nullopt;
    told_.trial = HotspotTrial::kept;
    wish_ = Wish::keep;
    changed_.notify_all();
    return plan_;
}

void NetworkKeeper::close_hotspot() {
    const std::lock_guard lock(mutex_);
    told_.trial = HotspotTrial::none;
    wish_ = Wish::close;
    changed_.notify_all();
}

void NetworkKeeper::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        act(lock);
        if (options_.watches_address) {
            lock.unlock();
            watch_address();
            lock.lock();
        }
        if (wish_ != Wish::none && wish_ != Wish::open) continue;
        changed_.wait_for(lock, wish_ == Wish::open ? short_while : options_.look_every,
                          [this, before = wish_] { return stopping_ || wish_ != before; });
    }
    // Nobody is there any more to come back to what was before.
    const bool unsettled = told_.trial == HotspotTrial::up;
    lock.unlock();
    if (unsettled) hotspot_.close();
}

void NetworkKeeper::watch_address() {
    const auto picture = kiosk_.snapshot();
    if (!picture->shop_open || port_ == 0) return;
    std::vector<std::string> own;
    for (const auto& one : own_addresses()) own.push_back(url_at(one.address));
    auto settings = picture->settings;
    const auto url = watch_.look(settings.base_url, own, clock_.steady_ms());
    if (!url) return;
    log_warning("the pages' address changed from " + settings.base_url + " to " + *url +
                ": cookies and printed codes of the old one no longer reach this kiosk");
    settings.base_url = *url;
    if (const auto told = kiosk_.submit(ChangeSettings{settings, {}}).get(); !told)
        log_error(told.error(), "telling the pages' address");
}

void NetworkKeeper::act(std::unique_lock<std::mutex>& lock) {
    const auto now_ms = clock_.steady_ms();
    if (wish_ == Wish::open && now_ms < until_ms_) return;
    const bool too_late = wish_ == Wish::none && told_.trial == HotspotTrial::up && now_ms >= until_ms_;
    if (wish_ == Wish::none && !too_late) return;
    const auto wish = std::exchange(wish_, Wish::none);
    if (wish == Wish::open) open(lock);
    if (too_late) told_.trial = HotspotTrial::gone_back;  // said before it is done: nobody keeps it meanwhile
    lock.unlock();
    if (wish == Wish::keep) {
        if (const auto kept = hotspot_.keep(); !kept) log_error(kept.error(), "keeping the hotspot");
    }
    if (wish == Wish::close || too_late) hotspot_.close();
    const auto state = hotspot_.look();
    lock.lock();
    told_.state = state;
    looked_ms_ = clock_.steady_ms();
}

void NetworkKeeper::open(std::unique_lock<std::mutex>& lock) {
    const auto plan = plan_;
    lock.unlock();
    const auto opened = hotspot_.open(plan);
    lock.lock();
    told_.trial = opened ? HotspotTrial::up : HotspotTrial::failed;
    if (!opened) told_.problem = opened.error().message;
    until_ms_ = clock_.steady_ms() + options_.trial_ms;
}

}  // namespace xiaoer::cli
