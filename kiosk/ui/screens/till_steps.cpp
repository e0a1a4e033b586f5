#include "ui/screens/till.h"

#include <algorithm>
#include <span>

namespace xiaoer::ui {
namespace {

using Kind = TillAction::Kind;

std::span<const pos::Slip> slips_of(const View& view) {
    return view.till == nullptr ? std::span<const pos::Slip>{} : std::span<const pos::Slip>(view.till->slips);
}

TillState::SlipId newest_of(const View& view) {
    const auto slips = slips_of(view);
    return slips.empty() ? TillState::SlipId{} : slips.front().id;
}

Next turn_to(TillState& state, int by, const View& view) {
    const auto slips = slips_of(view);
    const auto* shown = shown_slip(state, view);
    if (shown == nullptr) return {};
    const auto at = static_cast<std::ptrdiff_t>(shown - slips.data()) + by;
    if (at < 0 || at >= static_cast<std::ptrdiff_t>(slips.size())) return {};
    state.shown = slips[static_cast<std::size_t>(at)].id;
    state.page.reset(), state.role.reset();
    state.waiting.reset(), state.confirming = false;
    return {};
}

Next point(TillState& state, const TillAction& action, const View& view) {
    const auto* shown = shown_slip(state, view);
    if (shown == nullptr || !state.role) return {};
    auto profile = profile_now(state, view);
    const auto read = reading_of(*shown, state, view);
    const auto words = pos::learn(profile, *state.role, read.lines, action.line, action.stretch);
    if (words.empty()) return {.toast = view.words("till.no_words"), .sound = Sound::no};
    state.draft = std::move(profile);
    state.role.reset(), state.page.reset();
    return {.toast = view.words("till.learnt", {{"words", words}}), .sound = Sound::yes};
}

// Automatic, then one after another.
Next next_charset(TillState& state, const View& view) {
    auto profile = profile_now(state, view);
    const auto& names = pos::profile_encodings();
    const auto now = profile.encoding ? std::ranges::find(names, *profile.encoding) : names.end();
    const auto next = now == names.end() ? names.begin() : std::next(now);
    profile.encoding = next == names.end() ? std::nullopt : std::optional(*next);
    state.draft = std::move(profile);
    state.role.reset(), state.page.reset();
    return {};
}

Next keep(TillState& state, pos::TillProfile profile, const View& view) {
    state.role.reset();
    if (view.clerk == nullptr || !view.clerk->manager)
        return {.toast = view.words("not_allowed.manager"), .sound = Sound::no};
    return {.teach = std::move(profile)};
}

Next await_slip(TillState& state, bool confirming, const View& view) {
    state.waiting = newest_of(view);
    state.shown.reset(), state.page.reset(), state.role.reset();
    state.confirming = confirming;
    return {};
}

}  // namespace

const pos::Slip* shown_slip(const TillState& state, const View& view) {
    const auto slips = slips_of(view);
    if (slips.empty() || (state.waiting && slips.front().id == *state.waiting)) return nullptr;
    if (!state.shown) return &slips.front();
    const auto found = std::ranges::find(slips, *state.shown, &pos::Slip::id);
    return found == slips.end() ? &slips.front() : &*found;
}

pos::TillProfile profile_now(const TillState& state, const View& view) {
    if (state.draft) return *state.draft;
    return view.till == nullptr ? pos::TillProfile{} : view.till->profile;
}

pos::SlipRead reading_of(const pos::Slip& slip, const TillState& state, const View& view) {
    pos::ReadingOptions options;
    options.currency = view.snapshot.settings.currency;
    return pos::read_slip(slip.bytes, options, profile_now(state, view));
}

bool is_well_read(const pos::Receipt& receipt) {
    return receipt.kind != pos::ReceiptKind::none && receipt.total_minor && receipt.receipt_no && receipt.sold_at;
}

Next step_till(TillState& state, const TillAction& action, const View& view) {
    switch (action.kind) {
        case Kind::none: break;
        case Kind::back: state = {}; return {.go = Screen::desk};
        case Kind::older: return turn_to(state, 1, view);
        case Kind::newer: return turn_to(state, -1, view);
        case Kind::up:
        case Kind::down: state.page = action.page; break;
        case Kind::teach: {
            const bool again = state.role == action.role;  // a second touch means: leave it
            state.role = again ? std::nullopt : std::optional(action.role);
            state.page.reset();
            break;
        }
        case Kind::point: return point(state, action, view);
        case Kind::charset: return next_charset(state, view);
        case Kind::print_one: return await_slip(state, state.confirming, view);
        case Kind::keep: return keep(state, profile_now(state, view), view);
        case Kind::forget: return keep(state, {}, view);
    }
    return {};
}

Next answer_till(TillState& state, const Result<void>& kept, const View& view) {
    if (!kept) return {.toast = words_of(kept.error(), view.words), .sound = Sound::no};
    const bool forgotten = view.till == nullptr || view.till->profile == pos::TillProfile{};
    state.draft.reset();
    (void)await_slip(state, !forgotten, view);
    return {.toast = view.words(forgotten ? "till.forgotten" : "till.kept"), .sound = Sound::yes};
}

}  // namespace xiaoer::ui
