// A language of the pages: its texts, and how it says days and hours to people. Values; any thread.
#pragma once

#include "base/calendar.h"
#include "domain/settings.h"
#include "domain/strings.h"

namespace xiaoer::phone {

// The texts of assets/strings/phone.<language>.json.
[[nodiscard]] const Strings& strings_of(Language language);

// "zh-Hans" as in names_of(Language), and "zh-TW", "zh-HK", "en-GB"… as browsers send them. Nothing for others.
[[nodiscard]] std::optional<Language> language_from_tag(std::string_view tag);
// The first known language of an Accept-Language header, which lists the dearest first.
[[nodiscard]] std::optional<Language> language_from_header(std::string_view accept_language);

class Speech {
public:
    Speech(Language language, Zone zone) : strings_(&strings_of(language)), zone_(std::move(zone)) {}

    [[nodiscard]] const Strings& strings() const { return *strings_; }
    [[nodiscard]] const Zone& zone() const { return zone_; }
    // "今天", "周六", "下周二", "11月28日（周六）".
    [[nodiscard]] std::string day(Timestamp time, Timestamp now) const;
    // The same with the hour: "后天（周六）晚八点", "下周二晚八点".
    [[nodiscard]] std::string day_and_hour(Timestamp time, Timestamp now) const;
    // "19:30"
    [[nodiscard]] std::string clock(Timestamp time) const;
    // "11月21日（周六）"
    [[nodiscard]] std::string date(Timestamp time) const;
    // The weekdays of a weekly rule: "周三周六"; "" of any other rule.
    [[nodiscard]] std::string days_of_rule(std::string_view draw_rule) const;

private:
    [[nodiscard]] std::string weekday(int weekday) const;
    [[nodiscard]] std::string hour(const CivilTime& civil) const;

    const Strings* strings_;
    Zone zone_;
};

}  // namespace xiaoer::phone
