// Keeps the pages reachable: tells them another address when the machine's own has gone (address_watch.h), and tries a
// hotspot with the phone that asked for it (hotspot.h), which goes again by itself when that phone does not come.
//
// One thread of its own, because nmcli may take half a minute. The calls below are for any thread and do not wait.
#pragma once

#include "app/kiosk.h"
#include "cli/address_watch.h"
#include "cli/hotspot.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace xiaoer::cli {

class NetworkKeeper {
public:
    struct Options {
        bool watches_address = true;  // false where the machine's file names one
        std::chrono::milliseconds look_every{2'000};
        // The answer to the phone goes out before its Wi-Fi does.
        std::int64_t before_trial_ms = 1'500;
        std::int64_t trial_ms = 110'000;  // less than a pairing code lives, with which the phone comes
    };
    // `kiosk` and `clock` outlive it.
    NetworkKeeper(Options options, Kiosk& kiosk, const Clock& clock);
    ~NetworkKeeper();
    // The pages' port is known: from now on addresses are watched.
    void serve_at(std::uint16_t port) { port_ = port; }

    [[nodiscard]] phone::NetworkView view();
    // As phone::StaffTools says it.
    [[nodiscard]] bool try_hotspot(const phone::HotspotPlan& plan);
    [[nodiscard]] std::optional<phone::HotspotPlan> keep_hotspot();
    void close_hotspot();

private:
    enum class Wish { none, look, open, keep, close };
    [[nodiscard]] std::string url_at(const std::string& address) const;
    void run();
    void watch_address();
    // Called and left with the lock held; let go while nmcli runs.
    void act(std::unique_lock<std::mutex>& lock);
    void open(std::unique_lock<std::mutex>& lock);

    const Options options_;
    Kiosk& kiosk_;
    const Clock& clock_;
    std::atomic<std::uint16_t> port_{0};
    AddressWatch watch_;  // the thread's
    Hotspot hotspot_;     // the thread's

    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    bool stopping_ = false;
    Wish wish_ = Wish::look;
    phone::HotspotPlan plan_;
    phone::HotspotView told_;
    std::int64_t until_ms_ = 0;  // a trial's next step: it begins, or it is over
    std::int64_t looked_ms_ = 0;
    std::thread thread_;
};

}  // namespace xiaoer::cli
