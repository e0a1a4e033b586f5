// The till's side against a real server: away, busy, a wrong clock, a forger, a bad document, a restart.
#include "pos_adapter/till_sender.h"

#include "base/file.h"
#include "kiosk_door.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

constexpr int patience_ms = 20'000;

std::string sale(const std::string& number) {
    Receipt receipt;
    receipt.kind = ReceiptKind::sale;
    receipt.receipt_no = number;
    receipt.sold_at = "2026-11-17T18:00:00";
    receipt.total_minor = 100;
    return purchase_document("id-" + number, receipt);
}
std::vector<std::string> numbers(KioskDoor& door) {
    std::vector<std::string> all;
    for (const auto& slip : door.slips()) all.push_back(slip.receipt.receipt_no.value_or(""));
    return all;
}
using Numbers = std::vector<std::string>;

class Sender : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<TillSender> start(std::uint16_t port, SecretKey key = KioskDoor::key(),
                                                    int call_timeout_ms = 5'000) {
        TillSenderOptions options;
        options.target = {{"127.0.0.1", port}, "till-2", std::move(key)};
        options.spool = folder_ / "spool";
        options.call_timeout_ms = call_timeout_ms;
        options.retry_first_ms = 5;
        options.retry_last_ms = 20;
        options.on_trouble = [this](const std::string& line) {
            const std::lock_guard lock(mutex_);
            troubles_.push_back(line);
        };
        auto sender = TillSender::start(std::move(options), clock_);
        XIAOER_ASSERT(sender.has_value());
        return std::move(*sender);
    }
    [[nodiscard]] std::vector<std::string> troubles() {
        const std::lock_guard lock(mutex_);
        return troubles_;
    }

    const test::TemporaryFolder folder_;
    SystemClock clock_;
    std::mutex mutex_;
    std::vector<std::string> troubles_;
};

TEST_F(Sender, sales_arrive_in_order_and_leave_the_spool) {
    KioskDoor door;
    const auto sender = start(door.port());
    for (const auto* number : {"1", "2", "3"}) ASSERT_TRUE(sender->submit(sale(number)));
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(numbers(door), (Numbers{"1", "2", "3"}));
    EXPECT_EQ(std::filesystem::file_size(folder_ / "spool"), 0u);
    EXPECT_TRUE(troubles().empty());
}

TEST_F(Sender, what_was_said_while_the_kiosk_was_away_arrives_after_a_restart) {
    std::uint16_t port = 0;
    { port = KioskDoor().port(); }
    {
        const auto sender = start(port);
        ASSERT_TRUE(sender->submit(sale("1")));
        ASSERT_TRUE(sender->submit(sale("2")));
        EXPECT_FALSE(sender->wait_until_sent(50));
        EXPECT_EQ(sender->waiting(), 2u);
    }
    KioskDoor door(port);
    const auto sender = start(port);
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(numbers(door), (Numbers{"1", "2"}));
}

TEST_F(Sender, a_busy_kiosk_is_asked_again) {
    KioskDoor door;
    door.set_busy(true);
    const auto sender = start(door.port());
    ASSERT_TRUE(sender->submit(sale("1")));
    ASSERT_TRUE(door.wait_for_calls(3));
    EXPECT_EQ(sender->waiting(), 1u);
    door.set_busy(false);
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(numbers(door), Numbers{"1"});
    EXPECT_EQ(troubles(), Numbers{"the kiosk is busy"}) << "told once";
}

TEST_F(Sender, a_wrong_clock_is_no_hindrance) {
    KioskDoor door;
    door.set_ahead(400 * day_ms);
    const auto sender = start(door.port());
    ASSERT_TRUE(sender->submit(sale("1")));
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(door.calls(), 2u) << "refused once, with the time";
    ASSERT_TRUE(sender->submit(sale("2")));
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(door.calls(), 3u) << "the time is remembered";
}

TEST_F(Sender, a_refused_document_is_put_aside_and_the_others_go_on) {
    KioskDoor door;
    door.refuse("2");
    const auto sender = start(door.port());
    for (const auto* number : {"1", "2", "3"}) ASSERT_TRUE(sender->submit(sale(number)));
    ASSERT_TRUE(sender->wait_until_sent(patience_ms));
    EXPECT_EQ(numbers(door), (Numbers{"1", "3"}));
    const auto refused = read_file(folder_ / "spool.refused");
    ASSERT_TRUE(refused && *refused);
    const auto line = parse_json(text_of(**refused)).value();
    EXPECT_EQ(*line.find("document")->string(), sale("2"));
    EXPECT_EQ(*line.find("line")->string(), "not here");
    EXPECT_EQ(troubles(), Numbers{"refused: not here"});
}

TEST_F(Sender, an_answer_signed_with_another_key_acknowledges_nothing) {
    KioskDoor door;
    door.forge_answers();
    const auto sender = start(door.port());
    ASSERT_TRUE(sender->submit(sale("1")));
    ASSERT_TRUE(door.wait_for_calls(2));
    EXPECT_EQ(sender->waiting(), 1u);
    EXPECT_FALSE(sender->look_up("0327", patience_ms));
}

TEST_F(Sender, a_wrong_key_keeps_everything) {
    KioskDoor door;
    const auto sender = start(door.port(), SecretKey());
    ASSERT_TRUE(sender->submit(sale("1")));
    ASSERT_TRUE(door.wait_for_calls(2));
    EXPECT_EQ(sender->waiting(), 1u);
    EXPECT_EQ(troubles(), Numbers{"the kiosk does not know this till, or its key"});
    EXPECT_EQ(sender->look_up("0327", patience_ms)->kind, LinkAnswer::Kind::unauthorised);
    EXPECT_TRUE(door.slips().empty());
}

TEST_F(Sender, a_look_up_answers_number_and_shown_name) {
    KioskDoor door;
    const auto sender = start(door.port());
    const auto member = sender->look_up("0327", patience_ms);
    ASSERT_TRUE(member);
    EXPECT_EQ(member->number, "0327");
    EXPECT_EQ(member->name, "小*");
    EXPECT_EQ(sender->look_up("1", patience_ms)->kind, LinkAnswer::Kind::unknown);
    EXPECT_EQ(sender->look_up("", patience_ms).error().code, ErrorCode::invalid);
}

TEST_F(Sender, what_the_kiosk_would_refuse_is_not_kept) {
    KioskDoor door;
    const auto sender = start(door.port());
    EXPECT_EQ(sender->submit("{}").error().code, ErrorCode::invalid);
    EXPECT_EQ(sender->waiting(), 0u);
}

// A call may take ten minutes here: a test program that waited for it would be ended long before.
TEST_F(Sender, stopping_does_not_wait_for_a_kiosk_that_never_answers) {
    const auto listener = listen_on({"127.0.0.1", 0});
    ASSERT_TRUE(listener);
    const auto sender = start(*port_of(*listener), KioskDoor::key(), 600'000);
    ASSERT_TRUE(sender->submit(sale("1")));
    EXPECT_FALSE(sender->wait_until_sent(100));
}

}  // namespace
}  // namespace xiaoer::pos
