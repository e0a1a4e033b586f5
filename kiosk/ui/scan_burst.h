// A scanner that types: gathers keys into one line, ended by Enter. What the line means is classify_scan's to say.
//
// A scanner types a line in well under a second; keys that come slowly are somebody leaning on a keyboard and are
// dropped. Nothing gathered here is logged, shown or kept. UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace xiaoer::ui {

inline constexpr std::int64_t burst_pause_ms = 500;  // a longer pause begins a new line
inline constexpr std::size_t burst_longest = 68;     // 64 digits and an identifier in front; more is no scan

class ScanBurst {
public:
    void key(char key, std::int64_t at_ms) {
        if (at_ms - last_ms_ > burst_pause_ms) text_.clear();
        last_ms_ = at_ms;
        if (text_.size() <= burst_longest) text_ += key;
    }
    // Returns: the line; nothing when no key came before. One that was too long comes back as "?", which is no code.
    [[nodiscard]] std::optional<std::string> enter(std::int64_t at_ms) {
        if (at_ms - last_ms_ > burst_pause_ms) text_.clear();
        std::string line;
        line.swap(text_);
        if (line.empty()) return std::nullopt;
        return line.size() > burst_longest ? "?" : line;
    }

private:
    std::string text_;
    std::int64_t last_ms_ = 0;
};

}  // namespace xiaoer::ui
