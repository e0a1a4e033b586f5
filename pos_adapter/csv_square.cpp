// Square's exports: "Items detail" (a row an item; 24, 29, 33 and 35 columns were seen) and "Transactions".
//
// Money is "$8.00" or "-$9.00". A refund repeats the number of its sale, or has one that is in no sale of the file; its
// own name is the payment id. Dates are ISO, or day and month in the order of the seller's country.
#include "pos_adapter/csv_sales.h"
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

class Square : public SalesExport {
protected:
    Square(const CsvHeader& header, CsvContext& context) : Square(SquareColumns(header), context) {}

private:
    Square(const SquareColumns& at, CsvContext& context)
        : SalesExport({at.transaction, at.event, at.net, at.tax, at.total, "event"}, context), at_(at) {}

    std::optional<ReceiptKind> kind_of(const CsvRow& row) override {
        const auto event = lower_case(row[at_.event]);
        if (event.empty() || event == "payment") return ReceiptKind::sale;
        if (event == "refund") return ReceiptKind::refund;
        return std::nullopt;
    }
    Receipt start(const CsvRow& row, ReceiptKind kind) override {
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
    ReceiptLine line_of(const CsvRow& row, std::int64_t net_minor) override {
        const auto variation = cell(row[at_.price_point]);
        return named_line(row, at_.item, variation == "Regular" ? "" : variation, at_.quantity, net_minor);
    }

    const SquareColumns at_;
};

}  // namespace

std::unique_ptr<CsvDialect> make_square_items(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<ByItem<Square>>(header, context, "square-csv");
}
std::unique_ptr<CsvDialect> make_square_transactions(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<ByReceipt<Square>>(header, context, "square-transactions");
}

}  // namespace xiaoer::pos
