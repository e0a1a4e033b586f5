// What a scanner that is a keyboard typed, from its own key events (Linux input, EV_KEY). Pure; one thread at a time.
//
// The events are of one device that nobody else reads (scanner.h grabs it), so there is no input method, no layout and
// no focus between the scanner and this: a key stands for what it writes on a US keyboard, as scanners send it. A line
// ends with Enter or Tab. A scanner can be made to type control keys by a code that is scanned ("BadBarcode"): a line
// with any key that writes nothing of our alphabet, with Ctrl, Alt or the system key held, or longer than a code can
// be comes out as "?", which is no code. However much is typed, no more than one line is ever held.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace xiaoer {

class KeyLine {
public:
    static constexpr std::size_t longest = 68;       // 64 digits and an identifier in front
    static constexpr std::int64_t pause_ms = 2'000;  // after a longer pause a new line begins

    // `code` and `value` as the kernel says them (linux/input-event-codes.h; 0 released, 1 pressed, 2 repeated).
    // Returns: the line that this key ended.
    [[nodiscard]] std::optional<std::string> key(std::uint16_t code, std::int32_t value, std::int64_t at_ms);
    // Events were lost, or the device is gone: what was begun is no line.
    void drop();

private:
    std::string text_;
    bool spoilt_ = false;
    int shifts_ = 0, commands_ = 0;  // held down
    std::int64_t last_ms_ = 0;
};

}  // namespace xiaoer
