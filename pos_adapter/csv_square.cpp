// Square's exports: "Items detail" (a row an item; 24, 29, 33 and 35 columns were seen) and "Transactions".
//
// Money is "$8.00" or "-$9.00". A refund repeats the number of its sale, or has one that is in no sale of the file; its
// own name is the payment id. Dates are ISO, or day and month in the order of the seller's country.
#include "pos_adapter/csv_groups.h"
#include "pos_adapter/slip_line.h"

namespace xiaoer::pos {
namespace {

struct SquareColumns {
    std::size_t date, time, item, price_point, quantity, net, tax, total, transaction, payment, device, event, location,
        customer, reference;

    explicit SquareColumns(const CsvHeader& header)
        : date(header.find("Date")),
          time(header.find("Time")),
          item(header.find("Item")),
          price_point(header.find("Price Point Name")),
          quantity(header.has({"Qty"}) ? header.find("Qty") : header.find("Quantity")),
          net(header.find("Net Sales")),
          tax(header.find("Tax")),
          total(header.find("Total Collected")),
          transaction(header.find("Transaction ID")),
          payment(header.find("Payment ID")),
          device(header.find("Device Name")),
          event(header.find("Event Type")),
          location(header.find("Location")),
          customer(header.find("Customer ID")),
          reference(header.find("Customer Reference ID")) {}
};

// What both exports share.
class Square : public CsvDialect {
public:
    Square(const CsvHeader& header, CsvContext& context)
        : at_(header), context_(context), figures_{'.', context.options.reading.currency} {}

protected:
    // Nothing, and the row is reported, when the event is none that is known.
    std::optional<ReceiptKind> kind_of(const CsvRow& row) {
        const auto event = lower_case(row[at_.event]);
        if (event.empty() || event == "payment") return ReceiptKind::sale;
        if (event == "refund") return ReceiptKind::refund;
        return std::nullopt;
    }
    Receipt start(const CsvRow& row, ReceiptKind kind) {
        auto receipt = context_.blank(name());
        receipt.kind = kind;
        const auto transaction = context_.text_of(row[at_.transaction]);
        receipt.receipt_no = transaction;
        if (kind == ReceiptKind::refund) {
            receipt.original_receipt_no = transaction;
            if (auto payment = context_.text_of(row[at_.payment])) receipt.receipt_no = std::move(payment);
        }
        const auto date = row[at_.date];
        receipt.sold_at =
            context_.time_of(row, date.empty() ? date : std::string(date) + " " + std::string(row[at_.time]));
        receipt.store = context_.text_of(row[at_.location]);
        receipt.terminal = context_.text_of(row[at_.device]);
        receipt.member_ref = context_.text_of(row[at_.reference]);
        if (!receipt.member_ref) receipt.member_ref = context_.text_of(row[at_.customer]);
        return receipt;
    }

    const SquareColumns at_;
    CsvContext& context_;
    const ExportFigures figures_;
};

class SquareItems final : public Square {
public:
    SquareItems(const CsvHeader& header, CsvContext& context) : Square(header, context), groups_(context) {}
    [[nodiscard]] std::string_view name() const override { return "square-csv"; }
    void lost_row(std::uint64_t line) override { groups_.lost_row(line); }
    void finish() override { groups_.finish(); }

    void row(const CsvRow& row) override {
        std::string key(row[at_.transaction]);
        if (key.empty()) key = "line " + std::to_string(row.line());  // a sale of its own, without a number
        key.append("\n").append(row[at_.event]);
        const auto kind = kind_of(row);
        const auto net = read_export_amount(row[at_.net], figures_);
        const auto tax_cell = row[at_.tax];
        const auto tax = tax_cell.empty() ? ExportAmount{} : read_export_amount(tax_cell, figures_);
        if (!kind) return groups_.spoil(key, row.line(), "the event \"" + cell(row[at_.event]) + "\" is not known");
        if (!net) return groups_.spoil(key, row.line(), "\"" + cell(row[at_.net]) + "\" is not an amount");
        if (!tax) return groups_.spoil(key, row.line(), "\"" + cell(tax_cell) + "\" is not an amount");
        CsvGroups::Part part{net->minor + tax->minor, line_of(row, net->minor)};
        groups_.add(key, row, std::move(part), [&] {
            auto receipt = start(row, *kind);
            take_currency(receipt, *net);
            return receipt;
        });
    }

private:
    std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }
    ReceiptLine line_of(const CsvRow& row, std::int64_t amount_minor) {
        ReceiptLine line{cell(row[at_.item]), 1000, amount_minor};
        const auto variation = cell(row[at_.price_point]);
        if (!variation.empty() && variation != "Regular") line.text += " (" + variation + ")";
        line.quantity_milli = read_export_quantity(row[at_.quantity], figures_.decimal).value_or(1000);
        return line;
    }

    CsvGroups groups_;
};

class SquareTransactions final : public Square {
public:
    using Square::Square;
    [[nodiscard]] std::string_view name() const override { return "square-transactions"; }
    void lost_row(std::uint64_t) override {}
    void finish() override {}

    void row(const CsvRow& row) override {
        const auto kind = kind_of(row);
        if (!kind) return context_.bad(row, "the event \"" + cell(row[at_.event]) + "\" is not known");
        const auto total = read_export_amount(row[at_.total], figures_);
        if (!total) return context_.bad(row, "the total \"" + cell(row[at_.total]) + "\" is not an amount");
        auto receipt = start(row, *kind);
        take_currency(receipt, *total);
        settle(receipt, total->minor);
        context_.events.receipt(std::move(receipt), row.line());
    }

private:
    std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }
};

}  // namespace

std::unique_ptr<CsvDialect> make_square_items(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<SquareItems>(header, context);
}
std::unique_ptr<CsvDialect> make_square_transactions(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<SquareTransactions>(header, context);
}

}  // namespace xiaoer::pos
