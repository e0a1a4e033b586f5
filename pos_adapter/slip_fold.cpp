// Folding and label writing; the fields are in slip_line.cpp.
#include "base/text.h"
#include "pos_adapter/byte_set.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

bool within(char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; }

bool is_east_asian(char32_t c) {
    return within(c, 0x3005, 0x3007) || within(c, 0x3040, 0x30ff) || within(c, 0x3400, 0x9fff) ||
           within(c, 0xac00, 0xd7a3);
}
bool is_space_like(char32_t c) {
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xa0 || within(c, 0x2000, 0x200a) || c == 0x202f;
}
bool is_narrow_gap(char32_t c) { return c == 0xa0 || c == 0x2009 || c == 0x202f; }
bool is_digit(char32_t c) { return within(c, '0', '9'); }
bool is_point(char32_t c) { return c == '.' || c == ','; }

char32_t fold_point(char32_t c) {
    if (within(c, 0xff01, 0xff5e)) return c - 0xff01 + '!';
    if (is_space_like(c) || within(c, 0x2500, 0x259f) || c < 0x20) return ' ';
    switch (c) {
        case 0xffe5: return 0xa5;    // ￥
        case 0xffe6: return 0x20a9;  // ￦
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212: return '-';
        case 0xd7: return 'x';
        case 0xba: return 0xb0;  // Nº as N°
        case 0x3010:
        case 0x300c:
        case 0x3014:
        case 0x300a: return '[';
        case 0x3011:
        case 0x300d:
        case 0x3015:
        case 0x300b: return ']';
        case 0x3001:
        case 0x3002:
        case 0xb7:
        case 0x30fb: return ' ';
        default: return c;
    }
}

// "合　　计" is 合计: single East Asian characters with gaps between them are one word.
std::u32string join_spaced_out(const std::u32string& line) {
    const auto alone = [&](std::size_t i) {
        const bool left = i == 0 || !is_east_asian(line[i - 1]);
        const bool right = i + 1 == line.size() || !is_east_asian(line[i + 1]);
        return is_east_asian(line[i]) && left && right;
    };
    std::u32string joined;
    for (std::size_t i = 0; i < line.size(); ++i) {
        joined += line[i];
        if (!alone(i)) continue;
        const auto next = line.find_first_not_of(U' ', i + 1);
        if (next != line.npos && next > i + 1 && next <= i + 5 && alone(next)) i = next - 1;
    }
    return joined;
}

// "2 3 . 0 0", as letters of double width are sometimes sent: digits one by one around a separator of their own.
void join_spaced_figures(std::u32string& line) {
    const auto part = [&](std::size_t i) { return i < line.size() && (is_digit(line[i]) || is_point(line[i])); };
    const auto ends = [&](std::size_t i) { return i >= line.size() || line[i] == ' '; };
    for (std::size_t from = 0; from < line.size(); ++from) {
        if (!is_digit(line[from]) || (from > 0 && line[from - 1] != ' ' && line[from - 1] != ':')) continue;
        std::size_t to = from;  // the last single character
        bool point = false;
        while (part(to + 2) && line[to + 1] == ' ' && ends(to + 3)) {
            to += 2;
            point |= is_point(line[to]);
        }
        if (point && ends(to + 1) && is_digit(line[to])) {
            for (std::size_t i = from + 1; i <= (from + to) / 2; ++i) line.erase(i, 1);
        }
    }
}

std::string strip(std::string text, std::string_view word) {
    const auto both = [&](std::size_t at) {
        const bool before = at == 0 || text[at - 1] == ' ' || word[0] < 0;
        const bool after = at + word.size() == text.size() || text[at + word.size()] == ' ' || word[0] < 0;
        return before && after;
    };
    if (text.size() > word.size() && text.ends_with(word) && both(text.size() - word.size())) {
        text.erase(text.size() - word.size());
    }
    if (text.size() > word.size() && text.starts_with(word) && both(0)) text.erase(0, word.size());
    return std::string(trim(text));
}

}  // namespace

std::string fold_line(std::string_view line) {
    const auto points = code_points(line);
    std::u32string folded;
    folded.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        const bool groups = is_narrow_gap(c) && i > 0 && i + 3 < points.size() && is_digit(points[i - 1]) &&
                            is_digit(points[i + 1]) && is_digit(points[i + 3]);
        if (groups) continue;  // 1 234,50 with a narrow gap is one number
        if (c == 0x2116) {
            folded += U"No.";
        } else {
            folded += fold_point(c);
        }
    }
    join_spaced_figures(folded);
    std::string out;
    for (const char32_t c : join_spaced_out(folded)) append_utf8(out, c);
    return out;
}

std::string plain_letters(std::string_view text) {
    // à…ÿ are C3 A0…BF in UTF-8.
    static constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo/ouuuuyty";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0xc3 && next == 0x9f) {
            out += "ss", ++i;  // ß
        } else if (byte == 0xc5 && next == 0x93) {
            out += "oe", ++i;  // œ
        } else if (byte == 0xc3 && next >= 0xa0 && next <= 0xbf && next != 0xb7) {
            out += plain[next - 0xa0u], ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const auto byte = static_cast<unsigned char>(lower[i]);
        if (byte >= 'A' && byte <= 'Z') lower[i] = static_cast<char>(byte + 32);
        // À…Þ are C3 80…9E, à…þ are C3 A0…BE; C3 97 is ×.
        if (byte == 0xc3 && i + 1 < lower.size()) {
            const auto next = static_cast<unsigned char>(lower[i + 1]);
            if (next >= 0x80 && next <= 0x9e && next != 0x97) lower[i + 1] = static_cast<char>(next + 32);
        }
    }
    return lower;
}

std::string normal_label(std::string_view label) {
    static constexpr std::array<std::string_view, 14> currency_words = {
        "人民币", "rmb", "cny", "eur", "usd", "gbp", "hkd", "twd", "jpy", "krw", "chf", "aud", "元", "in"};
    static const ByteSet punctuation("()[]{}:*=#.,-_~<>\"'|!/+;?&@^");
    std::string lower = lower_case(label);
    constexpr std::string_view unreadable = "\xef\xbf\xbd";  // U+FFFD: a damaged byte beside a word
    for (auto at = lower.find(unreadable); at != lower.npos; at = lower.find(unreadable, at)) lower.replace(at, 3, " ");
    std::string normal;
    int depth = 0;
    for (const char c : lower) {
        if (c == '(' || c == '[') ++depth;
        const bool keep = depth == 0 && !punctuation.has(c);
        if ((c == ')' || c == ']') && depth > 0) --depth;
        const char put = keep ? c : ' ';
        if (put != ' ' || (!normal.empty() && normal.back() != ' ')) normal += put;
    }
    normal = plain_letters(trim(normal));
    if (normal.empty() && !label.empty()) {  // all of it in brackets: "[合计]"
        std::string bare(label);
        std::erase_if(bare, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; });
        if (bare.size() < label.size()) return normal_label(bare);
    }
    const bool spelled = normal.size() >= 5 && [&] {
        for (std::size_t i = 0; i < normal.size(); ++i) {
            if ((i % 2 == 1) != (normal[i] == ' ')) return false;
        }
        return true;
    }();
    if (spelled) std::erase(normal, ' ');  // T O T A L
    for (const auto word : currency_words) normal = strip(std::move(normal), word);
    return normal;
}

}  // namespace xiaoer::pos
