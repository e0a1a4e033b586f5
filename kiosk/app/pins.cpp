#include "app/pins.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace xiaoer {
namespace {

constexpr std::array<std::string_view, 12> common = {"112233", "123123", "121212", "123321", "520520", "131452",
                                                     "168168", "666888", "888666", "100200", "696969", "159753"};

// Every step from digit to digit is the same: 111111, 123456, 987654, 246802 is not.
bool is_run(std::string_view pin) {
    const int step = pin[1] - pin[0];
    return std::adjacent_find(pin.begin(), pin.end(), [step](char a, char b) { return b - a != step; }) == pin.end();
}

}  // namespace

Result<void> check_new_pin(std::string_view pin) {
    if (pin.size() < 6 || pin.size() > 12 || !all_digits(pin)) return invalid("a PIN has six to twelve digits");
    if (is_run(pin) || std::ranges::find(common, pin) != common.end()) return invalid("this PIN is too easy to guess");
    return {};
}

}  // namespace xiaoer
