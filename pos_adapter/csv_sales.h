// What the exports of sales have in common: a row is a receipt with its total, or an item with its net amount and tax.
//
// A vendor's class says what its columns are, what kind of receipt a row is of and what stands on it besides the
// amounts; ByReceipt and ByItem make a dialect of it. One thread at a time.
#pragma once

#include "pos_adapter/csv_groups.h"

namespace xiaoer::pos {

class SalesExport : public CsvDialect {
protected:
    struct Columns {
        std::size_t number, kind, net, tax, total;
        std::string_view kind_word;  // how a complaint calls the column `kind`
    };
    SalesExport(Columns columns, CsvContext& context)
        : context_(context), figures_{'.', context.options.reading.currency}, columns_(columns) {}

    // Nothing, and the row is reported, when its word is none that is known.
    [[nodiscard]] virtual std::optional<ReceiptKind> kind_of(const CsvRow& row) = 0;
    // All but total and lines.
    [[nodiscard]] virtual Receipt start(const CsvRow& row, ReceiptKind kind) = 0;
    [[nodiscard]] virtual ReceiptLine line_of(const CsvRow& row, std::int64_t net_minor) = 0;

    void take_receipt(const CsvRow& row);
    void take_item(const CsvRow& row, CsvGroups& groups);
    [[nodiscard]] std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }
    // "Sandals (36)": what the item is called, and how many of it.
    [[nodiscard]] ReceiptLine named_line(const CsvRow& row, std::size_t item, const std::string& variant,
                                         std::size_t quantity, std::int64_t net_minor);

    CsvContext& context_;
    const ExportFigures figures_;

private:
    [[nodiscard]] std::string unknown_kind(const CsvRow& row);
    const Columns columns_;
};

// A row a receipt.
template <class Vendor>
class ByReceipt final : public Vendor {
public:
    ByReceipt(const CsvHeader& header, CsvContext& context, std::string_view name)
        : Vendor(header, context), name_(name) {}
    [[nodiscard]] std::string_view name() const override { return name_; }
    void row(const CsvRow& row) override { this->take_receipt(row); }
    void lost_row(std::uint64_t) override {}
    void finish() override {}

private:
    const std::string_view name_;
};

// A row an item.
template <class Vendor>
class ByItem final : public Vendor {
public:
    ByItem(const CsvHeader& header, CsvContext& context, std::string_view name)
        : Vendor(header, context), name_(name), groups_(context) {}
    [[nodiscard]] std::string_view name() const override { return name_; }
    void row(const CsvRow& row) override { this->take_item(row, groups_); }
    void lost_row(std::uint64_t line) override { groups_.lost_row(line); }
    void finish() override { groups_.finish(); }

private:
    const std::string_view name_;
    CsvGroups groups_;
};

}  // namespace xiaoer::pos
