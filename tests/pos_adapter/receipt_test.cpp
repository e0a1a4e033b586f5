#include "pos_adapter/escpos_reader.h"

#include "base/codec.h"
#include "base/file.h"
#include "base/json.h"
#include "paper.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

std::string kind_of(const Receipt& receipt) { return std::string(enum_name(receipt.kind)); }

// The slips of a fixture: tests/data/escpos/<name>.txt is the paper as UTF-8, printed in `charset`.
std::vector<Receipt> read_fixture(const std::string& name, const char* charset, const ReadingOptions& options = {}) {
    const auto text = read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/escpos/" + name + ".txt");
    XIAOER_ASSERT(text && *text);
    const auto job = init + encoded(text_of(**text), charset) + cut;
    return read_escpos(view_of(job), options);
}
Receipt read_one(const std::string& name, const char* charset, const ReadingOptions& options = {}) {
    auto receipts = read_fixture(name, charset, options);
    EXPECT_EQ(receipts.size(), 1u) << name;
    return receipts.empty() ? Receipt{} : receipts[0];
}
Receipt read_text(const std::string& text, const ReadingOptions& options = {}) {
    const auto receipts = read_escpos(view_of(text), options);
    EXPECT_EQ(receipts.size(), 1u) << text;
    return receipts.empty() ? Receipt{} : receipts[0];
}

TEST(ReadEscpos, a_chinese_sale_in_gbk_without_kanji_commands) {
    const auto receipt = read_one("sale_zh", "GBK");
    EXPECT_EQ(kind_of(receipt), "sale");
    EXPECT_EQ(receipt.receipt_no, "XS20260506-0183");
    EXPECT_EQ(receipt.sold_at, "2026-05-06T21:32:49");
    EXPECT_EQ(receipt.total_minor, 12800);
    EXPECT_EQ(receipt.currency, "CNY");
    EXPECT_EQ(receipt.member_ref, "0327");
    EXPECT_EQ(receipt.terminal, "02");
    ASSERT_EQ(receipt.lines.size(), 2u);
    EXPECT_EQ(receipt.lines[0], (ReceiptLine{"回力帆布鞋 42码", 1000, 9900}));
    EXPECT_EQ(receipt.lines[1], (ReceiptLine{"棉袜", 2000, 3100}));
}

TEST(ReadEscpos, the_same_sale_in_utf8_reads_the_same) {
    auto utf8 = read_one("sale_zh", "UTF-8");
    EXPECT_EQ(utf8, read_one("sale_zh", "GBK"));
}

TEST(ReadEscpos, an_english_sale_tender_and_change_do_not_win) {
    ReadingOptions options;
    options.currency = "USD";
    const auto receipt = read_one("sale_en", "CP437", options);
    EXPECT_EQ(kind_of(receipt), "sale");
    EXPECT_EQ(receipt.receipt_no, "000471");
    EXPECT_EQ(receipt.sold_at, "2026-05-06T14:05:00");
    EXPECT_EQ(receipt.total_minor, 1755);
    EXPECT_EQ(receipt.currency, "USD");
    ASSERT_EQ(receipt.lines.size(), 2u);
    EXPECT_EQ(receipt.lines[0], (ReceiptLine{"Wool socks", 2000, 900}));
}

TEST(ReadEscpos, json_line_is_what_the_command_line_prints) {
    const auto receipt = read_text("RECEIPT #7\n2026-05-06 10:00\nHam 0.25 x 12.00  3.00\nTOTAL 3.00\n");
    EXPECT_EQ(
        json_line(receipt),
        R"({"kind":"sale","receipt_no":"7","original_receipt_no":null,"sold_at":"2026-05-06T10:00:00",)"
        R"("total_minor":300,"currency":null,"member_ref":null,"store":null,"terminal":null,)"
        R"("lines":[{"text":"Ham","quantity":0.25,"amount_minor":300}],"dialect":"escpos","reason":null,"source":""})");
}

}  // namespace
}  // namespace xiaoer::pos
