// Which bytes a text has. Hundreds of words are looked for in each line of a slip; most are not there, and most of
// those have a byte among their first three that is not, either. Pure; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace xiaoer::pos {

class ByteSet {
public:
    explicit ByteSet(std::string_view text) {
        for (const char c : text) present_[static_cast<unsigned char>(c)] = true;
    }
    [[nodiscard]] bool has(char c) const { return present_[static_cast<unsigned char>(c)]; }
    // False: `word` is nowhere in the text.
    [[nodiscard]] bool may_contain(std::string_view word) const {
        return std::ranges::all_of(word.substr(0, 3), [this](char c) { return has(c); });
    }

private:
    std::array<bool, 256> present_{};
};

}  // namespace xiaoer::pos
