// What staff phones say: pairing, sealed calls, and their answers (staff_call.h).
#include "base/sha256.h"
#include "phone/conversation.h"
#include "phone/test_draw.h"

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

// The sheet's codes as pictures: the page has no need of their digits.
Json cards_json(const CardsReady& ready) {
    Json::Array codes;
    for (const auto& scan : ready.scans) {
        const auto code = make_qr(scan);
        codes.emplace_back(code ? svg_of(*code).markup : "");
    }
    return Json::Object{{"kind", "cards_ready"}, {"codes", std::move(codes)}};
}

Json network_json(const NetworkView& network) {
    Json::Array addresses;
    for (const auto& one : network.addresses)
        addresses.emplace_back(Json::Object{{"url", one.url}, {"lent", one.lent}});
    return Json::Object{{"kind", "network"}, {"addresses", std::move(addresses)}, {"wireless", network.wireless}};
}

// The same digits as on the test slip.
Json test_code_json(const std::string& kiosk_code) {
    const auto code = make_qr("8" + kiosk_code + std::string(20, '0'));
    return Json::Object{{"kind", "test_code"}, {"svg", code ? svg_of(*code).markup : ""}};
}

Json test_draw_json(const AskTestDraw& ask, const std::vector<PrizeOffer>& prizes, Timestamp now) {
    SystemRandom random;
    const auto draw = hold_test_draw(ask.throws, prizes, now, random);
    if (!draw) return problem(name_of(draw.error().code));
    Json::Array winners;
    for (const auto& one : draw->winners)
        winners.emplace_back(Json::Object{{"ticket", one.ticket}, {"prize", one.prize}, {"tier", one.tier}});
    return Json::Object{{"kind", "test_draw"}, {"winners", std::move(winners)}, {"verified", draw->verified}};
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
    if (const auto what = fill_in(*wish, staff.caller.session); !what.empty())
        return answer_staff(staff, problem(what));
    auto acting = staff;
    const auto* over = std::get_if<HandOver>(&*wish);
    if (over != nullptr && staff.caller.role < StaffRole::manager) acting.proven = over->manager;
    if (const auto* confirm = std::get_if<ConfirmValue>(&*wish)) acting.proven = confirm->second;
    answer_outcome(acting, kiosk_.submit(Command{body.id, std::move(*wish)}), true);
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
    if (const auto* book = std::get_if<AskBook>(&ask)) return tell_book(staff, *book);
    if (std::holds_alternative<AskOutbox>(ask)) return tell_outbox(staff);
    if (std::holds_alternative<AskDraws>(ask)) return tell_draws(staff);
    if (std::holds_alternative<AskSync>(ask)) return tell_sync(staff);
    if (const auto* member = std::get_if<AskMember>(&ask)) return tell_member(staff, *member);
    if (const auto* piece = std::get_if<AskRollCall>(&ask))
        return keep_piece(staff, roll_calls_, piece->kind, piece->at, piece->text);
    if (const auto* piece = std::get_if<AskPhoto>(&ask))
        return keep_piece(staff, photos_, piece->kind, piece->at, piece->text);
    if (const auto* print = std::get_if<AskPrint>(&ask)) {
        const auto& tool = print->recovery ? tools_.print_recovery : tools_.print_test;
        return answer_staff(staff, Json::Object{{"kind", "printed"}, {"printed", tool && tool()}});
    }
    if (tell_of_pickups(staff, ask)) return;
    const auto picture = kiosk_.snapshot();
    if (std::holds_alternative<AskNetwork>(ask))
        return answer_staff(staff, network_json(tools_.network ? tools_.network() : NetworkView{}));
    if (std::holds_alternative<AskTestCode>(ask)) return answer_staff(staff, test_code_json(picture->kiosk_code));
    if (const auto* draw = std::get_if<AskTestDraw>(&ask))
        return answer_staff(staff, test_draw_json(*draw, picture->settings.prizes, clock_.now()));
    auto state = state_for(staff.caller, *picture, clock_.now());
    answer_staff(staff, Json::Object{{"kind", "state"}, {"state", std::move(state)}});
}

void Site::answer_outcome(const StaffVisit& staff, std::future<Result<Outcome>> outcome, bool hear) {
    auto next = [this, staff, hear](const Result<Outcome>& result) {
        if (!result) return answer_staff(staff, problem(name_of(result.error().code)));
        if (hear && tools_.hear) tools_.hear(*result);
        // A phone does not keep another's word for the next prize, or the next draw.
        const bool used = std::holds_alternative<HandedOver>(*result) || std::holds_alternative<DrawSettled>(*result) ||
                          std::holds_alternative<RoundSettled>(*result);
        if (staff.proven && used) (void)kiosk_.submit(SignOut{*staff.proven});
        if (const auto* offered = std::get_if<PairingOffered>(&*result))
            return answer_staff(staff, pairing_json(*offered));
        if (const auto* cards = std::get_if<CardsReady>(&*result)) return answer_staff(staff, cards_json(*cards));
        answer_staff(staff, to_json(*result));
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
