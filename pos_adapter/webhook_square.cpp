// Square: payment.created, payment.updated, refund.created, refund.updated; amounts in minor units. A payment names its
// order, which is what Square's exports call the transaction; a refund names the payment only.
#include "pos_adapter/webhook_readers.h"

namespace xiaoer::pos {
namespace {

std::optional<std::string> or_nothing(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

void read_payment(WebhookReading& reading, WebhookValue payment) {
    if (payment["status"].text() != "COMPLETED") return;  // approved, pending, cancelled, failed
    // The total is with the tip; older deliveries have the amount only.
    const auto money = payment["total_money"].has_value() ? payment["total_money"] : payment["amount_money"];
    const auto id = payment["id"].text();
    WebhookEvent event{"payment:" + id, {}, id};
    auto& receipt = event.receipt;
    receipt.kind = ReceiptKind::sale;
    receipt.receipt_no = or_nothing(payment["order_id"].text().empty() ? id : payment["order_id"].text());
    receipt.sold_at = payment["created_at"].time();
    receipt.currency = or_nothing(money["currency"].text());
    receipt.store = or_nothing(payment["location_id"].text());
    receipt.terminal = or_nothing(payment["device_details"]["device_name"].text());
    receipt.dialect = "square-webhook";
    reading.add(std::move(event), money["amount"].minor());
}

void read_refund(WebhookReading& reading, WebhookValue refund) {
    if (refund["status"].text() != "COMPLETED") return;  // pending, rejected, failed: nothing was given back
    const auto payment = refund["payment_id"].text();
    WebhookEvent event{"refund:" + refund["id"].text(), {}, payment};
    auto& receipt = event.receipt;
    receipt.kind = ReceiptKind::refund;
    receipt.receipt_no = or_nothing(refund["id"].text());
    receipt.original_receipt_no = or_nothing(payment);
    receipt.sold_at = refund["created_at"].time();
    receipt.currency = or_nothing(refund["amount_money"]["currency"].text());
    receipt.store = or_nothing(refund["location_id"].text());
    receipt.dialect = "square-webhook";
    reading.add(std::move(event), refund["amount_money"]["amount"].minor());
}

}  // namespace

void read_square(WebhookReading& reading) {
    const auto type = reading.root()["type"].text();
    const auto object = reading.root()["data"]["object"];
    if (type == "payment.created" || type == "payment.updated") read_payment(reading, object["payment"]);
    if (type == "refund.created" || type == "refund.updated") read_refund(reading, object["refund"]);
}

}  // namespace xiaoer::pos
