// How times, sums and ranks are said to people, in the language of the screen and the shop's zone.
//
// "后天（周六）晚八点", not "2026-11-28 20:00:00"; seconds only in the last ten minutes. Pure; any thread.
#pragma once

#include "base/calendar.h"
#include "ui/strings.h"

namespace xiaoer::ui {

class Words {
public:
    Words(Language language, Zone zone, std::string currency)
        : strings_(&Strings::of(language)),
          language_(language),
          zone_(std::move(zone)),
          currency_(std::move(currency)) {}

    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] std::string operator()(std::string_view key) const { return strings_->get(key); }
    [[nodiscard]] std::string operator()(std::string_view key, Arguments arguments) const {
        return strings_->get(key, arguments);
    }
    [[nodiscard]] bool has(std::string_view key) const { return strings_->has(key); }

    // "后天（周六）晚八点", "今晚八点", "下周二晚八点", "12月5日（周六）晚八点".
    [[nodiscard]] std::string when(Timestamp time, Timestamp now) const;
    // The same without the bracket, for the middle of a sentence.
    [[nodiscard]] std::string deadline(Timestamp time, Timestamp now) const;
    // The day alone: "今天", "周六", "下周二", "12月5日".
    [[nodiscard]] std::string day(Timestamp time, Timestamp now) const;
    // "晚八点", "下午两点半"; "8 pm".
    [[nodiscard]] std::string hour_words(int hour, int minute) const;
    [[nodiscard]] std::string full_date(Timestamp time) const;           // "2026年11月22日（周日）10:24"
    [[nodiscard]] std::string weekday(Timestamp time) const;             // "周六"
    [[nodiscard]] std::string clock(Timestamp time) const;               // "10:24"
    [[nodiscard]] std::string ago(Timestamp time, Timestamp now) const;  // "刚刚", "3 分钟前", "10:24"
    // "周三、周六晚八点" of a weekly rule with an hour; "" of any other rule.
    [[nodiscard]] std::string rule(std::string_view draw_rule) const;
    // "9:41" in the last ten minutes before `time`; "" before that and after it.
    [[nodiscard]] static std::string countdown(Timestamp time, Timestamp now);

    // 10 … 1 in the last ten seconds before `time`; 0 at any other time.
    [[nodiscard]] static int last_seconds(Timestamp time, Timestamp now);

    [[nodiscard]] std::string money(std::int64_t amount_minor) const;  // "¥1,284.00"
    [[nodiscard]] std::string sum(std::int64_t amount_minor) const;    // "50 元", "¥12.50": in a sentence
    [[nodiscard]] std::string tier(std::int64_t index) const;          // "一等奖"

private:
    [[nodiscard]] std::string weekday_name(int weekday) const;
    [[nodiscard]] std::string date(const CivilTime& civil) const;
    [[nodiscard]] std::string at(std::string day, Timestamp time) const;

    const Strings* strings_;
    Language language_;
    Zone zone_;
    std::string currency_;
};

// What the stage and the posts say things in besides `language`: English, and 简体 where English comes first.
[[nodiscard]] constexpr Language second_language(Language language) {
    return language == Language::en ? Language::hans : Language::en;
}

inline constexpr std::int64_t countdown_ms = 10 * minute_ms;

}  // namespace xiaoer::ui
