#include "store/receive.h"

#include "store/audit.h"
#include "store/draws.h"
#include "tests/store/written_kiosk.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

class Receive : public testing::Test {
protected:
    Receive() {
        first.open_shop();
        first.join("小陈");
        first.sell("0012", 6800);
        links = first.chain();
    }
    Result<Applied> take(const Link& link) { return receive(second.db(), merchant.id, link.fact, link.hash); }
    std::int64_t facts() { return second.db().integer("SELECT count(*) FROM facts").value().value(); }

    TemporaryFolder folder;
    SeededRandom random{9};
    Merchant merchant{random};
    WrittenKiosk first{folder / "first.db", merchant, 1};
    WrittenKiosk second{folder / "second.db", merchant, 2};
    std::vector<Link> links;
};

TEST_F(Receive, the_links_of_a_chain_are_taken_in_order_and_applied) {
    for (const auto& link : links) EXPECT_EQ(take(link).value().how, Applied::How::done);
    EXPECT_EQ(derived_rows(second.db()), derived_rows(first.db()));
}

TEST_F(Receive, a_link_that_is_known_changes_nothing) {
    for (const auto& link : links) ASSERT_TRUE(take(link));
    const auto before = derived_rows(second.db());
    EXPECT_EQ(take(links[1]).value().how, Applied::How::done);
    EXPECT_EQ(facts(), std::ssize(links));
    EXPECT_EQ(derived_rows(second.db()), before);
}

TEST_F(Receive, a_gap_is_refused) {
    ASSERT_TRUE(take(links[0]));
    const auto refused = take(links[2]);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("facts are missing before 3"), std::string::npos);
    EXPECT_EQ(facts(), 1);
}

TEST_F(Receive, contents_that_do_not_have_their_hash_are_refused) {
    ASSERT_TRUE(take(links[0]));
    auto changed = links[1];
    changed.fact.at.ms += 1;
    const auto refused = take(changed);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("does not follow the one before it"), std::string::npos);
    EXPECT_EQ(facts(), 1);
}

TEST_F(Receive, a_kind_of_a_newer_version_is_refused_for_now) {
    ASSERT_TRUE(take(links[0]));
    auto newer = links[1];
    newer.fact.kind = "shop.moved";
    newer.hash = fact_hash(links[0].hash, newer.fact);
    EXPECT_FALSE(take(newer));
    EXPECT_EQ(facts(), 1);
}

TEST_F(Receive, two_hashes_at_one_place_set_the_device_aside) {
    for (std::size_t i = 0; i < 3; ++i) ASSERT_TRUE(take(links[i]));
    auto other = links[2];
    other.fact.at.ms += 1;
    other.hash = fact_hash(links[1].hash, other.fact);
    EXPECT_FALSE(is_forked(second.db(), first.device()).value());
    EXPECT_EQ(take(other).value().how, Applied::How::set_aside);
    EXPECT_TRUE(is_forked(second.db(), first.device()).value());
    EXPECT_EQ(take(links[3]).value().how, Applied::How::set_aside) << "nothing it says is believed from then on";
    EXPECT_EQ(facts(), 3);
    const auto kept =
        first_row(second.db().select("SELECT other_fact FROM forks"), [](const Rows& row) { return row.text(0); });
    EXPECT_EQ(kept.value(), fact_line(other.fact, other.hash)) << "the evidence";
}

TEST_F(Receive, facts_of_a_device_that_nobody_knows_wait_for_it) {
    WrittenKiosk third(folder / "third.db", merchant, 3);
    for (const auto& link : links) third.receive(link);
    third.enrol("00003", 2001);
    third.join("老李");
    for (const auto& link : third.chain()) EXPECT_EQ(take(link).value().how, Applied::How::waits);
    for (const auto& link : links) ASSERT_TRUE(take(link));
    EXPECT_EQ(second.db().integer("SELECT count(*) FROM waiting").value(), 0);
    EXPECT_EQ(second.db().integer("SELECT count(*) FROM members").value(), 2);
}

TEST_F(Receive, a_partner_is_not_believed_about_our_members) {
    const Merchant other_merchant(random);
    WrittenKiosk partner(folder / "partner.db", other_merchant, 4);
    partner.open_shop();
    partner.join("别家的");
    partner.announce();
    std::vector<Applied::How> hows;
    for (const auto& link : partner.chain()) hows.push_back(take(link).value().how);
    using How = Applied::How;
    EXPECT_EQ(hows, (std::vector{How::done, How::done, How::set_aside, How::done}));
}

// The old kiosk handed a prize over after the backup that its successor was restored from; then the successor, told
// that the old one was gone, did so too. When the old one's last facts turn up, its hand-over is the one that counts.
TEST_F(Receive, a_lost_kiosks_last_hand_over_counts_before_its_successors) {
    std::set<bool> successor_has_the_smaller_id;
    for (std::uint64_t seed = 20; seed < 40 && successor_has_the_smaller_id.size() < 2; ++seed) {
        const TemporaryFolder place;
        WrittenKiosk old(place / "old.db", merchant, seed);
        WrittenKiosk successor(place / "successor.db", merchant, seed + 100);
        old.open_shop();
        const auto draw = old.whole_evening();
        for (const auto& link : old.chain()) successor.receive(link);
        successor.enrol("00009", 5001);
        successor.succeed(old.device());
        successor.write(DeviceRetired{old.device()});
        const UnitId unit{draw, 1};
        const auto winner = find_unit(old.db(), unit).value()->member.value();
        successor.hand_over(unit, winner);
        const auto at = find_unit(successor.db(), unit).value()->handed_over_at;
        old.now = old.now + hour_ms;
        old.hand_over(unit, winner);
        successor.receive(old.chain().back());
        const auto row = find_unit(successor.db(), unit).value().value();
        EXPECT_EQ(row.state, UnitState::handed_over);
        EXPECT_NE(row.handed_over_at, at);
        EXPECT_EQ(row.clerk, old.clerk);
        EXPECT_TRUE(successor.db().exists("SELECT 1 FROM set_aside WHERE device = ?", {successor.device()}).value());
        ASSERT_TRUE(successor.store().anchor());
        EXPECT_TRUE(audit(successor.path()));
        successor_has_the_smaller_id.insert(successor.device() < old.device());
    }
    EXPECT_EQ(successor_has_the_smaller_id.size(), 2u) << "chance gave no case where the ids stand the other way";
}

TEST_F(Receive, a_refund_waits_for_every_ticket_that_it_takes_back) {
    const auto friend_of = first.join_without_name();
    const auto buyer = first.join_without_name();
    const auto sale = first.sell("0013", 15000);
    first.bind(sale, buyer, 3);
    const auto until_bound = first.chain().size();
    first.reward(sale, buyer, friend_of);
    links = first.chain();
    for (const auto& link : links) ASSERT_TRUE(take(link));
    second.enrol("00002", 2001);
    second.refund(sale, 15000);
    WrittenKiosk third{folder / "third.db", merchant, 3};
    const auto theirs = second.chain();
    for (std::size_t i = 0; i < until_bound; ++i) third.receive(links[i]);
    for (const auto& link : theirs) third.receive(link);
    for (auto i = until_bound; i < links.size(); ++i) third.receive(links[i]);
    EXPECT_EQ(derived_rows(third.db()), derived_rows(second.db()));
    EXPECT_EQ(third.db().integer("SELECT count(*) FROM tickets WHERE taken_back = 0").value(), 0);
}

}  // namespace
}  // namespace xiaoer::test
