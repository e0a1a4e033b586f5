// Loyverse: receipts.update, a list of receipts each time one changes; amounts as numbers of major units in the shop's
// currency, which is not said. A refund names its sale; a cancelled receipt comes again with cancelled_at.
#include "pos_adapter/webhook_readers.h"

namespace xiaoer::pos {
namespace {

void read_receipt(WebhookReading& reading, WebhookValue written) {
    const auto number = written["receipt_number"].text();
    const bool cancelled = written["cancelled_at"].has_value();
    const bool refund = written["receipt_type"].text() == "REFUND";
    if (!refund && written["receipt_type"].text() != "SALE") return;
    const auto& currency = reading.shop_currency();
    WebhookEvent event{(cancelled ? "cancelled:" : "receipt:") + number, {}, number};
    auto& receipt = event.receipt;
    receipt.kind = cancelled ? ReceiptKind::voided : refund ? ReceiptKind::refund : ReceiptKind::sale;
    receipt.receipt_no = number;
    if (refund && written["refund_for"].has_value()) receipt.original_receipt_no = written["refund_for"].text();
    if (refund) event.alias = receipt.original_receipt_no.value_or("");
    const auto date = written["receipt_date"].has_value() ? written["receipt_date"] : written["created_at"];
    receipt.sold_at = cancelled ? written["cancelled_at"].time() : date.time();
    receipt.currency = currency;
    if (const auto store = written["store_id"].text(); !store.empty()) receipt.store = store;
    if (const auto device = written["pos_device_id"].text(); !device.empty()) receipt.terminal = device;
    receipt.dialect = "loyverse-webhook";
    for (const auto& item : written["line_items"].elements()) {
        const auto amount = item["total_money"].major(currency);
        if (amount) receipt.lines.push_back({item["item_name"].text(), item["quantity"].quantity_milli(), *amount});
    }
    if (cancelled && refund) return;  // a refund that was taken back: the clerk sees it in Loyverse
    reading.add(std::move(event), written["total_money"].major(currency));
}

}  // namespace

void read_loyverse(WebhookReading& reading) {
    if (reading.root()["type"].text() != "receipts.update") return;
    for (const auto& receipt : reading.root()["receipts"].elements()) read_receipt(reading, receipt);
}

}  // namespace xiaoer::pos
