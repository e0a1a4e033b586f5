// How the lists and pairs of HTTP's headers are taken apart. For the files of this room; any thread.
#pragma once

#include <algorithm>
#include <string_view>

namespace xiaoer::net {

// The text before `separator`, taken off the front of `rest` together with it; all of `rest` when there is none.
[[nodiscard]] inline std::string_view take_until(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

}  // namespace xiaoer::net
