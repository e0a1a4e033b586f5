#include "base/money.h"
#include "base/text.h"
#include "pos_adapter/webhook_readers.h"

#include <algorithm>
#include <charconv>

namespace xiaoer::pos {
namespace {

// "12.5" with 2 digits is 1250, "-3" is -300. Nothing for what is no plain decimal number, is too large, or is finer
// than that (zeros apart).
std::optional<std::int64_t> scaled(std::string_view text, int digits) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = std::min(text.find('.'), text.size());
    std::string all(text.substr(0, point));
    std::string decimals(text.substr(std::min(point + 1, text.size())));
    if (all.empty() || (point < text.size() && decimals.empty())) return std::nullopt;
    while (decimals.size() > static_cast<std::size_t>(digits) && decimals.back() == '0') decimals.pop_back();
    if (decimals.size() > static_cast<std::size_t>(digits)) return std::nullopt;
    decimals.resize(static_cast<std::size_t>(digits), '0');
    all += decimals;
    std::int64_t value = 0;
    const auto read = std::from_chars(all.data(), all.data() + all.size(), value);
    if (read.ec != std::errc{} || !all_digits(all) || value > amount_minor_max) return std::nullopt;
    return negative ? -value : value;
}

}  // namespace

WebhookValue WebhookValue::operator[](std::string_view key) const {
    return WebhookValue(json_ == nullptr ? nullptr : json_->find(key));
}

std::vector<WebhookValue> WebhookValue::elements() const {
    std::vector<WebhookValue> all;
    const auto* array = json_ == nullptr ? nullptr : json_->array();
    if (array == nullptr) return all;
    for (const auto& element : *array) all.emplace_back(&element);
    return all;
}

bool WebhookValue::is_true() const {
    const auto* value = json_ == nullptr ? nullptr : json_->boolean();
    return value != nullptr && *value;
}

std::string WebhookValue::text() const {
    if (json_ == nullptr) return {};
    if (const auto* string = json_->string()) return *string;
    if (const auto* integer = json_->integer()) return std::to_string(*integer);
    return {};
}

std::optional<std::int64_t> WebhookValue::minor() const {
    const auto* value = json_ == nullptr ? nullptr : json_->integer();
    if (value == nullptr || std::abs(*value) > amount_minor_max) return std::nullopt;
    return *value;
}

std::optional<std::int64_t> WebhookValue::major(const std::optional<std::string>& currency) const {
    const auto digits = minor_digits(currency.value_or(""));
    return digits ? scaled(text(), *digits) : std::nullopt;  // without a currency nobody knows how many decimals count
}

std::optional<std::string> WebhookValue::time() const {
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto written = text();
    if (written.size() < form.size()) return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == 'd' ? !is_digit(written[i]) : written[i] != form[i]) return std::nullopt;
    }
    auto offset = std::string_view(written).substr(form.size());
    if (offset.starts_with('.')) {
        offset.remove_prefix(1);
        offset.remove_prefix(static_cast<std::size_t>(std::ranges::find_if_not(offset, is_digit) - offset.begin()));
    }
    const bool known = offset.empty() || offset == "Z" ||
                       (offset.size() == 6 && (offset[0] == '+' || offset[0] == '-') && is_digit(offset[1]) &&
                        is_digit(offset[2]) && offset[3] == ':' && is_digit(offset[4]) && is_digit(offset[5]));
    if (!known) return std::nullopt;
    return written.substr(0, form.size()) + std::string(offset);
}

std::int64_t WebhookValue::quantity_milli() const { return scaled(text(), 3).value_or(1000); }

void WebhookReading::add(WebhookEvent event, std::optional<std::int64_t> total_minor) {
    if (problem_) return;
    if (!total_minor) problem_ = invalid("a purchase without a total that can be read");
    if (!event.receipt.sold_at) problem_ = invalid("a purchase without a time");
    if (event.key.ends_with(':')) problem_ = invalid("a purchase without an id");
    if (problem_ || *total_minor == 0) return;
    const auto size = std::abs(*total_minor);
    event.receipt.total_minor = event.receipt.kind == ReceiptKind::refund ? -size : size;
    event.receipt.source = options_.source;
    events_.push_back(std::move(event));
}

Result<std::vector<WebhookEvent>> WebhookReading::finish() {
    if (problem_) return *problem_;
    return std::move(events_);
}

}  // namespace xiaoer::pos
