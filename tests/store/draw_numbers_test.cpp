// A device's draws are numbered without gaps and each names the one before: a draw can neither be hidden nor be told
// twice. Written by a kiosk that has all its keys and does as it likes.
#include "store/audit.h"
#include "store/draws.h"
#include "store/receive.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

class DrawNumbers : public testing::Test {
protected:
    DrawNumbers() {
        cheat.open_shop();
        draw = cheat.announce();
        first = find_draw(cheat.db(), draw).value()->announcement;
        links = cheat.chain();
        for (const auto& link : links) other.receive(link);
    }
    Announcement next(std::int64_t number, const Hash& previous) const {
        auto announcement = first;
        announcement.number = number, announcement.previous = previous;
        announcement.draw = "d-00001-" + std::to_string(number);
        announcement.commitment = commitment_of(seed_of(merchant.draw_key, announcement.draw));
        return announcement;
    }
    // As the cheat's next fact, past its own store, which would not write it.
    Applied told(const Announcement& announcement) {
        const DrawAnnouncedFact body{announcement, announcement.closes_at, {}};
        Fact fact{cheat.now, to_json(body), cheat.device(), std::string(DrawAnnouncedFact::kind),
                  std::ssize(links) + 1};
        const auto hash = fact_hash(links.back().hash, fact);
        links.push_back({fact, hash});
        return receive(other.db(), merchant.id, fact, hash).value();
    }
    void expect_set_aside(const Announcement& announcement, const std::string& why) {
        const auto draws = other.db().integer("SELECT count(*) FROM draws").value();
        EXPECT_EQ(told(announcement).how, Applied::How::set_aside);
        const auto said =
            first_row(other.db().select("SELECT why FROM set_aside ORDER BY seq DESC"), [](const Rows& row) {
                return row.text(0);
            });
        EXPECT_EQ(said.value(), why);
        EXPECT_EQ(other.db().integer("SELECT count(*) FROM draws").value(), draws);
    }

    TemporaryFolder folder;
    SeededRandom random{11};
    Merchant merchant{random};
    WrittenKiosk cheat{folder / "cheat.db", merchant, 1};
    WrittenKiosk other{folder / "other.db", merchant, 2};
    std::string draw;
    Announcement first;
    std::vector<Link> links;
};

TEST_F(DrawNumbers, a_gap_is_set_aside_for_good) {
    const auto hidden = next(2, announcement_hash(first));
    expect_set_aside(next(3, announcement_hash(hidden)), "a gap in the draw numbers");
    expect_set_aside(next(4, announcement_hash(first)), "a gap in the draw numbers");
    EXPECT_EQ(told(hidden).how, Applied::How::done) << "in its place it is one";
}

TEST_F(DrawNumbers, none_is_used_twice) {
    auto again = first;
    again.prizes[0].name = "另一双鞋";
    expect_set_aside(again, "a gap in the draw numbers");
    again.draw = "d-00001-1b";
    expect_set_aside(again, "a gap in the draw numbers");
    auto same_name = next(2, announcement_hash(first));
    same_name.draw = first.draw;
    expect_set_aside(same_name, "this draw was announced before");
}

TEST_F(DrawNumbers, each_names_the_one_before_it) {
    auto other_past = first;
    other_past.prizes[0].quantity = 2;
    expect_set_aside(next(2, announcement_hash(other_past)), "the announcement does not follow the one before it");
    EXPECT_EQ(told(next(2, announcement_hash(first))).how, Applied::How::done);
}

TEST_F(DrawNumbers, a_cancelled_one_keeps_its_own) {
    cheat.write(DrawCancelled{draw});
    cheat.announce();
    EXPECT_EQ(newest_draw(cheat.db(), cheat.device()).value()->number, 2);
}

TEST_F(DrawNumbers, one_taken_out_of_the_tables_is_missed_by_the_audit) {
    cheat.announce();
    ASSERT_TRUE(cheat.store().anchor());
    ASSERT_TRUE(audit(cheat.path()));
    ASSERT_TRUE(cheat.db().run("DELETE FROM draws WHERE number = 1"));
    cheat.close_files();
    const auto report = audit(cheat.path());
    ASSERT_FALSE(report);
    EXPECT_NE(report.error().message.find("draws"), std::string::npos) << report.error().message;
}

}  // namespace
}  // namespace xiaoer::test
