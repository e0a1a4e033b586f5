// What can be looked at.
#include "net/gzip.h"
#include "phone/conversation.h"

namespace xiaoer::phone {
namespace {

constexpr int calendar_days = 60;

Json::Object prize_json(const PickupUnit& unit) {
    return {{"prize", unit.prize}, {"state", Json(enum_name(unit.state))}, {"claim_by", unit.claim_by.ms}};
}

// The hours at which a draw was to be and none is.
std::vector<Timestamp> shows_called_off(const std::vector<DrawSummary>& draws) {
    std::vector<Timestamp> shows;
    for (const auto& draw : draws) {
        const bool is_off = std::ranges::none_of(draws, [&draw](const DrawSummary& other) {
            return other.draws_at == draw.draws_at && other.state != DrawState::cancelled;
        });
        if (is_off && std::ranges::find(shows, draw.draws_at) == shows.end()) shows.push_back(draw.draws_at);
    }
    return shows;
}

}  // namespace

std::string Site::join_path(const Visit& visit) { return "/j/" + visit.view.snapshot->settings.join_channel; }

void Site::home(const VisitPtr& visit, std::string_view) { visit->redirect(visit->session ? "/m" : join_path(*visit)); }

void Site::asset(const VisitPtr& visit, std::string_view rest) {
    const auto slash = rest.find('/');
    const auto* found = slash == rest.npos ? nullptr : assets_.find(rest.substr(slash + 1));
    if (found == nullptr || !is_word(rest.substr(0, slash))) return visit->fail(pages_, 404, "not_found");
    const bool small = net::allows_gzip(visit->request.header("accept-encoding"));
    net::Response response{200, std::string(found->type), {}, small ? found->gzip : std::string(found->bytes)};
    response.headers = {{"cache-control", "public, max-age=31536000, immutable"}, {"vary", "accept-encoding"}};
    if (small) response.headers.push_back({"content-encoding", "gzip"});
    harden(response, false);
    visit->respond(std::move(response));
}

void Site::join_page(const VisitPtr& visit, std::string_view channel) {
    with_member(visit, [this, visit, channel = std::string(channel)](const MemberPageView* member) {
        if (member != nullptr) return visit->redirect("/m");
        JoinForm form;
        form.channel = channel;
        show_join_form(visit, std::move(form), 200);
    });
}

void Site::claim_page(const VisitPtr& visit, std::string_view code) {
    with_member(visit, [this, visit, code = std::string(code)](const MemberPageView* member) {
        if (member != nullptr) {
            return visit->page(
                200, pages_.claim(visit->view, *member, code, claimable(*visit, code), visit->session->token()));
        }
        JoinForm form;
        form.channel = visit->view.snapshot->settings.join_channel;
        form.claim_code = code;
        show_join_form(visit, std::move(form), 200);
    });
}

BrowserSession Site::session_to_come(const VisitPtr& visit, std::string_view carried) {
    if (visit->session) return *visit->session;
    const auto kept = BrowserSession::from_secret(carried);
    SystemRandom random;
    return kept ? *kept : BrowserSession::fresh(random);
}

void Site::show_join_form(const VisitPtr& visit, JoinForm form, int status) {
    const auto session = session_to_come(visit, form.secret);
    form.secret = visit->session ? "" : session.secret();
    form.token = session.token();
    visit->page(status, pages_.join(visit->view, form, claimable(*visit, form.claim_code)));
}

std::int64_t Site::claimable(const Visit& visit, std::string_view code) const {
    const auto& purchase = visit.view.snapshot->purchase;
    const bool is_this = purchase && !purchase->bound_to && purchase->claim_url.ends_with("/c/" + std::string(code));
    return is_this ? purchase->tickets : 0;
}

void Site::member_page(const VisitPtr& visit, std::string_view) {
    with_member(visit, [this, visit](const MemberPageView* member) {
        if (member == nullptr) return visit->redirect(join_path(*visit));
        show_member(visit, *member);
    });
}

void Site::show_member(const VisitPtr& visit, const MemberPageView& member) {
    auto issued = kiosk_.submit(IssuePass{visit->session->browser()});
    when(visit, std::move(issued), [this, visit, member](const Outcome& outcome) {
        const auto* pass = std::get_if<PassIssued>(&outcome);
        if (pass == nullptr) return visit->redirect(join_path(*visit));
        renew_witness(*visit);
        visit->page(200, pages_.member(visit->view, member, *pass, visit->session->token()));
    });
}

void Site::get_me(const VisitPtr& visit, std::string_view) {
    visit->wants_json = true;
    with_member(visit, [this, visit](const MemberPageView* member) {
        if (member == nullptr) return visit->fail(pages_, 401, "no_number");
        Json::Array prizes;
        for (const auto& unit : member->prizes) prizes.push_back(prize_json(unit));
        visit->json(200, Json::Object{{"number", member->number},
                                      {"name", member->name},
                                      {"tickets", member->ticket_count},
                                      {"prizes", std::move(prizes)}});
    });
}

void Site::poster(const VisitPtr& visit, std::string_view post) {
    if (!make_poster_) return visit->fail(pages_, 404, "not_found");
    when(visit, kiosk_.query(Outbox{}), [this, visit, id = std::string(post)](const Answer& answer) {
        const auto* posts = std::get_if<std::vector<OutboxPost>>(&answer);
        const auto found = std::ranges::find(*posts, id, &OutboxPost::id);
        if (found == posts->end()) return visit->fail(pages_, 404, "not_found");
        if (found->kind != PostKind::thanks) return show_poster(visit, *found);
        when(visit, kiosk_.query(OnePhoto{found->thanks.photo}), [this, visit](const Answer& photo) {
            const auto* whole = std::get_if<OutboxPost>(&photo);
            if (whole == nullptr) return visit->fail(pages_, 404, "not_found");
            show_poster(visit, *whole);
        });
    });
}

void Site::show_poster(const VisitPtr& visit, const OutboxPost& post) {
    const auto language = language_from_tag(visit->query.get("lang"));
    when(visit, make_poster_(post, language.value_or(visit->view.snapshot->settings.language)),
         [visit](const Bytes& png) { visit->answer(200, "image/png", std::string(text_of(png))); });
}

void Site::calendar(const VisitPtr& visit, std::string_view) {
    when(visit, kiosk_.query(DrawList{}), [this, visit](const Answer& answer) {
        const auto& snapshot = *visit->view.snapshot;
        const auto title = visit->view.speech.strings().fill("phone.calendar.draw", {{"shop", snapshot.settings.shop}});
        const auto& draws = std::get<std::vector<DrawSummary>>(answer);
        auto feed = calendar_feed(snapshot.settings, snapshot.kiosk_code, title, clock_.now(), calendar_days,
                                  visit->view.speech.zone(), shows_called_off(draws));
        visit->answer(200, "text/calendar; charset=utf-8", std::move(feed));
    });
}

void Site::privacy_page(const VisitPtr& visit, std::string_view) { visit->page(200, pages_.privacy(visit->view)); }

}  // namespace xiaoer::phone
