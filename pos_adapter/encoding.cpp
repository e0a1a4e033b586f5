#include "pos_adapter/encoding.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace xiaoer::pos {
namespace {

constexpr std::uint8_t katakana_page = 1;
constexpr std::size_t sample_bytes_max = 1024;  // enough evidence, and a bound on its cost
constexpr std::array all_wide = {WideCharset::gb18030, WideCharset::big5, WideCharset::shift_jis, WideCharset::cp949};

bool is_high(std::uint8_t byte) { return byte >= 0x80; }
bool is_letter(std::uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }
bool within(std::uint8_t byte, int from, int to) { return byte >= from && byte <= to; }

// A rule line says nothing: how many bytes repeat from here on, one byte or a pair, four times or more.
std::size_t repeats_at(ByteView bytes, std::size_t at) {
    if (at + 4 > bytes.size() || bytes[at + 2] != bytes[at]) return 0;  // the usual case, decided at a glance
    for (const std::size_t period : {std::size_t{1}, std::size_t{2}}) {
        std::size_t end = at + period;
        while (end < bytes.size() && bytes[end] == bytes[end - period]) ++end;
        if (end - at >= 4 * period) return end - at;
    }
    return 0;
}

// How plausible a pair is: common characters 4, symbols 2, rare ones below zero. `single`: one byte alone.
struct Plausible {
    int score;
    std::size_t length;
};
constexpr Plausible broken{-20, 1};

Plausible in_gbk(std::uint8_t lead, std::uint8_t trail) {
    if (!within(lead, 0x81, 0xfe) || !(within(trail, 0x40, 0x7e) || within(trail, 0x80, 0xfe))) return broken;
    if (within(lead, 0x81, 0xa0) || trail < 0xa1) return {-2, 2};
    if (within(lead, 0xb0, 0xd7)) return {4, 2};
    return {within(lead, 0xa1, 0xa9) ? 2 : 0, 2};
}
Plausible in_big5(std::uint8_t lead, std::uint8_t trail) {
    if (!within(lead, 0xa1, 0xf9) || !(within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe))) return broken;
    if (within(lead, 0xa4, 0xc6)) return {4, 2};
    return {within(lead, 0xa1, 0xa3) ? 2 : -1, 2};
}
Plausible in_shift_jis(std::uint8_t lead, std::uint8_t trail) {
    if (within(lead, 0xa1, 0xdf)) return {-1, 1};
    if (!(within(lead, 0x81, 0x9f) || within(lead, 0xe0, 0xfc)) || !within(trail, 0x40, 0xfc) || trail == 0x7f)
        return broken;
    if (lead == 0x82 || lead == 0x83) return {5, 2};
    return {within(lead, 0x88, 0x9f) ? 4 : lead == 0x81 ? 2 : -1, 2};
}
Plausible in_cp949(std::uint8_t lead, std::uint8_t trail) {
    const bool ending = within(trail, 0x41, 0x5a) || within(trail, 0x61, 0x7a) || within(trail, 0x81, 0xfe);
    if (!within(lead, 0x81, 0xfe) || !ending) return broken;
    if (within(lead, 0x81, 0xa0) || trail < 0xa1) return {-2, 2};
    if (within(lead, 0xb0, 0xc8)) return {4, 2};
    return {within(lead, 0xa1, 0xac) ? 2 : -1, 2};
}
Plausible plausible(WideCharset charset, std::uint8_t lead, std::uint8_t trail) {
    switch (charset) {
        case WideCharset::gb18030: return in_gbk(lead, trail);
        case WideCharset::big5: return in_big5(lead, trail);
        case WideCharset::shift_jis: return in_shift_jis(lead, trail);
        case WideCharset::cp949: return in_cp949(lead, trail);
    }
    return broken;
}

int score_wide(ByteView bytes, WideCharset charset) {
    int score = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        if (!is_high(bytes[at])) {
            ++at;
        } else if (const auto repeats = repeats_at(bytes, at); repeats > 0) {
            at += repeats;
        } else {
            const auto found = plausible(charset, bytes[at], at + 1 < bytes.size() ? bytes[at + 1] : 0);
            score += found.score;
            at += found.length;
        }
    }
    return score;
}

// A single-byte page has its high bytes alone among letters ("Größe"), a double-byte set has them in rows.
int score_page(ByteView bytes) {
    int score = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (!is_high(bytes[at])) continue;
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

// Words that stand on receipts, to tell apart sets whose frequent characters share bytes.
constexpr std::array<std::string_view, 26> words_hans = {
    "合计", "总计", "单号", "收银", "日期", "时间", "数量", "金额", "实收", "找零", "应收", "现金", "谢谢",
    "欢迎", "光临", "电话", "地址", "单价", "小计", "会员", "积分", "支付", "退款", "退货", "小票", "商品"};
constexpr std::array<std::string_view, 16> words_hant = {"合計", "總計", "單號", "日期", "時間", "數量",
                                                         "金額", "實收", "找零", "應收", "現金", "謝謝",
                                                         "歡迎", "電話", "發票", "會員"};
constexpr std::array<std::string_view, 16> words_japanese = {"合計", "小計", "釣", "領", "現", "円", "点", "お",
                                                             "税",   "店",   "ー", "ス", "ル", "の", "り", "ト"};
constexpr std::array<std::string_view, 20> words_korean = {"합계", "금액", "영수증", "카드",   "현금", "원",   "부가세",
                                                           "번호", "수량", "단가",   "거스름", "승인", "매장", "전화",
                                                           "감사", "대표", "사업자", "주문",   "결제", "일시"};

template <std::size_t N>
int hits(std::string_view text, const std::array<std::string_view, N>& words) {
    return static_cast<int>(
        std::ranges::count_if(words, [&](std::string_view word) { return text.find(word) != text.npos; }));
}
int word_hits(ByteView bytes, WideCharset charset, Decoder& decoder) {
    std::string text;
    decoder.append(text, bytes, {Charset::Family::wide, charset, 0}, 0);
    switch (charset) {
        case WideCharset::gb18030: return std::max(hits(text, words_hans), hits(text, words_japanese));
        case WideCharset::big5: return hits(text, words_hant);
        case WideCharset::shift_jis: return hits(text, words_japanese);
        case WideCharset::cp949: return hits(text, words_korean);
    }
    return 0;
}

struct Utf8Count {
    int two = 0, longer = 0, broken = 0;
};
Utf8Count count_utf8(ByteView bytes) {
    Utf8Count count;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = bytes[at];
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

std::optional<WideCharset> said(const TextState& state) {
    switch (state.national) {
        case 8: return WideCharset::shift_jis;
        case 13: return WideCharset::cp949;
        case 15: return WideCharset::gb18030;
        default: return std::nullopt;
    }
}

struct Sample {
    Bytes all;     // what could be UTF-8
    Bytes on;      // sent in kanji mode
    Bytes unsaid;  // sent when nothing was said
    std::optional<WideCharset> said;
    bool utf8_said = false;
    bool page_said = false;
};

Sample sample_of(const std::vector<EncodedRun>& runs) {
    Sample sample;
    const auto add = [](Bytes& to, ByteView bytes) {
        if (to.size() >= sample_bytes_max) return;
        const auto part = bytes.first(std::min(bytes.size(), sample_bytes_max));
        to.insert(to.end(), part.begin(), part.end());
        to.push_back('\n');  // a pair does not go from one run into the next
    };
    for (const auto& run : runs) {
        if (!sample.said) sample.said = said(run.state);
        if (std::ranges::none_of(run.bytes, is_high)) continue;
        if (run.state.mode() == KanjiMode::off && run.state.page == katakana_page) continue;  // box drawing
        if (run.state.kanji_set == 255) sample.utf8_said = true;
        add(sample.all, run.bytes);
        if (run.state.mode() == KanjiMode::on) add(sample.on, run.bytes);
        if (run.state.mode() == KanjiMode::unsaid) {
            add(sample.unsaid, run.bytes);
            sample.page_said |= run.state.page != 0;
        }
    }
    return sample;
}

bool looks_utf8(const Sample& sample) {
    const auto count = count_utf8(sample.all);
    if (sample.utf8_said && count.broken <= count.two + count.longer) return true;
    if (count.longer > 0) return count.broken * 10 <= count.longer;
    // Two-byte sequences only: Latin letters among ASCII, or a few Chinese characters that look like them.
    return count.two > 0 && count.broken == 0 &&
           (sample.page_said || score_wide(sample.all, WideCharset::gb18030) < 16);
}

struct WideChoice {
    WideCharset charset;
    int hits;
};
// The most plausible reading; among those close to it, the one with the most words of receipts.
WideChoice choose_wide(ByteView bytes, Decoder& decoder) {
    std::array<int, all_wide.size()> scores{};
    std::ranges::transform(all_wide, scores.begin(), [&](WideCharset charset) { return score_wide(bytes, charset); });
    const int best = *std::ranges::max_element(scores);
    const auto close = [&](int score) { return score * 4 >= best * 3; };
    if (std::ranges::count_if(scores, close) == 1) {  // no need to ask the words
        const auto only = std::ranges::find_if(scores, close) - scores.begin();
        return {all_wide[static_cast<std::size_t>(only)], 0};
    }
    WideChoice choice{WideCharset::gb18030, 0};
    auto most = std::pair{-1, 0};
    for (std::size_t i = 0; i < all_wide.size(); ++i) {
        if (!close(scores[i])) continue;
        const auto found = std::pair{word_hits(bytes, all_wide[i], decoder), scores[i]};
        if (found <= most) continue;
        most = found;
        choice = {all_wide[i], found.first};
    }
    return choice;
}

}  // namespace

Charset Encoding::charset_of(const TextState& state) const {
    const bool box = state.mode() == KanjiMode::off && state.page == katakana_page;
    if (utf8 && !box) return {Charset::Family::utf8, wide, 0};
    const bool is_wide = state.mode() == KanjiMode::on || (state.mode() == KanjiMode::unsaid && unsaid_is_wide);
    return {is_wide ? Charset::Family::wide : Charset::Family::page, wide, is_wide ? std::uint8_t{0} : state.page};
}

Encoding choose_encoding(const std::vector<EncodedRun>& runs, Decoder& decoder) {
    Encoding encoding;
    const auto sample = sample_of(runs);
    if (sample.all.empty()) return encoding;
    encoding.utf8 = looks_utf8(sample);
    if (encoding.utf8) return encoding;

    Bytes wide_text = sample.on;
    wide_text.insert(wide_text.end(), sample.unsaid.begin(), sample.unsaid.end());
    const auto [wide, hits] = choose_wide(wide_text, decoder);
    encoding.wide = sample.said.value_or(wide);
    const int page_score = score_page(sample.unsaid) + (sample.page_said ? 8 : 0);
    const int wide_score = score_wide(sample.unsaid, encoding.wide) + 8 * hits;
    encoding.unsaid_is_wide = !sample.unsaid.empty() && wide_score > page_score;
    return encoding;
}

}  // namespace xiaoer::pos
