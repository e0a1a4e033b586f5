#include "base/qr.h"

#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <string>

namespace xiaoer {

Result<QrCode> make_qr(std::string_view text) {
    const std::string terminated(text);
    const std::unique_ptr<QRcode, void (*)(QRcode*)> made(
        QRcode_encodeString(terminated.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    if (!made) return invalid("the text does not fit a QR code");
    QrCode code{made->width, {}};
    code.dark.resize(static_cast<std::size_t>(made->width * made->width));
    std::transform(made->data, made->data + code.dark.size(), code.dark.begin(),
                   [](unsigned char module) { return static_cast<std::uint8_t>(module & 1); });
    return code;
}

}  // namespace xiaoer
