#include "domain/nickname.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace xiaoer {
namespace {

constexpr std::array<std::string_view, 17> titles = {"店主",   "店长", "店長", "老板", "老闆",    "管理员",
                                                     "管理員", "掌柜", "掌櫃", "店员", "店員",    "客服",
                                                     "官方",   "群主", "收银", "收銀", "工作人员"};
constexpr std::array<std::string_view, 8> english_titles = {"admin",   "administrator", "owner", "boss",
                                                            "manager", "staff",         "clerk", "cashier"};
constexpr std::size_t number_digits_least = 3;  // shorter ones are of no member

// A full-width form as the ASCII character it stands for, in lower case.
char32_t plain(char32_t point) {
    if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
    return point >= 'A' && point <= 'Z' ? point + 32 : point;
}

bool is_word_character(char32_t point) {
    const bool ascii = (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z');
    const bool punctuation = (point >= 0x2000 && point <= 0x206F) || (point >= 0x3000 && point <= 0x303F);
    return ascii || (point >= 0xC0 && !punctuation);
}

// The name in plain letters; everything that is none becomes one space.
std::string plain_words(std::string_view nickname) {
    std::string words;
    for (const char32_t raw : code_points(nickname)) {
        const char32_t point = plain(raw);
        if (is_word_character(point))
            append_utf8(words, point);
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    return std::string(trim(words));
}

bool has_english_title(std::string_view words) {
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        if (std::ranges::count(english_titles, words.substr(0, end)) > 0) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

void cut_off(std::string_view& text, std::string_view start) {
    if (text.starts_with(start)) text.remove_prefix(start.size());
}

// A member's number as people write it: digits alone, or with what goes before them; or digits and 号 anywhere.
bool looks_like_a_number(std::string_view text) {
    for (const std::string_view sign : {"号", "號"}) {
        for (auto at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
            const auto before = text.substr(0, at);
            const auto digits = before.size() - (before.find_last_not_of("0123456789") + 1);
            if (digits >= number_digits_least) return true;
        }
    }
    for (const std::string_view start : {"群友", "会员", "會員", "第", "no", "号", "號"}) cut_off(text, start);
    for (const std::string_view end : {"号", "號"}) {
        if (text.ends_with(end)) text.remove_suffix(end.size());
    }
    return !text.empty() && all_digits(text);
}

}  // namespace

bool poses_as_another(std::string_view nickname) {
    const auto words = plain_words(nickname);
    auto joined = words;
    std::erase(joined, ' ');
    return has_english_title(words) || looks_like_a_number(joined) ||
           std::ranges::any_of(titles, [&joined](auto title) { return joined.find(title) != joined.npos; });
}

}  // namespace xiaoer
