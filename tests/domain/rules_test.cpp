#include "domain/rules.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

const Zone shanghai = Zone::named("Asia/Shanghai").value();
const Zone berlin = Zone::named("Europe/Berlin").value();

Timestamp at(const Zone& zone, int year, int month, int day, int hour, int minute = 0, int second = 0) {
    return zone.to_time({year, month, day, hour, minute, second, 0});
}

TEST(Tickets, one_for_each_full_amount_up_to_the_most) {
    Settings settings;
    settings.minor_per_ticket = 5000;
    settings.tickets_per_purchase_max = 20;
    EXPECT_EQ(tickets_for(4999, settings), 0);
    EXPECT_EQ(tickets_for(5000, settings), 1);
    EXPECT_EQ(tickets_for(9999, settings), 1);
    EXPECT_EQ(tickets_for(100'000, settings), 20);
    EXPECT_EQ(tickets_for(INT64_MAX, settings), 20);
    EXPECT_EQ(tickets_for(0, settings), 0);
    EXPECT_EQ(tickets_for(-5000, settings), 0);
    settings.minor_per_ticket = 0;
    EXPECT_EQ(tickets_for(5000, settings), 0) << "a rule that is not set grants nothing";
}

TEST(Tickets, a_refund_takes_back_what_the_rest_would_not_have_earned) {
    Settings settings;
    settings.minor_per_ticket = 5000;
    settings.tickets_per_purchase_max = 20;
    EXPECT_EQ(tickets_kept(3, 15000, 15000, settings), 0) << "the whole sale";
    EXPECT_EQ(tickets_kept(3, 15000, 5000, settings), 2);
    EXPECT_EQ(tickets_kept(3, 15000, 1, settings), 2) << "what is left earns two";
    EXPECT_EQ(tickets_kept(3, 15500, 500, settings), 3);
    EXPECT_EQ(tickets_kept(20, 200'000, 50'000, settings), 20) << "150,000 still earns the most";
    EXPECT_EQ(tickets_kept(2, 15000, 20000, settings), 0) << "never less than none";
    EXPECT_EQ(tickets_kept(0, 15000, 15000, settings), 0);
    EXPECT_EQ(tickets_kept(2, 15000, 0, settings), 2) << "never more than were given";
    EXPECT_EQ(tickets_kept(10, 15000, 7500, settings), 5) << "given by an easier rule: their share";
    const auto huge = std::int64_t{1} << 52;
    EXPECT_EQ(tickets_kept(5000, huge, huge / 2, settings), 2500);
}

TEST(Receipt, two_writings_of_one_number_are_one) {
    EXPECT_EQ(normalised_receipt("00-12"), normalised_receipt("0012"));
    EXPECT_EQ(normalised_receipt("0012"), "12");
    EXPECT_EQ(normalised_receipt(" no. a7/b "), "NOA7B");
    EXPECT_EQ(normalised_receipt("100200"), "100200") << "only leading zeros go";
    EXPECT_EQ(normalised_receipt("000"), "0") << "a number, though it is zero";
    EXPECT_EQ(normalised_receipt(""), "");
    EXPECT_EQ(normalised_receipt("-/ ."), "");
    EXPECT_EQ(normalised_receipt("单0012"), "单0012");
    EXPECT_EQ(normalised_receipt(std::string(60, '7')).size(), 40u);
}

TEST(BusinessDay, starts_at_four_in_the_morning) {
    const auto last_of_tuesday = at(shanghai, 2026, 11, 18, 3, 59, 59);
    const auto first_of_wednesday = at(shanghai, 2026, 11, 18, 4);
    EXPECT_EQ(business_day(last_of_tuesday, shanghai) + 1, business_day(first_of_wednesday, shanghai));
    EXPECT_EQ(business_day(first_of_wednesday, shanghai), business_day(at(shanghai, 2026, 11, 19, 3, 59), shanghai));
    EXPECT_EQ(business_day_start(at(shanghai, 2026, 11, 19, 1), shanghai), first_of_wednesday);
    EXPECT_EQ(business_day_start(first_of_wednesday, shanghai), first_of_wednesday);
    EXPECT_EQ(business_day_start(last_of_tuesday, shanghai), at(shanghai, 2026, 11, 17, 4));
}

TEST(ClaimDeadline, is_two_days_after_the_second_market_day) {
    const Settings settings;  // markets on Sundays
    const auto saturday_night = at(shanghai, 2026, 11, 21, 20);
    EXPECT_EQ(claim_deadline(saturday_night, settings, shanghai), at(shanghai, 2026, 12, 1, 20));
    const auto wednesday_night = at(shanghai, 2026, 11, 18, 20);
    EXPECT_EQ(claim_deadline(wednesday_night, settings, shanghai), at(shanghai, 2026, 12, 1, 20));
    const auto sunday_noon = at(shanghai, 2026, 11, 22, 12);
    EXPECT_EQ(claim_deadline(sunday_noon, settings, shanghai), at(shanghai, 2026, 12, 8, 20))
        << "the market day of the draw itself does not count";
}

TEST(ClaimDeadline, follows_the_shops_own_market_calendar) {
    Settings settings;
    settings.market_days = {3, 6};
    settings.claim_hour = 18;
    const auto saturday_night = at(shanghai, 2026, 11, 21, 20);
    EXPECT_EQ(claim_deadline(saturday_night, settings, shanghai), at(shanghai, 2026, 11, 30, 18))
        << "Wednesday and Saturday, then the Monday after";
    settings.market_days_to_claim = 1;
    EXPECT_EQ(claim_deadline(saturday_night, settings, shanghai), at(shanghai, 2026, 11, 27, 18));
    settings.market_days = {};
    EXPECT_EQ(claim_deadline(saturday_night, settings, shanghai), at(shanghai, 2026, 11, 24, 18))
        << "without market days every day is one";
    settings.market_days_to_claim = 0;
    EXPECT_EQ(claim_deadline(saturday_night, settings, shanghai), at(shanghai, 2026, 11, 24, 18))
        << "at least one: nobody loses a prize the same evening";
}

TEST(ClaimDeadline, keeps_its_hour_when_the_clocks_change) {
    Settings settings;
    settings.market_days_to_claim = 1;
    const auto draws_at = at(berlin, 2026, 10, 24, 20);  // the clocks go back that night
    EXPECT_EQ(claim_deadline(draws_at, settings, berlin), at(berlin, 2026, 10, 27, 20));
    EXPECT_EQ(berlin.to_civil(claim_deadline(draws_at, settings, berlin)).hour, 20);
}

}  // namespace
}  // namespace xiaoer
