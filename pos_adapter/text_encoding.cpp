#include "pos_adapter/text_encoding.h"

#include "base/text.h"
#include "pos_adapter/encoding.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

using Form = TextEncoding::Form;
constexpr std::uint8_t windows_1252 = 16;  // as ESC t counts
constexpr Charset western{Charset::Family::page, WideCharset::gb18030, windows_1252};

constexpr TextEncoding wide(WideCharset set) { return {Form::bytes, Charset{Charset::Family::wide, set, 0}, 0}; }
constexpr TextEncoding page(std::uint8_t number) {
    return {Form::bytes, Charset{Charset::Family::page, WideCharset::gb18030, number}, 0};
}

struct Name {
    std::string_view name;
    TextEncoding encoding;
};
constexpr std::array<Name, 25> names = {{{"utf-8", {}},
                                         {"utf8", {}},
                                         {"utf-16", {Form::utf16_little, {}, 0}},
                                         {"utf-16le", {Form::utf16_little, {}, 0}},
                                         {"utf-16be", {Form::utf16_big, {}, 0}},
                                         {"gbk", wide(WideCharset::gb18030)},
                                         {"gb2312", wide(WideCharset::gb18030)},
                                         {"gb18030", wide(WideCharset::gb18030)},
                                         {"cp936", wide(WideCharset::gb18030)},
                                         {"big5", wide(WideCharset::big5)},
                                         {"cp950", wide(WideCharset::big5)},
                                         {"shift_jis", wide(WideCharset::shift_jis)},
                                         {"cp932", wide(WideCharset::shift_jis)},
                                         {"cp949", wide(WideCharset::cp949)},
                                         {"euc-kr", wide(WideCharset::cp949)},
                                         {"cp1252", page(windows_1252)},
                                         {"windows-1252", page(windows_1252)},
                                         {"latin-1", page(windows_1252)},
                                         {"iso-8859-1", page(windows_1252)},
                                         {"iso-8859-15", page(40)},
                                         {"cp1250", page(45)},
                                         {"cp1251", page(46)},
                                         {"cp850", page(2)},
                                         {"cp437", page(0)},
                                         {"cp866", page(17)}}};

std::size_t utf8_size(std::uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead <= 0xdf) return 2;
    if (lead >= 0xe0 && lead <= 0xef) return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

// The character at the start of `text`, when it is whole and right; else 0.
std::size_t whole_character(std::string_view text) {
    const auto size = utf8_size(static_cast<std::uint8_t>(text[0]));
    return size > 0 && size <= text.size() && is_utf8(text.substr(0, size)) ? size : 0;
}

// A character may be cut off at the end of what was seen.
bool could_be_utf8(ByteView start) {
    for (std::size_t cut = 0; cut <= std::min<std::size_t>(3, start.size()); ++cut) {
        if (is_utf8(text_of(start.first(start.size() - cut)))) return true;
    }
    return false;
}

// What says something: the bytes above ASCII, each stretch with the byte behind it, as far as evidence is looked at.
Bytes evidence_of(ByteView start) {
    constexpr std::size_t enough = 1000;
    Bytes evidence;
    for (std::size_t i = 0; i < start.size() && evidence.size() < enough; ++i) {
        const bool after_high = i > 0 && start[i - 1] >= 0x80;
        if (start[i] >= 0x80 || after_high) evidence.push_back(start[i]);
        if (start[i] < 0x80 && after_high) evidence.push_back(' ');
    }
    return evidence;
}

}  // namespace

std::optional<TextEncoding> encoding_named(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; });
    const auto* found = std::ranges::find(names, lower, &Name::name);
    return found == names.end() ? std::nullopt : std::optional(found->encoding);
}

TextEncoding encoding_of(ByteView start) {
    const auto text = text_of(start);
    if (text.starts_with("\xef\xbb\xbf")) return {Form::bytes, {}, 3};
    if (text.starts_with("\xff\xfe")) return {Form::utf16_little, {}, 2};
    if (text.starts_with("\xfe\xff")) return {Form::utf16_big, {}, 2};
    if (is_ascii(start) || could_be_utf8(start)) return {};
    Decoder decoder;
    const auto evidence = evidence_of(start);
    const auto found = choose_encoding({EncodedRun{evidence, TextState{}}}, decoder);
    if (found.utf8) return {};
    return found.unsaid_is_wide ? wide(found.wide) : page(windows_1252);
}

std::string_view TextDecoder::decode(std::string_view text) {
    if (is_ascii(view_of(text)) || (!charset_ && is_utf8(text))) return text;
    decoded_.clear();
    if (charset_) {
        decoder_.append(decoded_, view_of(text), *charset_, 0);
        return decoded_;
    }
    while (!text.empty()) {
        const auto size = whole_character(text);
        if (size > 0) {
            decoded_ += text.substr(0, size);
        } else {
            decoder_.append(decoded_, view_of(text.substr(0, 1)), western, 0);
        }
        text.remove_prefix(std::max<std::size_t>(1, size));
    }
    return decoded_;
}

void Utf16Reader::append_unit(std::string& out, char32_t unit) {
    const bool high = unit >= 0xd800 && unit <= 0xdbff;
    const bool low = unit >= 0xdc00 && unit <= 0xdfff;
    if (surrogate_ && low) {
        append_utf8(out, 0x10000 + ((*std::exchange(surrogate_, {}) - 0xd800) << 10) + (unit - 0xdc00));
        return;
    }
    if (surrogate_) append_utf8(out, U'\ufffd');
    surrogate_.reset();
    if (high) {
        surrogate_ = unit;
    } else {
        append_utf8(out, low ? U'\ufffd' : unit);
    }
}

void Utf16Reader::append(std::string& out, ByteView bytes) {
    for (const auto byte : bytes) {
        if (!half_) {
            half_ = byte;
            continue;
        }
        const char32_t first = *half_;
        half_.reset();
        append_unit(out, big_endian_ ? first << 8 | byte : char32_t{byte} << 8 | first);
    }
}

}  // namespace xiaoer::pos
