#include "pos_adapter/damaged_run.h"

#include "pos_adapter/label_words.h"
#include "pos_adapter/name_words.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t row_bytes_max = 63;  // longer ones are rule lines
constexpr std::string_view replacement = "\xef\xbf\xbd";

bool is_word_of_receipts(std::string_view text) {
    const auto line = fold_line(text);
    if (label_of(normal_label(line)) != Label::none) return true;
    return std::ranges::any_of(name_labels(), [&](const NameLabels& labels) {
        return std::ranges::any_of(labels.words,
                                   [&](std::string_view word) { return word[0] < 0 && line.find(word) != line.npos; });
    });
}

// The row without the byte at `left_out`, which is told as U+FFFD; empty when another place is broken, too.
std::string without(ByteView row, std::size_t left_out, Charset charset, Decoder& decoder) {
    std::string text;
    decoder.append(text, row.first(left_out), charset, 0);
    if (text.find(replacement) != text.npos) return {};
    const auto before = text.size();
    text += replacement;
    decoder.append(text, row.subspan(left_out + 1), charset, 0);
    return text.find(replacement, before + replacement.size()) == text.npos ? text : std::string();
}

std::string mended(ByteView row, Charset charset, Decoder& decoder) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto text = without(row, i, charset, decoder);
        auto plain = text;
        if (const auto at = plain.find(replacement); at != plain.npos) plain.erase(at, replacement.size());
        if (!text.empty() && is_word_of_receipts(plain)) return text;
    }
    return {};
}

}  // namespace

void append_mended(std::string& out, ByteView bytes, Charset charset, std::uint8_t national, Decoder& decoder) {
    std::size_t from = 0;  // what is not appended yet; a pair may begin in a row and end in ASCII
    for (std::size_t at = 0; at < bytes.size();) {
        at += ascii_length(bytes.subspan(at));
        const auto begin = at;
        while (at < bytes.size() && bytes[at] >= 0x80) ++at;
        const auto row = bytes.subspan(begin, at - begin);
        const bool odd = row.size() % 2 == 1 && row.size() > 2 && row.size() <= row_bytes_max;
        const auto text = odd ? mended(row, charset, decoder) : std::string();
        if (text.empty()) continue;
        decoder.append(out, bytes.subspan(from, begin - from), charset, national);
        out += text;
        from = at;
    }
    decoder.append(out, bytes.subspan(from), charset, national);
}

}  // namespace xiaoer::pos
