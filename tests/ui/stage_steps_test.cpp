// What the stage does with what was pressed, answered and published, without a window.
#include "tests/ui/screen_bench.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

TEST(Stage, throws_count_only_after_they_were_read_back) {
    Bench bench;
    StageState state;
    (void)step_stage(state, {StageAction::Kind::throw_dice, key_none}, bench.view());
    for (const char face : std::string("41625331641"))
        (void)step_stage(state, {StageAction::Kind::face, face}, bench.view());
    EXPECT_EQ(state.throws, "4162533164") << "ten and no more";
    EXPECT_FALSE(step_stage(state, {StageAction::Kind::read_back, key_none}, bench.view()).wish);
    ASSERT_EQ(state.phase, StageState::Phase::confirming);
    const auto next = step_stage(state, {StageAction::Kind::settle, key_none}, bench.view());
    ASSERT_NE(wish_of<SettleDraw>(next), nullptr);
    EXPECT_EQ(wish_of<SettleDraw>(next)->entropy_value, "4162533164");
}

TEST(Stage, too_few_throws_cannot_be_settled) {
    Bench bench;
    StageState state;
    state.throws = "416";
    EXPECT_FALSE(step_stage(state, {StageAction::Kind::settle, key_none}, bench.view()).wish);
    (void)step_stage(state, {StageAction::Kind::read_back, key_none}, bench.view());
    EXPECT_NE(state.phase, StageState::Phase::confirming);
}

TEST(Stage, winners_are_called_one_by_one_and_end_on_the_board) {
    Bench bench;
    StageState state;
    DrawView last;
    last.winners.resize(2);
    bench.snapshot.last_draw = last;
    (void)answer_stage(state, Outcome(DrawSettled{"d12", 2}), bench.view());
    EXPECT_EQ(state.phase, StageState::Phase::value) << "first what was thrown";
    EXPECT_EQ(step_stage(state, {StageAction::Kind::reveal, key_none}, bench.view()).sound, Sound::fanfare);
    EXPECT_EQ(state.phase, StageState::Phase::revealing);
    (void)step_stage(state, {StageAction::Kind::reveal_next, key_none}, bench.view());
    EXPECT_EQ(state.revealed, 1U);
    (void)step_stage(state, {StageAction::Kind::reveal_next, key_none}, bench.view());
    EXPECT_EQ(state.phase, StageState::Phase::board);
}

TEST(Stage, a_draw_that_phones_settle_begins_its_show_and_takes_no_throws_any_more) {
    Bench bench;
    auto before = bench.snapshot;
    ASSERT_TRUE(before.next_draw);
    auto settled = before;
    settled.last_draw = *before.next_draw;
    settled.last_draw->winners.resize(2);
    settled.next_draw->id = "d13", settled.next_draw->state = DrawState::closed;

    StageState waiting;
    EXPECT_EQ(tend_stage(waiting, before, before), Sound::none);
    EXPECT_EQ(waiting.phase, StageState::Phase::waiting);
    EXPECT_EQ(tend_stage(waiting, before, settled), Sound::yes);
    EXPECT_EQ(waiting.phase, StageState::Phase::value);
    waiting.phase = StageState::Phase::board;
    EXPECT_EQ(tend_stage(waiting, before, settled), Sound::none) << "it was shown";
    EXPECT_EQ(waiting.phase, StageState::Phase::board);

    StageState thrown;
    (void)step_stage(thrown, {StageAction::Kind::throw_dice, key_none}, bench.view());
    for (const char face : std::string("4162533164"))
        (void)step_stage(thrown, {StageAction::Kind::face, face}, bench.view());
    bench.snapshot = settled;
    EXPECT_FALSE(step_stage(thrown, {StageAction::Kind::settle, key_none}, bench.view()).wish)
        << "thrown for d12, not for the next one";
}

}  // namespace
}  // namespace xiaoer::ui
