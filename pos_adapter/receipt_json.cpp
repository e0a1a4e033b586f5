#include "base/codec.h"
#include "base/json.h"
#include "base/money.h"
#include "pos_adapter/civil.h"
#include "pos_adapter/receipt.h"

#include <algorithm>
#include <charconv>

namespace xiaoer::pos {
namespace {

constexpr std::size_t text_bytes_max = 500;
constexpr std::size_t lines_max = 1000;
constexpr std::int64_t quantity_milli_max = 1'000'000'000'000;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = !text.empty() && text[0] >= '0' && text[0] <= '9';
    return plain && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(value)
                                                                                    : std::nullopt;
}

// "Z", "+08:00", "-04:00", or nothing.
bool is_offset(std::string_view text) {
    if (text.empty() || text == "Z") return true;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
    const auto hours = digits(text.substr(1, 2));
    const auto minutes = digits(text.substr(4, 2));
    return hours && minutes && *hours <= 14 && *minutes <= 59;
}

bool is_sold_at(std::string_view text) {
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
    }
    const auto number = [&](std::size_t at, std::size_t count) { return digits(text.substr(at, count)).value_or(-1); };
    return is_real({number(0, 4), number(5, 2), number(8, 2), number(11, 2), number(14, 2), number(17, 2), 0}) &&
           is_offset(text.substr(form.size()));
}

// 2 is 2000, "0.25" is 250, "-1.5" is -1500; more than three decimals are no quantity of ours.
std::optional<std::int64_t> quantity_milli(const Json& json) {
    if (const auto* whole = json.integer()) {
        return std::abs(*whole) > quantity_milli_max / 1000 ? std::nullopt : std::optional(*whole * 1000);
    }
    const auto* text = json.string();
    if (text == nullptr) return std::nullopt;
    std::string_view rest = *text;
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    const auto point = rest.find('.');
    if (point == std::string_view::npos || rest.size() - point > 4 || rest.size() - point < 2) return std::nullopt;
    std::string decimals(rest.substr(point + 1));
    decimals.resize(3, '0');
    const auto whole = digits(rest.substr(0, point));
    const auto thousandths = digits(decimals);
    if (!whole || !thousandths) return std::nullopt;
    const std::int64_t milli = std::int64_t{*whole} * 1000 + *thousandths;
    return negative ? -milli : milli;
}

// Takes the keys of one object one by one, then refuses what is left over. The first refusal stays.
class Keys {
public:
    explicit Keys(const Json::Object& object) : left_(object) {}

    [[nodiscard]] std::optional<std::string> text(const char* key) {
        const auto json = take(key);
        if (json.is_null()) return std::nullopt;
        const auto* value = json.string();
        if (value == nullptr || value->size() > text_bytes_max)
            return refuse(key, "expected a text of up to 500 bytes");
        return *value;
    }
    [[nodiscard]] std::optional<std::int64_t> amount(const char* key) {
        const auto json = take(key);
        if (json.is_null()) return std::nullopt;
        const auto* value = json.integer();
        if (value == nullptr || std::abs(*value) > amount_minor_max) {
            refuse(key, "expected an amount in minor units");
            return std::nullopt;
        }
        return *value;
    }
    [[nodiscard]] Json take(const char* key) {
        const auto found = left_.find(std::string_view(key));
        if (found == left_.end()) return {};
        auto json = std::move(found->second);
        left_.erase(found);
        return json;
    }
    std::nullopt_t refuse(const std::string& key, const std::string& why) {
        if (!problem_) problem_ = invalid("\"" + key + "\": " + why);
        return std::nullopt;
    }
    [[nodiscard]] Result<void> finish() {
        if (!left_.empty()) refuse(left_.begin()->first, "is not known here");
        if (problem_) return *problem_;
        return {};
    }

private:
    Json::Object left_;
    std::optional<Error> problem_;
};

Result<ReceiptLine> line_from(const Json& json) {
    const auto* object = json.object();
    if (object == nullptr) return invalid("\"lines\": expected objects");
    Keys keys(*object);
    ReceiptLine line;
    const auto text = keys.text("text");
    const auto amount = keys.amount("amount_minor");
    const auto quantity = keys.take("quantity");
    if (!text) keys.refuse("text", "is missing");
    if (!amount) keys.refuse("amount_minor", "is missing");
    if (!quantity.is_null()) {
        const auto milli = quantity_milli(quantity);
        if (!milli) keys.refuse("quantity", "expected a number with at most three decimals");
        line.quantity_milli = milli.value_or(0);
    }
    XIAOER_TRY(keys.finish());
    line.text = *text;
    line.amount_minor = *amount;
    return line;
}

Result<std::vector<ReceiptLine>> lines_from(const Json& json) {
    std::vector<ReceiptLine> lines;
    if (json.is_null()) return lines;
    const auto* array = json.array();
    if (array == nullptr || array->size() > lines_max) return invalid("\"lines\": expected a list of up to 1,000");
    for (const auto& element : *array) {
        XIAOER_TRY_ASSIGN(auto line, line_from(element));
        lines.push_back(std::move(line));
    }
    return lines;
}

// What a kind needs: DESIGN §9 and the contract of receipt.h.
Result<void> check(const Receipt& receipt) {
    const auto total = receipt.total_minor;
    switch (receipt.kind) {
        case ReceiptKind::none:
            if (total) return invalid("\"total_minor\": what is no purchase has none");
            if (!receipt.reason) return invalid("\"reason\" is missing");
            return {};
        case ReceiptKind::sale:
            if (!total || *total < 0) return invalid("\"total_minor\": a sale needs one, not negative");
            break;
        case ReceiptKind::refund:
            if (!total || *total > 0) return invalid("\"total_minor\": a refund needs one, negative");
            break;
        case ReceiptKind::voided: break;
    }
    if (receipt.reason) return invalid("\"reason\": only what is no purchase has one");
    return {};
}

}  // namespace

Result<Receipt> receipt_from_json(std::string_view text) {
    XIAOER_TRY_ASSIGN(const auto json, parse_foreign_json(text));
    return receipt_from_document(json);
}

Result<Receipt> receipt_from_document(const Json& json) {
    const auto* object = json.object();
    if (object == nullptr) return invalid("a receipt is an object");
    Keys keys(*object);
    Receipt receipt;
    const auto kind = keys.text("kind");
    if (!kind) keys.refuse("kind", "is missing");
    const auto known = enum_from_name<ReceiptKind>(kind.value_or("none"));
    if (!known) keys.refuse("kind", known.error().message);
    receipt.kind = known.value_or(ReceiptKind::none);
    receipt.receipt_no = keys.text("receipt_no");
    receipt.original_receipt_no = keys.text("original_receipt_no");
    receipt.sold_at = keys.text("sold_at");
    receipt.total_minor = keys.amount("total_minor");
    receipt.currency = keys.text("currency");
    receipt.member_ref = keys.text("member_ref");
    receipt.store = keys.text("store");
    receipt.terminal = keys.text("terminal");
    receipt.dialect = keys.text("dialect").value_or("json");
    receipt.reason = keys.text("reason");
    receipt.source = keys.text("source").value_or("");
    const auto lines = keys.take("lines");
    if (receipt.sold_at && !is_sold_at(*receipt.sold_at)) {
        keys.refuse("sold_at", "expected a time such as 2016-05-06T21:32:49 or 2016-05-06T21:32:49+08:00");
    }
    if (receipt.currency && !minor_digits(*receipt.currency)) {
        keys.refuse("currency", "expected three capital letters (ISO 4217)");
    }
    XIAOER_TRY(keys.finish());
    XIAOER_TRY_ASSIGN(receipt.lines, lines_from(lines));
    XIAOER_TRY(check(receipt));
    return receipt;
}

}  // namespace xiaoer::pos
