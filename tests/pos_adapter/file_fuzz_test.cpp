// Exports with damage: whatever stands in a file, reading it ends, tells the same in every split, and keeps the
// contract of receipts.
#include "tests/fuzz/file_fuzz.h"

#include "base/random.h"
#include "read_export.h"

namespace xiaoer::pos {
namespace {

Bytes damaged(Bytes bytes, Random& random) {
    for (auto hits = 1 + random.below(8); hits > 0 && !bytes.empty(); --hits) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
        const auto other = static_cast<std::ptrdiff_t>(random.below(bytes.size()));
        switch (random.below(4)) {
            case 0: bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(random.below(256)); break;
            case 1: bytes.erase(bytes.begin() + at); break;
            case 2: bytes[static_cast<std::size_t>(at)] = bytes[static_cast<std::size_t>(other)]; break;
            default: bytes.insert(bytes.begin() + at, static_cast<std::uint8_t>(",;\"\n<>{}"[random.below(8)])); break;
        }
    }
    return bytes;
}

TEST(FileFuzz, damaged_exports_are_read_without_harm) {
    SeededRandom random(4);
    for (const auto* name : {"square_items_33.csv", "square_transactions.csv", "loyverse_items_dmy.csv",
                             "shopify_orders.csv", "drop.json", "poslog_ncr.xml", "poslog_roqqio.xml"}) {
        const auto whole = fixture(name);
        for (int round = 0; round < 60; ++round) read_twice("auto", {}, damaged(whole, random), 1 + random.below(40));
    }
}

TEST(FileFuzz, an_export_that_breaks_off_is_read_without_harm) {
    for (const auto* name : {"square_items_33.csv", "shopify_orders.csv", "drop.json", "poslog_arts.xml"}) {
        const auto whole = fixture(name);
        for (std::size_t size = 0; size < whole.size(); size += 11)
            read_twice("auto", {}, ByteView(whole).first(size), 5);
    }
}

}  // namespace
}  // namespace xiaoer::pos
