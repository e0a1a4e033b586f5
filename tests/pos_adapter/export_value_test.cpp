#include "pos_adapter/export_value.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

// "9.00 USD" and so on: minor units with the currency that the cell names; "none" when it cannot be read.
std::string amount(std::string_view cell, const ExportFigures& figures = {}) {
    const auto read = read_export_amount(cell, figures);
    if (!read) return "none";
    return std::to_string(read->minor) + (read->currency.empty() ? "" : " " + read->currency);
}

TEST(ExportAmount, signs_and_marks_stand_where_tills_put_them) {
    EXPECT_EQ(amount("$8.00"), "800");
    EXPECT_EQ(amount("-$9.00"), "-900");
    EXPECT_EQ(amount("$-9.00"), "-900");
    EXPECT_EQ(amount("($9.00)"), "-900");
    EXPECT_EQ(amount("9.00-"), "-900");
    EXPECT_EQ(amount(" 8,00 € ", {',', {}}), "800 EUR");
    EXPECT_EQ(amount("US$ 8.00"), "800 USD");
    EXPECT_EQ(amount("8.00 CNY"), "800 CNY");
    EXPECT_EQ(amount("￥31.00"), "3100");
    EXPECT_EQ(amount("15.5元"), "1550");
    EXPECT_EQ(amount("8"), "800");
    EXPECT_EQ(amount("0"), "0");
}

TEST(ExportAmount, decimals_follow_the_currency) {
    EXPECT_EQ(amount("18580", {'.', "JPY"}), "18580");
    EXPECT_EQ(amount("18580.00", {'.', "JPY"}), "18580");
    EXPECT_EQ(amount("18580.50", {'.', "JPY"}), "none");
    EXPECT_EQ(amount("₩9,000"), "9000 KRW");
    EXPECT_EQ(amount("1.234", {'.', "KWD"}), "1234");
    EXPECT_EQ(amount("8.5", {'.', "KWD"}), "8500");
    EXPECT_EQ(amount("2.490000"), "249");
    EXPECT_EQ(amount("2.495"), "none");
}

TEST(ExportAmount, a_mark_of_another_currency_leaves_it_open) {
    const auto currency = [](std::string_view cell, const std::string& shop) {
        Receipt receipt;
        receipt.currency = shop;
        const auto amount = read_export_amount(cell, {'.', shop});
        EXPECT_TRUE(amount) << cell;
        if (amount) take_currency(receipt, *amount);
        return receipt.currency.value_or("open");
    };
    EXPECT_EQ(currency("$8.00", "USD"), "USD");
    EXPECT_EQ(currency("$8.00", "CNY"), "open");
    EXPECT_EQ(currency("$8.00", "JPY"), "open") << "and not eight yen";
    EXPECT_EQ(currency("￥8.00", "CNY"), "CNY");
    EXPECT_EQ(currency("¥8", "USD"), "open");
    EXPECT_EQ(currency("€8.00", "CNY"), "EUR");
    EXPECT_EQ(currency("8.00", "CNY"), "CNY");
}

TEST(ExportAmount, groups_are_of_three) {
    EXPECT_EQ(amount("1,234.50"), "123450");
    EXPECT_EQ(amount("1.234,50"), "123450") << "the last separator is the decimal one";
    EXPECT_EQ(amount("1 234,50"), "123450");
    EXPECT_EQ(amount("1\xc2\xa0"
                     "234,50"),
              "123450");
    EXPECT_EQ(amount("1'234.50"), "123450");
    EXPECT_EQ(amount("1,234,567"), "123456700");
    EXPECT_EQ(amount("1,234"), "123400");
    EXPECT_EQ(amount("1.234", {',', {}}), "123400");
    EXPECT_EQ(amount("12,34,567.00"), "none");
    EXPECT_EQ(amount("1,23.50"), "none");
    EXPECT_EQ(amount("1234,567.00"), "none");
}

TEST(ExportAmount, what_is_no_amount_is_not_read) {
    for (const auto* cell : {"", " ", "-", "$", "abc", "8.00 9.00", "8.", ".5", "1.2.3", "--8.00", "(-8.00)", "8.00%",
                             "1e3", "0x10", "12345678901234", "8,00,", "N/A", "8.00 apples", "$8.00$"}) {
        EXPECT_EQ(amount(cell), "none") << cell;
    }
}

TEST(ExportQuantity, is_in_thousandths) {
    EXPECT_EQ(read_export_quantity("2", '.'), 2000);
    EXPECT_EQ(read_export_quantity("-1.0", '.'), -1000);
    EXPECT_EQ(read_export_quantity("2,5", ','), 2500);
    EXPECT_EQ(read_export_quantity("0.4256", '.'), 426);
    EXPECT_EQ(read_export_quantity("two", '.'), std::nullopt);
    EXPECT_EQ(read_export_quantity("", '.'), std::nullopt);
}

std::string time(std::string_view cell, std::optional<DateOrder> order = {}) {
    const auto read = read_export_time(cell, order);
    return read.either_order ? "either" : read.sold_at.value_or("none");
}

TEST(ExportTime, dates_that_say_their_order_need_no_setting) {
    EXPECT_EQ(time("2026-09-03 10:15:00 -0400"), "2026-09-03T10:15:00-04:00");
    EXPECT_EQ(time("2026-09-03T10:15:00Z"), "2026-09-03T10:15:00Z");
    EXPECT_EQ(time("2026-09-03T10:15:00.250+02:00"), "2026-09-03T10:15:00+02:00");
    EXPECT_EQ(time("2026/9/3 9:05"), "2026-09-03T09:05:00");
    EXPECT_EQ(time("20260903101500"), "2026-09-03T10:15:00");
    EXPECT_EQ(time("2026年9月3日 10:15"), "2026-09-03T10:15:00");
    EXPECT_EQ(time("Sep 3, 2026 10:15"), "2026-09-03T10:15:00");
    EXPECT_EQ(time("28/07/2026 23:50"), "2026-07-28T23:50:00");
    EXPECT_EQ(time("7/28/26 1:33 PM"), "2026-07-28T13:33:00");
    EXPECT_EQ(time("05/05/2026 12:00 am"), "2026-05-05T00:00:00");
}

TEST(ExportTime, day_and_month_are_never_guessed) {
    EXPECT_EQ(time("01/10/2026 23:50"), "either");
    EXPECT_EQ(time("01/10/2026 23:50", DateOrder::dmy), "2026-10-01T23:50:00");
    EXPECT_EQ(time("01/10/2026 23:50", DateOrder::mdy), "2026-01-10T23:50:00");
    EXPECT_EQ(time("26/11/21 07:05"), "either") << "21 November 2026, or 26 November 2021";
    EXPECT_EQ(time("26/11/21 07:05", DateOrder::ymd), "2026-11-21T07:05:00");
    EXPECT_EQ(time("28/07/2026 23:50", DateOrder::mdy), "none") << "the setting is wrong for this file";
    EXPECT_EQ(date_order_shown("28/07/2026"), DateOrder::dmy);
    EXPECT_EQ(date_order_shown("7/28/26 1:33 PM"), DateOrder::mdy);
    EXPECT_EQ(date_order_shown("01/10/2026"), std::nullopt);
    EXPECT_EQ(date_order_shown("2026-10-01"), std::nullopt);
}

TEST(ExportTime, a_date_alone_is_noon) { EXPECT_EQ(time("2026-09-03"), "2026-09-03T12:00:00"); }

TEST(ExportTime, what_is_no_time_is_not_read) {
    for (const auto* cell : {"", "yesterday", "2026-02-30 10:00", "2026-09-03 25:00", "2026-09-03 10:00 PM x",
                             "13/13/2026", "2026-09-03 13:00 PM", "2026-09-03 10:15:00 +9", "99999999999999"}) {
        EXPECT_EQ(time(cell), "none") << cell;
    }
}

}  // namespace
}  // namespace xiaoer::pos
