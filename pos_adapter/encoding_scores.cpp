#include "pos_adapter/encoding_scores.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

bool is_letter(std::uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }
constexpr bool within(std::uint8_t byte, int from, int to) { return byte >= from && byte <= to; }

// A rule line says nothing: how many bytes repeat from here on, one byte or a pair, four times or more.
std::size_t count_repeats(ByteView bytes, std::size_t at) {
    for (const std::size_t period : {std::size_t{1}, std::size_t{2}}) {
        std::size_t end = at + period;
        while (end < bytes.size() && bytes[end] == bytes[end - period]) ++end;
        if (end - at >= 4 * period) return end - at;
    }
    return 0;
}

inline std::size_t repeats_at(ByteView bytes, std::size_t at) {
    const bool usual = at + 4 > bytes.size() || bytes[at + 2] != bytes[at] || bytes[at + 3] != bytes[at + 1];
    return usual ? 0 : count_repeats(bytes, at);  // decided at a glance
}

// How plausible a pair is: common characters 4, symbols 2, rare ones below zero. `single`: one byte alone.
struct Plausible {
    int score;
    std::size_t length;
};
constexpr Plausible broken{-20, 1};

constexpr Plausible in_gbk(std::uint8_t lead, std::uint8_t trail) {
    if (!within(lead, 0x81, 0xfe) || !(within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfe))) return broken;
    if (within(lead, 0x81, 0xa0) || trail < 0xa1) return {-2, 2};
    if (within(lead, 0xb0, 0xd7)) return {4, 2};
    return {within(lead, 0xa1, 0xa9) ? 2 : 0, 2};
}
constexpr Plausible in_big5(std::uint8_t lead, std::uint8_t trail) {
    if (!within(lead, 0xa1, 0xf9) || !(within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe))) return broken;
    if (within(lead, 0xa4, 0xc6)) return {4, 2};
    return {within(lead, 0xa1, 0xa3) ? 2 : -1, 2};
}
constexpr Plausible in_shift_jis(std::uint8_t lead, std::uint8_t trail) {
    if (within(lead, 0xa1, 0xdf)) return {-1, 1};
    if (!(within(lead, 0x81, 0x9f) || within(lead, 0xe0, 0xfc)) || !within(trail, 0x40, 0xfc) || trail == 0x7f)
        return broken;
    if (lead == 0x82 || lead == 0x83) return {5, 2};
    return {within(lead, 0x88, 0x9f) ? 4 : lead == 0x81 ? 2 : -1, 2};
}
constexpr Plausible in_cp949(std::uint8_t lead, std::uint8_t trail) {
    const bool ending = within(trail, 0x41, 0x5a) || within(trail, 0x61, 0x7a) || within(trail, 0x81, 0xfe);
    if (!within(lead, 0x81, 0xfe) || !ending) return broken;
    if (within(lead, 0x81, 0xa0) || trail < 0xa1) return {-2, 2};
    if (within(lead, 0xb0, 0xc8)) return {4, 2};
    return {within(lead, 0xa1, 0xac) ? 2 : -1, 2};
}

// The same for every lead from 0x80 on and every trail: asked for each character of a slip in four sets, so looked up.
class ScoreTable {
public:
    explicit constexpr ScoreTable(Plausible (*of)(std::uint8_t, std::uint8_t)) {
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            const auto found = of(static_cast<std::uint8_t>(0x80 + i / 256), static_cast<std::uint8_t>(i % 256));
            cells_[i] = static_cast<std::int8_t>(found.score * 2 + (found.length == 2 ? 1 : 0));
        }
    }
    // Adds the score. Returns: how many bytes it is for.
    [[nodiscard]] std::size_t take(std::uint8_t lead, std::uint8_t trail, int& score) const {
        const int cell = cells_[(lead - 0x80u) * 256u + trail];
        score += cell >> 1;
        return static_cast<std::size_t>(1 + (cell & 1));
    }

private:
    std::array<std::int8_t, std::size_t{128} * 256> cells_{};
};

const ScoreTable& table_of(WideCharset charset) {
    static const ScoreTable gbk(&in_gbk), big5(&in_big5), shift_jis(&in_shift_jis), cp949(&in_cp949);
    switch (charset) {
        case WideCharset::big5: return big5;
        case WideCharset::shift_jis: return shift_jis;
        case WideCharset::cp949: return cp949;
        case WideCharset::gb18030: break;
    }
    return gbk;
}

// Reads the bytes as one set has them, a character at a step.
class Scorer {
public:
    explicit Scorer(WideCharset charset, std::size_t at = 0, int score = 0)
        : table_(&table_of(charset)), at_(at), score_(score) {}
    // Returns: false at the end.
    bool step(ByteView bytes) {
        if (at_ >= bytes.size()) return false;
        if (!is_high(bytes[at_])) {
            ++at_;
        } else if (const auto repeats = repeats_at(bytes, at_); repeats > 0) {
            at_ += repeats;
        } else {
            at_ += table_->take(bytes[at_], at_ + 1 < bytes.size() ? bytes[at_ + 1] : std::uint8_t{0}, score_);
        }
        return true;
    }
    [[nodiscard]] int score() const { return score_; }

private:
    const ScoreTable* table_;
    std::size_t at_;
    int score_;
};

// GBK, Big5 and CP949 agree on where most characters begin, so one look gives the three scores: a byte each, and a bit
// when all three read a pair.
class SharedTable {
public:
    constexpr SharedTable() {
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            const auto lead = static_cast<std::uint8_t>(0x80 + i / 256);
            const auto trail = static_cast<std::uint8_t>(i % 256);
            const std::array found{in_gbk(lead, trail), in_big5(lead, trail), in_cp949(lead, trail)};
            for (std::size_t set = 0; set < found.size(); ++set) {
                cells_[i] |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(found[set].score)) << (8 * set);
            }
            if (found[0].length == 2 && found[1].length == 2 && found[2].length == 2) cells_[i] |= pair_bit;
        }
    }
    static constexpr std::uint32_t pair_bit = 1u << 24;
    [[nodiscard]] std::uint32_t cell(std::uint8_t lead, std::uint8_t trail) const {
        return cells_[(lead - 0x80u) * 256u + trail];
    }

private:
    std::array<std::uint32_t, std::size_t{128} * 256> cells_{};
};

struct SharedScores {
    std::array<int, 3> scores{};  // GBK, Big5, CP949
    std::size_t at = 0;           // up to where the three agree
    bool all_above = true;        // every byte above ASCII up to there is from A0 on
};

SharedScores shared_scores(ByteView bytes) {
    static const SharedTable table;
    SharedScores shared;
    while (shared.at + 1 < bytes.size()) {
        const auto at = shared.at;
        if (!is_high(bytes[at])) {
            ++shared.at;
        } else if (const auto repeats = repeats_at(bytes, at); repeats > 0) {
            shared.at += repeats;
            shared.all_above &= bytes[at] >= 0xa0 && bytes[at + 1] >= 0xa0;
        } else {
            const auto cell = table.cell(bytes[at], bytes[at + 1]);
            if ((cell & SharedTable::pair_bit) == 0) break;
            for (std::size_t set = 0; set < 3; ++set) {
                shared.scores[set] += static_cast<std::int8_t>(cell >> (8 * set) & 0xff);
            }
            shared.all_above &= bytes[at] >= 0xa0 && (bytes[at + 1] >= 0xa0 || bytes[at + 1] < 0x80);
            shared.at += 2;
        }
    }
    return shared;
}

int score_from(WideCharset charset, ByteView bytes, std::size_t at, int score) {
    Scorer scorer(charset, at, score);
    while (scorer.step(bytes)) {
    }
    return scorer.score();
}

}  // namespace

int score_wide(ByteView bytes, WideCharset charset) { return score_from(charset, bytes, 0, 0); }

std::array<int, all_wide.size()> scores_wide(ByteView bytes) {
    const auto shared = shared_scores(bytes);
    const int gbk = score_from(WideCharset::gb18030, bytes, shared.at, shared.scores[0]);
    const int big5 = score_from(WideCharset::big5, bytes, shared.at, shared.scores[1]);
    const int cp949 = score_from(WideCharset::cp949, bytes, shared.at, shared.scores[2]);
    // Whatever adds to Shift-JIS begins with a byte under A0.
    const bool no_japanese = shared.all_above && shared.at + 1 >= bytes.size() && std::max({gbk, big5, cp949}) > 0;
    return {gbk, big5, no_japanese ? 0 : score_wide(bytes, WideCharset::shift_jis), cp949};
}

int score_page(ByteView bytes, int enough) {
    constexpr int byte_score_max = 4;  // and no two bytes side by side have it
    int score = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (!is_high(bytes[at])) continue;
        if (score + (static_cast<int>(bytes.size() - at) / 2 + 1) * byte_score_max < enough) return score;
        if (const auto repeats = repeats_at(bytes, at); repeats > 0) {
            at += repeats - 1;
            continue;
        }
        const bool after_high = at > 0 && is_high(bytes[at - 1]);
        const bool before_high = at + 1 < bytes.size() && is_high(bytes[at + 1]);
        const bool by_letter =
            (at > 0 && is_letter(bytes[at - 1])) || (at + 1 < bytes.size() && is_letter(bytes[at + 1]));
        if (!after_high && !before_high) score += by_letter ? 4 : 1;
        if (after_high && before_high) score -= 2;
    }
    return score;
}

Utf8Count count_utf8(ByteView bytes, int broken_share) {
    Utf8Count count;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = bytes[at];
        const int rest = static_cast<int>(bytes.size() - at);
        if (count.broken * broken_share > count.two + count.longer + rest) return count;
        const std::size_t length = byte < 0x80                ? 1
                                   : within(byte, 0xc2, 0xdf) ? 2
                                   : within(byte, 0xe0, 0xef) ? 3
                                   : within(byte, 0xf0, 0xf4) ? 4
                                                              : 0;
        bool whole = length > 0 && at + length <= bytes.size();
        for (std::size_t i = 1; whole && i < length; ++i) whole = (bytes[at + i] & 0xc0) == 0x80;
        if (!whole) {
            ++count.broken, ++at;
            continue;
        }
        if (length == 2) ++count.two;
        if (length > 2) ++count.longer;
        at += length;
    }
    return count;
}

}  // namespace xiaoer::pos
