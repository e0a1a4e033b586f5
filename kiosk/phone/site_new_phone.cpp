// A number on another phone: by number and 领奖码, or by four digits that the clerk types (app/command_people.h).
#include "base/text.h"
#include "phone/conversation.h"

#include <charconv>

namespace xiaoer::phone {
namespace {

constexpr std::size_t redeem_code_digits = 4;
constexpr std::string_view wrong = "number_or_code";  // one answer for all: nobody learns who has a number

// "0402" → 402; 0 for what is no number.
std::int64_t number_in(std::string_view typed) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    const bool whole = error == std::errc() && end == typed.data() + typed.size();
    return whole && number > 0 ? number : 0;
}

}  // namespace

void Site::new_phone_page(const VisitPtr& visit, std::string_view) { show_new_phone(visit, {}, 200); }

void Site::show_new_phone(const VisitPtr& visit, NewPhoneForm form, int status) {
    visit->view.path = "/phone";
    if (visit->wants_json) return visit->json(status, Json::Object{{"error", form.problem}});
    const auto session = session_to_come(visit, form.secret);
    form.secret = visit->session ? "" : session.secret();
    form.token = session.token();
    visit->page(status, pages_.new_phone(visit->view, form));
}

std::optional<BrowserSession> Site::new_phone_session(const VisitPtr& visit) {
    auto session = visit->session ? visit->session : BrowserSession::from_secret(visit->form.get("browser"));
    if (session && session->has_token(visit->form.get("token"))) return session;
    visit->view.path = "/phone";
    visit->fail(pages_, 403, "stale");
    return std::nullopt;
}

void Site::post_bind(const VisitPtr& visit, std::string_view) {
    const auto session = new_phone_session(visit);
    if (!session) return;
    NewPhoneForm form;
    form.number = number_in(trim(visit->form.get("number")));
    form.secret = std::string(visit->form.get("browser"));
    form.problem = wrong;
    const auto code = trim(visit->form.get("code"));
    if (form.number == 0 || code.size() != redeem_code_digits || !all_digits(code))
        return show_new_phone(visit, std::move(form), 422);
    auto outcome = kiosk_.submit(BindBrowser{form.number, std::string(code), session->browser()});
    when(visit, std::move(outcome), [this, visit, form, session = *session](const Outcome& answer) {
        const auto* bound = std::get_if<BrowserBound>(&answer);
        if (bound == nullptr) return show_new_phone(visit, form, 422);
        visit->extra_headers.push_back(session.set_cookie(visit->cookie_name));
        if (visit->wants_json) return visit->json(200, Json::Object{{"number", bound->number}});
        visit->view.path = "/m";
        visit->page(200, pages_.bound(visit->view, bound->number));
    });
}

void Site::post_ask(const VisitPtr& visit, std::string_view) {
    const auto session = new_phone_session(visit);
    if (!session) return;
    NewPhoneForm form;
    form.number = number_in(trim(visit->form.get("number")));
    form.consents = consents_in(visit->form);
    form.secret = std::string(visit->form.get("browser"));
    form.asking = true;
    form.problem = form.number == 0 ? "number" : problem_of(form.consents);
    if (!form.problem.empty()) return show_new_phone(visit, std::move(form), 422);
    AskToBind ask;
    ask.number = form.number;
    ask.browser = session->browser();
    ask.agreed = form.consents.agreed;
    ask.agreed_alliance = form.consents.agreed_alliance;
    ask.show_name = form.consents.show_name;
    ask.under_14 = form.consents.under_14;
    ask.guardian_agreed = form.consents.guardian;
    ask.language = visit->view.language;
    ask.notice = notice_hash(visit->view.language);
    when(visit, kiosk_.submit(std::move(ask)),
         [this, visit, number = form.number, session = *session](const Outcome& answer) {
             const auto* asked = std::get_if<BindingAsked>(&answer);
             if (asked == nullptr) return visit->fail(pages_, 422, "refused");
             visit->extra_headers.push_back(session.set_cookie(visit->cookie_name));
             if (visit->wants_json) return visit->json(200, Json::Object{{"code", asked->code}});
             visit->view.path = "/m";
             visit->page(200, pages_.asked(visit->view, number, *asked));
         });
}

}  // namespace xiaoer::phone
