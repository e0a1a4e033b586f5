#include "pos_adapter/csv_sales.h"

#include "pos_adapter/slip_line.h"

namespace xiaoer::pos {

std::string SalesExport::unknown_kind(const CsvRow& row) {
    return "the " + std::string(columns_.kind_word) + " \"" + cell(row[columns_.kind]) + "\" is not known";
}

void SalesExport::take_receipt(const CsvRow& row) {
    const auto kind = kind_of(row);
    if (!kind) return context_.bad(row, unknown_kind(row));
    const auto total = read_export_amount(row[columns_.total], figures_);
    if (!total) return context_.bad(row, "the total \"" + cell(row[columns_.total]) + "\" is not an amount");
    auto receipt = start(row, *kind);
    take_currency(receipt, *total);
    settle(receipt, total->minor);
    context_.events.receipt(std::move(receipt), row.line());
}

void SalesExport::take_item(const CsvRow& row, CsvGroups& groups) {
    std::string key(row[columns_.number]);
    if (key.empty()) key = "line " + std::to_string(row.line());  // a receipt of its own, without a number
    key.append("\n").append(row[columns_.kind]);
    const auto kind = kind_of(row);
    const auto net = read_export_amount(row[columns_.net], figures_);
    const auto tax_cell = row[columns_.tax];
    const auto tax = tax_cell.empty() ? ExportAmount{} : read_export_amount(tax_cell, figures_);
    if (!kind) return groups.spoil(key, row.line(), unknown_kind(row));
    if (!net) return groups.spoil(key, row.line(), "\"" + cell(row[columns_.net]) + "\" is not an amount");
    if (!tax) return groups.spoil(key, row.line(), "\"" + cell(tax_cell) + "\" is not an amount");
    groups.add(key, row, {net->minor + tax->minor, line_of(row, net->minor)}, [&] {
        auto receipt = start(row, *kind);
        take_currency(receipt, *net);
        return receipt;
    });
}

ReceiptLine SalesExport::named_line(const CsvRow& row, std::size_t item, const std::string& variant,
                                    std::size_t quantity, std::int64_t net_minor) {
    ReceiptLine line{cell(row[item]), 1000, net_minor};
    if (!variant.empty()) line.text += " (" + variant + ")";
    line.quantity_milli = read_export_quantity(row[quantity], figures_.decimal).value_or(1000);
    return line;
}

}  // namespace xiaoer::pos
