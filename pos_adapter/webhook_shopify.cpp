// Shopify: orders/create, orders/paid, orders/updated… and refunds/create; amounts as decimal text. An order carries
// its refunds, too; a refund by itself names the order by its id only.
#include "pos_adapter/webhook_readers.h"

namespace xiaoer::pos {
namespace {

void add_lines(Receipt& receipt, WebhookValue order) {
    for (const auto& item : order["line_items"].elements()) {
        const auto price = item["price"].major(receipt.currency);
        const auto quantity_milli = item["quantity"].quantity_milli();
        auto text = item["title"].text().empty() ? item["name"].text() : item["title"].text();
        if (price) receipt.lines.push_back({std::move(text), quantity_milli, *price * quantity_milli / 1000});
    }
}

// What was given back in money; a refund may also only put goods back on the shelf.
std::optional<std::int64_t> money_returned(WebhookValue refund, const std::optional<std::string>& currency) {
    std::int64_t sum = 0;
    for (const auto& transaction : refund["transactions"].elements()) {
        if (transaction["kind"].text() != "refund" || transaction["status"].text() != "success") continue;
        const auto named = transaction["currency"].text();
        const auto amount = transaction["amount"].major(named.empty() ? currency : std::optional(named));
        if (!amount) return std::nullopt;
        sum += *amount;
    }
    return sum;
}

void read_refund(WebhookReading& reading, WebhookValue refund, const std::string& order_name,
                 std::optional<std::string> currency) {
    const auto id = refund["id"].text();
    const auto order_id = refund["order_id"].text();
    WebhookEvent event{"refund:" + id, {}, order_name.empty() ? order_id : ""};
    auto& receipt = event.receipt;
    for (const auto& transaction : refund["transactions"].elements()) {
        if (const auto named = transaction["currency"].text(); !named.empty()) currency = named;
    }
    receipt.kind = ReceiptKind::refund;
    receipt.receipt_no = id;
    receipt.original_receipt_no = order_name.empty() ? order_id : order_name;
    receipt.sold_at = refund["processed_at"].has_value() ? refund["processed_at"].time() : refund["created_at"].time();
    receipt.currency = currency;
    receipt.dialect = "shopify-webhook";
    reading.add(std::move(event), money_returned(refund, currency));
}

bool was_paid(const std::string& state) {
    return state == "paid" || state == "partially_refunded" || state == "refunded";
}

void read_order(WebhookReading& reading, WebhookValue order) {
    if (order["test"].is_true() || !was_paid(order["financial_status"].text())) return;
    const auto id = order["id"].text();
    WebhookEvent event{"order:" + id, {}, id};
    auto& receipt = event.receipt;
    const auto name = order["name"].text();
    const auto named = order["currency"].text();
    receipt.kind = ReceiptKind::sale;
    receipt.receipt_no = name.empty() ? id : name;
    receipt.sold_at = order["processed_at"].has_value() ? order["processed_at"].time() : order["created_at"].time();
    receipt.currency = named.empty() ? reading.shop_currency() : std::optional(named);
    receipt.dialect = "shopify-webhook";
    add_lines(receipt, order);
    const auto currency = receipt.currency;
    reading.add(std::move(event), order["total_price"].major(currency));
    for (const auto& refund : order["refunds"].elements()) {
        read_refund(reading, refund, name.empty() ? id : name, currency);
    }
}

}  // namespace

void read_shopify(std::string_view topic, WebhookReading& reading) {
    if (topic.starts_with("orders/")) read_order(reading, reading.root());
    if (topic == "refunds/create") read_refund(reading, reading.root(), {}, reading.shop_currency());
}

}  // namespace xiaoer::pos
