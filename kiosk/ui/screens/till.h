// 小二认小票: what the till printed last, each slip as its text beside what was understood, and the guided set-up of a
// till, by touch alone. UI thread.
//
// "Print one receipt now": it comes up beside its reading. What is wrong is shown: touch 合计's button, then the total
// on the paper, and the words that stand before it are learnt; so for the number and the time. What was learnt is kept
// as the shop's till profile (by a manager), and a second receipt confirms.
#pragma once

#include "pos_adapter/escpos_reader.h"
#include "pos_adapter/till_profile.h"
#include "ui/widgets.h"

namespace xiaoer::ui {

struct TillState {
    using SlipId = decltype(pos::Slip::id);
    std::optional<SlipId> shown{};            // nothing: the newest
    std::optional<std::size_t> page{};        // of its text; nothing: where the role's words usually stand
    std::optional<pos::TaughtRole> role{};    // the next touch on the paper says where it stands
    std::optional<pos::TillProfile> draft{};  // what was taught and is not kept yet
    std::optional<SlipId> waiting{};          // for a slip newer than this one (zeros: than none)
    bool confirming = false;                  // the slip that is awaited or shown is the second one
};

struct TillAction {
    enum class Kind {
        none,
        back,
        older,
        newer,
        up,
        down,
        teach,
        point,
        charset,
        print_one,
        keep,
        forget
    } kind = Kind::none;
    pos::TaughtRole role = pos::TaughtRole::total;
    std::size_t line = 0, stretch = 0;
    std::size_t page = 0;  // up, down: the one that is shown then
};

[[nodiscard]] TillAction draw_till(Painter& painter, const TillState& state, const View& view);
[[nodiscard]] Next step_till(TillState& state, const TillAction& action, const View& view);
// Whether what was taught is kept.
[[nodiscard]] Next answer_till(TillState& state, const Result<void>& kept, const View& view);

// The slip that is shown; nullptr while one is awaited.
[[nodiscard]] const pos::Slip* shown_slip(const TillState& state, const View& view);
// What was taught: what is kept, with what is not kept yet.
[[nodiscard]] pos::TillProfile profile_now(const TillState& state, const View& view);
// That slip with what was taught.
[[nodiscard]] pos::SlipRead reading_of(const pos::Slip& slip, const TillState& state, const View& view);
// Enough is read of it: what it is, its total, its number and its time.
[[nodiscard]] bool is_well_read(const pos::Receipt& receipt);

}  // namespace xiaoer::ui
