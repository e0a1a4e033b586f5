// Shopify's export of orders: a row an order, and a row more for each further item, with the order's columns empty.
//
// What was paid is a sale, also when it was refunded later; the refund follows as a receipt of its own, with the time
// of its order, because the export has no other. An order that was never paid is no sale, a voided one is void.
#include "base/money.h"
#include "pos_adapter/csv_groups.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace xiaoer::pos {
namespace {

class ShopifyOrders final : public CsvDialect {
public:
    ShopifyOrders(const CsvHeader& header, CsvContext& context)
        : context_(context),
          name_(header.find("Name")),
          status_(header.find("Financial Status")),
          currency_(header.find("Currency")),
          total_(header.find("Total")),
          refunded_(header.find("Refunded Amount")),
          created_(header.find("Created at")),
          cancelled_(header.find("Cancelled at")),
          item_(header.find("Lineitem name")),
          quantity_(header.find("Lineitem quantity")),
          price_(header.find("Lineitem price")),
          location_(header.find("Location")),
          device_(header.find("Device ID")) {}

    [[nodiscard]] std::string_view name() const override { return "shopify-csv"; }
    // Totals stand in the order's first row, so a lost one costs a line at most.
    void lost_row(std::uint64_t) override { tell(); }
    void finish() override { tell(); }

    void row(const CsvRow& row) override {
        if (row[status_].empty() && row[total_].empty()) return further_item(row);
        tell();
        order_ = cell(row[name_]);
        auto receipt = context_.blank(name());
        receipt.receipt_no = context_.text_of(row[name_]);
        if (auto code = context_.text_of(row[currency_])) receipt.currency = std::move(code);
        receipt.sold_at = context_.time_of(row, row[created_]);
        receipt.store = context_.text_of(row[location_]);
        receipt.terminal = context_.text_of(row[device_]);
        open_ = std::move(receipt);
        line_ = row.line();
        refunded_minor_ = 0;
        if (const auto problem = read_status(row); !problem.empty()) {
            context_.bad(row, problem);
            open_.reset();
            return;
        }
        add_item(row);
    }

private:
    std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }
    [[nodiscard]] std::optional<std::int64_t> amount(std::string_view text) const {
        const auto read = read_export_amount(text, {'.', open_->currency});
        return read ? std::optional(read->minor) : std::nullopt;
    }

    // Kind and total of the order. Returns: what is wrong with it, "" for nothing.
    std::string read_status(const CsvRow& row) {
        static constexpr std::array<std::string_view, 4> unpaid = {"pending", "authorized", "partially_paid",
                                                                   "expired"};
        if (open_->currency && !minor_digits(*open_->currency)) {
            return "the currency \"" + *open_->currency + "\" is not known";
        }
        auto status = lower_case(row[status_]);
        std::replace(status.begin(), status.end(), ' ', '_');
        const auto total = amount(row[total_]);
        if (!total || *total < 0) return "the total \"" + cell(row[total_]) + "\" is not an amount";
        const auto refunded_cell = row[refunded_];
        const auto refunded = refunded_cell.empty() ? std::optional<std::int64_t>(0) : amount(refunded_cell);
        if (!refunded) return "the refunded amount \"" + cell(refunded_cell) + "\" is not an amount";
        const bool was_paid = status == "paid" || status == "partially_refunded" || status == "refunded";
        if (std::ranges::find(unpaid, status) != unpaid.end()) {
            open_->reason = "unpaid";
            return "";
        }
        if (!was_paid && status != "voided") return "the financial status \"" + cell(status) + "\" is not known";
        if (status == "refunded" && *refunded == 0) return "it is refunded, but the refunded amount is not there";
        if (*refunded > *total) return "more was refunded than was paid";
        const bool never_was = status == "voided" || (!row[cancelled_].empty() && *refunded == 0);
        open_->kind = never_was ? ReceiptKind::voided : ReceiptKind::sale;
        open_->total_minor = *total;
        if (!never_was) refunded_minor_ = *refunded;
        return "";
    }
    void further_item(const CsvRow& row) {
        const auto name = cell(row[name_]);
        if (name != order_) {
            context_.bad(row, "it goes on with order " + name + ", which does not stand above it");
        } else if (open_) {
            add_item(row);
        }
    }
    void add_item(const CsvRow& row) {
        const auto text = context_.text_of(row[item_]);
        const auto price = amount(row[price_]);
        const auto quantity = read_export_quantity(row[quantity_], '.');
        if (!text || !price || !quantity || open_->lines.size() >= CsvGroups::lines_max) return;
        if (*quantity % 1000 != 0 || *quantity / 1000 > 100'000) return;
        const auto together = *price * (*quantity / 1000);
        if (std::abs(together) <= amount_minor_max) open_->lines.push_back({*text, *quantity, together});
    }
    void tell() {
        if (!open_) return;
        std::optional<Receipt> refund;
        if (refunded_minor_ > 0) {
            refund = *open_;
            refund->original_receipt_no = refund->receipt_no;
            refund->lines.clear();
            refund->kind = ReceiptKind::refund;
            settle(*refund, refunded_minor_);
        }
        context_.events.receipt(std::move(*open_), line_);
        open_.reset();
        if (refund) context_.events.receipt(std::move(*refund), line_);
    }

    CsvContext& context_;
    const std::size_t name_, status_, currency_, total_, refunded_, created_, cancelled_, item_, quantity_, price_,
        location_, device_;
    std::string order_;            // the name above, also when it was left out
    std::optional<Receipt> open_;  // the order under way
    std::uint64_t line_ = 0;
    std::int64_t refunded_minor_ = 0;
};

}  // namespace

std::unique_ptr<CsvDialect> make_shopify_orders(const CsvHeader& header, CsvContext& context) {
    return std::make_unique<ShopifyOrders>(header, context);
}

}  // namespace xiaoer::pos
