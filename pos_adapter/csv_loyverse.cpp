// Loyverse's exports: "Receipts" (a row a receipt) and "Receipts by item" (a row an item).
//
// A void is told by its status. A refund's gross may have either sign, so the type decides it; it names no sale. Dates
// are in the order of the account's country: told, or shown by the file, never guessed.
#include "pos_adapter/csv_sales.h"
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

class Loyverse : public SalesExport {
protected:
    Loyverse(const CsvHeader& header, CsvContext& context) : Loyverse(LoyverseColumns(header), context) {}

private:
    Loyverse(const LoyverseColumns& at, CsvContext& context)
        : SalesExport({at.number, at.type, at.net, at.taxes, at.total, "type"}, context), at_(at) {}

    std::optional<ReceiptKind> kind_of(const CsvRow& row) override {
        const auto status = lower_case(row[at_.status]);
        if (status == "cancelled" || status == "canceled" || status == "voided") return ReceiptKind::voided;
        const auto type = lower_case(row[at_.type]);
        if (type == "sale") return ReceiptKind::sale;
        if (type == "refund") return ReceiptKind::refund;
        return std::nullopt;
    }
    Receipt start(const CsvRow& row, ReceiptKind kind) override {
        auto receipt = context_.blank(name());
        receipt.kind = kind;
        receipt.receipt_no = context_.text_of(row[at_.number]);
        receipt.sold_at = context_.time_of(row, row[at_.date]);
        receipt.store = context_.text_of(row[at_.store]);
        receipt.terminal = context_.text_of(row[at_.terminal]);
        return receipt;
    }
    ReceiptLine line_of(const CsvRow& row, std::int64_t net_minor) override {
        return named_line(row, at_.item, cell(row[at_.variant]), at_.quantity, net_minor);
    }

    const LoyverseColumns at_;
};

}  // namespace

std::unique_ptr<CsvDialect> make_loyverse_receipts(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<ByReceipt<Loyverse>>(header, context, "loyverse-csv");
}
std::unique_ptr<CsvDialect> make_loyverse_items(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<ByItem<Loyverse>>(header, context, "loyverse-items");
}

}  // namespace xiaoer::pos
