#include "pos_adapter/webhook.h"

#include "base/sha1.h"
#include "base/sha256.h"
#include "base/text.h"
#include "pos_adapter/webhook_readers.h"

namespace xiaoer::pos {
namespace {

// A signature as it is written, against the one that it should be; what is no base64 or hex is none.
bool matches(ByteView expected, std::string_view written) {
    const auto base64 = from_base64(written);
    return base64 && equal_in_constant_time(expected, *base64);
}
bool matches_in_hex(ByteView expected, std::string_view written) {
    const auto hex = from_hex(written);
    return hex && equal_in_constant_time(expected, *hex);
}

}  // namespace

std::string_view signature_header(WebhookService service) {
    switch (service) {
        case WebhookService::square: return "x-square-hmacsha256-signature";
        case WebhookService::shopify: return "x-shopify-hmac-sha256";
        case WebhookService::loyverse: return "x-loyverse-signature";
        case WebhookService::woocommerce: return "x-wc-webhook-signature";
    }
    return {};
}

std::string_view topic_header(WebhookService service) {
    if (service == WebhookService::shopify) return "x-shopify-topic";
    return service == WebhookService::woocommerce ? "x-wc-webhook-topic" : "";
}

bool is_authentic(WebhookService service, const WebhookSecret& secret, std::string_view signature,
                  std::string_view body) {
    const auto key = view_of(secret.key);
    if (key.empty()) return false;
    if (service == WebhookService::loyverse) {
        const auto expected = hmac_sha1(key, view_of(body));
        return matches(expected, signature) || matches_in_hex(expected, signature);
    }
    const std::string_view url = service == WebhookService::square ? std::string_view(secret.url) : "";
    return matches(hmac_sha256(key, {view_of(url), view_of(body)}), signature);
}

bool is_authentic_by_url(const WebhookSecret& secret, std::string_view url_end, std::string_view body) {
    if (secret.key.empty() || secret.merchant.empty()) return false;
    if (!equal_in_constant_time(view_of(secret.key), view_of(url_end))) return false;
    const auto document = parse_foreign_json(body);
    return document && WebhookValue(&*document)["merchant_id"].text() == secret.merchant;
}

bool is_woocommerce_ping(std::string_view body) {
    constexpr std::string_view start = "webhook_id=";
    constexpr std::size_t digits_max = 20;
    return body.starts_with(start) && body.size() > start.size() && body.size() <= start.size() + digits_max &&
           all_digits(body.substr(start.size()));
}

Result<std::vector<WebhookEvent>> read_webhook(WebhookService service, std::string_view topic, std::string_view body,
                                               const ReadingOptions& options) {
    XIAOER_TRY_ASSIGN(const auto document, parse_foreign_json(body));
    WebhookReading reading(document, options);
    switch (service) {
        case WebhookService::square: read_square(reading); break;
        case WebhookService::shopify: read_shopify(topic, reading); break;
        case WebhookService::loyverse: read_loyverse(reading); break;
        case WebhookService::woocommerce: read_woocommerce(topic, reading); break;
    }
    return reading.finish();
}

}  // namespace xiaoer::pos
