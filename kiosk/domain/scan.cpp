#include "domain/scan.h"

#include "base/text.h"
#include "domain/number.h"

#include <algorithm>
#include <array>

namespace xiaoer {
namespace {

constexpr char pass_mark = '9';
constexpr char card_mark = '8';
constexpr char badge_mark = '7';
constexpr std::size_t secret_length = 20;
constexpr std::size_t token_length = 1 + kiosk_code_length + secret_length;
constexpr std::size_t text_length_max = 64;

std::string_view without_line_end(std::string_view text) {
    if (text.ends_with("\r\n")) return text.substr(0, text.size() - 2);
    if (text.ends_with('\r') || text.ends_with('\n') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool has_aim_id(std::string_view text) { return text.size() >= 3 && text[0] == ']'; }

// Requires: digits only.
bool is_wallet_code(std::string_view digits) {
    if (digits.size() < 16 || digits.size() > 24) return false;
    const int head = (digits[0] - '0') * 10 + (digits[1] - '0');
    const bool wechat_pay = digits.size() == 18 && head >= 10 && head <= 15;
    const bool alipay = head >= 25 && head <= 30;
    return wechat_pay || alipay;
}

void require_kiosk_code(std::string_view code) { XIAOER_ASSERT(code.size() == kiosk_code_length && all_digits(code)); }

// The number that 16 bytes spell, modulo 10^10, as ten digits: 2^128 is so much larger that its remainder over
// 10^10 favours no digit by more than 2^-94.
std::string ten_digits(ByteView bytes) {
    constexpr std::uint64_t modulus = 10'000'000'000;
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = (value * 256 + byte) % modulus;
    const std::string digits = std::to_string(value);
    return std::string(10 - digits.size(), '0') + digits;
}

// ISO/IEC 15424: code character and modifier, as scanners send them.
std::string_view symbology_of(std::string_view aim) {
    struct Named {
        std::string_view aim, name;
    };
    constexpr std::array<Named, 16> all{{{"]E0", "EAN-13"},
                                         {"]E4", "EAN-8"},
                                         {"]C0", "Code 128"},
                                         {"]C1", "GS1-128"},
                                         {"]Q1", "QR"},
                                         {"]Q3", "GS1 QR"},
                                         {"]d1", "Data Matrix"},
                                         {"]d2", "GS1 Data Matrix"},
                                         {"]e0", "GS1 DataBar"},
                                         {"]J1", "GS1 DotCode"},
                                         {"]I1", "ITF"},
                                         {"]A0", "Code 39"},
                                         {"]L0", "PDF417"},
                                         {"]L2", "PDF417"},
                                         {"]G0", "Code 93"},
                                         {"]z0", "Aztec"}}};
    const auto found = std::ranges::find(all, aim, &Named::aim);
    return found == all.end() ? std::string_view{} : found->name;
}

}  // namespace

ScanForm form_of_scan(std::string_view text) {
    ScanForm form;
    form.kind = classify_scan(text).kind;
    text = without_line_end(text);
    if (has_aim_id(text)) {
        form.aim = std::string(text.substr(0, 3));
        form.symbology = std::string(symbology_of(form.aim));
        text.remove_prefix(3);
    }
    form.length = text.size();
    const bool ours = form.kind == ScanKind::pass || form.kind == ScanKind::card;
    if (form.kind == ScanKind::payment_code) return form;
    for (const char c : text.substr(0, form.kind == ScanKind::number ? text.npos : ours ? 6 : 2))
        form.shown += c > ' ' && c < 0x7f ? c : '?';
    return form;
}

Scan classify_scan(std::string_view text) {
    text = without_line_end(text);
    if (has_aim_id(text)) {
        if (text[1] == 'E') return {};  // EAN and UPC: somebody scanned the goods
        text.remove_prefix(3);
    }
    if (text.starts_with("000201")) return {.kind = ScanKind::payment_code};
    if (text.empty() || text.size() > text_length_max || !all_digits(text)) return {};
    if (is_wallet_code(text)) return {.kind = ScanKind::payment_code};
    if (text.size() == token_length && text[0] >= badge_mark) {
        const auto kind = text[0] == pass_mark   ? ScanKind::pass
                          : text[0] == card_mark ? ScanKind::card
                                                 : ScanKind::badge;
        return {.kind = kind,
                .digits = std::string(text),
                .kiosk_code = std::string(text.substr(1, kiosk_code_length))};
    }
    if (text.size() < 4) return {};
    const auto number = parse_number(text);
    if (!number) return {};
    return {.kind = ScanKind::number, .number = *number};
}

std::string make_pass_digits(std::string_view kiosk_code, Random& random) {
    require_kiosk_code(kiosk_code);
    return pass_mark + std::string(kiosk_code) + random.digits(secret_length);
}

std::string make_card_digits(std::string_view kiosk_code, const Hash& derived) {
    require_kiosk_code(kiosk_code);
    const ByteView bytes(derived);
    return card_mark + std::string(kiosk_code) + ten_digits(bytes.first(16)) + ten_digits(bytes.last(16));
}

std::string make_badge_digits(std::string_view kiosk_code, const Hash& derived) {
    auto digits = make_card_digits(kiosk_code, derived);
    digits.front() = badge_mark;
    return digits;
}

}  // namespace xiaoer
