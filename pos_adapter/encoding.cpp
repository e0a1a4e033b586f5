#include "pos_adapter/encoding.h"

#include "pos_adapter/encoding_scores.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace xiaoer::pos {
namespace {

constexpr std::uint8_t katakana_page = 1;
constexpr int hangul_score_least = 24;          // six syllables
constexpr std::size_t sample_bytes_max = 1024;  // enough evidence, and a bound on its cost

// Words that stand on receipts, to tell apart sets whose frequent characters share bytes.
constexpr std::array<std::string_view, 32> words_hans = {
    "微信", "订单", "流水", "优惠", "付款", "欢迎", "合计", "总计", "单号", "收银", "日期",
    "时间", "数量", "金额", "实收", "找零", "应收", "现金", "谢谢", "桌号", "光临", "电话",
    "地址", "单价", "小计", "会员", "积分", "支付", "退款", "退货", "小票", "商品"};
constexpr std::array<std::string_view, 16> words_hant = {"合計", "總計", "單號", "日期", "時間", "數量",
                                                         "金額", "實收", "找零", "應收", "現金", "謝謝",
                                                         "歡迎", "電話", "發票", "會員"};
constexpr std::array<std::string_view, 16> words_japanese = {"合計", "小計", "釣", "領", "現", "円", "点", "お",
                                                             "税",   "店",   "ー", "ス", "ル", "の", "り", "ト"};
constexpr std::array<std::string_view, 30> words_korean = {
    "테이블", "할인", "과세",   "면세", "신용", "상품", "거래",   "판매", "가맹", "포인트",
    "합계",   "금액", "영수증", "카드", "현금", "원",   "부가세", "번호", "수량", "단가",
    "거스름", "승인", "매장",   "전화", "감사", "대표", "사업자", "주문", "결제", "일시"};

template <std::size_t N>
int hits(std::string_view text, const std::array<std::string_view, N>& words) {
    return static_cast<int>(
        std::ranges::count_if(words, [&](std::string_view word) { return text.find(word) != text.npos; }));
}
int word_hits(ByteView bytes, WideCharset charset, Decoder& decoder) {
    std::string text;
    decoder.append(text, bytes, {Charset::Family::wide, charset, 0}, 0);
    // 합      계, 合　计
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    constexpr std::string_view wide_space = "\xe3\x80\x80";
    for (auto at = text.find(wide_space); at != text.npos; at = text.find(wide_space, at)) text.erase(at, 3);
    switch (charset) {
        case WideCharset::gb18030: return std::max(hits(text, words_hans), hits(text, words_japanese));
        case WideCharset::big5: return hits(text, words_hant);
        case WideCharset::shift_jis: return hits(text, words_japanese);
        case WideCharset::cp949: return hits(text, words_korean);
    }
    return 0;
}

std::optional<WideCharset> said(const TextState& state) {
    switch (state.national) {
        case 8: return WideCharset::shift_jis;
        case 13: return WideCharset::cp949;
        case 15: return WideCharset::gb18030;
        default: return std::nullopt;
    }
}

// What can tell a character set: the bytes above ASCII, with one byte on either side, which may be a pair's second or
// the letter that "ö" stands beside. The rest, which is most of a slip, is left out; '\n' stands for it.
class Evidence {
public:
    void add(ByteView bytes) {
        std::size_t taken = 0;  // up to where `bytes` were looked at
        for (auto at = ascii_length(bytes); at < bytes.size(); at += ascii_length(bytes.subspan(at))) {
            if (size_ == bytes_.size()) return;
            if (at > taken + 1) put('\n');
            const auto begin = at > taken ? at - 1 : at;
            while (at < bytes.size() && is_high(bytes[at])) ++at;
            if (at < bytes.size()) ++at;
            put(bytes.subspan(begin, at - begin));
            taken = at;
        }
        put('\n');  // a pair does not go from one run into the next
    }
    [[nodiscard]] ByteView bytes() const { return ByteView(bytes_).first(size_); }

private:
    void put(std::uint8_t byte) {
        if (size_ < bytes_.size()) bytes_[size_++] = byte;
    }
    void put(ByteView row) {
        const auto size = std::min(row.size(), bytes_.size() - size_);
        std::copy_n(row.begin(), size, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
        size_ += size;
    }
    std::array<std::uint8_t, sample_bytes_max> bytes_;
    std::size_t size_ = 0;
};

struct Sample {
    Evidence all;     // what could be UTF-8
    Evidence unsaid;  // sent when nothing was said; empty when that is all
    bool only_unsaid = true;
    bool any_unsaid = false;
    std::optional<WideCharset> said;
    bool utf8_said = false;
    bool page_said = false;

    [[nodiscard]] ByteView unsaid_bytes() const { return only_unsaid ? all.bytes() : unsaid.bytes(); }
};

bool is_box_drawing(const TextState& state) { return state.mode() == KanjiMode::off && state.page == katakana_page; }

Sample sample_of(const std::vector<EncodedRun>& runs) {
    Sample sample;
    for (const auto& run : runs) {
        if (!sample.said) sample.said = said(run.state);
        if (is_box_drawing(run.state)) continue;
        if (run.state.kanji_set == 255) sample.utf8_said = true;
        sample.all.add(run.bytes);
        const bool unsaid = run.state.mode() == KanjiMode::unsaid;
        sample.only_unsaid &= unsaid;
        sample.any_unsaid |= unsaid;
        sample.page_said |= unsaid && run.state.page != 0;
    }
    if (sample.only_unsaid) return sample;
    for (const auto& run : runs) {
        if (run.state.mode() == KanjiMode::unsaid) sample.unsaid.add(run.bytes);
    }
    return sample;
}

// Kanji mode's bytes first, then those where nothing was said: what may be of a double-byte set.
Evidence wide_evidence(const std::vector<EncodedRun>& runs) {
    Evidence wide;
    for (const auto mode : {KanjiMode::on, KanjiMode::unsaid}) {
        for (const auto& run : runs) {
            if (run.state.mode() == mode) wide.add(run.bytes);
        }
    }
    return wide;
}

bool looks_utf8(const Sample& sample) {
    constexpr int broken_share = 10;
    const auto count = count_utf8(sample.all.bytes(), sample.utf8_said ? 1 : broken_share);
    if (sample.utf8_said && count.broken <= count.two + count.longer) return true;
    if (count.longer > 0) return count.broken * broken_share <= count.longer;
    // Two-byte sequences only: Latin letters among ASCII, or a few Chinese characters that look like them.
    return count.two > 0 && count.broken == 0 &&
           (sample.page_said || score_wide(sample.all.bytes(), WideCharset::gb18030) < 16);
}

struct WideChoice {
    WideCharset charset;
    int hits;
    int score;
};
// The most plausible reading; among those close to it, the one with the most words of receipts.
WideChoice choose_wide(ByteView bytes, Decoder& decoder) {
    const auto scores = scores_wide(bytes);
    const int best = *std::ranges::max_element(scores);
    if (best <= 0 && score_page(bytes, 1) > 0)
        return {WideCharset::gb18030, 0, best};  // single bytes: words would find nothing
    const auto close = [&](int score) { return score * 4 >= best * 3; };
    if (std::ranges::count_if(scores, close) == 1) {  // no need to ask the words
        const auto only = static_cast<std::size_t>(std::ranges::find_if(scores, close) - scores.begin());
        return {all_wide[only], 0, scores[only]};
    }
    WideChoice choice{WideCharset::gb18030, 0, 0};
    auto most = std::pair{-1, 0};
    for (std::size_t i = 0; i < all_wide.size(); ++i) {
        if (!close(scores[i])) continue;
        const auto found = std::pair{word_hits(bytes, all_wide[i], decoder), scores[i]};
        // The leads of Hangul are the first half of those of common ideographs: a text that has only those, and no word
        // of either, is Korean.
        const bool hangul = all_wide[i] == WideCharset::cp949 && found == most && scores[i] >= hangul_score_least;
        if (found <= most && !hangul) continue;
        most = found;
        choice = {all_wide[i], found.first, found.second};
    }
    return choice;
}

}  // namespace

Charset Encoding::charset_of(const TextState& state) const {
    if (utf8 && !is_box_drawing(state)) return {Charset::Family::utf8, wide, 0};
    const bool is_wide = state.mode() == KanjiMode::on || (state.mode() == KanjiMode::unsaid && unsaid_is_wide);
    return {is_wide ? Charset::Family::wide : Charset::Family::page, wide, is_wide ? std::uint8_t{0} : state.page};
}

Encoding choose_encoding(const std::vector<EncodedRun>& runs, Decoder& decoder) {
    Encoding encoding;
    const auto sample = sample_of(runs);
    if (sample.all.bytes().empty()) return encoding;
    encoding.utf8 = looks_utf8(sample);
    if (encoding.utf8) return encoding;

    const auto choice = sample.only_unsaid ? choose_wide(sample.all.bytes(), decoder)
                                           : choose_wide(wide_evidence(runs).bytes(), decoder);
    encoding.wide = sample.said.value_or(choice.charset);
    const auto unsaid = sample.unsaid_bytes();
    const bool scored = sample.only_unsaid && encoding.wide == choice.charset;
    const int score = scored ? choice.score : score_wide(unsaid, encoding.wide);
    const int said_score = sample.page_said ? 8 : 0;
    const int wide_score = score + 8 * choice.hits;
    encoding.unsaid_is_wide =
        sample.any_unsaid && wide_score > score_page(unsaid, wide_score - said_score) + said_score;
    return encoding;
}

}  // namespace xiaoer::pos
