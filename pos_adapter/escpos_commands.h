// The ESC/POS commands and how long each of them is: told once, here and in the table of the .cpp.
//
// A command is its prefix (ESC, FS, GS, DLE; of Seiko's DC2 q also DC2), its letter, then a header of parameters, then
// a payload that must be skipped exactly: a byte of a picture may look like any command. Sources: Epson's ESC/POS
// reference, and what was seen in the field (Chinese beepers, QR by ESC Z). Any thread.
#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace xiaoer::pos {

enum Control : std::uint8_t {
    NUL = 0x00,
    EOT = 0x04,
    ENQ = 0x05,
    HT = 0x09,
    LF = 0x0a,
    FF = 0x0c,
    CR = 0x0d,
    DLE = 0x10,
    DC2 = 0x12,
    DC4 = 0x14,
    ESC = 0x1b,
    FS = 0x1c,
    GS = 0x1d
};

// What comes after the parameters read so far.
enum class Then : std::uint8_t {
    done,       // the command is complete
    more,       // `count` further parameters belong to the header
    skip,       // `count` bytes of payload, not looked at
    until_nul,  // printable payload up to a NUL (a barcode); any other control byte ends it too
    tabs,       // column numbers up to a NUL, at most 32
    blocks,     // `count` blocks follow, each measured by `block_length` from its own small header
};
struct Step {
    Then then = Then::done;
    std::uint64_t count = 0;
};

[[nodiscard]] bool is_known(std::uint8_t prefix, std::uint8_t letter);

// `command` starts with prefix and letter and holds every parameter read so far. Asked again after each `more`.
// An unknown letter is a complete command of two bytes.
[[nodiscard]] Step next_step(ByteView command);

// Of a command made of blocks (ESC &: one per character; FS q: one per picture): bytes of a block's own header,
// and the length that header tells.
[[nodiscard]] std::size_t block_header_length(ByteView command);
[[nodiscard]] std::uint64_t block_length(ByteView command, ByteView block_header);

// True for what puts dots of a picture on the paper (not for barcodes and QR, which tills add to text).
[[nodiscard]] bool is_picture(ByteView command);

}  // namespace xiaoer::pos
