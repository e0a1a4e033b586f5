// A shop with more than one machine, with the real binary as real processes.
#pragma once

#include "tests/cli/run_binary.h"
#include "tests/support/temporary_folder.h"

#include "base/json.h"
#include "counter/slips.h"
#include "tests/app/shop.h"

#include <filesystem>

namespace xiaoer::test {

class Machines : public testing::Test {
protected:
    Machines() {
        shop.join("小陈", 1, "13912345678");
        shop.buyer("老李", 2);
        shop.draw();
        shop.expect<CardIssued>(IssueCard{shop.clerk, 1, {}});
        shop.expect<HandedOver>(HandOver{{shop.waiting(shop.pass_of(2)).at(0).unit},
                                         shop.pass_of(2),
                                         shop.expect<CardIssued>(IssueCard{shop.clerk, 2, {}}).redeem_code,
                                         {},
                                         shop.clerk});
        const auto slips = Slips::for_shop(shoe_shop()).value();
        EXPECT_TRUE(write_file(
            shop.folder / "sheet.txt",
            view_of(slips.recovery_text({shop.opened.kiosk_code, shop.opened.root_key, shop.opened.draw_key}))));
    }
    static Json ran(std::vector<std::string> words) {
        const auto result = run_xiaoer(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return parse_json(result.out).value_or(Json());
    }
    static std::string text_at(const Json& json, const char* key) {
        const auto* value = json.find(key);
        return value == nullptr || value->string() == nullptr ? "" : *value->string();
    }
    static std::int64_t number_at(const Json& json, const char* key) {
        const auto* value = json.find(key);
        return value == nullptr || value->integer() == nullptr ? -1 : *value->integer();
    }
    // Another machine joins. Returns: its database.
    std::string join(const std::string& name) {
        std::filesystem::create_directories(shop.folder / name);
        const std::string database = shop.folder / name / "shop.db", answer = answer_of(name);
        const auto key = text_at(ran({"device", "key", "--db", database}), "key");
        EXPECT_TRUE(key.starts_with("xiaoer-kiosk:")) << key;
        ran({"device", "enrol", "--db", main, "--key", key, "--sheet", shop.folder / "sheet.txt", "--out", answer});
        EXPECT_EQ(text_at(ran({"device", "join", "--db", database, "--answer", answer}), "shop"), "老北京布鞋");
        return database;
    }
    std::string answer_of(const std::string& name) const { return shop.folder / (name + ".answer"); }
    static std::string facts(const std::string& database) { return run_xiaoer({"facts", "--db", database}).out; }
    static void expect_sound(const std::string& database, std::int64_t devices) {
        const auto audited = ran({"audit", "--db", database});
        EXPECT_EQ(number_at(audited, "devices"), devices);
        EXPECT_EQ(number_at(audited, "waiting"), 0);
    }

    Shop shop{book_shop()};
    std::string main = shop.database();
};

}  // namespace xiaoer::test
