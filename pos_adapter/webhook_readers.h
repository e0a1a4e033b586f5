// One function a service: from its JSON to events. Only webhook.cpp calls them. One thread at a time.
#pragma once

#include "pos_adapter/webhook.h"

namespace xiaoer::pos {

// A place in somebody else's JSON. Looking where nothing is gives a place where nothing is.
class WebhookValue {
public:
    WebhookValue() = default;
    explicit WebhookValue(const Json* json) : json_(json) {}

    [[nodiscard]] WebhookValue operator[](std::string_view key) const;
    [[nodiscard]] std::vector<WebhookValue> elements() const;  // none when it is no list
    [[nodiscard]] bool has_value() const { return json_ != nullptr && !json_->is_null(); }
    [[nodiscard]] bool is_true() const;
    // A string, or an integer's digits: ids come as both. "" for anything else.
    [[nodiscard]] std::string text() const;
    // An integer of minor units. Nothing for anything else.
    [[nodiscard]] std::optional<std::int64_t> minor() const;
    // Major units, as a number or as text: 12.5, "12.50", "-9.00". Nothing when it is none, or finer than the
    // currency.
    [[nodiscard]] std::optional<std::int64_t> major(const std::optional<std::string>& currency) const;
    // "2022-07-13T20:30:59.037Z", "2026-11-17T18:00:00-05:00": as Receipt has it. Nothing when it is no time.
    [[nodiscard]] std::optional<std::string> time() const;
    [[nodiscard]] std::int64_t quantity_milli() const;  // 1000 when it is none

private:
    const Json* json_ = nullptr;
};

// What one delivery gives, until the first thing that is missing.
class WebhookReading {
public:
    WebhookReading(const Json& document, const ReadingOptions& options) : root_(&document), options_(options) {}

    [[nodiscard]] WebhookValue root() const { return root_; }
    [[nodiscard]] const std::optional<std::string>& shop_currency() const { return options_.currency; }
    // Makes a total positive for a sale or a void, negative for a refund. A total of zero is no purchase, and dropped;
    // a missing total, time or key is refused.
    void add(WebhookEvent event, std::optional<std::int64_t> total_minor);
    [[nodiscard]] Result<std::vector<WebhookEvent>> finish();

private:
    const WebhookValue root_;
    const ReadingOptions& options_;
    std::vector<WebhookEvent> events_;
    std::optional<Error> problem_;
};

void read_square(WebhookReading& reading);
void read_shopify(std::string_view topic, WebhookReading& reading);
void read_loyverse(WebhookReading& reading);
void read_woocommerce(std::string_view topic, WebhookReading& reading);

}  // namespace xiaoer::pos
