#include "pos_adapter/receipt.h"

#include "base/codec.h"
#include "base/json.h"

#include <cstdlib>

namespace xiaoer::pos {
namespace {

template <class T>
Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

void append_field(std::string& out, std::string_view key, const Json& value) {
    out += out.back() == '{' ? "\"" : ",\"";
    out.append(key).append("\":");
    append_canonical(out, value);
}

// 2000 -> "2", 1250 -> "1.25", -500 -> "-0.5".
std::string decimal_of_milli(std::int64_t milli) {
    std::string text = milli < 0 ? "-" : "";
    text += std::to_string(std::abs(milli / 1000));
    std::string fraction = std::to_string(std::abs(milli % 1000) + 1000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction.empty() ? text : text + '.' + fraction;
}

void append_lines(std::string& out, const std::vector<ReceiptLine>& lines) {
    out += ",\"lines\":[";
    for (const auto& line : lines) {
        if (out.back() != '[') out += ',';
        out += '{';
        append_field(out, "text", line.text);
        out += ",\"quantity\":" + decimal_of_milli(line.quantity_milli);
        append_field(out, "amount_minor", line.amount_minor);
        out += '}';
    }
    out += ']';
}

}  // namespace

std::string json_line(const Receipt& receipt) {
    std::string out = "{";
    append_field(out, "kind", enum_name(receipt.kind));
    append_field(out, "receipt_no", or_null(receipt.receipt_no));
    append_field(out, "original_receipt_no", or_null(receipt.original_receipt_no));
    append_field(out, "sold_at", or_null(receipt.sold_at));
    append_field(out, "total_minor", or_null(receipt.total_minor));
    append_field(out, "currency", or_null(receipt.currency));
    append_field(out, "member_ref", or_null(receipt.member_ref));
    append_field(out, "store", or_null(receipt.store));
    append_field(out, "terminal", or_null(receipt.terminal));
    append_lines(out, receipt.lines);
    append_field(out, "dialect", receipt.dialect);
    append_field(out, "reason", or_null(receipt.reason));
    append_field(out, "source", receipt.source);
    return out + '}';
}

}  // namespace xiaoer::pos
