// What Square, Shopify, Loyverse and WooCommerce send when something was sold: who it is from, and what it says.
//
// A service signs the raw body with a secret that it shows its user once; nothing in a body is looked at before that
// was checked. What it says is one or more events, each with a key that stays the same however often the service tells
// of it: a retry, or one more "payment.updated", is the same event. Amounts are the services' own figures, never
// computed from lines. Pure; any thread.
//
// Sources: the services' developer manuals, and Square's published signature vectors.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

enum class WebhookService { square, shopify, loyverse, woocommerce };
[[nodiscard]] constexpr auto names_of(WebhookService) {
    return std::array<std::string_view, 4>{"square", "shopify", "loyverse", "woocommerce"};
}

struct WebhookSecret {
    std::string key;       // the characters the service shows are the bytes it signs with; never empty
    std::string url;       // Square signs it too: the notification URL, exactly as it was registered
    std::string merchant;  // Loyverse: the only merchant_id that may speak; "" for any
};

// The header that carries the signature, in lower case.
[[nodiscard]] std::string_view signature_header(WebhookService service);
// The header that says what the body is about, in lower case; "" where the body says so itself.
[[nodiscard]] std::string_view topic_header(WebhookService service);

// In constant time, over the raw body. Loyverse's may be hex or base64.
[[nodiscard]] bool is_authentic(WebhookService service, const WebhookSecret& secret, std::string_view signature,
                                std::string_view body);
// Loyverse signs only what applications with OAuth subscribed to. For the others the secret is the end of the URL, and
// the body has to name the one merchant. Requires of `secret`: a merchant; else it is false.
[[nodiscard]] bool is_authentic_by_url(const WebhookSecret& secret, std::string_view url_end, std::string_view body);
// WooCommerce asks once whether anybody is there, unsigned, with "webhook_id=12": that wants a 200 and means nothing.
[[nodiscard]] bool is_woocommerce_ping(std::string_view body);

struct WebhookEvent {
    std::string key;  // "payment:KkAk…": with the service's name it is unique for ever
    Receipt receipt;  // sale, refund or void
    // How refunds of this service name the sale, where that is not the receipt's number: for a sale what others will
    // say, for a refund what is said here (original_receipt_no is then the same, for want of a better one).
    std::string alias;
};

// Requires: the body is authentic. `options.currency` is for services that do not say theirs. Returns: nothing for
// topics and states that are no sale yet, or no longer. Errors: invalid, naming what is missing, never what it says.
[[nodiscard]] Result<std::vector<WebhookEvent>> read_webhook(WebhookService service, std::string_view topic,
                                                             std::string_view body, const ReadingOptions& options);

}  // namespace xiaoer::pos
