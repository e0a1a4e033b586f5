// QR codes (ISO/IEC 18004) as squares of modules, by libqrencode. Any thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace xiaoer {

// Without the quiet zone: whoever draws it leaves four light modules on each side.
struct QrCode {
    int size = 0;                      // modules on a side
    std::vector<std::uint8_t> dark;    // row by row, 1 is dark

    [[nodiscard]] bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)] != 0; }
};

// Error correction M; digits and bytes are packed as the standard allows. Errors: invalid when it does not fit.
[[nodiscard]] Result<QrCode> make_qr(std::string_view text);

}  // namespace xiaoer
