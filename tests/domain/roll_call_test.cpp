// Roll-calls as people paste them, and as somebody would who means harm.
#include "domain/roll_call.h"

#include "base/text.h"
#include "domain/number.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

// "name|phone|problem" a row, for comparing at a glance.
std::vector<std::string> rows_of(std::string_view text) {
    std::vector<std::string> list;
    for (const auto& row : read_roll_call(text).rows) {
        std::string line = row.nickname + "|" + row.phone;
        if (row.problem != RollProblem::none) line += "|" + std::string(enum_name(row.problem));
        list.push_back(std::move(line));
    }
    return list;
}
using Rows = std::vector<std::string>;

TEST(RollCall, is_read_in_the_forms_that_people_write) {
    const Rows both = {"平安是福|", "山里人|+8613800000000"};
    for (const std::string_view text :
         {"#接龙\n1. 平安是福\n2. 山里人 13800000000", "#接龙\n1、平安是福\n2、山里人13800000000",
          "1．平安是福\r\n2．山里人，138 0000 0000", "① 平安是福\n② 山里人（138-0000-0000）",
          "１、平安是福\n２、山里人：１３８００００００００",
          "1️⃣平安是福\n2️⃣山里人 电话：13800000000", "(1)平安是福\n(2)13800000000 山里人",
          "1平安是福\n2山里人 +86 138 0000 0000", "1 平安是福\n2 山里人\t13800000000", "平安是福\n山里人 13800000000",
          "\xef\xbb\xbf平安是福\r山里人；13800000000\n\n"}) {
        EXPECT_EQ(rows_of(text), both) << text;
    }
}

TEST(RollCall, headings_and_explanations_in_front_name_nobody) {
    const auto call = read_roll_call("#接龙\n周三晚八点抽奖，要的接龙\n例 张三 13911112222\n\n1. 平安是福\n2. 山里人");
    EXPECT_EQ(call.headings, 3);
    ASSERT_EQ(call.rows.size(), 2u);
    EXPECT_EQ(call.rows[0].line, 5);
    EXPECT_EQ(rows_of("报名名单：\n小赵\n老李"), (Rows{"小赵|", "老李|"}));
}

TEST(RollCall, what_reads_oddly_is_shown_to_decide) {
    EXPECT_EQ(
        rows_of("1. 小赵\n2. \n3. +1\n老李\n4. 王姐 1380000000\n5. 小赵\n6. 小赵+1"),
        (Rows{"小赵|", "||empty", "||empty", "老李||unnumbered", "王姐||bad_phone", "小赵||twice", "小赵||twice"}));
    EXPECT_EQ(rows_of("1. 小赵 13800000000\n2. 老李\n3. 小赵 13911112222\n4. 赵哥 13800000000"),
              (Rows{"小赵|+8613800000000", "老李|", "小赵|+8613911112222", "赵哥|+8613800000000|twice"}))
        << "two people may have one name, but not one phone";
    EXPECT_EQ(read_roll_call("1. 小赵\n2. 老李\n3. Xiao Zhao\n4. xiaozhao").rows[3].same_as, 3);
    EXPECT_EQ(rows_of("小赵\n大家好我是新来的以后请多多关照谢谢各位群友们"),
              (Rows{"小赵|", "大家好我是新来的以后请多多关照谢谢各位群||too_long"}));
}

TEST(RollCall, a_guest_without_a_name_gets_no_seat) {
    EXPECT_EQ(rows_of("1. 小赵+1\n2. 老李 ＋2人\n3. 王姐13800000000 +1"),
              (Rows{"小赵|", "老李|", "王姐|+8613800000000"}));
}

TEST(RollCall, phone_lists_have_people_without_a_name) {
    EXPECT_EQ(rows_of("13800000000\n13911112222\n139 1111 2222\n12345678"),
              (Rows{"|+8613800000000", "|+8613911112222", "|+8613911112222|twice", "||bad_phone"}));
}

TEST(RollCall, a_csv_may_have_its_columns_in_any_order) {
    const Rows both = {"平安是福|+8613800000000", "山里人|"};
    for (const std::string_view text : {"电话,地址,昵称\n13800000000,石板街,平安是福\n,龙吟,山里人",
                                        "\"Name\",\"Phone\"\n\"平安是福\",\"138-0000-0000\"\n山里人,",
                                        "编号;姓名;手机\n1;平安是福;13800000000\n2;山里人;",
                                        "13800000000,平安是福,石板街\n,山里人", "1,平安是福,13800000000\n2,山里人,"}) {
        EXPECT_EQ(rows_of(text), both) << text;
    }
    EXPECT_EQ(rows_of("姓名,手机\n小赵,不详"), (Rows{"小赵||bad_phone"}));
}

TEST(RollCall, names_lose_what_could_do_harm_elsewhere) {
    EXPECT_EQ(rows_of("1. =HYPERLINK(\"http://x\")\n2. @SUM(1)\n3. \xe2\x80\xae\xe2\x80\x8b小\x01赵\n4. "
                      "<b>老李</b>\n5. +cmd|' /C'"),
              (Rows{"HYPERLINK(\"http://x\"||too_long", "SUM(1)|", "小赵|", "b>老李</b>|", "cmd|' /C|"}));
    EXPECT_EQ(rows_of("\xe2\x80\xae 1. 小赵\n2. 老李"), (Rows{"小赵|", "老李|"}));
    EXPECT_EQ(rows_of("小赵\n\xff\xfe\n\xe2\x80\x8b"), (Rows{"小赵|", "||unreadable", "||unreadable"}));
    EXPECT_EQ(rows_of("1. 小赵(二店)\n2. (老李)"), (Rows{"小赵(二店)|", "老李|"}));
}

TEST(RollCall, is_bounded_in_lines_and_bytes) {
    const auto long_line = read_roll_call("小赵\n" + std::string(1u << 20, 'x') + "\n老李");
    ASSERT_EQ(long_line.rows.size(), 3u);
    EXPECT_EQ(long_line.rows[1].problem, RollProblem::too_long);
    EXPECT_LE(long_line.rows[1].nickname.size(), 4 * nickname_points_max);
    std::string many;
    for (int i = 1; i <= 12'000; ++i) many += std::to_string(i) + ". 群友" + std::to_string(i) + "号\n";
    const auto call = read_roll_call(many);
    EXPECT_TRUE(call.cut);
    EXPECT_EQ(call.rows.size(), roll_call_lines_max);
    EXPECT_EQ(call.rows.back().nickname, "群友10000号");
    EXPECT_TRUE(read_roll_call(std::string(roll_call_bytes_max + 1, '\n')).cut);
    EXPECT_TRUE(read_roll_call("").rows.empty());
}

TEST(RollCall, any_bytes_give_clean_rows) {
    SeededRandom random(4);
    const std::vector<std::string> pieces = {"1. ", "２、", "#接龙\n", "\n", "小赵",        "13800000000",
                                             ",",   "\t",   "\"",      "+1", "\xff",        "\xe2\x80\xae",
                                             "①",   "：",   "=",       " ",  "姓名,电话\n", "99999999999"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int i = 0; i < 30; ++i) text += pieces[static_cast<std::size_t>(random.below(pieces.size()))];
        for (const auto& row : read_roll_call(text).rows) {
            ASSERT_EQ(clean_text(row.nickname, nickname_points_max), row.nickname) << text;
            ASSERT_TRUE(row.phone.empty() || normalise_phone(row.phone) == row.phone) << text;
            ASSERT_TRUE(row.problem != RollProblem::none || !row.nickname.empty() || !row.phone.empty()) << text;
        }
    }
}

}  // namespace
}  // namespace xiaoer
