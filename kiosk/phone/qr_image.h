// A QR code as a picture file. A chat app reads a code off a page only where it is an image that can be pressed long,
// so what is meant for one's own phone is a PNG, and only what a scanner or another phone reads is drawn (pass_svg.h).
#pragma once

#include "base/qr.h"
#include "phone/template.h"

namespace xiaoer::phone {

// A PNG (W3C PNG, third edition) of one bit a pixel with the quiet zone around it, about 1 KB.
[[nodiscard]] std::string png_of(const QrCode& code);

// An img element that carries its picture; "" when the text is too long for a code. `alt` is for who cannot see it.
[[nodiscard]] Html qr_image(std::string_view text, std::string_view alt);

}  // namespace xiaoer::phone
