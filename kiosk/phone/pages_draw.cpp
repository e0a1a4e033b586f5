// The pages of draws: the list of all, one draw that the phone itself checks, and that one as a file to publish.
#include "base/sha256.h"
#include "domain/number.h"
#include "embedded/draw_format.h"
#include "phone/assets.h"
#include "phone/page_words.h"
#include "phone/pages.h"

namespace xiaoer::phone {
namespace {

std::vector<Fields> winner_rows(const Strings& strings, const std::vector<WinnerView>& winners) {
    std::vector<Fields> rows;
    for (const auto& winner : winners) {
        const auto tier = text_or(strings, "phone.tier.", std::to_string(winner.tier), "more");
        rows.push_back({{"tier", tier},
                        {"number", strings.fill("phone.number", {{"number", format_number(winner.number)}})},
                        {"name", winner.shown_name},
                        {"prize", winner.prize},
                        {"handed_over", winner.state == UnitState::handed_over}});
    }
    return rows;
}

Fields summary_fields(const View& view, const DrawSummary& draw) {
    const auto& strings = view.speech.strings();
    return {{"draw", draw.draw},
            {"draw_title", strings.fill("phone.draw.title", {{"n", std::to_string(draw.number)}})},
            {"when", view.speech.day_and_hour(draw.draws_at, view.now)},
            {"state", strings[key("phone.draw.", enum_name(draw.state))]},
            {"settled", draw.state == DrawState::settled},
            {"weaker", draw.entropy_kind == "none"},
            {"closing_hash", draw.closing_hash}};
}

// "d-10007-0012" → "d-10007-": the draws of one kiosk, which it counts without gaps.
std::string_view kiosk_of(const DrawSummary& draw) {
    const std::string_view id = draw.draw;
    return id.substr(0, id.rfind('-') + 1);
}

// The numbers between this draw and the one of the same kiosk above it in the list, where there should be none.
std::string gap_before(const Strings& strings, const std::vector<DrawSummary>& draws, std::size_t i) {
    for (std::size_t above = i; above-- > 0;) {
        if (kiosk_of(draws[above]) != kiosk_of(draws[i])) continue;
        const auto first = draws[i].number + 1;
        const auto last = draws[above].number - 1;
        if (last < first) return "";
        const auto numbers = first == last ? std::to_string(first) : std::to_string(first) + "–" + std::to_string(last);
        return strings.fill("phone.draws.gap", {{"n", numbers}});
    }
    return "";
}

// In fours, as people read them aloud; they may break between two.
std::string in_fours(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); i += 4)
        out += std::string(i == 0 ? "" : " ") + std::string(digits.substr(i, 4));
    return out;
}

// Inside a script element only "<" could end it, and in JSON it stands in texts only.
std::string json_in_html(std::string_view json) {
    std::string out;
    for (const char c : json) {
        if (c == '<') {
            out += "\\u003c";
        } else {
            out += c;
        }
    }
    return out;
}

std::string allowed(std::string_view source) { return "'sha256-" + to_base64(sha256(source)) + "'"; }

}  // namespace

std::string_view format_document() { return embedded::draw_v1_md(); }

std::string Pages::draws(const View& view, const std::vector<DrawSummary>& draws, bool older) const {
    const auto& strings = view.speech.strings();
    std::vector<Fields> rows;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        rows.push_back(summary_fields(view, draws[i]));
        rows.back().emplace("gap", gap_before(strings, draws, i));
    }
    const auto oldest = draws.empty() ? std::string() : std::to_string(draws.back().number);
    return whole(view, "draws",
                 {{"title", strings["phone.draws.title"]},
                  {"draws_note", !rows.empty()},
                  {"draws", std::move(rows)},
                  {"older", older ? oldest : std::string()}});
}

Fields Pages::draw_fields(const View& view, const DrawSummary& draw, bool is_published) const {
    const auto& strings = view.speech.strings();
    const bool settled = draw.state == DrawState::settled;
    auto fields = summary_fields(view, draw);
    fields.emplace("title", strings[settled ? "phone.draw.fair" : "phone.draw.plain"]);
    fields.emplace("is_published", is_published);
    fields.emplace("is_long", draw.tickets > whole_list_most);
    fields.emplace("list_line",
                   strings[draw.tickets > whole_list_most ? "phone.verify.list_long" : "phone.verify.entries"]);
    fields.emplace("picks_line", text_or(strings, "phone.verify.picks_", draw.entropy_kind, "public"));
    fields.emplace("closing_digits", in_fours(draw.closing_hash));
    fields.emplace("has_winners", !draw.winners.empty());
    fields.emplace("winners", winner_rows(strings, draw.winners));
    fields.emplace("verifies", settled);
    const auto& next = view.snapshot->next_draw;
    std::vector<Fields> offers;
    if (next && next->id == draw.draw) {
        for (const auto& offer : next->prizes) {
            offers.push_back({{"offer", offer.name}, {"quantity", std::to_string(offer.quantity)}});
        }
        fields.emplace("claim_by", strings.fill("phone.draw.claim_by",
                                                {{"when", view.speech.day_and_hour(next->claim_by, view.now)}}));
    }
    fields.emplace("offers", std::move(offers));
    fields.emplace("verify", templates_.find("verify")->second.render(strings, fields));
    return fields;
}

std::string Pages::draw(const View& view, const DrawSummary& draw) const {
    return whole(view, "draw", draw_fields(view, draw, false));
}

std::string Pages::published(const View& view, const DrawSummary& draw, std::string_view proof) const {
    const auto& strings = view.speech.strings();
    const auto& shop = view.snapshot->settings.shop;
    const auto style = asset("phone.css");
    const auto script = asset("draw.js");
    const auto heading = escaped(strings["phone.draw.fair"]).markup;
    const auto body = templates_.find("draw")->second.render(strings, draw_fields(view, draw, true)).markup;
    std::string page = "<!doctype html>\n<html lang=\"" + std::string(enum_name(view.language)) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"content-security-policy\" "
                       "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " +
                       allowed(style) + "; script-src " + allowed(script) + "\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + heading + " · " +
            escaped(shop).markup + "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>";
    page.append(style) += "</style>\n</head>\n<body>\n<div id=\"page\">\n<header><p class=\"shop\">" +
                          escaped(shop).markup + "</p></header>\n<main>\n<h1>" + heading + "</h1>\n" + body +
                          "</main>\n</div>\n<script type=\"application/json\" id=\"proof\">" + json_in_html(proof) +
                          "</script>\n<script>";
    page.append(script) += "</script>\n</body>\n</html>\n";
    return page;
}

std::string Pages::format(const View& view) const {
    return whole(
        view, "format",
        {{"title", view.speech.strings()["phone.format.title"]}, {"document", std::string(format_document())}});
}

}  // namespace xiaoer::phone
