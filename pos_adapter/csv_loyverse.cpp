// Loyverse's exports: "Receipts" (a row a receipt) and "Receipts by item" (a row an item).
//
// A void is told by its status. A refund's gross may have either sign, so the type decides it; it names no sale. Dates
// are in the order of the account's country: told, or shown by the file, never guessed.
#include "pos_adapter/csv_groups.h"
#include "pos_adapter/slip_line.h"

namespace xiaoer::pos {
namespace {

struct LoyverseColumns {
    std::size_t date, number, type, net, taxes, total, item, variant, quantity, terminal, store, status;

    explicit LoyverseColumns(const CsvHeader& header)
        : date(header.find("Date")),
          number(header.find("Receipt number")),
          type(header.find("Receipt type")),
          net(header.find("Net sales")),
          taxes(header.find("Taxes")),
          total(header.find("Total collected")),
          item(header.has({"Item"}) ? header.find("Item") : header.find("Item name")),
          variant(header.find("Variant")),
          quantity(header.find("Quantity")),
          terminal(header.find("POS")),
          store(header.find("Store")),
          status(header.find("Status")) {}
};

class Loyverse : public CsvDialect {
public:
    Loyverse(const CsvHeader& header, CsvContext& context)
        : at_(header), context_(context), figures_{'.', context.options.reading.currency} {}

protected:
    std::optional<ReceiptKind> kind_of(const CsvRow& row) {
        const auto status = lower_case(row[at_.status]);
        if (status == "cancelled" || status == "canceled" || status == "voided") return ReceiptKind::voided;
        const auto type = lower_case(row[at_.type]);
        if (type == "sale") return ReceiptKind::sale;
        if (type == "refund") return ReceiptKind::refund;
        return std::nullopt;
    }
    Receipt start(const CsvRow& row, ReceiptKind kind) {
        auto receipt = context_.blank(name());
        receipt.kind = kind;
        receipt.receipt_no = context_.text_of(row[at_.number]);
        receipt.sold_at = context_.time_of(row, row[at_.date]);
        receipt.store = context_.text_of(row[at_.store]);
        receipt.terminal = context_.text_of(row[at_.terminal]);
        return receipt;
    }
    std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }

    const LoyverseColumns at_;
    CsvContext& context_;
    const ExportFigures figures_;
};

class LoyverseReceipts final : public Loyverse {
public:
    using Loyverse::Loyverse;
    [[nodiscard]] std::string_view name() const override { return "loyverse-csv"; }
    void lost_row(std::uint64_t) override {}
    void finish() override {}

    void row(const CsvRow& row) override {
        const auto kind = kind_of(row);
        if (!kind) return context_.bad(row, "the type \"" + cell(row[at_.type]) + "\" is not known");
        const auto total = read_export_amount(row[at_.total], figures_);
        if (!total) return context_.bad(row, "the total \"" + cell(row[at_.total]) + "\" is not an amount");
        auto receipt = start(row, *kind);
        take_currency(receipt, *total);
        settle(receipt, total->minor);
        context_.events.receipt(std::move(receipt), row.line());
    }
};

class LoyverseItems final : public Loyverse {
public:
    LoyverseItems(const CsvHeader& header, CsvContext& context) : Loyverse(header, context), groups_(context) {}
    [[nodiscard]] std::string_view name() const override { return "loyverse-items"; }
    void lost_row(std::uint64_t line) override { groups_.lost_row(line); }
    void finish() override { groups_.finish(); }

    void row(const CsvRow& row) override {
        std::string key(row[at_.number]);
        if (key.empty()) key = "line " + std::to_string(row.line());
        key.append("\n").append(row[at_.type]);
        const auto kind = kind_of(row);
        const auto net = read_export_amount(row[at_.net], figures_);
        const auto taxes_cell = row[at_.taxes];
        const auto taxes = taxes_cell.empty() ? ExportAmount{} : read_export_amount(taxes_cell, figures_);
        if (!kind) return groups_.spoil(key, row.line(), "the type \"" + cell(row[at_.type]) + "\" is not known");
        if (!net) return groups_.spoil(key, row.line(), "\"" + cell(row[at_.net]) + "\" is not an amount");
        if (!taxes) return groups_.spoil(key, row.line(), "\"" + cell(taxes_cell) + "\" is not an amount");
        ReceiptLine line{cell(row[at_.item]), 1000, net->minor};
        if (const auto variant = cell(row[at_.variant]); !variant.empty()) line.text += " (" + variant + ")";
        line.quantity_milli = read_export_quantity(row[at_.quantity], figures_.decimal).value_or(1000);
        groups_.add(key, row, {net->minor + taxes->minor, std::move(line)}, [&] {
            auto receipt = start(row, *kind);
            take_currency(receipt, *net);
            return receipt;
        });
    }

private:
    CsvGroups groups_;
};

}  // namespace

std::unique_ptr<CsvDialect> make_loyverse_receipts(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<LoyverseReceipts>(header, context);
}
std::unique_ptr<CsvDialect> make_loyverse_items(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<LoyverseItems>(header, context);
}

}  // namespace xiaoer::pos
