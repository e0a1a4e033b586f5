// Reads a slip back the way a printer would: what is on the paper, by the commands that Xiaoer's writer uses.
// Anything else in the bytes fails the test that reads them.
#pragma once

#include "base/bytes.h"

#include <string>
#include <vector>

namespace xiaoer {

struct PrintedLine {
    std::string text;  // UTF-8
    int size = 1;      // times in both directions
    bool bold = false;
    bool centred = false;
};

struct PrintedPicture {
    int row_bytes = 0, rows = 0;
    Bytes data;
    [[nodiscard]] bool dark(int x, int y) const {
        return (data[static_cast<std::size_t>(y * row_bytes + x / 8)] & 0x80 >> x % 8) != 0;
    }
};

struct PrintedSlip {
    std::vector<PrintedLine> lines;
    std::vector<PrintedPicture> pictures;
    std::vector<std::string> qr_codes;
    int cuts = 0;
    std::string problem;  // the first byte that is no command and no text; "" when all was read

    [[nodiscard]] std::string all_text() const;
    [[nodiscard]] const PrintedLine* find(std::string_view text) const;  // the first line that contains it
};

[[nodiscard]] PrintedSlip read_slip(ByteView bytes);
[[nodiscard]] std::string utf8_from_gbk(std::string_view gbk);

}  // namespace xiaoer
