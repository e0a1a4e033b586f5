#include "pos_adapter/charset.h"

#include "base/text.h"
#include "pos_adapter/charset_table.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace xiaoer::pos {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD
constexpr std::uint8_t katakana_page = 1;

// ESC t n (Epson's character code tables); an unnamed page is read as 437, which every printer starts with.
const char* page_name(std::uint8_t page) {
    static constexpr std::array<const char*, 54> names = {
        "CP437",  nullptr,  "CP850",  "CP860",      "CP863",       "CP865",  nullptr,      nullptr,  nullptr,
        nullptr,  nullptr,  "CP851",  nullptr,      "CP857",       "CP737",  "ISO-8859-7", "CP1252", "CP866",
        "CP852",  "CP858",  "CP874",  "CP874",      "CP874",       "CP874",  "CP874",      "CP874",  "CP874",
        nullptr,  nullptr,  nullptr,  nullptr,      nullptr,       nullptr,  "CP775",      "CP855",  "CP861",
        "CP862",  "CP864",  "CP869",  "ISO-8859-2", "ISO-8859-15", nullptr,  "CP774",      "CP772",  "CP1125",
        "CP1250", "CP1251", "CP1253", "CP1254",     "CP1255",      "CP1256", "CP1257",     "CP1258", nullptr};
    const char* name = page < names.size() ? names[page] : nullptr;
    return name == nullptr ? "CP437" : name;
}

const char* iconv_name(Charset charset) {
    if (charset.family == Charset::Family::utf8) return "UTF-8";
    if (charset.family == Charset::Family::page) return page_name(charset.page);
    switch (charset.wide) {
        case WideCharset::gb18030: return "GB18030";
        case WideCharset::big5: return "CP950";
        case WideCharset::shift_jis: return "CP932";
        case WideCharset::cp949: return "CP949";
    }
    return "CP437";
}

// ESC R n, the twelve places in the order of the header's comment.
constexpr std::string_view national_places = "#$@[\\]^`{|}~";
using National = std::array<std::string_view, 12>;
constexpr std::array<National, 16> national_sets = {{
    {"#", "$", "@", "[", "\\", "]", "^", "`", "{", "|", "}", "~"},  // 0 USA
    {"#", "$", "à", "°", "ç", "§", "^", "`", "é", "ù", "è", "¨"},   // 1 France
    {"#", "$", "§", "Ä", "Ö", "Ü", "^", "`", "ä", "ö", "ü", "ß"},   // 2 Germany
    {"£", "$", "@", "[", "\\", "]", "^", "`", "{", "|", "}", "~"},  // 3 United Kingdom
    {"#", "$", "@", "Æ", "Ø", "Å", "^", "`", "æ", "ø", "å", "~"},   // 4 Denmark I
    {"#", "¤", "É", "Ä", "Ö", "Å", "Ü", "é", "ä", "ö", "å", "ü"},   // 5 Sweden
    {"#", "$", "@", "°", "\\", "é", "^", "ù", "à", "ò", "è", "ì"},  // 6 Italy
    {"₧", "$", "@", "¡", "Ñ", "¿", "^", "`", "¨", "ñ", "}", "~"},   // 7 Spain I
    {"#", "$", "@", "[", "¥", "]", "^", "`", "{", "|", "}", "~"},   // 8 Japan
    {"#", "¤", "É", "Æ", "Ø", "Å", "Ü", "é", "æ", "ø", "å", "ü"},   // 9 Norway
    {"#", "$", "É", "Æ", "Ø", "Å", "Ü", "é", "æ", "ø", "å", "ü"},   // 10 Denmark II
    {"#", "$", "á", "¡", "Ñ", "¿", "é", "`", "í", "ñ", "ó", "ú"},   // 11 Spain II
    {"#", "$", "á", "¡", "Ñ", "¿", "é", "ü", "í", "ñ", "ó", "ú"},   // 12 Latin America
    {"#", "$", "@", "[", "₩", "]", "^", "`", "{", "|", "}", "~"},   // 13 Korea
    {"#", "$", "Ž", "Š", "Đ", "Ć", "Č", "ž", "š", "đ", "ć", "č"},   // 14 Slovenia, Croatia
    {"#", "¥", "@", "[", "\\", "]", "^", "`", "{", "|", "}", "~"},  // 15 China
}};

// ESC t 1: what no charset of iconv has. 0xa1–0xdf are the half-width katakana in Unicode's order.
void append_katakana(std::string& out, std::uint8_t byte) {
    static constexpr std::array<std::string_view, 32> low = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█", "▏", "▎", "▍",
                                                             "▌", "▋", "▊", "▉", "┼", "┴", "┬", "┤", "├", "▔", "─",
                                                             "│", "▕", "┌", "┐", "└", "┘", "╭", "╮", "╰", "╯"};
    static constexpr std::array<std::string_view, 31> high = {
        "═", "╞",  "╪",  "╡",  "◢",  "◣",  "◥",  "◤",  "♠",  "♥",  "♦",  "♣",  "●",  "○",  "╱", "╲",
        "╳", "円", "年", "月", "日", "時", "分", "秒", "〒", "市", "区", "町", "村", "人", "▒"};
    if (byte < 0x80) {
        out += static_cast<char>(byte);
    } else if (byte < 0xa0) {
        out += low[byte - 0x80u];
    } else if (byte >= 0xa1 && byte <= 0xdf) {
        const unsigned point = 0xff61u + (byte - 0xa1u);
        for (const unsigned part : {0xe0u | point >> 12, 0x80u | (point >> 6 & 0x3fu), 0x80u | (point & 0x3fu)}) {
            out += static_cast<char>(part);
        }
    } else if (byte >= 0xe0 && byte < 0xe0 + high.size()) {
        out += high[byte - 0xe0u];
    } else {
        out += replacement;
    }
}

void append_converted(std::string& out, ByteView bytes, iconv_t converter) {
    std::array<char, 4096> buffer;
    auto* in = const_cast<char*>(text_of(bytes).data());  // iconv's signature; it does not write there
    std::size_t in_left = bytes.size();
    while (in_left > 0) {
        char* to = buffer.data();
        std::size_t to_left = buffer.size();
        const auto converted = ::iconv(converter, &in, &in_left, &to, &to_left);
        out.append(buffer.data(), static_cast<std::size_t>(to - buffer.data()));
        if (converted != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        out += replacement;
        ++in, --in_left;
    }
    ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
}

// In UTF-8 an ASCII byte is always itself, so the places are found after conversion.
void replace_national(std::string& out, std::size_t from, const National& set) {
    if (out.find_first_of(national_places, from) == std::string::npos) return;
    std::string replaced;
    for (const char c : std::string_view(out).substr(from)) {
        const auto place = national_places.find(c);
        place == std::string_view::npos ? replaced += c : replaced += set[place];
    }
    out.replace(from, std::string::npos, replaced);
}

std::uint8_t national_of(Charset charset, std::uint8_t national) {
    if (charset.family != Charset::Family::wide || national != 0) return national;
    // Fonts of Japanese and Korean printers show the currency sign at 0x5c, whatever ESC R says.
    return charset.wide == WideCharset::shift_jis ? 8 : charset.wide == WideCharset::cp949 ? 13 : 0;
}

// Made when first needed (some milliseconds), then shared by all decoders.
template <WideCharset charset>
const CharsetTable* shared_table() {
    static const auto table = CharsetTable::make_wide(iconv_name({Charset::Family::wide, charset, 0}));
    return table.get();
}
const CharsetTable* wide_table(WideCharset charset) {
    switch (charset) {
        case WideCharset::gb18030: return shared_table<WideCharset::gb18030>();
        case WideCharset::big5: return shared_table<WideCharset::big5>();
        case WideCharset::shift_jis: return shared_table<WideCharset::shift_jis>();
        case WideCharset::cp949: return shared_table<WideCharset::cp949>();
    }
    return nullptr;
}

// Hebrew and Vietnamese, where iconv joins a letter and the mark behind it into one character.
bool joins_marks(std::uint8_t page) { return page == 49 || page == 52; }

// Of the eight in a word the first whose high bit is set.
std::size_t first_byte(std::uint64_t high_bits) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::size_t>(std::countr_zero(high_bits)) / 8;
}

}  // namespace

std::size_t ascii_length(ByteView bytes) {
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if (const auto high = word & 0x8080808080808080; high != 0) return at + first_byte(high);
    }
    while (at < bytes.size() && bytes[at] < 0x80) ++at;
    return at;
}

Decoder::Decoder() = default;
Decoder::~Decoder() {
    for (const auto& [charset, converter] : open_) {
        if (converter != iconv_t(-1)) ::iconv_close(converter);
    }
}

void* Decoder::open(Charset charset) {
    const auto found = open_.find(charset);
    if (found != open_.end()) return found->second;
    return open_[charset] = ::iconv_open("UTF-8", iconv_name(charset));
}

const CharsetTable* Decoder::table_of(Charset charset) {
    if (charset.family == Charset::Family::wide) return wide_table(charset.wide);
    if (charset.family == Charset::Family::utf8 || joins_marks(charset.page)) return nullptr;
    auto& page = pages_[charset.page];
    if (page == nullptr) page = CharsetTable::make_page(iconv_name(charset));
    return page.get();
}

bool Decoder::append(std::string& out, ByteView bytes, Charset charset, std::uint8_t national) {
    const auto from = out.size();
    bool whole = true;
    if (is_ascii(bytes) || (charset.family == Charset::Family::utf8 && is_utf8(text_of(bytes)))) {
        out += text_of(bytes);
    } else if (charset.family == Charset::Family::page && charset.page == katakana_page) {
        for (const auto byte : bytes) append_katakana(out, byte);
    } else if (const auto* table = table_of(charset)) {
        whole = table->append(out, bytes);
    } else if (auto* converter = open(charset); converter != iconv_t(-1)) {
        append_converted(out, bytes, converter);
        whole = out.find(replacement, from) == std::string::npos;
    } else {
        for (const auto byte : bytes) byte < 0x80 ? out += static_cast<char>(byte) : out += replacement;
    }
    const auto set = national_of(charset, national);
    if (set > 0 && set < national_sets.size()) replace_national(out, from, national_sets[set]);
    return whole;
}

}  // namespace xiaoer::pos
