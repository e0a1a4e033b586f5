#include "counter/slips.h"

#include "tests/counter/slip_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace xiaoer {
namespace {

const std::string hash64 = "0123456789abcdef00112233445566778899aabbccddeeff0123456789abcdef";
constexpr Timestamp saturday{1795257000'000};  // 2026-11-21 18:30 in Shanghai

Slips slips_in(Language language) {
    Settings settings;
    settings.shop = "平安鞋店";
    settings.language = language;
    return Slips::for_shop(settings).value();
}

PrintedSlip printed(const Bytes& bytes) {
    auto slip = read_slip(bytes);
    EXPECT_EQ(slip.problem, "");
    EXPECT_EQ(slip.cuts, 1);
    EXPECT_TRUE(slip.find("平安鞋店")) << "every slip says whose it is";
    return slip;
}

bool has_all_digits(const PrintedSlip& slip, const std::string& digits) {
    std::string all = slip.all_text();
    std::erase(all, ' ');
    std::erase(all, '\n');
    return all.find(digits) != std::string::npos;
}

TEST(Slips, a_card_has_number_code_and_qr) {
    const CardSlip card{327, "80042112345678901234567890", "4821", 2, saturday};
    const auto slip = printed(slips_in(Language::hans).card(card));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{card.card_digits});
    ASSERT_TRUE(slip.find("0327 号"));
    EXPECT_EQ(slip.find("0327 号")->size, 3);
    ASSERT_TRUE(slip.find("4821"));
    EXPECT_EQ(slip.find("4821")->size, 2);
    EXPECT_TRUE(slip.find("送您 2 张抽奖券"));
    EXPECT_TRUE(slip.find("下次抽奖：11月21日（周六）18:30")) << slip.all_text();
}

TEST(Slips, a_card_without_a_sale_says_nothing_of_tickets) {
    const auto slip = printed(slips_in(Language::hans).card({327, "80042112345678901234567890", "4821", 0, {}}));
    EXPECT_FALSE(slip.find("抽奖券"));
    EXPECT_FALSE(slip.find("下次抽奖"));
}

TEST(Slips, a_card_printed_in_advance_has_its_code_and_room_for_number_and_redeem_code) {
    const auto slip = printed(slips_in(Language::hans).stock_card("80042112345678901234567890"));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{"80042112345678901234567890"});
    EXPECT_TRUE(slip.find("群友号：____"));
    EXPECT_TRUE(slip.find("领奖码：____"));
}

TEST(Slips, a_claim_slip_is_good_until_the_list_is_locked) {
    const ClaimSlip claim{2, "73512846", "http://192.168.1.10:8080/j/73512846", saturday};
    const auto slip = printed(slips_in(Language::hans).claim(claim));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{claim.claim_url});
    EXPECT_TRUE(slip.find("2 张抽奖券"));
    EXPECT_TRUE(slip.find("领券码 73512846"));
    EXPECT_TRUE(has_all_digits(slip, "11月21日（周六）18:30锁名单前都能领")) << slip.all_text();
}

TEST(Slips, a_claim_slip_without_a_phone_page_still_has_its_code) {
    const auto slip = printed(slips_in(Language::hans).claim({1, "73512846", "", {}}));
    EXPECT_TRUE(slip.qr_codes.empty());
    EXPECT_TRUE(slip.find("73512846"));
    EXPECT_FALSE(slip.find("锁名单"));
}

TEST(Slips, a_pickup_slip_names_prizes_clerk_time_and_fact) {
    const auto slip = printed(slips_in(Language::hans).pickup({402, {"照片书一本", "布鞋"}, "小颖", saturday, hash64}));
    for (const auto* text : {"领奖单", "0402 号", "照片书一本", "布鞋", "店员 小颖", "11月21日（周六）18:30"}) {
        EXPECT_TRUE(slip.find(text)) << text;
    }
    EXPECT_TRUE(has_all_digits(slip, hash64));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{hash64});
    EXPECT_FALSE(slip.find("副本"));
}

TEST(Slips, a_pickup_slip_printed_again_says_twice_that_it_is_a_copy_in_every_language) {
    for (const auto language : {Language::hans, Language::hant, Language::en}) {
        PickupSlip again{402, {"照片书一本"}, "小颖", saturday, hash64};
        again.copy = true;
        const auto slip = printed(slips_in(language).pickup(again));
        const std::string mark = language == Language::en ? "Copy" : "副本";
        EXPECT_EQ(std::ranges::count(slip.lines, mark, &PrintedLine::text), 2);
        EXPECT_TRUE(slip.find("照片书一本"));
        EXPECT_EQ(slip.qr_codes, std::vector<std::string>{hash64});
    }
}

TEST(Slips, a_closing_slip_has_all_64_digits_twice) {
    const auto slip =
        printed(slips_in(Language::hans).closing({12, 248, 1203, saturday, saturday + 90 * minute_ms, hash64}));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{hash64});
    EXPECT_TRUE(has_all_digits(slip, hash64));
    EXPECT_TRUE(slip.find("0123 4567 89ab cdef"));
    EXPECT_TRUE(slip.find("248 位群友，1203 张券"));
    EXPECT_TRUE(slip.find("20:00"));
}

TEST(Slips, a_recovery_sheet_has_both_keys_on_paper_and_as_text) {
    const std::string other(64, 'e');
    const RecoverySheet sheet{"00421", hash64, other};
    const auto slip = printed(slips_in(Language::hans).recovery(sheet));
    const auto key = array_from_hex<32>(hash64).value();
    EXPECT_EQ(slip.qr_codes,
              (std::vector<std::string>{digits_of_key(key), digits_of_key(array_from_hex<32>(other).value())}));
    const auto text = slips_in(Language::en).recovery_text(sheet);
    for (const auto& row : key_rows(key)) {
        EXPECT_TRUE(slip.find(row)) << row;
        EXPECT_NE(text.find(row), std::string::npos);
    }
    EXPECT_NE(text.find("Owner's key"), std::string::npos);
}

TEST(Slips, hostile_names_stay_text) {
    const auto slip =
        printed(slips_in(Language::hans)
                    .pickup({1, {"\x1b@\x1dV\x01🎁" + std::string(300, 'x')}, "\n\x10\x04\x01", saturday, hash64}));
    EXPECT_TRUE(slip.find("@V〓"));
}

TEST(Slips, every_language_has_every_key_and_prints_whole) {
    const auto reference = print_strings(Language::hans).keys();
    for (const auto language : {Language::hant, Language::en}) EXPECT_EQ(print_strings(language).keys(), reference);
    for (const auto language : {Language::hans, Language::hant, Language::en}) {
        const auto slips = slips_in(language);
        const std::vector<Bytes> all = {slips.card({327, "80042112345678901234567890", "4821", 2, saturday}),
                                        slips.claim({2, "73512846", "http://192.168.1.10/j", saturday}),
                                        slips.pickup({402, {"照片书"}, "小颖", saturday, hash64}),
                                        slips.closing({12, 248, 1203, saturday, saturday, hash64}),
                                        slips.recovery({"00421", hash64, hash64})};
        for (const auto& bytes : all) EXPECT_FALSE(printed(bytes).find("〓")) << "every word is in GBK";
    }
}

TEST(Slips, an_unknown_zone_is_refused) {
    Settings settings;
    settings.zone = "Middle/Earth";
    EXPECT_FALSE(Slips::for_shop(settings));
}

std::vector<WaitingPrize> two_waiting() {
    return {{118, "山里人", "手工布鞋", saturday, true, false}, {327, "平安是福", "电动车", saturday, true, true}};
}

TEST(Slips, bag_labels_are_cut_one_by_one_in_the_order_given) {
    const auto slip = read_slip(slips_in(Language::hans).labels(two_waiting()));
    EXPECT_EQ(slip.problem, "");
    EXPECT_EQ(slip.cuts, 2);
    ASSERT_TRUE(slip.find("0118"));
    EXPECT_EQ(slip.find("0118")->size, 4);
    const auto all = slip.all_text();
    EXPECT_LT(all.find("0118"), all.find("0327"));
    EXPECT_TRUE(slip.find("手工布鞋"));
    EXPECT_TRUE(slip.find("留到 11月21日（周六）18:30"));
}

TEST(Slips, the_paper_for_an_evening_without_power_lists_what_waits_and_has_lines_to_write_on) {
    const auto slip = printed(slips_in(Language::hans).paper(two_waiting(), saturday));
    const auto all = slip.all_text();
    EXPECT_NE(all.find("0118  山里人"), std::string::npos) << all;
    EXPECT_NE(all.find("电动车  （要店长）"), std::string::npos) << all;
    EXPECT_NE(all.find("________________"), std::string::npos);
    const auto text = slips_in(Language::en).paper_text(two_waiting(), saturday);
    EXPECT_NE(text.find("0327  平安是福  电动车  (needs a manager)"), std::string::npos) << text;
}

TEST(Slips, a_badge_is_a_name_and_a_code) {
    const auto slip = printed(slips_in(Language::hans).badge("小颖", "74187301234567890123456789"));
    EXPECT_EQ(slip.qr_codes, std::vector<std::string>{"74187301234567890123456789"});
    EXPECT_TRUE(slip.find("小颖"));
}

TEST(Slips, a_voucher_of_the_same_day_stands_on_the_winners_slip) {
    PickupSlip pickup{118, {"手工布鞋"}, "小颖", saturday, hash64};
    EXPECT_FALSE(printed(slips_in(Language::hans).pickup(pickup)).find("送您代金券，今天有效"));
    pickup.voucher_minor = 500, pickup.voucher_until = saturday + 9 * hour_ms;
    const auto slip = printed(slips_in(Language::hans).pickup(pickup));
    EXPECT_TRUE(slip.find("送您代金券，今天有效"));
    EXPECT_NE(slip.all_text().find("5.00"), std::string::npos) << slip.all_text();
}

}  // namespace
}  // namespace xiaoer
