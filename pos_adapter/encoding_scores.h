// How plausible bytes are in one character set or another: what choose_encoding() weighs. Pure; any thread.
//
// Only bytes above ASCII and their neighbours count. A rule line, one byte or pair again and again, says nothing.
#pragma once

#include "pos_adapter/charset.h"

namespace xiaoer::pos {

[[nodiscard]] inline bool is_high(std::uint8_t byte) { return byte >= 0x80; }

inline constexpr std::array all_wide = {WideCharset::gb18030, WideCharset::big5, WideCharset::shift_jis,
                                        WideCharset::cp949};
// Common characters of the set add, rare ones and what is none take away. The other: in all sets, in all_wide's order.
[[nodiscard]] int score_wide(ByteView bytes, WideCharset charset);
[[nodiscard]] std::array<int, all_wide.size()> scores_wide(ByteView bytes);
// A single-byte page has its high bytes alone among letters ("Größe"), a double-byte set has them in rows. Less than
// `enough` may be told without looking at the rest.
[[nodiscard]] int score_page(ByteView bytes, int enough);

// UTF-8 sequences of two bytes, longer ones, and bytes that are of none.
struct Utf8Count {
    int two = 0, longer = 0, broken = 0;
};
// Counting stops where `broken_share` times what is broken is more than all the rest could still make of the others.
[[nodiscard]] Utf8Count count_utf8(ByteView bytes, int broken_share);

}  // namespace xiaoer::pos
