// A character set as a table, made once from iconv: several times faster than asking iconv for each run, which is what
// most of a Chinese slip's time went into. Read-only once made; any thread.
#pragma once

#include "base/bytes.h"

#include <memory>
#include <string>

namespace xiaoer::pos {

class CharsetTable {
public:
    // `charset` as iconv names it: one of double bytes, or a page of single ones. Nothing when this system lacks it.
    [[nodiscard]] static std::unique_ptr<CharsetTable> make_wide(const char* charset);
    [[nodiscard]] static std::unique_ptr<CharsetTable> make_page(const char* charset);

    // Appends what `bytes` say as UTF-8, U+FFFD for each byte that says nothing. ASCII stays itself.
    // Returns: false when there was such a byte.
    bool append(std::string& out, ByteView bytes) const;

private:
    // UTF-8 in the first bytes, its length in the last; 0 for what is no character.
    using Entry = std::array<char, 4>;
    static constexpr std::size_t first_lead = 0x81, leads = 0x7e, first_trail = 0x40, trails = 0xbf;

    [[nodiscard]] const Entry& pair(std::uint8_t lead, std::uint8_t trail) const {
        return pairs_[(lead - first_lead) * trails + (trail - first_trail)];
    }
    // Both write at `to`, at most four bytes of which the returned number counts.
    [[nodiscard]] std::size_t put_four(char* to, ByteView bytes) const;
    [[nodiscard]] static std::size_t put(char* to, const Entry& entry);
    // What stands at the start of `bytes`, which is not ASCII. Returns: how many of them it took; 0 for one that says
    // nothing.
    [[nodiscard]] std::size_t put_next(char*& to, ByteView bytes) const;

    std::array<Entry, 256> singles_{};
    std::vector<Entry> pairs_;  // empty: a page
    bool four_bytes_ = false;   // GB18030 also has characters of four bytes
};

}  // namespace xiaoer::pos
