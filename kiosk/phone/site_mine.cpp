// What a member's own phone may see and change of what the shop knows: interests, consents, a copy, and being
// forgotten.
#include "phone/conversation.h"

namespace xiaoer::phone {
namespace {

std::int64_t integer_at(const Json& object, std::string_view name) {
    const auto* value = object.find(name);
    return value == nullptr || value->integer() == nullptr ? 0 : *value->integer();
}

// From the file that the member could also take home (store/export.h): the consents stand in it by time, the last
// counts.
MyData my_data_of(const Json& all, bool saved) {
    MyData data;
    data.saved = saved;
    if (const auto* phone = all.find("phone"); phone != nullptr && phone->string() != nullptr)
        data.phone = *phone->string();
    if (const auto* phones = all.find("phones"); phones != nullptr && phones->array() != nullptr)
        data.phones = static_cast<std::int64_t>(phones->array()->size());
    const auto* photos = all.find("photos");
    if (photos != nullptr && photos->array() != nullptr) {
        for (const auto& one : *photos->array()) {
            const auto* photo = one.find("photo");
            if (photo == nullptr || photo->string() == nullptr || integer_at(one, "taken_back") != 0) continue;
            data.photos.push_back({*photo->string(), Timestamp{integer_at(one, "at")}});
        }
    }
    const auto* consents = all.find("consents");
    if (consents == nullptr || consents->array() == nullptr || consents->array()->empty()) return data;
    const auto& last = consents->array()->back();
    data.consent_at = Timestamp{integer_at(last, "at")};
    data.show_name = integer_at(last, "show_name") != 0;
    data.alliance = integer_at(last, "alliance") != 0;
    data.guardian = integer_at(last, "guardian") != 0;
    return data;
}

}  // namespace

std::vector<std::string> Site::interests_in(const Visit& visit) {
    std::vector<std::string> chosen;
    for (const auto& interest : visit.view.snapshot->settings.interests) {
        if (!visit.form.get("interest_" + interest).empty()) chosen.push_back(interest);
    }
    return chosen;
}

bool Site::is_own_page(const VisitPtr& visit) {
    visit->view.path = "/m";
    if (!visit->session) {
        visit->fail(pages_, 401, "no_number");
    } else if (!visit->session->has_token(visit->form.get("token"))) {
        visit->fail(pages_, 403, "stale");
    } else {
        return true;
    }
    return false;
}

void Site::mine_page(const VisitPtr& visit, std::string_view) { show_mine(visit, false); }

void Site::show_mine(const VisitPtr& visit, bool saved) {
    visit->view.path = "/my";
    with_member(visit, [this, visit, saved](const MemberPageView* found) {
        if (found == nullptr) return visit->redirect(join_path(*visit));
        when(visit, kiosk_.query(ExportMember{visit->session->browser(), {}}),
             [this, visit, saved, member = *found](const Answer& answer) {
                 const auto* text = std::get_if<ExportText>(&answer);
                 const auto all = text == nullptr ? Json() : parse_json(text->json).value_or(Json());
                 visit->page(200, pages_.mine(visit->view, member, my_data_of(all, saved), visit->session->token()));
             });
    });
}

void Site::my_data(const VisitPtr& visit, std::string_view) {
    if (!visit->session) return visit->redirect(join_path(*visit));
    when(visit, kiosk_.query(ExportMember{visit->session->browser(), {}}), [this, visit](const Answer& answer) {
        const auto* text = std::get_if<ExportText>(&answer);
        if (text == nullptr) return visit->redirect(join_path(*visit));
        visit->extra_headers.push_back({"content-disposition", "attachment; filename=\"my-data.json\""});
        visit->answer(200, "application/json", text->json);
    });
}

void Site::forget_page(const VisitPtr& visit, std::string_view) { show_forget(visit, false); }

void Site::show_forget(const VisitPtr& visit, bool unsure) {
    visit->view.path = "/my/forget";
    with_member(visit, [this, visit, unsure](const MemberPageView* member) {
        if (member == nullptr) return visit->redirect(join_path(*visit));
        visit->page(unsure ? 422 : 200, pages_.forget(visit->view, *member, visit->session->token(), unsure));
    });
}

void Site::post_interests(const VisitPtr& visit, std::string_view) {
    if (!is_own_page(visit)) return;
    save(visit, kiosk_.submit(SetInterests{visit->session->browser(), interests_in(*visit)}));
}

// A phone that has a number and joins again changes nothing but what it consents to (app/handle_members.cpp).
void Site::post_consents(const VisitPtr& visit, std::string_view) {
    if (!is_own_page(visit)) return;
    Join again;
    again.agreed = true;
    again.agreed_alliance = !visit->form.get("agreed_alliance").empty();
    again.show_name = !visit->form.get("show_name").empty();
    again.language = visit->view.language;
    again.notice = notice_hash(visit->view.language);
    again.browser = visit->session->browser();
    with_member(visit, [this, visit, again](const MemberPageView* member) {
        if (member == nullptr) return visit->fail(pages_, 401, "no_number");
        save(visit, kiosk_.submit(again));
    });
}

void Site::save(const VisitPtr& visit, std::future<Result<Outcome>> outcome) {
    when(visit, std::move(outcome), [this, visit](const Outcome& answer) {
        if (std::holds_alternative<UnknownBrowser>(answer)) return visit->fail(pages_, 401, "no_number");
        if (std::holds_alternative<Refused>(answer)) return visit->fail(pages_, 422, "refused");
        if (visit->wants_json) return visit->json(200, Json::Object{{"saved", true}});
        show_mine(visit, true);
    });
}

void Site::post_photo(const VisitPtr& visit, std::string_view) {
    if (!is_own_page(visit)) return;
    const auto photo = PhotoId::from_hex(visit->form.get("photo"));
    if (!photo) return visit->fail(pages_, 422, "refused");
    save(visit, kiosk_.submit(TakeBackPhoto{*photo, {}, visit->session->browser()}));
}

void Site::post_forget(const VisitPtr& visit, std::string_view) {
    if (!is_own_page(visit)) return;
    if (visit->form.get("sure").empty()) {
        if (visit->wants_json) return visit->json(422, Json::Object{{"error", "sure"}});
        return show_forget(visit, true);
    }
    when(visit, kiosk_.submit(EraseSelf{visit->session->browser()}), [this, visit](const Outcome& answer) {
        if (!std::holds_alternative<Erased>(answer)) return visit->fail(pages_, 401, "no_number");
        visit->extra_headers.push_back(BrowserSession::forget_cookie(visit->cookie_name));
        if (visit->wants_json) return visit->json(200, Json::Object{{"forgotten", true}});
        visit->page(200, pages_.forgotten(visit->view));
    });
}

}  // namespace xiaoer::phone
