#include "ui/poster.h"

#include "domain/number.h"
#include "ui/screens/stage_parts.h"

#include <set>
#include <span>

namespace xiaoer::ui {
namespace {

constexpr Style heading{Type::heading, size::headline, colour::stage_gold, Align::centre};
constexpr std::size_t evenings_on_poster_most = 6;  // the text beside the picture has them all
constexpr Style line{Type::text, size::large, colour::white, Align::centre};

void draw_announced(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(body, 72), words("attract.next"), line);
    painter.text(cut_top(body, 168), words.when(draw.draws_at, view.now),
                 {Type::heading, size::figure, colour::stage_gold, Align::centre});
    painter.text(cut_top(body, 64), words("stage.locks", {{"when", words.deadline(draw.closes_at, view.now)}}), line);
    skip(body, 40);
    painter.text(cut_bottom(body, 64), words("poster.join"), line);
    body.h -= 24;
    const float wanted = painter.portrait() ? 600.0F : 168.0F;
    draw_prize_row(painter, cut_top(body, std::min(body.h, wanted)), draw, words);
}

void draw_locked(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(body, 72), words("stage.locked"), line);
    painter.text(cut_top(body, 128), words.when(draw.draws_at, view.now), heading);
    skip(body, 24);
    draw_closing(painter, body, draw, words);
}

void draw_results(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(body, 104), words("stage.winners"), heading);
    painter.text(cut_top(body, 56), board_line(draw, words, view.now),
                 {Type::text, size::body, colour::white, Align::centre});
    skip(body, 24);
    painter.text(cut_bottom(body, 48), words("poster.throws", {{"value", draw.entropy_value}}),
                 {Type::text, size::body, colour::white, Align::centre});
    body.h -= 16;
    draw_winner_grid(painter, body, draw, words);
}

void draw_reminder(Painter& painter, Box body, const DrawView& draw, const View& view) {
    const auto& words = view.words;
    std::set<std::int64_t> waiting;
    for (const auto& winner : draw.winners) {
        if (winner.state == UnitState::waiting) waiting.insert(winner.number);
    }
    painter.text(cut_top(body, 128), words("poster.waiting", {{"n", std::to_string(waiting.size())}}), heading);
    painter.text(cut_top(body, 64), words("attract.collect_by", {{"when", words.deadline(draw.claim_by, view.now)}}),
                 line);
    skip(body, 40);
    const int columns = painter.portrait() ? 2 : 4;
    const int rows = (static_cast<int>(waiting.size()) + columns - 1) / columns;
    const float high =
        std::min(168.0F, (body.h - 24 * static_cast<float>(rows - 1)) / static_cast<float>(std::max(rows, 1)));
    int i = 0;
    for (const auto number : waiting) {
        const Box strip{body.x, body.y + static_cast<float>(i / columns) * (high + 24), body.w, high};
        const Box cell = column(strip, i % columns, columns, 24);
        const auto plate = painter.plate(cell, dark_plate, 24);
        painter.text(inset(cell, 16, 4), words("number", {{"number", format_number(number)}}),
                     {Type::heading, high > 110 ? size::headline : size::large, colour::stage_gold, Align::centre});
        ++i;
    }
}

// Units that nobody fetched, before they are drawn again over the same list.
void draw_again(Painter& painter, Box body, const DrawView& draw, const RoundView& round, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(body, 128), words("poster.redraw", {{"n", std::to_string(round.units.size())}}), heading);
    painter.text(cut_top(body, 64), words("attract.collect_by", {{"when", words.deadline(round.claim_by, view.now)}}),
                 line);
    skip(body, 24);
    draw_closing(painter, body, draw, words);
}

void draw_redrawn(Painter& painter, Box body, const DrawView& draw, const RoundView& round, const View& view) {
    auto again = draw;
    again.winners = round.now;
    again.claim_by = round.claim_by;
    again.entropy_value = round.entropy_value;
    draw_results(painter, body, again, view);
}

void draw_tonight(Painter& painter, Box body, const std::vector<ProgrammeItem>& items, const View& view) {
    const auto& words = view.words;
    painter.text(cut_top(body, 128), words("attract.tonight"), heading);
    skip(body, 24);
    painter.text(cut_bottom(body, 64), words("poster.come"), line);
    body.h -= 24;
    const auto shown = std::span(items).first(std::min(items.size(), evenings_on_poster_most));
    const float high = std::min(176.0F, body.h / static_cast<float>(shown.size()) - 24);
    for (const auto& item : shown) {
        Box row = cut_top(body, high);
        const auto plate = painter.plate(row, dark_plate, 24);
        row = inset(row, 40, 8);
        painter.text(cut_left(row, 200), words.clock(item.at), {Type::heading, size::headline, colour::stage_gold});
        painter.text(row, item.title, {Type::text, size::large, colour::white});
        skip(body, 24);
    }
}

void draw_thanks(Painter& painter, Box body, const ThanksView& thanks, const View& view, const Photo* photo) {
    const auto& words = view.words;
    painter.text(cut_top(body, 128), words("poster.thanks", {{"prize", thanks.prize}}), heading);
    const auto who = words("number", {{"number", format_number(thanks.number)}}) +
                     (thanks.shown_name.empty() ? "" : "  " + thanks.shown_name);
    painter.text(cut_bottom(body, 64), words("poster.thanks_come"), line);
    painter.text(cut_bottom(body, 96), who, {Type::heading, size::headline, colour::white, Align::centre});
    body.h -= 24;
    if (photo != nullptr) painter.photo(body, *photo);
}

}  // namespace

void draw_poster(Painter& painter, const OutboxPost& post, const View& view, const Photo* photo) {
    const auto stage = painter.stage();
    const auto& settings = view.snapshot.settings;
    const bool of_draw = post.kind != PostKind::tonight && post.kind != PostKind::thanks;
    const auto title =
        of_draw ? view.words("stage.header", {{"day", view.words.weekday(post.draw.draws_at)}, {"shop", settings.shop}})
                : view.words("stage.header_none", {{"shop", settings.shop}});
    const auto top = header(painter, title, colour::white);
    switch (post.kind) {
        case PostKind::announced: return draw_announced(painter, top.body, post.draw, view);
        case PostKind::locked: return draw_locked(painter, top.body, post.draw, view);
        case PostKind::results: return draw_results(painter, top.body, post.draw, view);
        case PostKind::reminder: return draw_reminder(painter, top.body, post.draw, view);
        case PostKind::redraw: return draw_again(painter, top.body, post.draw, post.draw.rounds.at(post.round), view);
        case PostKind::redrawn:
            return draw_redrawn(painter, top.body, post.draw, post.draw.rounds.at(post.round), view);
        case PostKind::tonight: return draw_tonight(painter, top.body, post.tonight, view);
        case PostKind::thanks: return draw_thanks(painter, top.body, post.thanks, view, photo);
    }
}

Result<Bytes> render_poster(const OutboxPost& post, const Snapshot& snapshot, Timestamp now, Language language) {
    XIAOER_TRY_ASSIGN(const auto zone, Zone::named(snapshot.settings.zone));
    XIAOER_TRY_ASSIGN(const auto window, Window::open({WindowKind::offscreen, poster_width, poster_height}));
    std::optional<Photo> photo;
    if (post.kind == PostKind::thanks) {
        XIAOER_TRY_ASSIGN(photo, read_photo(post.thanks.jpeg));
    }
    const Words words(language, zone, snapshot.settings.currency);
    Recorder recorder;
    window->frame({}, [&] {
        Painter painter(*window, recorder, language);
        draw_poster(painter, post, View{snapshot, words, now}, photo ? &*photo : nullptr);
    });
    window->present();
    return window->png();
}

}  // namespace xiaoer::ui
