// What a merchant teaches about a till's slips: learnt from where a finger points, and read by from then on.
#include "base/file.h"
#include "pos_adapter/escpos_reader.h"
#include "pos_adapter/slip_reader.h"
#include "pos_adapter/till_desk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

// A till with words of its own for everything.
const std::string odd_slip =
    "\x1b@\x1bR\x0f云岭小店\n"
    "票据流转: YL-00412\n"
    "开单 2026-05-06 21:32:49\n"
    "--------------------------------\n"
    "布鞋 42码          1      86.00\n"
    "鞋垫               2      10.00\n"
    "顾客应交                  96.00\n"
    "收银台现收               100.00\n"
    "谢谢光临\n\n\x1dV\x01";

SlipRead read(const TillProfile& profile, const std::string& slip = odd_slip) {
    ReadingOptions options;
    options.currency = "CNY";
    return read_slip(view_of(slip), options, profile);
}
// Points at the stretch that holds `text`.
std::string point_at(TillProfile& profile, TaughtRole role, std::string_view text) {
    const auto lines = read({}).lines;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const auto stretches = stretches_of(lines[line]);
        for (std::size_t i = 0; i < stretches.size(); ++i) {
            const auto [begin, end] = stretches[i];
            if (lines[line].substr(begin, end - begin).find(text) == std::string::npos) continue;
            return learn(profile, role, lines, line, i);
        }
    }
    return "nowhere";
}

TEST(TillProfile, a_slip_with_words_of_its_own_says_no_total_until_it_is_taught) {
    EXPECT_EQ(read({}).receipt.kind, ReceiptKind::none);
    TillProfile profile;
    EXPECT_EQ(point_at(profile, TaughtRole::total, "96.00"), "顾客应交");
    const auto receipt = read(profile).receipt;
    EXPECT_EQ(receipt.kind, ReceiptKind::sale);
    EXPECT_EQ(receipt.total_minor, 9600);
    EXPECT_EQ(receipt.currency, "CNY");
    EXPECT_EQ(receipt.lines.size(), 2u);
}

TEST(TillProfile, the_words_of_number_and_time_are_learnt_from_their_lines) {
    TillProfile profile;
    EXPECT_EQ(point_at(profile, TaughtRole::number, "YL-00412"), "票据流转");
    EXPECT_EQ(point_at(profile, TaughtRole::time, "2026-05-06"), "开单");
    EXPECT_EQ(point_at(profile, TaughtRole::total, "顾客应交"), "顾客应交");
    const auto receipt = read(profile).receipt;
    EXPECT_EQ(receipt.receipt_no, "YL-00412");
    EXPECT_EQ(receipt.sold_at, "2026-05-06T21:32:49");
    EXPECT_EQ(receipt.total_minor, 9600);
}

TEST(TillProfile, a_taught_total_wins_over_words_that_everybody_uses) {
    const std::string slip = "合计        120.00\n会员到手价   96.00\n单号: 17\n2026-05-06 21:32\n\x1dV\x01";
    TillProfile profile;
    EXPECT_EQ(read({}, slip).receipt.total_minor, 12000);
    profile.total = {"会员到手价"};
    EXPECT_EQ(read(profile, slip).receipt.total_minor, 9600);
}

TEST(TillProfile, a_taught_total_that_stands_twice_with_two_amounts_is_not_guessed) {
    TillProfile profile;
    profile.total = {"到手价"};
    const auto receipt = read(profile, "到手价  120.00\n到手价  96.00\n合计  96.00\n\x1dV\x01").receipt;
    EXPECT_EQ(receipt.kind, ReceiptKind::none);
    EXPECT_FALSE(receipt.total_minor);
}

TEST(TillProfile, a_slip_without_the_taught_words_is_read_as_before) {
    TillProfile profile;
    profile.total = {"到手价"};
    profile.number = {"流转"};
    const auto receipt = read(profile, "合计  96.00\n单号: 17\n2026-05-06 21:32\n\x1dV\x01").receipt;
    EXPECT_EQ(receipt.total_minor, 9600);
    EXPECT_EQ(receipt.receipt_no, "17");
}

TEST(TillProfile, a_figure_below_its_word_is_found_and_a_bare_line_teaches_nothing) {
    const std::string slip = "YINGSHOU\n96.00\n2026-05-06 21:32\n\x1dV\x01";
    TillProfile profile;
    const auto lines = read({}, slip).lines;
    EXPECT_EQ(learn(profile, TaughtRole::total, lines, 1, 0), "yingshou") << "the word stands alone above it";
    EXPECT_EQ(read(profile, slip).receipt.total_minor, 9600);
    EXPECT_EQ(learn(profile, TaughtRole::total, {"96.00"}, 0, 0), "");
    EXPECT_EQ(learn(profile, TaughtRole::total, lines, 9, 0), "");
    EXPECT_EQ(learn(profile, TaughtRole::total, lines, 0, 7), "");
    EXPECT_EQ(profile.total.size(), 1u);
}

TEST(TillProfile, a_fixed_character_set_is_used_for_every_slip) {
    const std::string big5 = "\xc1\x60\xad\x70  96.00\n2026-05-06 21:32\n\x1dV\x01";  // 總計
    TillProfile profile;
    profile.encoding = "big5";
    profile.currency = "TWD";
    const auto slip = read(profile, big5);
    EXPECT_EQ(slip.lines.at(0), "總計  96.00");
    EXPECT_EQ(slip.receipt.currency, "TWD");
    profile.encoding = "gbk";
    EXPECT_NE(read(profile, big5).lines.at(0), "總計  96.00");
}

TEST(TillProfile, travels_as_json_and_nonsense_is_refused) {
    TillProfile profile;
    profile.total = {"顾客应交"};
    profile.encoding = "gbk";
    EXPECT_EQ(till_profile_from_json(json_of(profile)).value(), profile);
    for (const auto* wrong : {"", "[]", R"({"total":[]})", R"({"number":[],"time":[],"total":[""]})",
                              R"({"number":[],"time":[],"total":[],"encoding":"klingon"})",
                              R"({"number":[],"time":[],"total":[],"currency":"yuan"})",
                              R"({"number":[],"time":[],"total":["a","b","c","d","e","f","g","h","i"]})"}) {
        EXPECT_FALSE(till_profile_from_json(wrong)) << wrong;
    }
}

TEST(TillProfile, of_many_words_the_newest_eight_are_kept) {
    TillProfile profile;
    for (int i = 0; i < 10; ++i) {
        const std::string word(1, static_cast<char>('a' + i));
        EXPECT_EQ(learn(profile, TaughtRole::total, {word + "x  9.00"}, 0, 1), word + "x");
    }
    EXPECT_EQ(profile.total.size(), 8u);
    EXPECT_EQ(profile.total.back(), "jx");
    EXPECT_TRUE(till_profile_from_json(json_of(profile)));
}

TEST(TillDesk, keeps_twenty_slips_newest_first_and_each_once) {
    const test::TemporaryFolder folder;
    TillDesk desk(folder / "shop.db.profile");
    int woken = 0;
    desk.on_change([&woken] { ++woken; });
    for (std::uint8_t i = 0; i < 25; ++i) {
        Slip slip;
        slip.id.bytes[0] = i;
        slip.bytes.assign(i == 24 ? TillDesk::bytes_max + 1 : 10, 'x');
        desk.add(slip);
        desk.add(slip);
    }
    const auto slips = desk.picture().slips;
    ASSERT_EQ(slips.size(), TillDesk::slips_max);
    EXPECT_EQ(slips[0].id.bytes[0], 24);
    EXPECT_TRUE(slips[0].bytes.empty()) << "an endless one does not fill the memory";
    EXPECT_EQ(slips[1].bytes.size(), 10u);
    EXPECT_EQ(woken, 25);
    EXPECT_FALSE(std::filesystem::exists(folder / "shop.db.profile")) << "slips are on no disk";
}

TEST(TillDesk, what_was_taught_is_there_after_a_restart_and_can_be_forgotten) {
    const test::TemporaryFolder folder;
    const auto file = folder / "shop.db.profile";
    TillProfile profile;
    profile.total = {"顾客应交"};
    {
        TillDesk desk(file);
        EXPECT_EQ(*desk.profile(), TillProfile{});
        ASSERT_TRUE(desk.keep(profile));
        EXPECT_EQ(desk.picture().profile, profile);
    }
    EXPECT_EQ(read_till_profile(file).value(), profile);
    TillDesk desk(file);
    EXPECT_EQ(*desk.profile(), profile);
    profile.currency = "yuan";
    EXPECT_FALSE(desk.keep(profile)) << "what is no profile is not kept";
    ASSERT_TRUE(desk.keep({}));
    EXPECT_EQ(*TillDesk(file).profile(), TillProfile{});
}

TEST(TillDesk, a_damaged_file_is_nothing_taught) {
    const test::TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder / "p", view_of("{\"total\":")));
    EXPECT_EQ(*TillDesk(folder / "p").profile(), TillProfile{});
    EXPECT_NE(read_till_profile(folder / "p").error().message.find("/p: "), std::string::npos);
    EXPECT_NE(read_till_profile(folder / "q").error().message.find("there is no file"), std::string::npos);
}

TEST(TillDesk, a_tap_reads_the_next_slip_by_what_was_taught_meanwhile) {
    const test::TemporaryFolder folder;
    TillDesk desk(folder / "p");
    SlipInbox inbox(Spool::open({}).value());
    std::vector<Receipt> told;
    ReadingOptions reading;
    reading.currency = "CNY";
    SlipReader reader(
        inbox, reading,
        [&](const Slip& slip) {
            told.push_back(slip.receipt);
            TillProfile profile;
            profile.total = {"顾客应交"};
            EXPECT_TRUE(desk.keep(profile));
            if (told.size() == 2) inbox.stop();
            return true;
        },
        [&desk] { return desk.profile(); });
    for (int i = 0; i < 2; ++i) inbox.put(Spool::Kind::bytes, {}, view_of(odd_slip));
    reader.run();
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].kind, ReceiptKind::none);
    EXPECT_EQ(told[1].total_minor, 9600);
}

}  // namespace
}  // namespace xiaoer::pos
