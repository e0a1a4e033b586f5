#include "pos_adapter/receipt.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

std::string problem(std::string_view text) {
    const auto receipt = receipt_from_json(text);
    return receipt ? "none" : receipt.error().message;
}

TEST(ReceiptJson, a_line_of_pos_parse_comes_back_as_it_went) {
    Receipt receipt;
    receipt.kind = ReceiptKind::refund;
    receipt.receipt_no = "T-9 \"quoted\"";
    receipt.original_receipt_no = "XS-7";
    receipt.sold_at = "2026-05-06T21:32:49-04:00";
    receipt.total_minor = -12850;
    receipt.currency = "CNY";
    receipt.member_ref = "0327";
    receipt.store = "和平路店";
    receipt.terminal = "02";
    receipt.lines = {{"棉袜", -2000, -3100}, {"Ham", 250, 0}, {"Refund", -1500, -9750}};
    receipt.dialect = "square-csv";
    receipt.source = "night.csv";
    const auto back = receipt_from_json(json_line(receipt));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, receipt);
    Receipt none;
    none.dialect = "escpos";
    none.reason = "raster";
    none.source = "tap";
    EXPECT_EQ(receipt_from_json(json_line(none)).value(), none);
}

TEST(ReceiptJson, a_till_says_only_what_it_knows) {
    const auto receipt = receipt_from_json(R"({"kind":"sale","total_minor":12800})");
    ASSERT_TRUE(receipt) << receipt.error().message;
    EXPECT_EQ(receipt->total_minor, 12800);
    EXPECT_EQ(receipt->dialect, "json");
    EXPECT_EQ(receipt->receipt_no, std::nullopt);
    const auto lines = receipt_from_json(R"({"kind":"sale","total_minor":1,"lines":[{"text":"a","amount_minor":1}]})");
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->lines[0], (ReceiptLine{"a", 1000, 1}));
    EXPECT_TRUE(receipt_from_json(R"({"kind":"void"})"));
}

TEST(ReceiptJson, an_amount_is_never_guessed) {
    EXPECT_EQ(problem(R"({"kind":"sale"})"), "\"total_minor\": a sale needs one, not negative");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":-5})"), "\"total_minor\": a sale needs one, not negative");
    EXPECT_EQ(problem(R"({"kind":"refund","total_minor":5})"), "\"total_minor\": a refund needs one, negative");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":12.5})"), "\"total_minor\": expected an amount in minor units");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":"1250"})"), "\"total_minor\": expected an amount in minor units");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":9007199254740991})"),
              "\"total_minor\": expected an amount in minor units");
    EXPECT_EQ(problem(R"({"kind":"none","total_minor":5,"reason":"raster"})"),
              "\"total_minor\": what is no purchase has none");
}

TEST(ReceiptJson, what_is_wrong_is_named) {
    EXPECT_EQ(problem(R"({"total_minor":5})"), "\"kind\": is missing");
    EXPECT_EQ(problem(R"({"kind":"sail","total_minor":5})"), "\"kind\": \"sail\" is not one of the known names");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":5,"tip":1})"), "\"tip\": is not known here");
    EXPECT_EQ(problem(R"({"kind":"none"})"), "\"reason\" is missing");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":5,"currency":"yuan"})"),
              "\"currency\": expected three capital letters (ISO 4217)");
    for (const auto* time : {"2026-05-06", "2026-02-29T10:00:00", "2026-05-06T24:00:00", "2026-05-06 10:00:00",
                             "2026-05-06T10:00:00+8", "2026-05-06T10:00:00+08:60"}) {
        EXPECT_NE(problem(R"({"kind":"sale","total_minor":5,"sold_at":")" + std::string(time) + "\"}"), "none") << time;
    }
    EXPECT_EQ(problem("[]"), "a receipt is an object");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":5,"lines":[{"text":"a","quantity":1.2345,"amount_minor":5}]})"),
              "\"quantity\": expected a number with at most three decimals");
    EXPECT_EQ(problem(R"({"kind":"sale","total_minor":5,"store":")" + std::string(501, 'x') + "\"}"),
              "\"store\": expected a text of up to 500 bytes");
}

}  // namespace
}  // namespace xiaoer::pos
