// What staff phones say: pairing, sealed calls, and their answers (staff_call.h).
#include "base/sha256.h"
#include "phone/conversation.h"

namespace xiaoer::phone {
namespace {

// The same call of the same phone is the same command: sent again after a lost answer, it is answered the same.
CommandId pairing_id(const PairPhone& call) {
    const Hash hash = sha256({view_of("xiaoer-pair-v1\n"), call.pairing.bytes, call.nonce, call.box});
    CommandId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

Json problem(std::string_view what) { return Json::Object{{"kind", "error"}, {"what", what}}; }

Json box_json(const PhonePaired& sealed) {
    return Json::Object{{"nonce", to_hex(sealed.nonce)}, {"box", to_hex(sealed.box)}};
}

Json pairing_json(const PairingOffered& offered) {
    const auto code = make_qr(offered.url);
    return Json::Object{{"kind", "pairing"},
                        {"svg", code ? svg_of(*code).markup : ""},
                        {"url", offered.url},
                        {"lifetime_ms", offered.lifetime_ms}};
}

}  // namespace

void Site::staff_page(const VisitPtr& visit, std::string_view) { visit->page(200, pages_.staff(visit->view)); }

void Site::post_staff(const VisitPtr& visit, std::string_view) {
    visit->wants_json = true;
    const auto json = parse_json(visit->request.body);
    if (!json) return visit->fail(pages_, 403, "not_paired");
    if (auto pairing = from_json<PairPhone>(*json)) return pair_phone(visit, std::move(*pairing));
    auto call = from_json<OpenCall>(*json);
    if (!call) return visit->fail(pages_, 403, "not_paired");
    auto to = to_hex(call->nonce);
    when(visit, kiosk_.submit(std::move(*call)), [this, visit, to = std::move(to)](const Outcome& outcome) {
        const auto* opened = std::get_if<CallOpened>(&outcome);
        if (opened == nullptr) return visit->fail(pages_, 403, "not_paired");
        act_for_staff({visit, *opened, to});
    });
}

void Site::pair_phone(const VisitPtr& visit, PairPhone call) {
    const auto id = pairing_id(call);
    when(visit, kiosk_.submit(Command{id, std::move(call)}), [this, visit](const Outcome& outcome) {
        if (const auto* paired = std::get_if<PhonePaired>(&outcome)) return visit->json(200, box_json(*paired));
        const auto* refused = std::get_if<PairingRefused>(&outcome);
        const bool taken = refused != nullptr && refused->taken;
        visit->fail(pages_, taken ? 409 : 410, taken ? "pairing_taken" : "pairing_over");
    });
}

void Site::act_for_staff(const StaffVisit& staff) {
    const auto json = parse_json(staff.caller.body);
    const auto body = json ? from_json<StaffBody>(*json) : Result<StaffBody>(json.error());
    if (!body || body->wish.has_value() == body->ask.has_value()) return answer_staff(staff, problem("invalid"));
    if (body->wish) return do_for_staff(staff, *body);
    if (!may_ask(*body->ask, staff.caller.role)) return answer_staff(staff, problem("not_allowed"));
    tell_staff(staff, *body->ask);
}

void Site::do_for_staff(const StaffVisit& staff, const StaffBody& body) {
    auto wish = wish_of(*body.wish, staff.caller);
    if (!wish) return answer_staff(staff, problem("not_allowed"));
    answer_outcome(staff, kiosk_.submit(Command{body.id, std::move(*wish)}), true);
}

void Site::tell_staff(const StaffVisit& staff, const StaffAsk& ask) {
    if (const auto* adding = std::get_if<AskAddStaff>(&ask)) {
        auto added = kiosk_.add_staff(adding->name, adding->manager, adding->pin, staff.caller.session);
        return answer_outcome(staff, std::move(added), false);
    }
    if (const auto* proving = std::get_if<AskProve>(&ask))
        return answer_outcome(staff, kiosk_.sign_in(proving->staff, proving->pin), false);
    if (const auto* pairing = std::get_if<AskPairing>(&ask))
        return answer_outcome(staff, kiosk_.submit(OfferPairing{pairing->staff, staff.caller.session}), false);
    if (const auto* print = std::get_if<AskPrint>(&ask)) {
        const auto& tool = print->recovery ? tools_.print_recovery : tools_.print_test;
        return answer_staff(staff, Json::Object{{"kind", "printed"}, {"printed", tool && tool()}});
    }
    auto state = state_for(staff.caller, *kiosk_.snapshot(), clock_.now());
    answer_staff(staff, Json::Object{{"kind", "state"}, {"state", std::move(state)}});
}

void Site::answer_outcome(const StaffVisit& staff, std::future<Result<Outcome>> outcome, bool hear) {
    auto next = [this, staff, hear](const Result<Outcome>& result) {
        if (!result) return answer_staff(staff, problem(name_of(result.error().code)));
        if (hear && tools_.hear) tools_.hear(*result);
        const auto* offered = std::get_if<PairingOffered>(&*result);
        answer_staff(staff, offered != nullptr ? pairing_json(*offered) : to_json(*result));
    };
    if (!completions_.then(std::move(outcome), std::move(next))) staff.visit->fail(pages_, 503, "busy");
}

void Site::answer_staff(const StaffVisit& staff, const Json& answer) {
    const auto plain = canonical(Json::Object{{"answer", answer}, {"to", staff.to}});
    SystemRandom random;  // the server's own is another thread's
    const auto nonce = random.array<std::tuple_size_v<BoxNonce>>();
    const SecretKey key(staff.caller.key);
    staff.visit->json(200, box_json({nonce, close_box(key, nonce, view_of(plain))}));
}

}  // namespace xiaoer::phone
