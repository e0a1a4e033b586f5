// The guided set-up of a till, step by step, without a window.
#include "ui/gallery_slips.h"
#include "ui/scene.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

using Kind = TillAction::Kind;
using pos::TaughtRole;

// A counter with a manager behind it, and a till with words of its own.
struct TillBench {
    Snapshot snapshot;
    Words words{Language::hans, Zone::named("Asia/Shanghai").value(), "CNY"};
    Clerk clerk{{}, "兰姐", true};
    pos::TillPicture till;
    TillState state;

    TillBench() { till.slips = made_up_slips(MadeUpSlip::odd, false); }
    [[nodiscard]] View view() const { return {snapshot, words, {}, &clerk, false, &till}; }
    Next step(TillAction action) { return step_till(state, action, view()); }
    [[nodiscard]] pos::SlipRead read() const { return reading_of(*shown_slip(state, view()), state, view()); }
    // Touches the stretch that holds `text`, as a finger would.
    Next point_at(TaughtRole role, std::string_view text) {
        (void)step({Kind::teach, role, 0, 0, 0});
        const auto lines = read().lines;
        for (std::size_t line = 0; line < lines.size(); ++line) {
            const auto stretches = pos::stretches_of(lines[line]);
            for (std::size_t i = 0; i < stretches.size(); ++i) {
                const auto part = lines[line].substr(stretches[i].begin, stretches[i].end - stretches[i].begin);
                if (part.find(text) != std::string::npos) return step({Kind::point, role, line, i, 0});
            }
        }
        ADD_FAILURE() << text << " is not on the slip";
        return {};
    }
};

TEST(Till, three_touches_teach_a_till_with_words_of_its_own) {
    TillBench bench;
    EXPECT_EQ(bench.read().receipt.kind, pos::ReceiptKind::none);
    EXPECT_EQ(bench.point_at(TaughtRole::total, "96.00").sound, Sound::yes);
    EXPECT_EQ(bench.read().receipt.total_minor, 9600) << "shown at once, before it is kept";
    (void)bench.point_at(TaughtRole::number, "YL-00412");
    (void)bench.point_at(TaughtRole::time, "10:21:49");
    EXPECT_TRUE(is_well_read(bench.read().receipt));
    const auto next = bench.step({Kind::keep, {}, 0, 0, 0});
    ASSERT_TRUE(next.teach);
    EXPECT_EQ(next.teach->total, std::vector<std::string>{"顾客应交"});
    EXPECT_EQ(next.teach->number, std::vector<std::string>{"票据流转"});
    EXPECT_EQ(next.teach->time, std::vector<std::string>{"开单"});
}

TEST(Till, what_is_kept_asks_for_a_second_receipt_which_confirms) {
    TillBench bench;
    (void)bench.point_at(TaughtRole::total, "96.00");
    bench.till.profile = *bench.step({Kind::keep, {}, 0, 0, 0}).teach;
    EXPECT_EQ(answer_till(bench.state, {}, bench.view()).sound, Sound::yes);
    EXPECT_EQ(shown_slip(bench.state, bench.view()), nullptr) << "the next one is awaited";
    auto second = bench.till.slips.front();
    second.id.bytes[0] = 99;
    bench.till.slips.insert(bench.till.slips.begin(), second);
    ASSERT_NE(shown_slip(bench.state, bench.view()), nullptr);
    EXPECT_EQ(shown_slip(bench.state, bench.view())->id, second.id);
    EXPECT_TRUE(bench.state.confirming);
    EXPECT_EQ(bench.read().receipt.total_minor, 9600);
}

TEST(Till, what_could_not_be_kept_stays_to_be_kept_again) {
    TillBench bench;
    (void)bench.point_at(TaughtRole::total, "96.00");
    const auto next = answer_till(bench.state, io_error("the disk is full"), bench.view());
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_FALSE(next.toast.empty());
    EXPECT_TRUE(bench.state.draft);
}

TEST(Till, only_a_manager_teaches) {
    TillBench bench;
    bench.clerk.manager = false;
    (void)bench.point_at(TaughtRole::total, "96.00");
    const auto next = bench.step({Kind::keep, {}, 0, 0, 0});
    EXPECT_FALSE(next.teach);
    EXPECT_EQ(next.toast, bench.words("not_allowed.manager"));
}

TEST(Till, a_place_without_words_teaches_nothing) {
    TillBench bench;
    const auto next = bench.point_at(TaughtRole::total, "----");
    EXPECT_EQ(next.sound, Sound::no);
    EXPECT_FALSE(bench.state.draft);
    EXPECT_TRUE(bench.state.role) << "it may be pointed at again";
}

TEST(Till, slips_are_leafed_through_and_a_second_touch_leaves_the_teaching) {
    TillBench bench;
    (void)bench.step({Kind::teach, TaughtRole::time, 0, 0, 0});
    (void)bench.step({Kind::teach, TaughtRole::time, 0, 0, 0});
    EXPECT_FALSE(bench.state.role);
    (void)bench.step({Kind::older, {}, 0, 0, 0});
    EXPECT_EQ(bench.read().receipt.receipt_no, "00413");
    (void)bench.step({Kind::older, {}, 0, 0, 0});
    EXPECT_EQ(bench.read().receipt.receipt_no, "00413") << "that is the oldest";
    (void)bench.step({Kind::newer, {}, 0, 0, 0});
    EXPECT_EQ(bench.read().receipt.kind, pos::ReceiptKind::none);
}

TEST(Till, the_character_set_goes_round_and_back_to_finding_out) {
    TillBench bench;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < pos::profile_encodings().size(); ++i) {
        (void)bench.step({Kind::charset, {}, 0, 0, 0});
        ASSERT_TRUE(bench.state.draft && bench.state.draft->encoding);
        seen.insert(*bench.state.draft->encoding);
    }
    EXPECT_EQ(seen.size(), pos::profile_encodings().size());
    (void)bench.step({Kind::charset, {}, 0, 0, 0});
    EXPECT_FALSE(bench.state.draft->encoding);
}

TEST(Till, without_a_slip_one_is_asked_for) {
    TillBench bench;
    bench.till.slips.clear();
    EXPECT_EQ(shown_slip(bench.state, bench.view()), nullptr);
    for (const auto kind : {Kind::older, Kind::newer, Kind::point, Kind::print_one, Kind::keep}) {
        EXPECT_FALSE(bench.step({kind, {}, 0, 0, 0}).wish);
    }
    EXPECT_EQ(bench.step({Kind::back, {}, 0, 0, 0}).go, Screen::desk);
}

}  // namespace
}  // namespace xiaoer::ui
