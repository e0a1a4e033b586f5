// Where the machine's displays are, and which of them is whose: the clerk's desk on one, the customers' side on
// another.
//
// The desk is only ever where FILE.toml says, on the display of that name, and never where the customers' side is: a
// display that is not known to be the desk's is the customers'. So when a cable is pulled nothing of the desk turns up
// before them, however the window system moves its windows. UI thread.
#pragma once

#include "base/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xiaoer::ui {

// In pixels of the whole desktop.
struct Place {
    int x = 0, y = 0, width = 0, height = 0;
    friend bool operator==(const Place&, const Place&) = default;
};
struct Display {
    std::string name;  // of its socket, as the window system has it: "HDMI-1"
    Place place;
    friend bool operator==(const Display&, const Display&) = default;
};

// [screens] in FILE.toml: names of displays.
struct ScreensWish {
    std::string desk;       // "": there is one screen for both
    std::string customers;  // "": the first that is not the desk's
};
struct Seats {
    std::optional<Place> customers{};
    std::optional<Place> desk{};
};
// Pure. Displays that show the same picture are the customers' only.
[[nodiscard]] Seats seats_of(const std::vector<Display>& displays, const ScreensWish& wish);

// Requires: a window is open, or was tried. On X the monitors of RandR 1.5, which come and go while we run; elsewhere
// what SDL knows.
class Displays {
public:
    // Errors: unreachable without a display.
    [[nodiscard]] static Result<std::unique_ptr<Displays>> open();
    ~Displays();
    [[nodiscard]] std::vector<Display> now();

private:
    struct Inside;
    explicit Displays(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer::ui
