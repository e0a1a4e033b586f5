// A street of kiosks that live through a random history: one thread, one seed, every clock moved by the test. See
// simulation_test.cpp.
#pragma once

#include "domain/draw_announcement.h"
#include "tests/sync/street.h"

#include <set>

namespace xiaoer::sync::test {

class Simulation {
public:
    Simulation(std::uint64_t seed, std::size_t kiosks);

    void live(int steps);
    // No faults any more: everybody tells everybody, until nobody has anything new.
    void heal();

    // What must hold. Each adds failures with the seed and the step.
    void expect_equal_tables();
    void expect_acknowledged_facts_everywhere();
    void expect_credit_conserved();
    void expect_sound(Counter& kiosk);

    [[nodiscard]] std::vector<std::unique_ptr<Counter>>& kiosks() { return kiosks_; }
    [[nodiscard]] int hand_overs() const { return hand_overs_; }
    [[nodiscard]] int replaced() const { return replaced_; }
    [[nodiscard]] int merges() { return static_cast<int>(kiosks_[0]->count("SELECT count(*) FROM merges")); }
    [[nodiscard]] int moves() {
        return static_cast<int>(kiosks_[0]->count("SELECT count(*) FROM prize_acts WHERE act = 'accepted'"));
    }

private:
    struct Shelved {
        std::string name;
        Bytes bytes;
    };
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
    Counter& someone() { return *kiosks_[below(kiosks_.size())]; }
    template <class T>
    std::optional<T> one_of(const std::vector<T>& list) {
        if (list.empty()) return std::nullopt;
        return list[below(list.size())];
    }
    void act(Counter& kiosk);
    void join(Counter& kiosk);
    void buy(Counter& kiosk);
    void go_on_with_draws(Counter& kiosk);
    void hand_over(Counter& kiosk);
    void undo(Counter& kiosk);
    void send_prize(Counter& kiosk);
    void take_up(Counter& kiosk);
    void erase(Counter& kiosk);
    void merge(Counter& kiosk);
    void give_credit(Counter& kiosk);
    void jump(Counter& kiosk);
    void back_up_now(Counter& kiosk);
    void replace(Counter& kiosk);
    void night(Counter& kiosk);
    void disturb();
    void remember(Counter& kiosk);
    void sign_in(Counter& kiosk);
    std::optional<std::int64_t> some_number(Counter& kiosk);

    std::uint64_t seed_;
    SeededRandom random_;
    TemporaryFolder folder_;
    std::vector<std::unique_ptr<Counter>> kiosks_;
    Shelf shelf_;
    std::vector<Shelved> held_back_;
    std::map<Counter*, std::filesystem::path> backups_;  // the last of each
    std::map<UnitId, int> in_hands_;                     // of winners, as the shops saw it happen
    std::map<DeviceId, Head> acknowledged_;
    int hand_overs_ = 0;
    int replaced_ = 0;
    int files_ = 0;  // that were named so far
    int step_ = 0;
};

}  // namespace xiaoer::sync::test
