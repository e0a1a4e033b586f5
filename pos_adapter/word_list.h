// "one|two|three" as words: the lists of this room are long, and read better in rows. Pure; any thread.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace xiaoer::pos {

using Words = std::vector<std::string_view>;

[[nodiscard]] inline Words words_of(std::string_view text) {
    Words words;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace xiaoer::pos
