// libxiaoer_pos.so as till vendors use it: from C++, from a C99 program, from Python, and what it shows of itself.
#include "kiosk_door.h"
#include "pos_adapter/xiaoer_pos.h"
#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sstream>
#include <thread>

namespace xiaoer::pos {
namespace {

using flows::Words;

const std::string sale = R"({"kind":"sale","receipt_no":"7","sold_at":"2026-11-17T18:00:00","total_minor":100})";

class CInterface : public testing::Test {
protected:
    ~CInterface() override { xiaoer_pos_close(link_); }
    int open(std::uint16_t port) {
        return xiaoer_pos_open("127.0.0.1", port, "till-2", KioskDoor::key_hex().c_str(), spool_.c_str(), &link_);
    }
    // What every example is started with, behind its own words.
    Words words(Words first, std::uint16_t port, const std::string& scan) const {
        for (const auto& word : {std::string("127.0.0.1"), std::to_string(port), std::string("till-2"),
                                 KioskDoor::key_hex(), spool_, scan}) {
            first.push_back(word);
        }
        return first;
    }

    const test::TemporaryFolder folder_;
    const std::string spool_ = (folder_ / "spool").string();
    KioskDoor door_;
    xiaoer_pos* link_ = nullptr;
};

TEST_F(CInterface, a_till_in_c99_sells_refunds_and_looks_up) {
    const auto ended = flows::run(words({XIAOER_POS_EXAMPLE}, door_.port(), "0327"));
    EXPECT_EQ(ended.exit_code, 0) << ended.output;
    EXPECT_EQ(ended.output, "member 0327 小*\nwaiting 0\n");
    const auto slips = door_.slips();
    ASSERT_EQ(slips.size(), 2u);
    EXPECT_EQ(slips[0].receipt.total_minor, 3100);
    EXPECT_EQ(slips[0].receipt.lines.at(0).text, "棉袜");
    EXPECT_EQ(slips[1].receipt.kind, ReceiptKind::refund);
    EXPECT_EQ(slips[1].receipt.original_receipt_no, "0042");
}

TEST_F(CInterface, a_till_in_python_does_the_same) {
    flows::Environment environment{{"PYTHONIOENCODING", "utf-8"}};
#ifdef XIAOER_ASAN_LIBRARY
    environment.push_back({"LD_PRELOAD", XIAOER_ASAN_LIBRARY});
    environment.push_back({"ASAN_OPTIONS", "detect_leaks=0"});  // Python's own
#endif
    const auto script = std::string(XIAOER_SOURCE_DIR) + "/tests/till_link/till.py";
    const auto called = words({"python3", script, XIAOER_POS_LIBRARY}, door_.port(), "9999");
    const auto ended = flows::run(called, std::chrono::seconds(60), environment);
    EXPECT_EQ(ended.exit_code, 0) << ended.output;
    EXPECT_EQ(ended.output, "member  unknown\nrefused: \"total_minor\": a sale needs one, not negative\nwaiting 0\n");
    ASSERT_EQ(door_.slips().size(), 1u);
    EXPECT_EQ(door_.slips()[0].receipt.store, "和平路店");
}

TEST_F(CInterface, shows_its_functions_and_nothing_else) {
    const auto symbols = flows::run({"nm", "-D", "--defined-only", XIAOER_POS_LIBRARY});
    ASSERT_EQ(symbols.exit_code, 0) << symbols.output;
    std::istringstream lines(symbols.output);
    std::string line;
    int functions = 0;
    while (std::getline(lines, line)) {
        const auto name = line.substr(line.rfind(' ') + 1);
        if (name.starts_with("XIAOER_POS_1") || name.find("asan") != std::string::npos) continue;
        EXPECT_TRUE(name.starts_with("xiaoer_pos_")) << name;
        ++functions;
    }
    EXPECT_EQ(functions, 9);
}

TEST_F(CInterface, says_what_is_wrong_with_its_arguments) {
    const auto key = KioskDoor::key_hex();
    EXPECT_EQ(xiaoer_pos_version(), XIAOER_POS_VERSION);
    const auto opened = [&](const char* address, const char* till, const char* hex, const char* spool) {
        return xiaoer_pos_open(address, 9180, till, hex, spool, &link_);
    };
    EXPECT_EQ(opened("kiosk", "till-2", key.c_str(), spool_.c_str()), XIAOER_POS_INVALID);
    EXPECT_STREQ(xiaoer_pos_problem(), "\"kiosk\" is not an IP address");
    EXPECT_EQ(opened("127.0.0.1", "Till 2", key.c_str(), spool_.c_str()), XIAOER_POS_INVALID);
    EXPECT_EQ(opened("127.0.0.1", "till-2", "00", spool_.c_str()), XIAOER_POS_INVALID);
    EXPECT_EQ(opened(nullptr, "till-2", key.c_str(), spool_.c_str()), XIAOER_POS_INVALID);
    EXPECT_EQ(opened("127.0.0.1", "till-2", key.c_str(), "/nowhere/spool"), XIAOER_POS_DISK);
    EXPECT_EQ(link_, nullptr);
    ASSERT_EQ(opened("127.0.0.1", "till-2", key.c_str(), spool_.c_str()), XIAOER_POS_OK) << xiaoer_pos_problem();
    EXPECT_STREQ(xiaoer_pos_problem(), "");
    xiaoer_pos* second = nullptr;
    EXPECT_EQ(xiaoer_pos_open("127.0.0.1", 9180, "till-2", key.c_str(), spool_.c_str(), &second), XIAOER_POS_BUSY);
    EXPECT_EQ(xiaoer_pos_submit(link_, "", sale.c_str()), XIAOER_POS_INVALID);
    EXPECT_EQ(xiaoer_pos_submit(link_, "1", "{\"kind\":\"void\"}"), XIAOER_POS_INVALID);
    EXPECT_STREQ(xiaoer_pos_problem(), "\"kind\" is sale or refund");
    EXPECT_EQ(xiaoer_pos_submit(nullptr, "1", sale.c_str()), XIAOER_POS_INVALID);
    EXPECT_EQ(xiaoer_pos_look_up(link_, "0327", 1000, nullptr), XIAOER_POS_INVALID);
    xiaoer_pos_close(nullptr);
}

TEST_F(CInterface, a_sale_is_kept_while_the_kiosk_is_away_and_says_why_it_waits) {
    std::uint16_t port = 0;
    { port = KioskDoor().port(); }
    ASSERT_EQ(open(port), XIAOER_POS_OK);
    ASSERT_EQ(xiaoer_pos_submit(link_, "1", sale.c_str()), XIAOER_POS_OK);
    EXPECT_EQ(xiaoer_pos_waiting(link_), 1u);
    EXPECT_EQ(xiaoer_pos_wait(link_, 50), XIAOER_POS_AWAY);
    xiaoer_pos_member member{};
    EXPECT_EQ(xiaoer_pos_look_up(link_, "0327", 1000, &member), XIAOER_POS_AWAY);
    std::array<char, 200> line{};
    EXPECT_EQ(xiaoer_pos_trouble(link_, line.data(), line.size()), XIAOER_POS_OK);
    EXPECT_STREQ(line.data(), "no kiosk answers at 127.0.0.1");
    KioskDoor door(port);
    EXPECT_EQ(xiaoer_pos_wait(link_, 20'000), XIAOER_POS_OK);
    EXPECT_EQ(door.slips().size(), 1u);
}

TEST_F(CInterface, many_threads_may_use_one_link) {
    ASSERT_EQ(open(door_.port()), XIAOER_POS_OK);
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 4; ++clerk) {
        clerks.emplace_back([this, clerk] {
            for (int i = 0; i < 10; ++i) {
                const auto id = std::to_string(clerk) + "-" + std::to_string(i);
                EXPECT_EQ(xiaoer_pos_submit(link_, id.c_str(), sale.c_str()), XIAOER_POS_OK);
                xiaoer_pos_member member{};
                EXPECT_EQ(xiaoer_pos_look_up(link_, "0327", 20'000, &member), XIAOER_POS_OK);
                EXPECT_EQ(xiaoer_pos_look_up(link_, "1", 20'000, &member), XIAOER_POS_UNKNOWN);
                EXPECT_STREQ(xiaoer_pos_problem(), "unknown");
            }
        });
    }
    for (auto& clerk : clerks) clerk.join();
    EXPECT_EQ(xiaoer_pos_wait(link_, 20'000), XIAOER_POS_OK);
    EXPECT_EQ(door_.slips().size(), 40u);
}

}  // namespace
}  // namespace xiaoer::pos
