// A made-up shop through the real commands: members, purchases, draws, pickups. Main thread.
#pragma once

#include "app/kiosk.h"

namespace xiaoer::cli {

struct DemoPlan {
    std::filesystem::path database;
    int days = 10;             // the last of them is the day of `ends_at`
    std::uint64_t seed = 1;
    Timestamp ends_at;
    std::string base_url;      // "" hides the QR codes
};
// Who works in the demo shop, told on the command line so that anybody can try.
inline constexpr std::string_view demo_manager_pin = "846302";
inline constexpr std::string_view demo_clerk_pin = "271906";

struct DemoFigures {
    std::int64_t members = 0, purchases = 0, draws = 0, pickups = 0;
    XIAOER_FIELDS(visit("members", self.members); visit("purchases", self.purchases); visit("draws", self.draws);
                  visit("pickups", self.pickups);)
};
[[nodiscard]] Settings demo_settings();

// Errors: invalid when the file exists already, and the kiosk's own.
[[nodiscard]] Result<DemoFigures> make_demo(const DemoPlan& plan);

}  // namespace xiaoer::cli
