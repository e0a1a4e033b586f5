// WooCommerce: order.created and order.updated; amounts as decimal text, refunds inside the order with a minus sign.
#include "pos_adapter/webhook_readers.h"

namespace xiaoer::pos {
namespace {

// "…_gmt" times are UTC and carry no offset; the others are the shop's own.
std::optional<std::string> time_of(WebhookValue order, std::string_view name) {
    auto utc = order[std::string(name) + "_gmt"].time();
    return utc ? std::optional(*utc + (utc->ends_with('Z') ? "" : "Z")) : order[name].time();
}

void read_refund(WebhookReading& reading, WebhookValue order, WebhookValue refund, const Receipt& sale) {
    const auto id = refund["id"].text();
    WebhookEvent event{"refund:" + id, {}, {}};
    auto& receipt = event.receipt;
    receipt.kind = ReceiptKind::refund;
    receipt.receipt_no = *sale.receipt_no + "-R" + id;
    receipt.original_receipt_no = sale.receipt_no;
    receipt.sold_at = time_of(order, "date_modified");  // refunds carry no time of their own
    receipt.currency = sale.currency;
    receipt.dialect = sale.dialect;
    reading.add(std::move(event), refund["total"].major(sale.currency));
}

}  // namespace

void read_woocommerce(std::string_view topic, WebhookReading& reading) {
    const auto order = reading.root();
    const auto status = order["status"].text();
    const bool paid = status == "processing" || status == "completed" || status == "refunded";
    if ((topic != "order.created" && topic != "order.updated") || !paid) return;
    const auto id = order["id"].text();
    const auto number = order["number"].text();
    WebhookEvent event{"order:" + id, {}, {}};
    auto& receipt = event.receipt;
    receipt.kind = ReceiptKind::sale;
    receipt.receipt_no = number.empty() ? id : number;
    const auto paid_at = time_of(order, "date_paid");
    receipt.sold_at = paid_at ? paid_at : time_of(order, "date_created");
    const auto named = order["currency"].text();
    receipt.currency = named.empty() ? reading.shop_currency() : std::optional(named);
    receipt.dialect = "woocommerce-webhook";
    for (const auto& item : order["line_items"].elements()) {
        const auto amount = item["total"].major(receipt.currency);
        if (amount) receipt.lines.push_back({item["name"].text(), item["quantity"].quantity_milli(), *amount});
    }
    const auto sale = receipt;
    reading.add(std::move(event), order["total"].major(sale.currency));
    for (const auto& refund : order["refunds"].elements()) read_refund(reading, order, refund, sale);
}

}  // namespace xiaoer::pos
