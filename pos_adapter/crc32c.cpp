#include "pos_adapter/crc32c.h"

namespace xiaoer::pos {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1) != 0 ? value >> 1 ^ 0x82f63b78u : value >> 1;
        table[i] = value;
    }
    return table;
}
constexpr auto table = make_table();

}  // namespace

std::uint32_t crc32c(ByteView bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const auto byte : bytes) crc = crc >> 8 ^ table[(crc ^ byte) & 0xff];
    return ~crc;
}

}  // namespace xiaoer::pos
