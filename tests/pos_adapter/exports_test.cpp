// Every layout of every vendor's export, from fixtures in the vendors' layouts.
#include "read_export.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

CsvMapping chinese_mapping() {
    CsvMapping mapping;
    mapping.currency = "CNY";
    mapping.columns.receipt_no = "单号";
    mapping.columns.sold_at = "日期";
    mapping.columns.time = "时间";
    mapping.columns.kind = "类型";
    mapping.columns.item = "商品";
    mapping.columns.quantity = "数量";
    mapping.columns.amount = "小计";
    mapping.columns.total = "实收金额";
    mapping.columns.member_ref = "会员号";
    mapping.sale_words = {"销售"};
    mapping.refund_words = {"退货"};
    mapping.void_words = {"作废"};
    mapping.ignored_words = {"充值"};
    return mapping;
}
CsvMapping german_mapping() {
    CsvMapping mapping;
    mapping.decimal = ',';
    mapping.columns.receipt_no = "Bon-Nr";
    mapping.columns.sold_at = "Datum";
    mapping.columns.total = "Betrag";
    mapping.columns.currency = "Währung";
    mapping.columns.item = "Artikel";
    mapping.columns.quantity = "Menge";
    mapping.sum_rows = true;
    return mapping;
}

struct Export {
    const char* file;
    const char* dialect;  // what "auto" finds
    std::optional<CsvMapping> mapping = {};
    std::optional<std::string> currency = {};
};
void PrintTo(const Export& one, std::ostream* out) { *out << one.file; }

FileOptions options_of(const Export& one) {
    FileOptions options;
    options.mapping = one.mapping;
    options.reading.currency = one.currency;
    options.reading.source = one.file;
    return options;
}

class Exports : public testing::TestWithParam<Export> {};

// tests/data/exports/<file>.expected: what is told, a line each, in order.
TEST_P(Exports, gives_what_is_expected) {
    const auto told = read_bytes(fixture(GetParam().file), "auto", options_of(GetParam()));
    EXPECT_EQ(told.error, "");
    EXPECT_EQ(told.dialect, GetParam().dialect);
    std::string all;
    for (const auto& line : told.everything) all += line + "\n";
    EXPECT_EQ(all, text_of(fixture(GetParam().file + std::string(".expected"))));
}

TEST_P(Exports, gives_the_same_in_every_split) {
    const auto bytes = fixture(GetParam().file);
    const auto whole = read_bytes(bytes, "auto", options_of(GetParam()));
    for (std::size_t piece = 1; piece < 64; ++piece) {
        EXPECT_EQ(read_bytes(bytes, "auto", options_of(GetParam()), piece).everything, whole.everything) << piece;
    }
}

TEST_P(Exports, every_receipt_keeps_the_contract) {
    for (const auto& receipt : read_bytes(fixture(GetParam().file), "auto", options_of(GetParam())).receipts) {
        const auto back = receipt_from_json(json_line(receipt));
        ASSERT_TRUE(back) << back.error().message << json_line(receipt);
        EXPECT_EQ(*back, receipt);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, Exports,
    testing::Values(Export{"square_items_24.csv", "square-csv"}, Export{"square_items_29.csv", "square-csv", {}, "USD"},
                    Export{"square_items_33.csv", "square-csv"}, Export{"square_items_35.csv", "square-csv"},
                    Export{"square_transactions.csv", "square-transactions"},
                    Export{"square_transactions_shuffled.csv", "square-transactions"},
                    Export{"loyverse_receipts_semicolon.csv", "loyverse-csv"},
                    Export{"shopify_orders_shuffled.csv", "shopify-csv"},
                    Export{"loyverse_receipts_mdy.csv", "loyverse-csv", {}, "USD"},
                    Export{"loyverse_receipts_either.csv", "loyverse-csv"},
                    Export{"loyverse_items_dmy.csv", "loyverse-items"}, Export{"shopify_orders.csv", "shopify-csv"},
                    Export{"till_gbk.csv", "mapping", chinese_mapping()},
                    Export{"till_german.csv", "mapping", german_mapping()}, Export{"drop.json", "json", {}, "CNY"},
                    Export{"poslog_ncr.xml", "poslog"}, Export{"poslog_roqqio.xml", "poslog"},
                    Export{"poslog_decathlon.xml", "poslog"}, Export{"poslog_arts.xml", "poslog"}),
    [](const auto& one) {
        std::string name = one.param.file;
        std::ranges::replace(name, '.', '_');
        return name;
    });

}  // namespace
}  // namespace xiaoer::pos
