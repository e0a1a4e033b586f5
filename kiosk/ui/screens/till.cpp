#include "ui/screens/till.h"

#include "base/money.h"
#include "base/text.h"

namespace xiaoer::ui {
namespace {

using Kind = TillAction::Kind;
using pos::TaughtRole;

constexpr float cell = 14;  // of the slip's text: half a wide character
constexpr float quiet_line = 36, touch_line = 68;

int cells_of(std::string_view text) {
    int cells = 0;
    for (const char32_t point : code_points(text)) cells += cell_width(point);
    return cells;
}
bool is_figure(std::string_view text) {
    return !text.empty() && (text.back() >= '0' && text.back() <= '9') && text.find(' ') == text.npos;
}

// The part of the text that is shown: pages of as many lines as the paper has room for.
struct Pages {
    std::size_t lines_each = 1, count = 1, shown = 0;
};
Pages pages_of(const TillState& state, std::size_t lines, float height) {
    Pages pages;
    pages.lines_each =
        std::max<std::size_t>(1, static_cast<std::size_t>(height / (state.role ? touch_line : quiet_line)));
    pages.count = std::max<std::size_t>(1, (lines + pages.lines_each - 1) / pages.lines_each);
    // A total stands near the end, everything else near the head.
    const bool at_end = state.role == TaughtRole::total;
    pages.shown = std::min(state.page.value_or(at_end ? pages.count - 1 : 0), pages.count - 1);
    return pages;
}

// One printed line, its stretches where the printer put them; in teaching each is a touch target.
std::optional<std::size_t> draw_line(Painter& painter, Box row, std::string_view line, std::size_t number, bool touch) {
    std::optional<std::size_t> tapped;
    const auto stretches = pos::stretches_of(line);
    float free_from = row.x;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const auto text = line.substr(stretches[i].begin, stretches[i].end - stretches[i].begin);
        const float begin = row.x + cell * static_cast<float>(cells_of(line.substr(0, stretches[i].begin)));
        const float width = cell * static_cast<float>(cells_of(text));
        if (begin >= row.right() - cell) break;  // wider than any paper
        const bool figure = is_figure(text) && i > 0;
        const float next =
            i + 1 < stretches.size()
                ? row.x + cell * static_cast<float>(cells_of(line.substr(0, stretches[i + 1].begin))) - cell
                : row.right();
        const float from = figure ? std::max(free_from, begin - 2 * cell) : begin;
        const float to = std::min(figure ? begin + width + cell : next, row.right());
        const Box box{from, row.y, std::max(cell, to - from), row.h};
        const Style style{Type::text, size::small, colour::ink, figure ? Align::right : Align::left};
        free_from = box.right();
        if (!touch || std::min(width + 2 * cell, box.w) < smallest_target) {
            painter.text(box, text, style);
            continue;
        }
        const Box target = inset(box, 0, 2);
        const auto touched = painter.target(target, "till.point." + std::to_string(number) + "." + std::to_string(i));
        const auto inside = painter.inside_target(touched.held ? colour::gold_pale : colour::sand);
        painter.rounded(target, touched.held ? colour::gold_pale : colour::sand, 12);
        painter.text(inset(target, 4, 0), text, style);
        if (touched.tapped) tapped = i;
    }
    return tapped;
}

TillAction draw_paper(Painter& painter, Box box, const pos::SlipRead& read, const TillState& state, const View& view) {
    const auto& words = view.words;
    TillAction action;
    const auto card = painter.card(box);
    Box rest = inset(box, 40, 28);
    const Box foot = cut_bottom(rest, 72);
    rest.h -= 20;
    const auto pages = pages_of(state, read.lines.size(), rest.h);
    for (std::size_t i = 0; i < pages.lines_each; ++i) {
        const auto number = pages.shown * pages.lines_each + i;
        if (number >= read.lines.size()) break;
        const Box row = cut_top(rest, state.role ? touch_line : quiet_line);
        if (const auto stretch = draw_line(painter, row, read.lines[number], number, state.role.has_value()))
            action = {Kind::point, *state.role, number, *stretch, 0};
    }
    const auto& slips = view.till->slips;
    const auto at = static_cast<std::size_t>(shown_slip(state, view) - slips.data());
    const auto foot_button = [&](int place, const char* name, Kind kind, bool enabled, std::size_t page = 0) {
        if (button(painter, column(foot, place, 4, 16), name, words(name), ButtonKind::plain, enabled))
            action = {kind, {}, 0, 0, page};
    };
    foot_button(0, "till.older", Kind::older, at + 1 < slips.size());
    foot_button(1, "till.newer", Kind::newer, at > 0);
    foot_button(2, "till.up", Kind::up, pages.shown > 0, pages.shown - 1);
    foot_button(3, "till.down", Kind::down, pages.shown + 1 < pages.count, pages.shown + 1);
    return action;
}

// What the paper's place says while a slip is awaited.
void draw_waiting(Painter& painter, Box box, const TillState& state, const View& view) {
    const auto card = painter.card(box);
    Box rest = inset(box, 64, 56);
    skip(rest, rest.h * 0.3F);
    painter.paragraph(cut_top(rest, 160), view.words(state.confirming ? "till.second" : "till.waiting"),
                      {Type::heading, size::title, colour::ink, Align::centre});
    painter.paragraph(rest, view.words("till.waiting_hint"), {Type::text, size::large, colour::soft, Align::centre});
}

const char* why_key(std::string_view reason) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 9> keys = {
        {{"raster", "till.why_raster"},
         {"no total", "till.why_no_total"},
         {"ambiguous", "till.why_ambiguous"},
         {"copy", "till.why_copy"},
         {"voucher", "till.why_voucher"},
         {"kitchen", "till.why_kitchen"},
         {"control", "till.why_control"},
         {"unpaid", "till.why_unpaid"},
         {"training", "till.why_training"}}};
    for (const auto& [name, key] : keys) {
        if (name == reason) return key;
    }
    return "till.why_other";
}

void draw_kind(Painter& painter, Box box, const pos::Receipt& receipt, const View& view) {
    const auto& words = view.words;
    const bool none = receipt.kind == pos::ReceiptKind::none;
    const char* key = "till.kind_none";
    if (receipt.kind == pos::ReceiptKind::sale) key = "till.kind_sale";
    if (receipt.kind == pos::ReceiptKind::refund) key = "till.kind_refund";
    if (receipt.kind == pos::ReceiptKind::voided) key = "till.kind_void";
    painter.text(cut_top(box, 64), words(key), {Type::heading, size::large, none ? colour::gold_ink : colour::jade});
    if (none) painter.text(box, words(why_key(receipt.reason.value_or(""))), {Type::text, size::body, colour::soft});
}

// One thing that was understood; where it may be taught, with its button.
bool draw_fact(Painter& painter, Box row, const char* label, const std::optional<std::string>& value,
               const std::optional<TaughtRole>& role, const TillState& state, const View& view) {
    const auto& words = view.words;
    painter.rule({row.x, row.y, row.w, 2});
    bool tapped = false;
    if (role) {
        const Box place = cut_right(row, 220);
        const bool active = state.role == role;
        tapped =
            button(painter, centred(place, place.w, 68), "till.teach." + std::string(enum_name(*role)),
                   words(active ? "till.leave_it" : "till.teach"), active ? ButtonKind::primary : ButtonKind::quiet);
        (void)cut_right(row, 20);
    }
    painter.text(cut_left(row, 150), words(label), {Type::text, size::body, colour::soft});
    painter.text(row, value ? *value : words("till.nothing"),
                 {Type::bold, size::body, value ? colour::ink : colour::gold_ink});
    return tapped;
}

std::string time_words(std::string text) {
    if (const auto t = text.find('T'); t != std::string::npos) text[t] = ' ';
    return text;
}

std::string hint_words(const pos::Receipt& receipt, const TillState& state, const View& view) {
    const auto& words = view.words;
    if (state.role == TaughtRole::total) return words("till.point_total");
    if (state.role == TaughtRole::number) return words("till.point_number");
    if (state.role == TaughtRole::time) return words("till.point_time");
    if (state.draft) return words("till.keep_hint");
    if (state.confirming) return words(is_well_read(receipt) ? "till.confirmed" : "till.unsure");
    return words("till.private");
}

TillAction draw_reading(Painter& painter, Box box, const pos::Receipt& receipt, const TillState& state,
                        const View& view) {
    const auto& words = view.words;
    TillAction action;
    draw_kind(painter, cut_top(box, 112), receipt, view);
    const auto fact = [&](const char* label, const std::optional<std::string>& value,
                          std::optional<TaughtRole> role = {}) {
        if (draw_fact(painter, cut_top(box, role ? 88.0F : 64.0F), label, value, role, state, view))
            action = {Kind::teach, *role, 0, 0, 0};
    };
    std::optional<std::string> total, time, items;
    if (receipt.total_minor)
        total = format_money(*receipt.total_minor, receipt.currency.value_or(view.snapshot.settings.currency));
    if (receipt.sold_at) time = time_words(*receipt.sold_at);
    if (!receipt.lines.empty()) items = words("till.items_n", {{"n", std::to_string(receipt.lines.size())}});
    fact("till.total", total, TaughtRole::total);
    fact("till.number", receipt.receipt_no, TaughtRole::number);
    fact("till.time", time, TaughtRole::time);
    fact("till.items", items);
    if (receipt.member_ref) fact("till.member", receipt.member_ref);
    const bool good = state.confirming && !state.draft && !state.role && is_well_read(receipt);
    painter.paragraph(inset(box, 0, 12), hint_words(receipt, state, view),
                      {Type::bold, size::body,
                       good         ? colour::jade
                       : state.role ? colour::vermilion
                                    : colour::soft});
    return action;
}

TillAction draw_side(Painter& painter, Box box, const pos::SlipRead* read, const TillState& state, const View& view) {
    const auto& words = view.words;
    TillAction action;
    const auto card = painter.card(box);
    Box rest = inset(box, 48, 32);
    const Box last = cut_bottom(rest, 96);
    rest.h -= 16;
    const Box before = cut_bottom(rest, 72);
    rest.h -= 16;
    if (read != nullptr) action = draw_reading(painter, rest, read->receipt, state, view);
    const auto profile = profile_now(state, view);
    const auto charset = profile.encoding ? *profile.encoding : words("till.charset_auto");
    if (button(painter, column(before, 0, 2, 16), "till.charset", words("till.charset", {{"name", charset}}),
               ButtonKind::plain, read != nullptr))
        action.kind = Kind::charset;
    if (button(painter, column(before, 1, 2, 16), "till.forget", words("till.forget"), ButtonKind::plain,
               view.till != nullptr && view.till->profile != pos::TillProfile{} && !view.busy))
        action.kind = Kind::forget;
    if (button(painter, column(last, 0, 2, 16), "till.back", words("back"), ButtonKind::plain))
        action.kind = Kind::back;
    const Box main = column(last, 1, 2, 16);
    if (state.draft) {
        if (button(painter, main, "till.keep", words("till.keep"), ButtonKind::primary, !view.busy))
            action.kind = Kind::keep;
    } else if (button(painter, main, "till.print_one", words("till.print_one"), ButtonKind::yes, read != nullptr)) {
        action.kind = Kind::print_one;
    }
    return action;
}

}  // namespace

TillAction draw_till(Painter& painter, const TillState& state, const View& view) {
    auto top = header(painter, view.words("till.title"));
    Box body = top.body;
    const Box side = painter.portrait() ? cut_bottom(body, 800) : cut_right(body, 760);
    if (painter.portrait())
        body.h -= gap;
    else
        (void)cut_right(body, gap);
    const auto* slip = shown_slip(state, view);
    std::optional<pos::SlipRead> read;
    if (slip != nullptr) read = reading_of(*slip, state, view);
    TillAction action;
    if (read)
        action = draw_paper(painter, body, *read, state, view);
    else
        draw_waiting(painter, body, state, view);
    const auto beside = draw_side(painter, side, read ? &*read : nullptr, state, view);
    if (beside.kind != Kind::none) action = beside;
    if (top.logo_tapped) action.kind = Kind::back;
    return action;
}

}  // namespace xiaoer::ui
