#include "pos_adapter/escpos_reader.h"

#include "base/codec.h"
#include "base/file.h"
#include "base/json.h"
#include "paper.h"

#include <gtest/gtest.h>

#include <sstream>

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

// expected.txt has, for each fixture, its character set, its name, and the line that `pos parse` prints.
TEST(ReadEscpos, every_fixture_reads_as_expected) {
    const auto expected = read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/escpos/expected.txt");
    ASSERT_TRUE(expected && *expected);
    std::istringstream rows{std::string(text_of(**expected))};
    std::string charset, name, line;
    int count = 0;
    while (rows >> charset >> name && std::getline(rows >> std::ws, line)) {
        EXPECT_EQ(json_line(read_one(name, charset.c_str())), line) << name;
        ++count;
    }
    EXPECT_EQ(count, 20);
}

TEST(ReadEscpos, json_line_is_what_the_command_line_prints) {
    const auto receipt = read_text("RECEIPT #7\n2026-05-06 10:00\nHam 0.25 x 12.00  3.00\nTOTAL 3.00\n");
    EXPECT_EQ(
        json_line(receipt),
        R"({"kind":"sale","receipt_no":"7","original_receipt_no":null,"sold_at":"2026-05-06T10:00:00",)"
        R"("total_minor":300,"currency":null,"member_ref":null,"store":null,"terminal":null,)"
        R"("lines":[{"text":"Ham","quantity":0.25,"amount_minor":300}],"dialect":"escpos","reason":null,"source":""})");
}

// Many short slips: what the total line says against everything else that looks like an amount.
struct Case {
    const char* text;
    std::optional<std::int64_t> total_minor;
    const char* reason;  // when there is no total
};

void expect_total(const Case& wanted) {
    const auto receipt = read_text(gbk(wanted.text));
    EXPECT_EQ(receipt.total_minor, wanted.total_minor) << wanted.text << json_line(receipt);
    EXPECT_EQ(receipt.reason.value_or(""), std::string(wanted.reason)) << wanted.text;
    EXPECT_EQ(receipt.kind == ReceiptKind::none, !wanted.total_minor) << wanted.text;
}

TEST(Totals, the_amount_due_or_paid_wins) {
    expect_total({"合计 130.00\n优惠 2.00\n应收 128.00\n实收 200.00\n找零 72.00\n", 12800, ""});
    expect_total({"合计 128.00\n实收 200.00\n找零 72.00\n", 12800, ""});
    expect_total({"合计 130.00\n优惠 2.00\n实收 128.00\n", 12800, ""});
    expect_total({"原价 130.00\n现价 119.00\n", 11900, ""});
    expect_total({"消费合计:99.50\n现金:100.00\n找零:0.50\n", 9950, ""});
    expect_total({"小计 50.00\n总计 ￥45.00\n会员优惠 5.00\n", 4500, ""});
    expect_total({"合　　计：　 ￥１２８．００\n", 12800, ""});
    expect_total({"应付金额(元):88.8\n", 8880, ""});
    expect_total({"合计数量: 3  合计金额: 66.00\n积分余额 12345.00\n", 6600, ""});
    expect_total({"TOTAL 41.49\nCASH 50.00\nCHANGE DUE 8.51\n", 4149, ""});
    expect_total({"Subtotal 10.00\nDiscount 1.00\nGrand Total 9.00\n", 900, ""});
    expect_total({"TOTAL\n        41.49\n", 4149, ""});
    expect_total({"T O T A L   7.00\n", 700, ""});
    expect_total({"TOTAL $50.00\nVISA $50.00\nAmount due $0.00\n", 5000, ""});
    expect_total({"Total 12.00\nTax 2.00\nNet 10.00\n", 1200, ""});
    expect_total({"Total 3 items 41.49\nTotal savings 5.00\n", 4149, ""});
}

TEST(Totals, nothing_else_is_taken_for_one) {
    expect_total({"现金 100.00\n找零 2.00\n", std::nullopt, "no total"});
    expect_total({"小计 12.00\n", std::nullopt, "no total"});
    expect_total({"本月累计消费合计 12345.00\n积分 128\n", std::nullopt, "no total"});
    expect_total({"Total savings 5.00\nTotal points 120\n", std::nullopt, "no total"});
    expect_total({"拿铁 18.00\n合计：3\n", std::nullopt, "no total"});
    expect_total({"Hello world\n", std::nullopt, "no total"});
}

TEST(Totals, two_that_conflict_are_ambiguous) {
    expect_total({"合计 128.00\n总计 182.00\n", std::nullopt, "ambiguous"});
    expect_total({"TOTAL 41.49\nTOTAL 14.94\n", std::nullopt, "ambiguous"});
    expect_total({"应收 128.00\n实收 100.00\n", std::nullopt, "ambiguous"});
    expect_total({"TOTAL 1.234\n", std::nullopt, "ambiguous"});
}

TEST(Totals, a_damaged_figure_is_not_read) {
    const auto receipt = read_text(gbk("单号：12\n合计：1") + "\xff" + gbk("8.00元\n谢谢惠顾\n"));
    EXPECT_EQ(receipt.kind, ReceiptKind::none);
    EXPECT_EQ(receipt.reason, "ambiguous");
}

TEST(Totals, other_languages_write_numbers_their_way) {
    const auto german = read_text(
        "Bon-Nr.: 4711\nBrot 1.234,50\nSUMME EUR 1.234,50\nGegeben 1.300,00\nR\x81"
        "ckgeld 65,50\n21.11.2026 09:05\n");
    EXPECT_EQ(german.total_minor, 123450);
    EXPECT_EQ(german.currency, "EUR");
    EXPECT_EQ(german.receipt_no, "4711");
    EXPECT_EQ(german.sold_at, "2026-11-21T09:05:00");
    const auto french = read_text("Ticket n\xf8 88\nPain 1 234,50\nTotal TTC 1 234,50 EUR\nMerci\n03/02/2026 18h30\n");
    EXPECT_EQ(french.total_minor, 123450);
    EXPECT_EQ(french.sold_at, "2026-02-03T18:30:00");
    const auto korean = read_text(encoded(
        "영수증번호: 20260506-01\n아메리카노  2  9,000\n합 계   9,000원\n받은금액 10,000\n거스름돈 1,000\n", "CP949"));
    EXPECT_EQ(korean.total_minor, 9000);
    EXPECT_EQ(korean.currency, "KRW");
    EXPECT_EQ(korean.receipt_no, "20260506-01");
    const auto japanese = read_text(
        encoded("レシートNo:0042\nビール  ¥1,300\n小計 ¥1,300\n合計 ¥1,300\nお預り ¥2,000\nお釣り ¥700\n", "UTF-8"));
    EXPECT_EQ(japanese.total_minor, 1300);
    EXPECT_EQ(japanese.currency, "JPY");
    EXPECT_EQ(japanese.receipt_no, "0042");
}

TEST(Kinds, a_refund_is_negative_and_names_its_sale) {
    const auto chinese = read_text(gbk("  退货单\n单号：T-9\n原单号：XS-7\n退款金额：99.00\n合计：-99.00\n"));
    EXPECT_EQ(kind_of(chinese), "refund");
    EXPECT_EQ(chinese.total_minor, -9900);
    EXPECT_EQ(chinese.receipt_no, "T-9");
    EXPECT_EQ(chinese.original_receipt_no, "XS-7");
    const auto english = read_text("*** REFUND ***\nReceipt #12\nOriginal receipt: 7\nTOTAL 5.00\n");
    EXPECT_EQ(kind_of(english), "refund");
    EXPECT_EQ(english.total_minor, -500);
    EXPECT_EQ(english.original_receipt_no, "7");
    EXPECT_EQ(kind_of(read_text("TOTAL (5.00)\n")), "refund");
}

TEST(Kinds, talk_about_refunds_makes_no_refund) {
    for (const auto* footer : {"Refund policy: 30 days", "Returns accepted with receipt", "No refunds on sale items"}) {
        EXPECT_EQ(kind_of(read_text("TOTAL 5.00\n" + std::string(footer) + "\n")), "sale") << footer;
    }
    EXPECT_EQ(kind_of(read_text(gbk("合计 5.00\n七天内凭小票可退货\n退换货请保留小票\n"))), "sale");
    EXPECT_EQ(kind_of(read_text("CUSTOMER COPY\nTOTAL 5.00\n")), "sale") << "the customer's is the original";
    EXPECT_EQ(kind_of(read_text("Photocopy A4  1.00\nTOTAL 1.00\n")), "sale");
}

TEST(Kinds, what_is_no_purchase_says_why) {
    const auto reason = [](const std::string& text) { return read_text(gbk(text)).reason.value_or("a purchase"); };
    EXPECT_EQ(reason("*** 补打 ***\n单号：12\n合计 5.00\n"), "copy");
    EXPECT_EQ(reason("COPY\nReceipt #12\nTOTAL 5.00\n"), "copy");
    EXPECT_EQ(reason("DUPLICATE RECEIPT\nTOTAL 5.00\n"), "copy");
    EXPECT_EQ(reason("优惠券\n满100减10\n面值：10.00\n"), "voucher");
    EXPECT_EQ(reason("GIFT VOUCHER\nValue 10.00\n"), "voucher");
    EXPECT_EQ(reason("交班报表\n现金 1000.00\n合计 3000.00\n"), "control");
    EXPECT_EQ(reason("Z REPORT 0012\nTOTAL 3000.00\n"), "control");
    EXPECT_EQ(reason("后厨制作单\n桌号 5\n宫保鸡丁 1\n"), "kitchen");
    EXPECT_EQ(reason("预结单\n合计 88.00\n"), "unpaid");
    EXPECT_EQ(reason("TRAINING MODE\nTOTAL 5.00\n"), "training");
    EXPECT_EQ(kind_of(read_text("*** VOID ***\nReceipt #12\nTOTAL 5.00\n")), "void");
}

TEST(Kinds, a_picture_without_text_is_raster) {
    const auto receipt = read_text(init + raster(48, 300, '\x5a') + cut);
    EXPECT_EQ(receipt.kind, ReceiptKind::none);
    EXPECT_EQ(receipt.reason, "raster");
    EXPECT_EQ(kind_of(read_text(raster(8, 8, 'x') + "TOTAL 5.00\n")), "sale") << "a logo above text is no raster slip";
}

TEST(Kinds, slips_of_one_job_are_told_apart) {
    const auto job = init + gbk("单号：1\n合计：5.00\n") + cut + gbk("代金券\n满50减5\n") + cut + drawer + init;
    const auto receipts = read_escpos(view_of(job), {});
    ASSERT_EQ(receipts.size(), 2u);
    EXPECT_EQ(receipts[0].total_minor, 500);
    EXPECT_EQ(receipts[1].reason, "voucher");
    EXPECT_EQ(read_escpos(view_of("TOTAL 5.00\n" + cut + "Thank you\n"), {}).size(), 2u) << "text after a cut";
}

TEST(Names, a_number_is_not_a_date_an_amount_or_a_phone) {
    EXPECT_EQ(read_text("RECEIPT 02-09-2019\nTOTAL 5.00\n").receipt_no, std::nullopt);
    EXPECT_EQ(read_text("Tel: 555-0142\nTOTAL 5.00\n").receipt_no, std::nullopt);
    EXPECT_EQ(read_text("Order total: 5.00\nOrder #A-77\nTOTAL 5.00\n").receipt_no, "A-77");
    EXPECT_EQ(read_text("Trans# 9\nReceipt No. 12\nTOTAL 5.00\n").receipt_no, "12") << "the surer label wins";
    EXPECT_EQ(read_text(gbk("取餐号：66\n订单号：20260506001\n合计 5.00\n")).receipt_no, "20260506001");
    EXPECT_EQ(read_text(gbk("会员：138****1234\n合计 5.00\n")).member_ref, std::nullopt) << "masked";
    EXPECT_EQ(read_text("Keep this receipt 30 days\nTOTAL 5.00\n").receipt_no, std::nullopt);
}

TEST(Times, day_and_month_follow_the_setting) {
    const auto at = [](const std::string& text, std::optional<DateOrder> order) {
        ReadingOptions options;
        options.dates = order;
        return read_text(text + "\nTOTAL 5.00\n", options).sold_at.value_or("none");
    };
    EXPECT_EQ(at("02/09/2019 19:00", DateOrder::dmy), "2019-09-02T19:00:00");
    EXPECT_EQ(at("02/09/2019 19:00", DateOrder::mdy), "2019-02-09T19:00:00");
    EXPECT_EQ(at("21/09/2019 19:00", DateOrder::mdy), "2019-09-21T19:00:00") << "only one reading";
    EXPECT_EQ(at("26/11/21 07:05", DateOrder::ymd), "2026-11-21T07:05:00");
    EXPECT_EQ(at("Monday 6th of April 2015 02:56:25 PM", {}), "2015-04-06T14:56:25");
    EXPECT_EQ(at("Apr 6, 2015 12:05 am", {}), "2015-04-06T00:05:00");
    EXPECT_EQ(at("Date: 2026-05-06\nTime: 21:32", {}), "2026-05-06T21:32:00");
    EXPECT_EQ(at("2026-02-30 10:00", {}), "none");
    EXPECT_EQ(at("2026-05-06", {}), "none") << "a day is no moment";
}

TEST(Receipt, sold_at_is_the_shops_time_or_carries_its_offset) {
    const auto zone = *Zone::named("Asia/Shanghai");
    Receipt receipt;
    EXPECT_EQ(sold_at_time(receipt, zone), std::nullopt);
    receipt.sold_at = "2026-05-06T21:32:49";
    EXPECT_EQ(sold_at_time(receipt, zone), zone.to_time({2026, 5, 6, 21, 32, 49, 0}));
    receipt.sold_at = "2026-05-06T13:32:49Z";
    EXPECT_EQ(sold_at_time(receipt, zone), zone.to_time({2026, 5, 6, 21, 32, 49, 0}));
    receipt.sold_at = "2026-05-06T09:32:49-04:00";
    EXPECT_EQ(sold_at_time(receipt, zone), zone.to_time({2026, 5, 6, 21, 32, 49, 0}));
}

TEST(Receipt, a_number_behind_the_tills_own_number_is_the_receipts) {
    const auto number = [](const std::string& line) {
        const auto read = read_escpos(view_of(line + "\nTOTAL EUR 12.00\n"), {});
        return read.at(0).receipt_no.value_or("none");
    };
    EXPECT_EQ(number("Kasse 3 Bon 4711"), "4711");
    EXPECT_EQ(number("REG 02 TRN 3007"), "3007");
    EXPECT_EQ(number("POS:02 No:000123"), "000123");
    EXPECT_EQ(number("Table 5 No:7"), "none") << "whatever number that is";
    EXPECT_EQ(number("Visit us at No. 12"), "none");
}

}  // namespace
}  // namespace xiaoer::pos
