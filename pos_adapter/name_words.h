// The words before a name or a number on receipts: receipt, original receipt, member, store, terminal.
// Values; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace xiaoer::pos {

enum class NameKind { receipt, original_receipt, member, store, terminal };
struct NameLabels {
    NameKind kind;
    int rank;  // the lowest wins; from 10 on a sign such as "no.", "#" or ":" must stand behind the word
    std::vector<std::string_view> words;  // lower case
};
[[nodiscard]] const std::vector<NameLabels>& name_labels();

}  // namespace xiaoer::pos
