// A QR code as SVG: sharp on any screen, and no picture for anybody to cache. Any thread.
#pragma once

#include "base/qr.h"
#include "phone/template.h"

namespace xiaoer::phone {

// With the quiet zone of four modules; scales to the width it is given; whole modules at each pixel where it can.
[[nodiscard]] Html svg_of(const QrCode& code);

}  // namespace xiaoer::phone
