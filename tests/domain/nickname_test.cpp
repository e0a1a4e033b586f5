#include "domain/nickname.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Nickname, of_the_shops_people_is_refused_however_it_is_written) {
    for (const auto* name : {"店主", "老板", "老 板", "老·板", "店　长", "老闆娘", "管理员小王", "管理員", "群主",
                             "官方客服", "Admin", "ＡＤＭＩＮ", "shop owner", "Boss!", "掌柜的"})
        EXPECT_TRUE(poses_as_another(name)) << name;
}

TEST(Nickname, like_a_number_is_refused) {
    for (const auto* name : {"0327", "0327 号", "０３２７号", "327號", "No. 0327", "#0327", "群友0327", "第327号",
                             "8 8 8", "我是0327号", "号0327"})
        EXPECT_TRUE(poses_as_another(name)) << name;
}

TEST(Nickname, of_anybody_else_is_theirs) {
    for (const auto* name : {"小陈", "山里人", "五金店老吴", "小颖妈", "1号店老王", "阿强88", "Bossa Nova", "Stafford",
                             "七七", "2008年的夏天", "Ёлка", "🙂"})
        EXPECT_FALSE(poses_as_another(name)) << name;
}

}  // namespace
}  // namespace xiaoer
