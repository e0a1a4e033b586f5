// Draws, and what proves them: pages, proof files, a member's own share of one, the published format.
#include "net/gzip.h"
#include "phone/conversation.h"

#include <charconv>

namespace xiaoer::phone {
namespace {

// A proof is the same for everybody and half of it is words; one above this is not worth the time of the others.
constexpr std::size_t proof_gzip_max = 1024 * 1024;  // bytes
constexpr std::int64_t draws_a_page = 100;

std::optional<std::int64_t> page_start(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// The same for everybody, as a file to keep.
void answer_file(const VisitPtr& visit, const std::string& name, const std::string& type, std::string bytes) {
    visit->extra_headers.push_back({"content-disposition", "attachment; filename=\"" + name + "\""});
    const bool small = bytes.size() <= proof_gzip_max && net::allows_gzip(visit->request.header("accept-encoding"));
    visit->extra_headers.push_back({"vary", "accept-encoding"});
    if (small) visit->extra_headers.push_back({"content-encoding", "gzip"});
    visit->answer(200, type, small ? net::gzipped(bytes) : std::move(bytes));
}

}  // namespace

void Site::draws_page(const VisitPtr& visit, std::string_view) {
    when(visit, kiosk_.query(DrawList{draws_a_page + 1, page_start(visit->query.get("before"))}),
         [this, visit](Answer answer) {
             auto* draws = std::get_if<std::vector<DrawSummary>>(&answer);
             if (draws == nullptr) return visit->fail(pages_, 404, "not_found");
             const bool older = std::cmp_greater(draws->size(), draws_a_page);
             if (older) draws->resize(draws_a_page);
             visit->page(200, pages_.draws(visit->view, *draws, older));
         });
}

void Site::draw_page(const VisitPtr& visit, std::string_view draw) {
    when(visit, kiosk_.query(OneDraw{std::string(draw)}), [this, visit](const Answer& answer) {
        const auto* found = std::get_if<DrawSummary>(&answer);
        if (found == nullptr) return visit->fail(pages_, 404, "not_found");
        visit->page(200, pages_.draw(visit->view, *found));
    });
}

void Site::proof(const VisitPtr& visit, std::string_view draw) {
    when(visit, kiosk_.query(DrawProof{std::string(draw)}),
         [this, visit, draw = std::string(draw)](const Answer& answer) {
             const auto* proof = std::get_if<ProofText>(&answer);
             if (proof == nullptr) return visit->fail(pages_, 404, "not_found");
             answer_file(visit, draw + ".json", "application/json", proof->json);
         });
}

void Site::proof_share(const VisitPtr& visit, std::string_view draw) {
    const auto browser = visit->session ? std::optional(visit->session->browser()) : std::nullopt;
    when(visit, kiosk_.query(DrawShare{std::string(draw), browser}), [this, visit](const Answer& answer) {
        const auto* share = std::get_if<DrawShareText>(&answer);
        if (share == nullptr) return visit->fail(pages_, 404, "not_found");
        visit->answer(200, "application/json", share->json);
    });
}

void Site::published_page(const VisitPtr& visit, std::string_view draw) {
    when(visit, kiosk_.query(OneDraw{std::string(draw)}), [this, visit](const Answer& answer) {
        const auto* found = std::get_if<DrawSummary>(&answer);
        const bool fits = found != nullptr && found->state == DrawState::settled && found->tickets <= whole_list_most;
        if (!fits) return visit->fail(pages_, 404, "not_found");
        when(visit, kiosk_.query(DrawProof{found->draw}), [this, visit, draw = *found](const Answer& proven) {
            const auto* proof = std::get_if<ProofText>(&proven);
            if (proof == nullptr) return visit->fail(pages_, 404, "not_found");
            answer_file(visit, draw.draw + ".html", "text/html; charset=utf-8",
                        pages_.published(visit->view, draw, proof->json));
        });
    });
}

void Site::format_page(const VisitPtr& visit, std::string_view) { visit->page(200, pages_.format(visit->view)); }

void Site::format_file(const VisitPtr& visit, std::string_view) {
    answer_file(visit, "draw-v1.md", "text/markdown; charset=utf-8", std::string(format_document()));
}

}  // namespace xiaoer::phone
