// What a line from the scanner or the keypad is, by its form alone (DESIGN §5). Pure; any thread.
//
// Whether a pass is alive or a card known is the store's to say: here nothing is looked up. Digits only, because
// keyboard-wedge scanners under a Chinese input method lose letters.
//
//     pass   9 + 5 digits of the kiosk + 20 random digits
//     card   8 + 5 digits of the kiosk + 20 digits derived under the kiosk's key
//     badge  7 + 5 digits of the kiosk + 20 digits derived likewise: names a clerk, proves nothing
//     number 4 to 8 digits: the 群友号, typed
//
// A wallet's payment code is recognised so that it can be refused with a friendly word; its digits are dropped
// here and go no further. Sources: WeChat Pay and Alipay merchant manuals (barcode payment), EMVCo QR (merchant
// codes open with the tag 00, length 02, value 01).
#pragma once

#include "base/bytes.h"
#include "base/random.h"

#include <string>
#include <string_view>

namespace xiaoer {

enum class ScanKind { pass, card, number, payment_code, unreadable, badge };

struct Scan {
    ScanKind kind = ScanKind::unreadable;
    std::string digits{};      // all 26 of a pass, card or badge; "" otherwise
    std::string kiosk_code{};  // the five digits of whoever made the pass or card; "" otherwise
    std::int64_t number = 0;   // of ScanKind::number, > 0

    friend bool operator==(const Scan&, const Scan&) = default;
};

// One AIM identifier in front (`]Q1`, ISO/IEC 15424) and one line end behind (CR, LF, CR LF or Tab) are taken off;
// then at most 64 characters. Anything else, goods barcodes (`]E…`) included, is unreadable.
[[nodiscard]] Scan classify_scan(std::string_view text);

// What a scanner sent, so that whoever sets one up sees it, and that no wallet's code and nobody's pass can be read off
// the screen.
struct ScanForm {
    ScanKind kind = ScanKind::unreadable;
    std::size_t length = 0;   // characters, without the identifier and the line end
    std::string aim{};        // "]Q1"; "" when the scanner sends none
    std::string symbology{};  // "QR"; "" for an identifier that is not known here
    std::string shown{};      // a number whole; of a pass or card its first six digits; of anything else two characters
    friend bool operator==(const ScanForm&, const ScanForm&) = default;
};
[[nodiscard]] ScanForm form_of_scan(std::string_view text);

inline constexpr std::size_t kiosk_code_length = 5;

// Requires: `kiosk_code` is five digits.
[[nodiscard]] std::string make_pass_digits(std::string_view kiosk_code, Random& random);
// The same card for the same 32 bytes (an HMAC under the kiosk's key). Each digit is uniform to within 2^-94.
[[nodiscard]] std::string make_card_digits(std::string_view kiosk_code, const Hash& derived);
[[nodiscard]] std::string make_badge_digits(std::string_view kiosk_code, const Hash& derived);

}  // namespace xiaoer
