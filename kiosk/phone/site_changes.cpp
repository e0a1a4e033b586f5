// What can be changed from a phone: join, claim, and a new pass.
#include "base/sha256.h"
#include "base/text.h"
#include "domain/number.h"
#include "phone/conversation.h"

namespace xiaoer::phone {
namespace {

constexpr std::size_t nickname_max = 20;  // code points, as Join says

std::string word_of(std::string_view text) { return is_word(text) ? std::string(text) : std::string(); }

JoinForm read_form(const net::Form& form) {
    JoinForm join;
    join.channel = word_of(form.get("channel"));
    join.claim_code = word_of(form.get("claim"));
    join.nickname = clean_text(form.get("nickname"), nickname_max);
    join.phone = clean_text(form.get("phone"), 40);
    join.consents = consents_in(form);
    join.secret = std::string(form.get("browser"));
    return join;
}

std::string_view problem_of(const JoinForm& form) {
    if (form.nickname.empty()) return "nickname";
    if (!form.phone.empty() && !normalise_phone(form.phone)) return "phone";
    return problem_of(form.consents);
}

// What the shop said no to, where the person can put it right.
std::string_view problem_of(const Outcome& outcome) {
    const auto* refused = std::get_if<Refused>(&outcome);
    return refused != nullptr && refused->why == "nickname_poses" ? "nickname_poses" : "refused";
}

// The same form of the same browser is the same command: pressed twice or sent again after a lost answer, it answers
// as it did the first time, with the 领奖码.
CommandId command_id(const BrowserSession& session, std::string_view body) {
    const Hash hash = sha256({view_of("xiaoer-join-v1\n"), view_of(session.secret()), view_of("\n"), view_of(body)});
    CommandId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

}  // namespace

void Site::post_join(const VisitPtr& visit, std::string_view) {
    auto form = read_form(visit->form);
    if (form.channel.empty()) form.channel = visit->view.snapshot->settings.join_channel;
    visit->view.path = form.claim_code.empty() ? "/j/" + form.channel : "/c/" + form.claim_code;
    const auto session = visit->session ? visit->session : BrowserSession::from_secret(form.secret);
    if (!session || !session->has_token(visit->form.get("token"))) return visit->fail(pages_, 403, "stale");
    form.interests = interests_in(*visit);
    form.problem = problem_of(form);
    if (!form.problem.empty()) {
        if (visit->wants_json) return visit->json(422, Json::Object{{"error", form.problem}});
        return show_join_form(visit, std::move(form), 422);
    }
    Join join;
    join.nickname = form.nickname;
    join.agreed = form.consents.agreed;
    join.agreed_alliance = form.consents.agreed_alliance;
    join.show_name = form.consents.show_name;
    join.under_14 = form.consents.under_14;
    join.guardian_agreed = form.consents.guardian;
    join.channel = form.channel;
    join.language = visit->view.language;
    join.browser = session->browser();
    join.notice = notice_hash(visit->view.language);
    if (!form.phone.empty()) join.phone = form.phone;
    if (!form.claim_code.empty()) join.claim_code = form.claim_code;
    auto outcome = kiosk_.submit(Command{command_id(*session, visit->request.body), std::move(join)});
    when(visit, std::move(outcome),
         [this, visit, form, session = *session](const Outcome& answer) { after_join(visit, form, session, answer); });
}

void Site::after_join(const VisitPtr& visit, const JoinForm& form, const BrowserSession& session,
                      const Outcome& outcome) {
    const auto* joined = std::get_if<Joined>(&outcome);
    if (joined == nullptr) {
        auto again = form;
        again.problem = problem_of(outcome);
        if (visit->wants_json) return visit->json(422, Json::Object{{"error", again.problem}});
        return show_join_form(visit, std::move(again), 422);
    }
    visit->extra_headers.push_back(session.set_cookie(visit->cookie_name));
    renew_witness(*visit);
    if (form.interests.empty() || joined->already) return show_joined(visit, form, *joined);
    // The number is theirs whatever becomes of the interests, and its 领奖码 is told now or never.
    const auto show = [this, visit, form, answer = *joined](const auto&) { show_joined(visit, form, answer); };
    auto chosen = kiosk_.submit(SetInterests{session.browser(), form.interests});
    if (!completions_.then(std::move(chosen), show)) show_joined(visit, form, *joined);
}

void Site::show_joined(const VisitPtr& visit, const JoinForm& form, const Joined& joined) {
    if (visit->wants_json) {
        return visit->json(200, Json::Object{{"number", joined.number},
                                             {"redeem_code", joined.redeem_code},
                                             {"tickets", joined.tickets},
                                             {"already", joined.already}});
    }
    visit->view.path = "/m";
    visit->page(200, pages_.joined(visit->view, joined, !form.claim_code.empty()));
}

void Site::post_claim(const VisitPtr& visit, std::string_view) {
    const auto code = word_of(visit->form.get("claim"));
    if (!is_own_page(visit)) return;
    BindPurchase claim{{}, code, Bearer{{}, {}, visit->session->browser()}};
    when(visit, kiosk_.submit(std::move(claim)),
         [this, visit](const Outcome& outcome) { after_claim(visit, outcome); });
}

void Site::after_claim(const VisitPtr& visit, const Outcome& outcome) {
    if (const auto* bound = std::get_if<Bound>(&outcome)) {
        if (!visit->wants_json) return visit->page(200, pages_.claimed(visit->view, *bound));
        return visit->json(200, Json::Object{{"number", bound->number}, {"tickets", bound->tickets}});
    }
    if (std::holds_alternative<AlreadyBound>(outcome)) return visit->fail(pages_, 409, "already_claimed");
    if (std::holds_alternative<UnknownBrowser>(outcome)) return visit->fail(pages_, 401, "no_number");
    visit->fail(pages_, 410, "claim_too_late");
}

void Site::post_pass(const VisitPtr& visit, std::string_view) {
    visit->wants_json = true;
    if (!is_own_page(visit)) return;
    when(visit, kiosk_.submit(IssuePass{visit->session->browser()}), [this, visit](const Outcome& outcome) {
        const auto* pass = std::get_if<PassIssued>(&outcome);
        if (pass == nullptr) return visit->fail(pages_, 401, "no_number");
        renew_witness(*visit);
        visit->json(200, Json::Object{{"svg", pass_picture(*pass).markup}, {"lifetime_ms", pass->lifetime_ms}});
    });
}

}  // namespace xiaoer::phone
