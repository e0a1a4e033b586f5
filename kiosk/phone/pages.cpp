#include "phone/pages.h"

#include "base/sha256.h"
#include "domain/group_way.h"
#include "domain/number.h"
#include "embedded/phone_pages.h"
#include "phone/page_words.h"
#include "phone/qr_image.h"

namespace xiaoer::phone {
namespace {

std::vector<std::string> notice_of(const Strings& strings) {
    std::vector<std::string> paragraphs;
    for (const auto* part : {"what", "where", "shown", "alliance", "free", "rights", "children", "cookie"}) {
        paragraphs.push_back(strings[key("phone.privacy.", part)]);
    }
    return paragraphs;
}

std::vector<Fields> notice_rows(const Strings& strings) {
    std::vector<Fields> rows;
    for (auto& paragraph : notice_of(strings)) rows.push_back({{"paragraph", std::move(paragraph)}});
    return rows;
}

}  // namespace

Hash notice_hash(Language language) {
    std::string notice;
    for (const auto& paragraph : notice_of(strings_of(language))) notice += paragraph + "\n";
    return sha256(notice);
}

Html pass_picture(const PassIssued& pass) {
    const auto code = make_qr(pass.scan);
    return code ? svg_of(*code) : Html{};
}

Result<Pages> Pages::load(std::string version) {
    const std::pair<const char*, std::string_view> files[] = {
        {"layout", embedded::layout_html()},       {"join", embedded::join_html()},
        {"consents", embedded::consents_html()},   {"joined", embedded::joined_html()},
        {"claim", embedded::claim_html()},         {"member", embedded::member_html()},
        {"mine", embedded::mine_html()},           {"forget", embedded::forget_html()},
        {"new_phone", embedded::new_phone_html()}, {"asked", embedded::asked_html()},
        {"draws", embedded::draws_html()},         {"draw", embedded::draw_html()},
        {"verify", embedded::verify_html()},       {"format", embedded::format_html()},
        {"privacy", embedded::privacy_html()},     {"message", embedded::message_html()},
        {"staff", embedded::staff_html()},         {"group_way", embedded::group_way_html()}};
    Pages pages;
    for (const auto& [name, text] : files) {
        XIAOER_TRY_ASSIGN(auto parsed, Template::parse(text));
        pages.templates_.emplace(name, std::move(parsed));
    }
    pages.version_ = std::move(version);
    return pages;
}

std::string Pages::whole(const View& view, std::string_view body, Fields fields) const {
    const auto& strings = view.speech.strings();
    const auto& settings = view.snapshot->settings;
    const auto shop = settings.branch.empty() ? settings.shop
                                              : strings.fill("phone.shop_and_branch",
                                                             {{"shop", settings.shop}, {"branch", settings.branch}});
    fields.emplace("shop", shop);
    fields.emplace("version", version_);
    fields.emplace("language", std::string(enum_name(view.language)));
    fields.emplace("path", view.path);
    for (const auto language : {Language::hans, Language::hant, Language::en}) {
        fields.emplace(key("in_", enum_name(language)), view.language == language);
    }
    fields.emplace("body", templates_.find(body)->second.render(strings, fields));
    return templates_.find("layout")->second.render(strings, fields).markup;
}

std::string Pages::staff(const View& view) const {
    return templates_.find("staff")
        ->second
        .render(view.speech.strings(), {{"language", std::string(enum_name(view.language))}, {"version", version_}})
        .markup;
}

std::string Pages::join(const View& view, const JoinForm& form, std::int64_t claimable) const {
    const auto& strings = view.speech.strings();
    const auto days = view.speech.days_of_rule(view.snapshot->settings.draw_rule);
    std::string title =
        days.empty() ? strings["phone.join.title"] : strings.fill("phone.join.title_days", {{"days", days}});
    if (!form.claim_code.empty()) {
        title = claimable > 0 ? strings.fill("phone.join.title_claim",
                                             {{"tickets", counted(strings, "phone.tickets", claimable)}})
                              : strings["phone.join.title_claim_some"];
    }
    return whole(view, "join",
                 {{"title", title},
                  {"problem", form.problem.empty() ? std::string() : strings[key("phone.problem.", form.problem)]},
                  {"bad_nickname", form.problem.starts_with("nickname")},
                  {"bad_phone", form.problem == "phone"},
                  {"channel", form.channel},
                  {"claim_code", form.claim_code},
                  {"nickname", form.nickname},
                  {"phone", form.phone},
                  {"chips", interest_chips(view, form.interests)},
                  {"has_interests", !view.snapshot->settings.interests.empty()},
                  {"consents", consents(view, form.consents, form.problem)},
                  {"secret", form.secret},
                  {"token", form.token}});
}

Html Pages::group_way(const View& view, std::int64_t number) const {
    const auto& strings = view.speech.strings();
    const auto& snapshot = *view.snapshot;
    const auto invite = invite_to_group(snapshot.settings, snapshot.group_newcomers, view.now);
    if (invite.empty()) return {};
    const auto code = invite.code.empty() ? Html{} : qr_image(invite.code, strings["phone.group.alt"]);
    const auto note = strings.fill("phone.group.note", {{"number", format_number(number)}});
    return templates_.find("group_way")
        ->second.render(strings,
                        {{"group_button", strings[invite.own_code ? "phone.group.button" : "phone.member.contact"]},
                         {"group_words", invite.words},
                         {"group_code", code},
                         {"group_has_code", !code.markup.empty()},
                         {"group_note", invite.own_code ? std::string() : note}});
}

Html Pages::consents(const View& view, const Consents& consents, std::string_view problem) const {
    const auto& strings = view.speech.strings();
    return templates_.find("consents")
        ->second.render(strings, {{"bad_agreed", problem == "agreed"},
                                  {"bad_guardian", problem == "guardian"},
                                  {"agreed", consents.agreed},
                                  {"agreed_alliance", consents.agreed_alliance},
                                  {"show_name", consents.show_name},
                                  {"under_14", consents.under_14},
                                  {"guardian", consents.guardian},
                                  {"notice", notice_rows(strings)}});
}

std::string Pages::joined(const View& view, const Joined& joined, bool wanted_claim) const {
    const auto& strings = view.speech.strings();
    const auto number = strings.fill("phone.number", {{"number", format_number(joined.number)}});
    const auto& next = view.snapshot->next_draw;
    const auto when = next ? view.speech.day_and_hour(next->draws_at, view.now) : std::string();
    return whole(
        view, "joined",
        {{"title", strings[joined.already ? "phone.joined.already" : "phone.joined.title"]},
         {"number", number},
         {"redeem_code", joined.redeem_code},
         {"tickets", joined.tickets > 0 ? counted(strings, "phone.joined.tickets", joined.tickets) : std::string()},
         {"claim_failed", wanted_claim && joined.tickets == 0},
         {"group_way", group_way(view, joined.number)},
         {"next", next ? strings.fill("phone.joined.next", {{"when", when}}) : std::string()}});
}

std::string Pages::claim(const View& view, const MemberPageView& member, std::string_view code, std::int64_t claimable,
                         std::string_view token) const {
    const auto& strings = view.speech.strings();
    const auto tickets = claimable > 0 ? counted(strings, "phone.tickets", claimable) : std::string();
    return whole(view, "claim",
                 {{"title", claimable > 0 ? strings.fill("phone.claim.title", {{"tickets", tickets}})
                                          : strings["phone.claim.title_some"]},
                  {"number", strings.fill("phone.number", {{"number", format_number(member.number)}})},
                  {"name", member.name},
                  {"button", claimable > 0 ? strings.fill("phone.claim.button", {{"tickets", tickets}})
                                           : strings["phone.claim.button_some"]},
                  {"claim_code", std::string(code)},
                  {"token", std::string(token)}});
}

std::string Pages::claimed(const View& view, const Bound& bound) const {
    const auto& strings = view.speech.strings();
    const auto& next = view.snapshot->next_draw;
    const auto when = next ? view.speech.day_and_hour(next->draws_at, view.now) : std::string();
    return said(view, counted(strings, "phone.claimed.title", bound.tickets),
                next ? strings.fill("phone.joined.next", {{"when", when}}) : std::string(), "phone.joined.button",
                true);
}

std::string Pages::privacy(const View& view) const {
    const auto& strings = view.speech.strings();
    return whole(view, "privacy", {{"title", strings["phone.privacy.title"]}, {"notice", notice_rows(strings)}});
}

std::string Pages::said(const View& view, std::string title, std::string text, std::string_view button,
                        bool good) const {
    return whole(view, "message",
                 {{"title", std::move(title)},
                  {"text", std::move(text)},
                  {"button", view.speech.strings()[button]},
                  {"good", good}});
}

std::string Pages::message(const View& view, std::string_view what) const {
    const auto& strings = view.speech.strings();
    const auto start = key("phone.message.", what);
    return said(view, strings[start + ".title"], strings[start + ".text"], "phone.message.home", false);
}

}  // namespace xiaoer::phone
