// Deliveries of the four services (tests/data/webhooks: made from the services' manuals; signatures by a separate
// program), read, retried, refunded, cancelled.
#include "pos_adapter/webhook.h"

#include "base/codec.h"
#include "base/file.h"
#include "base/sha1.h"
#include "base/sha256.h"
#include "pos_adapter/webhook_sales.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

using Events = std::vector<WebhookEvent>;

std::string body(const std::string& name) {
    const auto bytes = read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/webhooks/" + name);
    XIAOER_ASSERT(bytes && *bytes);
    return std::string(text_of(**bytes));
}

Events read(WebhookService service, std::string_view topic, const std::string& text) {
    ReadingOptions options;
    options.currency = "CNY";
    options.source = "webhook";
    auto events = read_webhook(service, topic, text, options);
    EXPECT_TRUE(events) << events.error().message;
    return events.value_or(Events{});
}
Events read_square_file(const std::string& name) { return read(WebhookService::square, "", body(name)); }
Events read_shopify_file(std::string_view topic, const std::string& name) {
    return read(WebhookService::shopify, topic, body(name));
}

TEST(WebhookSignature, published_and_separately_made_vectors_hold) {
    const auto vectors = parse_json(body("signatures.json")).value();
    for (const auto& vector : *vectors.array()) {
        const auto text = [&](const char* key) { return *vector.find(key)->string(); };
        const auto service = enum_from_name<WebhookService>(text("service")).value();
        const WebhookSecret secret{text("key"), text("url"), ""};
        EXPECT_EQ(is_authentic(service, secret, text("signature"), body(text("file"))),
                  *vector.find("valid")->boolean())
            << text("name");
    }
}

TEST(WebhookSignature, hmac_sha1_is_that_of_rfc_2202) {
    EXPECT_EQ(to_hex(hmac_sha1(view_of("Jefe"), view_of("what do ya want for nothing?"))),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(to_hex(hmac_sha1(view_of(""), view_of(""))), "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
}

TEST(WebhookSignature, a_secret_that_is_empty_lets_nobody_in) {
    const auto text = body("shopify_orders_paid.json");
    const auto signature = to_base64(hmac_sha256({}, {view_of(text)}));
    EXPECT_FALSE(is_authentic(WebhookService::shopify, {}, signature, text));
}

TEST(WebhookSignature, an_unsigned_loyverse_delivery_needs_the_secret_url_and_the_merchant) {
    const auto text = body("loyverse_receipts.json");
    const WebhookSecret secret{"long-random-word", "", "7e2daef3-48ad-4aba-b226-2d180f564f31"};
    EXPECT_TRUE(is_authentic_by_url(secret, "long-random-word", text));
    EXPECT_FALSE(is_authentic_by_url(secret, "long-random-wore", text));
    EXPECT_FALSE(is_authentic_by_url({"long-random-word", "", "another"}, "long-random-word", text));
    EXPECT_FALSE(is_authentic_by_url({"long-random-word", "", ""}, "long-random-word", text));
    EXPECT_FALSE(is_authentic_by_url({"", "", "7e2daef3-48ad-4aba-b226-2d180f564f31"}, "", text));
}

TEST(WebhookSignature, woocommerces_ping_is_known_by_its_form) {
    EXPECT_TRUE(is_woocommerce_ping("webhook_id=12"));
    for (const auto* no : {"webhook_id=", "webhook_id=12&x=1", "{}", "", "webhook_id=1a"}) {
        EXPECT_FALSE(is_woocommerce_ping(no)) << no;
    }
}

TEST(Square, a_payment_is_a_sale_once_it_is_completed) {
    EXPECT_TRUE(read_square_file("square_payment_created.json").empty()) << "approved only";
    const auto events = read_square_file("square_payment_updated.json");
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].key, "payment:KkAkhdMsgzn59SM8A89WgKwekxLZY");
    EXPECT_EQ(events[0].receipt.kind, ReceiptKind::sale);
    EXPECT_EQ(events[0].receipt.total_minor, 1350) << "with the tip, as the exports have it";
    EXPECT_EQ(events[0].receipt.currency, "USD");
    EXPECT_EQ(events[0].receipt.sold_at, "2026-09-03T14:16:51Z");
    EXPECT_EQ(events[0].receipt.receipt_no, "nUSN9TdxpiK3SrQg3wzmf6r8LP9YY");
    EXPECT_EQ(read_square_file("square_payment_yen.json").at(0).receipt.total_minor, 18580);
}

TEST(Square, a_refund_counts_when_it_is_completed_and_names_its_payment) {
    EXPECT_TRUE(read_square_file("square_refund_created.json").empty()) << "pending only";
    const auto events = read_square_file("square_refund_updated.json");
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events[0].receipt.kind, ReceiptKind::refund);
    EXPECT_EQ(events[0].receipt.total_minor, -500);
    EXPECT_EQ(events[0].alias, "KkAkhdMsgzn59SM8A89WgKwekxLZY");
}

TEST(Shopify, a_paid_order_is_a_sale_by_its_name) {
    const auto events = read_shopify_file("orders/paid", "shopify_orders_paid.json");
    ASSERT_EQ(events.size(), 1u);
    const auto& receipt = events[0].receipt;
    EXPECT_EQ(events[0].key, "order:820982911946154508");
    EXPECT_EQ(receipt.receipt_no, "#1042");
    EXPECT_EQ(receipt.total_minor, 5990);
    EXPECT_EQ(receipt.currency, "CAD");
    EXPECT_EQ(receipt.sold_at, "2026-09-03T10:15:02-04:00");
    ASSERT_EQ(receipt.lines.size(), 2u);
    EXPECT_EQ(receipt.lines[0], (ReceiptLine{"Wool socks", 2000, 3990}));
    EXPECT_TRUE(read_shopify_file("orders/create", "shopify_orders_pending.json").empty());
    EXPECT_TRUE(read_shopify_file("orders/paid", "shopify_orders_test.json").empty());
    EXPECT_TRUE(read_shopify_file("products/update", "shopify_orders_paid.json").empty());
}

TEST(Shopify, a_refund_is_the_money_that_went_back_and_one_event_by_both_ways) {
    const auto alone = read_shopify_file("refunds/create", "shopify_refunds_create.json");
    ASSERT_EQ(alone.size(), 1u);
    EXPECT_EQ(alone[0].receipt.total_minor, -1995) << "neither the void nor the failed one";
    EXPECT_EQ(alone[0].alias, "820982911946154508");
    const auto updated = read_shopify_file("orders/updated", "shopify_orders_updated.json");
    ASSERT_EQ(updated.size(), 2u);
    EXPECT_EQ(updated[0].receipt.total_minor, 5990);
    EXPECT_EQ(updated[1].key, alone[0].key);
    EXPECT_EQ(updated[1].receipt.original_receipt_no, "#1042");
}

TEST(Loyverse, decimals_are_read_digit_for_digit_in_the_shops_currency) {
    const auto events = read(WebhookService::loyverse, "", body("loyverse_receipts.json"));
    ASSERT_EQ(events.size(), 2u) << "a receipt of nothing is no purchase";
    EXPECT_EQ(events[0].receipt.receipt_no, "1-1001");
    EXPECT_EQ(events[0].receipt.total_minor, 12850);
    EXPECT_EQ(events[0].receipt.currency, "CNY");
    ASSERT_EQ(events[0].receipt.lines.size(), 2u);
    EXPECT_EQ(events[0].receipt.lines[0], (ReceiptLine{"牛肉", 250, 9850}));
    EXPECT_EQ(events[1].receipt.total_minor, -3000);
    EXPECT_EQ(events[1].receipt.original_receipt_no, "1-1001");
}

TEST(WooCommerce, a_paid_order_is_a_sale_and_its_refunds_come_with_it) {
    const auto created = read(WebhookService::woocommerce, "order.created", body("woocommerce_order_created.json"));
    ASSERT_EQ(created.size(), 1u);
    EXPECT_EQ(created[0].receipt.total_minor, 2935);
    EXPECT_EQ(created[0].receipt.sold_at, "2026-09-03T14:28:08Z");
    EXPECT_EQ(created[0].receipt.receipt_no, "727");
    const auto updated = read(WebhookService::woocommerce, "order.updated", body("woocommerce_order_updated.json"));
    ASSERT_EQ(updated.size(), 3u);
    EXPECT_EQ(updated[0].key, created[0].key);
    EXPECT_EQ(updated[1].receipt.total_minor, -600);
    EXPECT_EQ(updated[2].receipt.total_minor, -1200);
    EXPECT_EQ(updated[2].receipt.original_receipt_no, "727");
    EXPECT_NE(updated[1].key, updated[2].key);
    EXPECT_TRUE(read(WebhookService::woocommerce, "order.created", body("woocommerce_order_on_hold.json")).empty());
}

TEST(Webhook, what_cannot_be_read_is_an_error_and_never_an_amount) {
    ReadingOptions options;
    options.currency = "CNY";
    const auto problem = [&](WebhookService service, std::string_view topic, std::string_view text) {
        const auto events = read_webhook(service, topic, text, options);
        return events ? std::to_string(events->size()) + " events" : events.error().message;
    };
    EXPECT_EQ(problem(WebhookService::square, "", "<html>"), "not JSON at byte 1");
    EXPECT_EQ(problem(WebhookService::square, "", "[]"), "0 events");
    EXPECT_EQ(problem(WebhookService::square, "",
                      R"({"type":"payment.updated","data":{"object":{"payment":{"status":"COMPLETED","id":"1",
                          "created_at":"2026-09-03T14:16:51Z","amount_money":{"amount":12.5}}}}})"),
              "a purchase without a total that can be read");
    EXPECT_EQ(
        problem(
            WebhookService::woocommerce, "order.created",
            R"({"id":1,"status":"completed","total":"12.345","currency":"EUR","date_paid_gmt":"2026-09-03T14:28:08"})"),
        "a purchase without a total that can be read");
    EXPECT_EQ(problem(WebhookService::woocommerce, "order.created",
                      R"({"id":1,"status":"completed","total":"12.30","currency":"EUR","date_paid_gmt":"yesterday"})"),
              "a purchase without a time");
    EXPECT_EQ(
        problem(WebhookService::woocommerce, "order.created",
                R"({"status":"completed","total":"12.30","currency":"EUR","date_paid_gmt":"2026-09-03T14:28:08"})"),
        "a purchase without an id");
    options.currency.reset();
    EXPECT_EQ(problem(WebhookService::loyverse, "", body("loyverse_receipts.json")),
              "a purchase without a total that can be read");
}

class Sales : public testing::Test {
protected:
    std::unique_ptr<WebhookSales> open() const {
        auto sales = WebhookSales::open(folder_ / "sales");
        XIAOER_ASSERT(sales.has_value());
        return std::move(*sales);
    }
    const test::TemporaryFolder folder_;
};

TEST_F(Sales, a_refund_gets_the_number_of_its_sale_also_after_a_restart) {
    const auto refund = read_square_file("square_refund_updated.json").at(0);
    {
        const auto sales = open();
        EXPECT_EQ(sales->settle(WebhookService::square, refund)->original_receipt_no, refund.alias) << "not seen yet";
        ASSERT_TRUE(sales->remember(WebhookService::square, read_square_file("square_payment_updated.json").at(0)));
    }
    const auto sales = open();
    EXPECT_EQ(sales->settle(WebhookService::square, refund)->original_receipt_no, "nUSN9TdxpiK3SrQg3wzmf6r8LP9YY");
    EXPECT_EQ(sales->settle(WebhookService::shopify, refund)->original_receipt_no, refund.alias) << "another service's";
}

TEST_F(Sales, a_sale_told_of_twice_is_written_once) {
    const auto sale = read_square_file("square_payment_updated.json").at(0);
    const auto sales = open();
    ASSERT_TRUE(sales->remember(WebhookService::square, sale));
    const auto size = std::filesystem::file_size(folder_ / "sales");
    ASSERT_TRUE(sales->remember(WebhookService::square, sale));
    EXPECT_EQ(std::filesystem::file_size(folder_ / "sales"), size);
}

TEST_F(Sales, a_cancelled_receipt_takes_back_only_a_sale_that_was_told_of) {
    const auto cancelled = read(WebhookService::loyverse, "", body("loyverse_cancelled.json")).at(0);
    EXPECT_EQ(cancelled.receipt.kind, ReceiptKind::voided);
    const auto sales = open();
    EXPECT_EQ(sales->settle(WebhookService::loyverse, cancelled), std::nullopt);
    const auto sale = read(WebhookService::loyverse, "", body("loyverse_receipts.json")).at(0);
    ASSERT_TRUE(sales->remember(WebhookService::loyverse, sale));
    const auto refund = sales->settle(WebhookService::loyverse, cancelled);
    ASSERT_TRUE(refund);
    EXPECT_EQ(refund->kind, ReceiptKind::refund);
    EXPECT_EQ(refund->total_minor, -12850);
    EXPECT_EQ(refund->original_receipt_no, "1-1001");
}

}  // namespace
}  // namespace xiaoer::pos
