// What each request gets: the checks every request passes, the routes, and the conversations with the shop.
//
// serve() runs on the server's thread; what follows an answer of the shop runs on the completions' thread. The two
// share the kiosk, the pages and one visit after the other, nothing else.
#pragma once

#include "phone/assets.h"
#include "phone/completions.h"
#include "phone/phone_server.h"
#include "phone/pieces.h"
#include "phone/staff_call.h"
#include "phone/visit.h"

namespace xiaoer::phone {

class Site {
public:
    Site(const PhoneOptions& options, Kiosk& kiosk, const Clock& clock, Assets assets, Pages pages);

    void serve(net::Request request, net::Respond respond);

private:
    struct Route;
    struct Found;
    struct Objection;
    [[nodiscard]] static Found find_route(const net::Request& request);
    [[nodiscard]] VisitPtr visit(net::Request request, net::Respond respond, std::shared_ptr<const Snapshot> snapshot);
    [[nodiscard]] std::optional<Objection> objection(const Visit& visit, const Route& route);
    [[nodiscard]] const Zone& zone_of(const Settings& settings);
    [[nodiscard]] std::int64_t claimable(const Visit& visit, std::string_view code) const;
    [[nodiscard]] static std::string join_path(const Visit& visit);
    void show_witness(const Visit& visit);
    static void renew_witness(Visit& visit);

    // `rest`: what stands for the route's star, [0-9A-Za-z_-] only; of an asset all that follows, unchecked.
    void home(const VisitPtr& visit, std::string_view rest);
    void asset(const VisitPtr& visit, std::string_view rest);
    void join_page(const VisitPtr& visit, std::string_view channel);
    void claim_page(const VisitPtr& visit, std::string_view code);
    void member_page(const VisitPtr& visit, std::string_view rest);
    void draws_page(const VisitPtr& visit, std::string_view rest);
    void draw_page(const VisitPtr& visit, std::string_view draw);
    void proof(const VisitPtr& visit, std::string_view draw);
    void proof_share(const VisitPtr& visit, std::string_view draw);
    void published_page(const VisitPtr& visit, std::string_view draw);
    void format_page(const VisitPtr& visit, std::string_view rest);
    void format_file(const VisitPtr& visit, std::string_view rest);
    void poster(const VisitPtr& visit, std::string_view post);
    void privacy_page(const VisitPtr& visit, std::string_view rest);
    void new_phone_page(const VisitPtr& visit, std::string_view rest);
    void mine_page(const VisitPtr& visit, std::string_view rest);
    void my_data(const VisitPtr& visit, std::string_view rest);
    void forget_page(const VisitPtr& visit, std::string_view rest);
    void calendar(const VisitPtr& visit, std::string_view rest);
    void post_join(const VisitPtr& visit, std::string_view rest);
    void post_claim(const VisitPtr& visit, std::string_view rest);
    void post_pass(const VisitPtr& visit, std::string_view rest);
    void post_bind(const VisitPtr& visit, std::string_view rest);
    void post_ask(const VisitPtr& visit, std::string_view rest);
    void post_interests(const VisitPtr& visit, std::string_view rest);
    void post_consents(const VisitPtr& visit, std::string_view rest);
    void post_forget(const VisitPtr& visit, std::string_view rest);
    void post_photo(const VisitPtr& visit, std::string_view rest);
    void get_me(const VisitPtr& visit, std::string_view rest);

    void staff_page(const VisitPtr& visit, std::string_view rest);
    void post_staff(const VisitPtr& visit, std::string_view rest);
    void pair_phone(const VisitPtr& visit, PairPhone call);
    void act_for_staff(const StaffVisit& staff);
    void do_for_staff(const StaffVisit& staff, const StaffBody& body);
    void tell_staff(const StaffVisit& staff, const StaffAsk& ask);
    void tell_book(const StaffVisit& staff, const AskBook& ask);
    void tell_outbox(const StaffVisit& staff);
    void tell_draws(const StaffVisit& staff);
    void tell_sync(const StaffVisit& staff);
    void tell_member(const StaffVisit& staff, const AskMember& ask);
    [[nodiscard]] bool tell_of_pickups(const StaffVisit& staff, const StaffAsk& ask);
    void tell_pickups(const StaffVisit& staff);
    void tell_audit(const StaffVisit& staff, const AskPickupAudit& ask);
    void tell_signature(const StaffVisit& staff, const AskSignature& ask);
    void print_more(const StaffVisit& staff, const AskPrintMore& ask);
    void tell_join_code(const StaffVisit& staff);
    // A piece of something long; answered {kind, "length"} as far as it is there.
    void keep_piece(const StaffVisit& staff, Pieces& pieces, std::string_view kind, std::int64_t at,
                    std::string_view text);
    // Puts what came before in pieces into the wish that means it. Returns: "", or what is wrong.
    [[nodiscard]] std::string_view fill_in(Wish& wish, const SessionId& phone);
    void answer_staff(const StaffVisit& staff, const Json& answer);
    // The outcome, sealed; `hear` also gives it to the machine's tools.
    void answer_outcome(const StaffVisit& staff, std::future<Result<Outcome>> outcome, bool hear);

    void show_join_form(const VisitPtr& visit, JoinForm form, int status);
    void after_join(const VisitPtr& visit, const JoinForm& form, const BrowserSession& session, const Outcome& outcome);
    void show_joined(const VisitPtr& visit, const JoinForm& form, const Joined& joined);
    void after_claim(const VisitPtr& visit, const Outcome& outcome);
    void show_poster(const VisitPtr& visit, const OutboxPost& post);
    void show_member(const VisitPtr& visit, const MemberPageView& member);
    void show_new_phone(const VisitPtr& visit, NewPhoneForm form, int status);
    void show_mine(const VisitPtr& visit, bool saved);
    void show_forget(const VisitPtr& visit, bool unsure);
    // The member's page again once it is done.
    void save(const VisitPtr& visit, std::future<Result<Outcome>> outcome);

    // The cookie that the phone has, or that a page of ours carried, or a new one for the page to carry.
    [[nodiscard]] BrowserSession session_to_come(const VisitPtr& visit, std::string_view carried);
    // Whose page sent this form. Nothing when it was none of ours; then that is answered here.
    [[nodiscard]] std::optional<BrowserSession> new_phone_session(const VisitPtr& visit);
    // Whether a page of this phone's own session sent this form; else that is answered here.
    [[nodiscard]] bool is_own_page(const VisitPtr& visit);
    [[nodiscard]] static std::vector<std::string> interests_in(const Visit& visit);

    // `next` is called with the member of this browser, or with nullptr.
    template <class Next>
    void with_member(const VisitPtr& visit, Next next);
    // `next` is called with the value; an error becomes a refusal here.
    template <class T, class Next>
    void when(const VisitPtr& visit, std::future<Result<T>> future, Next next);

    Kiosk& kiosk_;
    const Clock& clock_;
    const Assets assets_;
    const Pages pages_;
    const MakePoster make_poster_;
    // The server's thread only.
    RateLimit per_browser_, per_address_, joins_per_address_, per_staff_phone_;
    std::optional<Zone> zone_;  // the server's thread only
    const StaffTools tools_;
    Pieces roll_calls_, photos_;  // the completions' thread only
    Completions completions_;     // last: its thread uses what stands above
};

}  // namespace xiaoer::phone
