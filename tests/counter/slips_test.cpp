#include "counter/slips.h"

#include "tests/counter/slip_reader.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace xiaoer
