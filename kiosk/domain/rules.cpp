#include "domain/rules.h"

#include "domain/draw_series.h"

#include <algorithm>
#include <cctype>
#include <limits>

namespace xiaoer {
namespace {

constexpr int day_starts_hour = 4;
constexpr int days_after_market = 2;
constexpr std::size_t receipt_max = 40;

CivilTime plus_days(const CivilTime& date, int days, const Zone& zone) {
    CivilTime noon{date.year, date.month, date.day, 12, 0, 0, 0};
    return zone.to_civil(zone.to_time(noon) + days * day_ms);
}

}  // namespace

std::int64_t tickets_for(std::int64_t total_minor, const Settings& settings) {
    if (total_minor <= 0 || settings.minor_per_ticket <= 0) return 0;
    return std::min(total_minor / settings.minor_per_ticket, settings.tickets_per_purchase_max);
}

std::int64_t tickets_kept(std::int64_t given, std::int64_t total_minor, std::int64_t refunded_minor,
                          const Settings& settings) {
    const std::int64_t still_paid = std::min(total_minor, total_minor - refunded_minor);
    if (still_paid <= 0 || given <= 0) return 0;
    const bool fits = still_paid <= std::numeric_limits<std::int64_t>::max() / given;
    const std::int64_t share = fits ? given * still_paid / total_minor : still_paid / (total_minor / given);
    return std::min(given, std::max(share, tickets_for(still_paid, settings)));
}

std::string normalised_receipt(std::string_view receipt_no) {
    std::string normal;
    for (const char c : receipt_no) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) == 0 && byte < 0x80) continue;
        if (normal.empty() && c == '0') continue;
        normal += static_cast<char>(byte < 0x80 ? std::toupper(byte) : byte);
    }
    if (normal.empty() && receipt_no.find('0') != std::string_view::npos) normal += '0';
    normal.resize(std::min(normal.size(), receipt_max));
    return normal;
}

std::int64_t business_day(Timestamp at, const Zone& zone) {
    return day_number(zone.to_civil(at - day_starts_hour * hour_ms));
}

Timestamp business_day_start(Timestamp at, const Zone& zone) {
    CivilTime day = zone.to_civil(at - day_starts_hour * hour_ms);
    day.hour = day_starts_hour, day.minute = 0, day.second = 0;
    return zone.to_time(day);
}

Timestamp claim_deadline(Timestamp draws_at, const Settings& settings, const Zone& zone) {
    CivilTime day = zone.to_civil(draws_at);
    const auto from = date_from_text(settings.market_from);
    const auto is_market = [&](const CivilTime& date) {
        if (settings.market_every_days > 0 && from)
            return (day_number(date) - day_number(*from)) % settings.market_every_days == 0;
        return settings.market_days.empty() ||
               std::ranges::find(settings.market_days, date.weekday) != settings.market_days.end();
    };
    int markets = 0;
    while (markets < std::max(1, settings.market_days_to_claim)) {
        day = plus_days(day, 1, zone);
        if (is_market(day)) ++markets;
    }
    day = plus_days(day, days_after_market, zone);
    day.hour = settings.claim_hour, day.minute = 0, day.second = 0;
    return zone.to_time(day);
}

}  // namespace xiaoer
