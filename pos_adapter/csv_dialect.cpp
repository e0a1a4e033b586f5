#include "pos_adapter/csv_dialect.h"

#include "base/text.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

bool is_square_items(const CsvHeader& header) {
    return header.has({"Date", "Item", "Net Sales", "Transaction ID"}) &&
           (header.has({"Qty"}) || header.has({"Quantity"}));
}
bool is_square_transactions(const CsvHeader& header) {
    return header.has({"Date", "Total Collected", "Transaction ID"});
}
bool is_loyverse_receipts(const CsvHeader& header) {
    return header.has({"Date", "Receipt number", "Receipt type", "Total collected"}) && !header.has({"Item"});
}
bool is_loyverse_items(const CsvHeader& header) {
    const bool item = header.has({"Item"}) || header.has({"Item name"});
    return item && header.has({"Date", "Receipt number", "Receipt type", "Quantity", "Net sales"});
}
bool is_shopify_orders(const CsvHeader& header) {
    return header.has({"Name", "Financial Status", "Total", "Created at", "Lineitem name"});
}

}  // namespace

const std::vector<CsvLayout>& csv_layouts() {
    static const std::vector<CsvLayout> layouts = {
        {"square-csv", "square-csv", is_square_items, "Date", make_square_items},
        {"square-transactions", "square-csv", is_square_transactions, "Date", make_square_transactions},
        {"loyverse-csv", "loyverse-csv", is_loyverse_receipts, "Date", make_loyverse_receipts},
        {"loyverse-items", "loyverse-csv", is_loyverse_items, "Date", make_loyverse_items},
        {"shopify-csv", "shopify-csv", is_shopify_orders, "Created at", make_shopify_orders},
    };
    return layouts;
}

CsvHeader::CsvHeader(const CsvRow& row, TextDecoder& decoder) {
    for (std::size_t i = 0; i < row.size(); ++i) headings_.push_back(lower_case(trim(decoder.decode(row[i]))));
}

std::size_t CsvHeader::find(std::string_view heading) const {
    const auto found = std::ranges::find(headings_, lower_case(trim(heading)));
    return found == headings_.end() ? none : static_cast<std::size_t>(found - headings_.begin());
}

bool CsvHeader::has(std::initializer_list<std::string_view> headings) const {
    return std::ranges::all_of(headings, [this](std::string_view heading) { return find(heading) != none; });
}

Receipt CsvContext::blank(std::string_view dialect) const {
    Receipt receipt;
    receipt.currency = options.reading.currency;
    receipt.dialect = dialect;
    receipt.source = options.reading.source;
    return receipt;
}

std::optional<std::string> CsvContext::text_of(std::string_view cell) {
    constexpr std::size_t bytes_max = 240;
    auto whole = trim(text.decode(cell));
    if (whole.empty()) return std::nullopt;
    if (whole.size() > bytes_max) {
        whole = whole.substr(0, bytes_max);
        while ((static_cast<unsigned char>(whole.back()) & 0xc0) == 0x80) whole.remove_suffix(1);
        if (static_cast<unsigned char>(whole.back()) >= 0xc0) whole.remove_suffix(1);
    }
    return std::string(whole);
}

std::optional<std::string> CsvContext::time_of(const CsvRow& row, std::string_view cell) {
    auto time = read_export_time(text.decode(cell), dates);
    if (time.either_order && !std::exchange(order_remarked, true)) {
        events.remark(row.line(), "the date " + std::string(trim(cell)) +
                                      " could be read two ways: say which with --dates dmy, mdy or ymd");
    }
    return std::move(time.sold_at);
}

}  // namespace xiaoer::pos
