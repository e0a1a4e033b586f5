#include "domain/scan.h"

#include <gtest/gtest.h>

#include <array>

namespace xiaoer {
namespace {

const std::string pass = "90042112345678901234567890";
const std::string card = "80042112345678901234567890";

ScanKind kind_of(std::string_view text) { return classify_scan(text).kind; }

TEST(Scan, a_pass_names_its_kiosk) {
    const Scan expected{.kind = ScanKind::pass, .digits = pass, .kiosk_code = "00421"};
    EXPECT_EQ(classify_scan(pass), expected);
}

TEST(Scan, a_card_is_told_from_a_pass) {
    const Scan expected{.kind = ScanKind::card, .digits = card, .kiosk_code = "00421"};
    EXPECT_EQ(classify_scan(card), expected);
}

TEST(Scan, what_scanners_add_is_taken_off_once) {
    for (const std::string end : {"", "\r", "\n", "\r\n", "\t"}) {
        EXPECT_EQ(classify_scan("]Q1" + pass + end).digits, pass);
        EXPECT_EQ(classify_scan(pass + end).digits, pass);
    }
    EXPECT_EQ(kind_of(pass + "\n\n"), ScanKind::unreadable);
    EXPECT_EQ(kind_of(pass + "\r\t"), ScanKind::unreadable);
    EXPECT_EQ(kind_of("]Q1]Q1" + pass), ScanKind::unreadable);
}

TEST(Scan, typed_numbers_are_four_to_eight_digits) {
    EXPECT_EQ(classify_scan("0327"), (Scan{.kind = ScanKind::number, .number = 327}));
    EXPECT_EQ(classify_scan("12345678\r"), (Scan{.kind = ScanKind::number, .number = 12345678}));
    for (const auto* text : {"327", "0000", "123456789", "03 27", "-327", "０３２７"}) {
        EXPECT_EQ(kind_of(text), ScanKind::unreadable) << text;
    }
}

TEST(Scan, goods_are_no_member) {
    EXPECT_EQ(kind_of("]E402345673"), ScanKind::unreadable);
    EXPECT_EQ(kind_of("]E02112345678900"), ScanKind::unreadable);
    EXPECT_EQ(kind_of("6901234567892"), ScanKind::unreadable);
}

TEST(Scan, payment_codes_are_known_and_dropped) {
    for (const std::string text : {
             "100123456789012345", "151234567890123456",                                       // WeChat Pay
             "2512345678901234", "280123456789012345", "301234567890123456789012",             // Alipay
             "00020101021226580014BR.GOV.BCB.PIX", "]Q1000201010211520400005303156", "000201"  // EMVCo
         }) {
        EXPECT_EQ(classify_scan(text), Scan{.kind = ScanKind::payment_code}) << text;
    }
}

TEST(Scan, beside_the_payment_forms_is_no_payment) {
    for (const std::string text : {"161234567890123456",          // 16 opens no wallet
                                   "10012345678901234",           // 17 digits
                                   "1001234567890123456",         // 19 digits
                                   "241234567890123456",          // below Alipay's 25
                                   "311234567890123456",          // above its 30
                                   "251234567890123",             // 15 digits
                                   "2512345678901234567890123"})  // 25 digits
    {
        EXPECT_EQ(kind_of(text), ScanKind::unreadable) << text;
    }
}

TEST(Scan, hostile_text_is_unreadable) {
    for (const std::string& text :
         {std::string(), std::string("\n"), std::string("]"), std::string("]Q"), std::string("]Q1"),
          std::string("https://example.com/01/12312312312333?99=TEST"), std::string("' OR 1=1 --"),
          std::string("0327\0", 5), pass.substr(1), pass + "1", "6" + pass.substr(1), pass.substr(0, 25) + "x",
          std::string("\x1b[31m"), std::string(100000, '9'), std::string(65, '0'), std::string("\xff\xfe")}) {
        EXPECT_EQ(classify_scan(text), Scan{}) << text.substr(0, 40);
    }
}

TEST(Scan, made_passes_and_cards_read_back_and_look_like_no_payment) {
    SeededRandom random(1);
    for (int i = 0; i < 200; ++i) {
        EXPECT_EQ(kind_of(make_pass_digits("00421", random)), ScanKind::pass);
        EXPECT_EQ(kind_of(make_card_digits("00421", random.array<32>())), ScanKind::card);
    }
}

TEST(Scan, a_card_is_a_function_of_its_bytes) {
    Hash bytes{};
    EXPECT_EQ(make_card_digits("00421", bytes), "80042100000000000000000000");
    bytes[15] = 7, bytes[30] = 1, bytes[31] = 2;
    EXPECT_EQ(make_card_digits("00421", bytes), "80042100000000070000000258");
    // 2^128 − 1 = 340282366920938463463374607431768211455
    bytes.fill(0xff);
    EXPECT_EQ(make_card_digits("00421", bytes), "80042117682114551768211455");
}

TEST(Scan, card_digits_are_spread_evenly) {
    SeededRandom random(2);
    std::array<int, 10> counts{};
    constexpr int cards = 5000;
    for (int i = 0; i < cards; ++i) {
        const auto digits = make_card_digits("00421", random.array<32>());
        for (const char digit : digits.substr(6)) ++counts[static_cast<std::size_t>(digit - '0')];
    }
    for (const int count : counts) EXPECT_NEAR(count, cards * 2, 400);  // more than four standard deviations
}

TEST(ScanForm, tells_the_code_by_its_aim_identifier) {
    const std::string fnc1 = "\x1d";
    const std::array<std::pair<std::string, std::string>, 11> sent{{{"]E02112345678900", "EAN-13"},
                                                                    {"]E402345673", "EAN-8"},
                                                                    {"]C1011231231231233310ABC123" + fnc1, "GS1-128"},
                                                                    {"]Q1TESTING", "QR"},
                                                                    {"]Q3011231231231233310ABC123" + fnc1, "GS1 QR"},
                                                                    {"]d1TESTING", "Data Matrix"},
                                                                    {"]d2011231231231233310", "GS1 Data Matrix"},
                                                                    {"]e00124012345678905", "GS1 DataBar"},
                                                                    {"]J1011231231231233310", "GS1 DotCode"},
                                                                    {"]X9what", ""},
                                                                    {"TESTING", ""}}};
    for (const auto& [text, symbology] : sent) {
        const auto form = form_of_scan(text);
        EXPECT_EQ(form.symbology, symbology) << text;
        EXPECT_EQ(form.kind, ScanKind::unreadable) << text;
        EXPECT_EQ(form.aim.size() + form.length, text.size());
    }
}

TEST(ScanForm, shows_nothing_of_a_wallet_and_only_the_head_of_a_pass) {
    EXPECT_EQ(form_of_scan("]Q1" + pass + "\r"), (ScanForm{ScanKind::pass, 26, "]Q1", "QR", "900421"}));
    EXPECT_EQ(form_of_scan("0402").shown, "0402");
    EXPECT_EQ(form_of_scan("134512345678901234"), (ScanForm{ScanKind::payment_code, 18, "", "", ""}));
    EXPECT_EQ(form_of_scan("\x01\x02secret").shown, "??");
}

}  // namespace
}  // namespace xiaoer
