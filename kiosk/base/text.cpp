#include "base/text.h"

#include <algorithm>

namespace xiaoer {
namespace {

constexpr char32_t replacement = 0xfffd;

struct Decoded {
    char32_t point;
    std::size_t length;  // bytes consumed, ≥ 1
    bool valid;
};

Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {replacement, 1, false};
    char32_t point = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {replacement, 1, false};
        point = point << 6 | (byte(i) & 0x3fu);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (overlong || surrogate || point > 0x10ffff) return {replacement, 1, false};
    return {point, length, true};
}

bool is_unwanted(char32_t c) {
    const auto within = [c](char32_t from, char32_t to) { return c >= from && c <= to; };
    return within(0, 0x1f) || within(0x7f, 0x9f) || c == 0xad || c == 0x61c || within(0x200b, 0x200f) ||
           within(0x2028, 0x202e) || within(0x2060, 0x206f) || c == 0xfeff || within(0xfff0, 0xffff) ||
           within(0xe000, 0xf8ff) || within(0xe0000, 0x10ffff) || c == 0x180e || within(0xfdd0, 0xfdef);
}

bool is_space(char32_t c) { return c == ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a); }

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto next = decode(text);
        if (!next.valid) return false;
        text.remove_prefix(next.length);
    }
    return true;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    while (!text.empty()) {
        const auto next = decode(text);
        points.push_back(next.point);
        text.remove_prefix(next.length);
    }
    return points;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    const auto tail = [&](int shift) { put(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | c >> 6), tail(0);
    } else if (c < 0x10000) {
        put(0xe0 | c >> 12), tail(6), tail(0);
    } else {
        put(0xf0 | c >> 18), tail(12), tail(6), tail(0);
    }
}

std::string clean_text(std::string_view text, std::size_t max_points) {
    if (!is_utf8(text)) return {};
    std::string clean;
    std::size_t count = 0;
    bool space_pending = false;
    for (const char32_t c : code_points(text)) {
        if (is_space(c) || c == '\n' || c == '\t' || c == '\r') {
            space_pending = count > 0;
            continue;
        }
        if (is_unwanted(c)) continue;
        const std::size_t needed = space_pending ? 2 : 1;
        if (count + needed > max_points) break;
        if (space_pending) clean += ' ';
        append_utf8(clean, c);
        count += needed;
        space_pending = false;
    }
    return clean;
}

int cell_width(char32_t c) {
    const auto within = [c](char32_t from, char32_t to) { return c >= from && c <= to; };
    const bool wide = within(0x1100, 0x115f) || within(0x2e80, 0x303e) || within(0x3041, 0x33ff) ||
                      within(0x3400, 0x4dbf) || within(0x4e00, 0x9fff) || within(0xa000, 0xa4cf) ||
                      within(0xac00, 0xd7a3) || within(0xf900, 0xfaff) || within(0xfe30, 0xfe4f) ||
                      within(0xff00, 0xff60) || within(0xffe0, 0xffe6) || within(0x1f300, 0x1faff) ||
                      within(0x20000, 0x3fffd);
    return wide ? 2 : 1;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace xiaoer
