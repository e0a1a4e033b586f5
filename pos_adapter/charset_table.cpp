#include "pos_adapter/charset_table.h"

#include "pos_adapter/charset.h"

#include <iconv.h>

#include <cstring>
#include <string_view>

namespace xiaoer::pos {
namespace {

// Only ideographs beyond the basic plane and rare signs (¥ among them) take four bytes. GB18030-2005 gives the
// rest of the basic plane in order, but for what has two bytes, so iconv is asked.
std::string convert(iconv_t converter, ByteView bytes) {
    std::array<char, 8> buffer{};
    auto* in = const_cast<char*>(text_of(bytes).data());  // iconv's signature; it does not write there
    std::size_t in_left = bytes.size();
    char* to = buffer.data();
    std::size_t to_left = buffer.size();
    const auto converted = ::iconv(converter, &in, &in_left, &to, &to_left);
    ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
    if (converted == static_cast<std::size_t>(-1) || in_left > 0) return {};
    return {buffer.data(), buffer.size() - to_left};
}

using Entry = std::array<char, 4>;

constexpr Entry replacement = {'\xef', '\xbf', '\xbd', 3};  // U+FFFD
constexpr std::size_t utf8_bytes_max = 3;                   // for each byte that comes in

Entry entry_of(iconv_t converter, ByteView bytes) {
    Entry made{};
    const auto text = convert(converter, bytes);
    if (text.size() > utf8_bytes_max) return made;
    std::copy(text.begin(), text.end(), made.begin());
    made[3] = static_cast<char>(text.size());
    return made;
}

}  // namespace

std::unique_ptr<CharsetTable> CharsetTable::make_page(const char* charset) {
    auto* converter = ::iconv_open("UTF-8", charset);
    if (converter == iconv_t(-1)) return nullptr;
    auto table = std::make_unique<CharsetTable>();
    for (std::size_t byte = 0x80; byte < 0x100; ++byte) {
        const auto single = static_cast<std::uint8_t>(byte);
        table->singles_[byte] = entry_of(converter, {&single, 1});
    }
    ::iconv_close(converter);
    return table;
}

std::unique_ptr<CharsetTable> CharsetTable::make_wide(const char* charset) {
    auto table = make_page(charset);
    auto* converter = ::iconv_open("UTF-8", charset);
    if (table == nullptr || converter == iconv_t(-1)) return nullptr;
    table->pairs_.resize(leads * trails);
    for (std::size_t i = 0; i < table->pairs_.size(); ++i) {
        const std::array bytes{static_cast<std::uint8_t>(first_lead + i / trails),
                               static_cast<std::uint8_t>(first_trail + i % trails)};
        table->pairs_[i] = entry_of(converter, bytes);
    }
    ::iconv_close(converter);
    table->four_bytes_ = std::string_view(charset) == "GB18030";
    // Windows puts the euro sign where GB18030 has nothing.
    if (table->four_bytes_) table->singles_[0x80] = {'\xe2', '\x82', '\xac', 3};
    return table;
}

std::size_t CharsetTable::put_four(char* to, ByteView bytes) const {
    const auto digit = [&](std::size_t i) { return bytes[i] >= 0x30 && bytes[i] <= 0x39; };
    if (!four_bytes_ || bytes.size() < 4 || !digit(1) || !digit(3) || bytes[2] < 0x81 || bytes[2] == 0xff) return 0;
    static thread_local iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    const auto text = convert(converter, bytes.first(4));
    std::copy(text.begin(), text.end(), to);
    return text.size();
}

// All four are copied, which is one move; the length says how many count.
std::size_t CharsetTable::put(char* to, const Entry& entry) {
    std::memcpy(to, entry.data(), entry.size());
    return static_cast<std::size_t>(entry[3]);
}

std::size_t CharsetTable::put_next(char*& to, ByteView bytes) const {
    const auto byte = bytes[0];
    const bool may_lead = !pairs_.empty() && byte >= first_lead && byte < 0xff && bytes.size() > 1;
    if (may_lead && bytes[1] >= first_trail && bytes[1] < 0xff) {
        const auto size = put(to, pair(byte, bytes[1]));
        to += size;
        if (size > 0) return 2;
    } else if (may_lead) {
        const auto size = put_four(to, bytes);
        to += size;
        if (size > 0) return 4;
    }
    const auto& single = singles_[byte];
    to += put(to, single);
    return single[3] > 0 ? 1 : 0;
}

// What is decoded at a time goes through a buffer of its own: a string would clear three bytes for each that comes in.
bool CharsetTable::append(std::string& out, ByteView bytes) const {
    constexpr std::size_t piece_bytes = 512;
    std::array<char, (piece_bytes + 4) * utf8_bytes_max + sizeof(Entry)> buffer;
    bool whole = true;
    for (std::size_t at = 0; at < bytes.size();) {
        char* to = buffer.data();
        const auto end = std::min(bytes.size(), at + piece_bytes);
        while (at < end) {
            if (bytes[at] < 0x80) {
                const auto plain = ascii_length(bytes.subspan(at, end - at));
                std::memcpy(to, bytes.data() + at, plain);
                to += plain;
                at += plain;
            } else if (const auto taken = put_next(to, bytes.subspan(at)); taken > 0) {
                at += taken;
            } else {
                to += put(to, replacement);
                ++at;
                whole = false;
            }
        }
        out.append(buffer.data(), static_cast<std::size_t>(to - buffer.data()));
    }
    return whole;
}

}  // namespace xiaoer::pos
