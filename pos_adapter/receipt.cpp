#include "pos_adapter/receipt.h"

#include "base/codec.h"
#include "base/json.h"

#include <charconv>
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

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
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

std::optional<Timestamp> sold_at_time(const Receipt& receipt, const Zone& zone) {
    static constexpr std::size_t local_size = std::string_view("2016-05-06T21:32:49").size();
    if (!receipt.sold_at || receipt.sold_at->size() < local_size) return std::nullopt;
    const std::string_view text = *receipt.sold_at;
    const CivilTime civil{number_at(text, 0, 4),
                          number_at(text, 5, 2),
                          number_at(text, 8, 2),
                          number_at(text, 11, 2),
                          number_at(text, 14, 2),
                          number_at(text, 17, 2),
                          0};
    const auto offset = text.substr(local_size);
    if (offset.empty()) return zone.to_time(civil);
    const std::int64_t utc_ms =
        day_number(civil) * day_ms + civil.hour * hour_ms + civil.minute * minute_ms + civil.second * second_ms;
    if (offset == "Z") return Timestamp{utc_ms};
    if (offset.size() != 6) return std::nullopt;  // "+08:00"
    const std::int64_t ahead_ms = number_at(offset, 1, 2) * hour_ms + number_at(offset, 4, 2) * minute_ms;
    return Timestamp{offset[0] == '-' ? utc_ms + ahead_ms : utc_ms - ahead_ms};
}

}  // namespace xiaoer::pos
