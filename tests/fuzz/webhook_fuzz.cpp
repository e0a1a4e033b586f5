// Fuzz entry for webhooks: the first byte chooses service and topic, the rest is the body. No signature that comes out
// of the input is ever right, and no amount has the wrong sign.
#include "pos_adapter/webhook.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace xiaoer::pos;
    static constexpr std::array<std::string_view, 4> topics = {"orders/paid", "refunds/create", "order.updated", ""};
    if (size == 0) return 0;
    const auto service = static_cast<WebhookService>(data[0] & 3);
    const auto body = xiaoer::text_of({data + 1, size - 1});
    ReadingOptions options;
    options.currency = "CNY";
    const auto events = read_webhook(service, topics[data[0] >> 2 & 3], body, options);
    XIAOER_ASSERT(events || events.error().code == xiaoer::ErrorCode::invalid);
    for (const auto& event : events.value_or(std::vector<WebhookEvent>{})) {
        XIAOER_ASSERT(event.receipt.total_minor && event.receipt.sold_at && !event.key.empty());
        XIAOER_ASSERT((event.receipt.kind == ReceiptKind::refund) == (*event.receipt.total_minor < 0));
        XIAOER_ASSERT(!json_line(event.receipt).empty());
    }
    const WebhookSecret secret{"a key that the input does not know", "https://shop.example/", "merchant"};
    XIAOER_ASSERT(!is_authentic(service, secret, body.substr(0, 64), body));
    XIAOER_ASSERT(!is_authentic_by_url(secret, body.substr(0, 32), body));
    (void)is_woocommerce_ping(body);
    return 0;
}
