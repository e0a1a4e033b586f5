// The names and numbers on a slip: receipt, original receipt, member, store, terminal. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace xiaoer::pos {

struct SlipNames {
    std::optional<std::string> receipt_no, original_receipt_no, member_ref, store, terminal;
};
// Requires: folded lines. Of several numbers the one with the surest label wins, then the first.
[[nodiscard]] SlipNames find_names(const std::vector<std::string>& lines);

}  // namespace xiaoer::pos
