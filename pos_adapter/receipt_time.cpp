// Apart from receipt.cpp, so that a till's library does without the calendar of all zones.
#include "pos_adapter/receipt.h"

#include <charconv>

namespace xiaoer::pos {
namespace {

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + digits, value);
    return value;
}

}  // namespace

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
