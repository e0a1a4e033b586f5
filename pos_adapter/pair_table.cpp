#include "pos_adapter/pair_table.h"

#include "base/text.h"

#include <iconv.h>

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

constexpr std::string_view replacement = "\xef\xbf\xbd";  // U+FFFD

}  // namespace

std::unique_ptr<PairTable> PairTable::make(const char* charset) {
    auto* converter = ::iconv_open("UTF-8", charset);
    if (converter == iconv_t(-1)) return nullptr;
    auto table = std::make_unique<PairTable>();
    const auto entry = [&](ByteView bytes) {
        Entry made{};
        const auto text = convert(converter, bytes);
        if (text.size() > 3) return made;
        std::copy(text.begin(), text.end(), made.begin());
        made[3] = static_cast<char>(text.size());
        return made;
    };
    for (std::size_t byte = 0x80; byte < 0x100; ++byte) {
        const auto single = static_cast<std::uint8_t>(byte);
        table->singles_[byte] = entry({&single, 1});
    }
    table->pairs_.resize(leads * trails);
    for (std::size_t i = 0; i < table->pairs_.size(); ++i) {
        const std::array bytes{static_cast<std::uint8_t>(first_lead + i / trails),
                               static_cast<std::uint8_t>(first_trail + i % trails)};
        table->pairs_[i] = entry(bytes);
    }
    ::iconv_close(converter);
    table->four_bytes_ = std::string_view(charset) == "GB18030";
    // Windows puts the euro sign where GB18030 has nothing.
    if (table->four_bytes_) table->singles_[0x80] = {'\xe2', '\x82', '\xac', 3};
    return table;
}

bool PairTable::append_four(std::string& out, ByteView bytes) const {
    const auto digit = [&](std::size_t i) { return bytes[i] >= 0x30 && bytes[i] <= 0x39; };
    if (!four_bytes_ || bytes.size() < 4 || !digit(1) || !digit(3) || bytes[2] < 0x81 || bytes[2] == 0xff) return false;
    static thread_local iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    const auto text = convert(converter, bytes.first(4));
    out += text;
    return !text.empty();
}

void PairTable::append(std::string& out, ByteView bytes) const {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto byte = bytes[at];
        if (byte < 0x80) {
            out += static_cast<char>(byte);
            ++at;
            continue;
        }
        const bool may_lead = byte >= first_lead && byte < 0xff && at + 1 < bytes.size();
        if (may_lead && bytes[at + 1] >= first_trail && bytes[at + 1] < 0xff) {
            const auto& found = pair(byte, bytes[at + 1]);
            if (found[3] > 0) {
                out.append(found.data(), static_cast<std::size_t>(found[3]));
                at += 2;
                continue;
            }
        } else if (may_lead && append_four(out, bytes.subspan(at))) {
            at += 4;
            continue;
        }
        const auto& single = singles_[byte];
        single[3] > 0 ? out.append(single.data(), static_cast<std::size_t>(single[3])) : out.append(replacement);
        ++at;
    }
}

}  // namespace xiaoer::pos
