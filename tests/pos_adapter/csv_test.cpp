#include "pos_adapter/csv_groups.h"
#include "pos_adapter/csv_rows.h"
#include "read_export.h"

#include "base/random.h"

namespace xiaoer::pos {
namespace {

// Rows as "line:a|b|c", bad ones as "line! why".
std::vector<std::string> rows(std::string_view text, char separator = ',', std::size_t piece = 1u << 20) {
    std::vector<std::string> all;
    CsvRows reader(
        separator,
        [&all](const CsvRow& row) {
            std::string one = std::to_string(row.line()) + ":";
            for (std::size_t i = 0; i < row.size(); ++i) one.append(i == 0 ? "" : "|").append(row[i]);
            all.push_back(one);
        },
        [&all](std::uint64_t line, const std::string& why) { all.push_back(std::to_string(line) + "! " + why); });
    for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(view_of(text.substr(at, piece)));
    reader.finish();
    return all;
}
using Rows = std::vector<std::string>;

TEST(CsvRows, every_line_end_ends_a_row) {
    EXPECT_EQ(rows("a,b\nc,d\n"), (Rows{"1:a|b", "2:c|d"}));
    EXPECT_EQ(rows("a,b\r\nc,d"), (Rows{"1:a|b", "2:c|d"}));
    EXPECT_EQ(rows("a,b\rc,d\r"), (Rows{"1:a|b", "2:c|d"}));
    EXPECT_EQ(rows("a,b\n\n\r\nc,d\n"), (Rows{"1:a|b", "4:c|d"})) << "empty lines are no rows, but they count";
}

TEST(CsvRows, quotes_hold_separators_quotes_and_line_ends) {
    EXPECT_EQ(rows("\"a,1\",\"say \"\"x\"\"\"\n\"two\nlines\",b\nc,d\n"),
              (Rows{"1:a,1|say \"x\"", "2:two\nlines|b", "4:c|d"}));
    EXPECT_EQ(rows("a;b,c\n", ';'), (Rows{"1:a|b,c"}));
    EXPECT_EQ(rows("a\tb\t\n", '\t'), (Rows{"1:a|b|"}));
    EXPECT_EQ(rows("5\" pipe,b\n"), (Rows{"1:5\" pipe|b"})) << "a quote inside a field is a quote";
}

TEST(CsvRows, a_quote_that_is_never_closed_costs_one_line) {
    EXPECT_EQ(rows("a,b\n\"c,d\ne,f\ng,h\n"), (Rows{"1:a|b", "2! a quote is never closed", "3:e|f", "4:g|h"}));
    std::string long_text = "a,b\n\"c,d\n";
    for (int i = 0; i < 40'000; ++i) long_text += "eeee,ffff\n";
    const auto read = rows(long_text);
    ASSERT_EQ(read.size(), 40'002u);
    EXPECT_EQ(read[1], "2! a row is too long: is a quote never closed?");
    EXPECT_EQ(read[2], "3:eeee|ffff");
    EXPECT_EQ(read.back(), "40002:eeee|ffff");
}

TEST(CsvRows, huge_fields_and_rows_are_refused_with_one_line) {
    EXPECT_EQ(rows("a,b\n" + std::string(70'000, 'x') + ",y\nc,d\n"),
              (Rows{"1:a|b", "2! a field is too long", "3:c|d"}));
    EXPECT_EQ(rows("a,b\n" + std::string(3'000'000, 'x') + "\nc,d\n"),
              (Rows{"1:a|b", "2! a row is too long: is a quote never closed?", "3:c|d"}));
    EXPECT_EQ(rows(std::string(600, ',') + "\nc,d\n"), (Rows{"1! there are too many columns", "2:c|d"}));
}

TEST(CsvRows, a_file_of_open_quotes_is_read_in_bounded_time) {
    std::string text;
    while (text.size() < 4'000'000) text += ",\"x\n";
    EXPECT_GT(rows(text).size(), 100u);
}

TEST(CsvRows, the_split_does_not_matter) {
    SeededRandom random(3);
    constexpr std::string_view letters = "ab,\"\r\n \xe5\x8f\xb7";
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (auto size = random.below(200); size > 0; --size) text += letters[random.below(letters.size())];
        const auto whole = rows(text);
        for (const std::size_t piece : {1, 2, 3, 7}) EXPECT_EQ(rows(text, ',', piece), whole) << text;
    }
}

constexpr std::string_view loyverse =
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,Status\n";

TEST(Csv, rows_with_too_few_or_too_many_columns_are_reported) {
    const auto told = read_text(std::string(loyverse) +
                                "2026-01-01 10:00,1,Sale,5,0,5,0,5.00,Closed\n"
                                "2026-01-01 10:01,2,Sale,5,0,5\n"
                                "2026-01-01 10:02,3,Sale,5,0,5,0,5.00,Closed,,\n"
                                "2026-01-01 10:03,4,Sale,5,0,5,0,1,234.00,Closed\n");
    EXPECT_EQ(told.bad, (Rows{"line 3: it has 6 columns, the headings have 9",
                              "line 5: it has 10 columns, the headings have 9"}));
    ASSERT_EQ(told.receipts.size(), 2u);
    EXPECT_EQ(told.receipts[1].receipt_no, "3") << "empty cells too many are harmless";
}

TEST(Csv, headings_decide_and_may_stand_below_other_rows) {
    EXPECT_EQ(
        read_text("sep=,\nReport of my shop\n" + std::string(loyverse) + "2026-01-01 10:00,1,Sale,5,0,5,0,5,Closed\n")
            .receipts.size(),
        1u);
    const auto unknown = read_text("when;what;how much;who\n2026-01-01;shoes;5.00;Ada\n");
    EXPECT_NE(unknown.error.find("mapping"), std::string::npos) << unknown.error;
    EXPECT_TRUE(unknown.receipts.empty());
    EXPECT_NE(read_text("a,b\n1,2\n", "square-csv").error, "");
    EXPECT_NE(read_text("a,b\n1,2\n", "squeer-csv").error, "");
}

TEST(Csv, a_vendor_name_takes_all_its_layouts) {
    const auto bytes = fixture("square_transactions.csv");
    EXPECT_EQ(read_bytes(bytes, "square-csv").dialect, "square-transactions");
    EXPECT_EQ(read_bytes(bytes, "square-transactions").dialect, "square-transactions");
    EXPECT_NE(read_bytes(bytes, "loyverse-csv").error, "");
}

TEST(Csv, the_order_of_dates_is_told_shown_or_left_open) {
    FileOptions options;
    options.reading.dates = DateOrder::dmy;
    const auto bytes = fixture("loyverse_receipts_either.csv");
    EXPECT_EQ(read_bytes(bytes, "auto", options).receipts.at(0).sold_at, "2026-10-01T23:50:00");
    const auto open = read_bytes(bytes, "auto");
    EXPECT_EQ(open.receipts.at(0).sold_at, std::nullopt);
    ASSERT_EQ(open.remarks.size(), 1u) << "said once";
    EXPECT_NE(open.remarks[0].find("--dates"), std::string::npos);
    options.reading.dates.reset();
    options.need_times = true;
    const auto needed = read_bytes(bytes, "auto", options);
    EXPECT_TRUE(needed.receipts.empty());
    EXPECT_EQ(needed.bad.size(), 2u);
    const auto shown = read_bytes(fixture("loyverse_items_dmy.csv"), "auto");
    ASSERT_EQ(shown.remarks.size(), 1u);
    EXPECT_EQ(shown.remarks[0], "line 2: dates are read day first, as this line shows");
}

std::string square_row(const std::string& transaction, const std::string& net) {
    return "2026-01-01,10:00:00,Soap,1," + net + ",$0.00," + transaction + ",Payment\n";
}
constexpr std::string_view square = "Date,Time,Item,Qty,Net Sales,Tax,Transaction ID,Event Type\n";

TEST(Csv, rows_of_a_receipt_are_found_when_they_stand_near) {
    std::string text(square);
    text += square_row("first", "$1.00");
    for (std::uint64_t i = 1; i < CsvGroups::rows_between_max; ++i)
        text += square_row("t" + std::to_string(i), "$2.00");
    text += square_row("first", "$0.50");
    const auto told = read_text(text);
    EXPECT_TRUE(told.bad.empty());
    ASSERT_EQ(told.receipts.size(), CsvGroups::rows_between_max);
    EXPECT_EQ(told.receipts.back().total_minor, 150);
}

TEST(Csv, a_row_that_stands_too_far_below_its_receipt_is_reported) {
    std::string text(square);
    text += square_row("first", "$1.00");
    for (std::uint64_t i = 0; i < CsvGroups::rows_between_max; ++i)
        text += square_row("t" + std::to_string(i), "$2.00");
    text += square_row("second", "$2.00") + square_row("first", "$0.50");
    const auto told = read_text(text);
    ASSERT_EQ(told.bad.size(), 1u);
    EXPECT_EQ(told.bad[0].find("line " + std::to_string(CsvGroups::rows_between_max + 4) + ": the other rows"), 0u);
    EXPECT_EQ(told.receipts.at(0).total_minor, 100);
}

TEST(Csv, a_receipt_of_very_many_rows_is_summed_whole) {
    std::string text(square);
    for (int i = 0; i < 10'000; ++i) text += square_row("wholesale", "$1.00");
    const auto told = read_text(text);
    ASSERT_EQ(told.receipts.size(), 1u);
    EXPECT_EQ(told.receipts[0].total_minor, 1'000'000);
    EXPECT_EQ(told.receipts[0].lines.size(), CsvGroups::lines_max);
}

std::string in_utf16(std::string_view text, bool big) {
    std::string out = big ? "\xfe\xff" : "\xff\xfe";
    for (const char c : text) out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

TEST(Csv, encodings_are_told_by_mark_or_by_evidence) {
    const auto store = [](const std::string& bytes) {
        const auto told = read_text(bytes);
        return told.receipts.empty() ? told.error : told.receipts[0].store.value_or("none");
    };
    const auto file = [](const std::string& shop) {
        return "Date,Receipt number,Receipt type,Total collected,Store\n2026-01-01 10:00,1,Sale,5.00," + shop + "\n";
    };
    EXPECT_EQ(store(file("和平路店")), "和平路店");
    EXPECT_EQ(store("\xef\xbb\xbf" + file("Café")), "Café");
    EXPECT_EQ(store(file("Caf\xe9 M\xfcller")), "Café Müller");
    EXPECT_EQ(store(file("\xba\xcd\xc6\xbd\xc2\xb7\xb5\xea")), "和平路店") << "GBK";
    EXPECT_EQ(store(in_utf16(file("Main Street"), false)), "Main Street");
    EXPECT_EQ(store(in_utf16(file("Main Street"), true)), "Main Street");
}

}  // namespace
}  // namespace xiaoer::pos
