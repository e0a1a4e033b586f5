// The pages of one member: their own page, what the shop knows of them, and the way to be forgotten.
#include "base/money.h"
#include "base/text.h"
#include "domain/number.h"
#include "phone/page_words.h"
#include "phone/pages.h"
#include "phone/qr_image.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

// 50 → "5", 25 → "2.5": the price list says tenths.
std::string tenths(std::int64_t hundredths) {
    const auto rest = hundredths % 10;
    return std::to_string(hundredths / 10) + (rest == 0 ? "" : "." + std::to_string(rest));
}

Fields prize_card(const View& view, const PickupUnit& unit) {
    const auto& strings = view.speech.strings();
    const bool waiting = unit.state == UnitState::waiting;
    const auto by = view.speech.day_and_hour(unit.claim_by, view.now);
    std::string text;
    if (waiting && unit.elsewhere) {
        text = strings.fill("phone.prize.elsewhere", {{"shop", *unit.elsewhere}, {"when", by}});
    } else if (waiting) {
        text = strings.fill("phone.prize.collect", {{"when", by}});
    } else if (unit.state == UnitState::handed_over) {
        text = strings.fill("phone.prize.handed_over", {{"when", view.speech.day(unit.handed_over_at, view.now)}});
    } else {
        text = strings["phone.prize.unclaimed"];
    }
    const auto title = waiting ? strings.fill("phone.prize.won", {{"prize", unit.prize}}) : unit.prize;
    return {{"title", title}, {"text", text}, {"waiting", waiting}};
}

std::vector<Fields> prize_cards(const View& view, const MemberPageView& member) {
    std::vector<Fields> cards;
    for (const auto& unit : member.prizes) cards.push_back(prize_card(view, unit));
    return cards;
}

std::vector<Fields> ticket_rows(const View& view, const MemberPageView& member) {
    std::vector<Fields> rows;
    for (const auto& ticket : member.tickets) {
        const auto& why = text_or(view.speech.strings(), "phone.why.", ticket.why, "other");
        rows.push_back({{"ticket", ticket.ticket}, {"why", why}, {"day", view.speech.day(ticket.at, view.now)}});
    }
    return rows;
}

std::string tickets_title(const View& view, std::int64_t count) {
    const auto& strings = view.speech.strings();
    const auto tickets = counted(strings, "phone.tickets", count);
    if (!view.snapshot->next_draw) return tickets;
    const auto when = view.speech.day_and_hour(view.snapshot->next_draw->draws_at, view.now);
    return strings.fill("phone.member.tickets", {{"when", when}, {"tickets", tickets}});
}

std::string money(const View& view, std::int64_t amount_minor) {
    return format_money(amount_minor, view.snapshot->settings.currency);
}

std::vector<Fields> voucher_rows(const View& view, const MemberPageView& member) {
    const auto& strings = view.speech.strings();
    std::vector<Fields> rows;
    for (const auto& voucher : member.vouchers) {
        rows.push_back({{"left", money(view, voucher.left_minor)},
                        {"until", strings.fill("phone.credit.until", {{"date", view.speech.date(voucher.expires_at)}})},
                        {"why", strings[key("phone.credit.", enum_name(voucher.why))]}});
    }
    return rows;
}

// What follows from how the member stands with the shop; each "" when it does not apply.
Fields standing(const View& view, const MemberPageView& member) {
    const auto& strings = view.speech.strings();
    const auto& settings = view.snapshot->settings;
    const bool stopped = member.strikes >= settings.strikes_max;
    const auto permille = settings.moderator_discount_permille;
    // "5% off" is told as what is left in Chinese: 9.5 折.
    const auto off = view.language == Language::en ? tenths(permille) : tenths((1000 - permille) / 10);
    const bool discounted = member.role == MemberRole::moderator && permille > 0;
    return {{"stopped", stopped ? strings.fill("phone.member.stopped", {{"n", std::to_string(settings.strikes_max)}})
                                : std::string()},
            {"free_ticket", member.free_ticket ? strings["phone.member.free_ticket"] : std::string()},
            {"moderator", discounted ? strings.fill("phone.member.moderator", {{"off", off}}) : std::string()}};
}

Fields referral(const View& view, const MemberPageView& member) {
    const auto& settings = view.snapshot->settings;
    if (settings.base_url.empty() || member.referral_channel.empty()) return {{"referral", false}};
    const auto& strings = view.speech.strings();
    const auto code = qr_image(settings.base_url + "/j/" + member.referral_channel, strings["phone.referral.alt"]);
    const auto gives = settings.referral_tickets;
    return {{"referral", !code.markup.empty()},
            {"referral_code", code},
            {"referral_gives", gives > 0 ? counted(strings, "phone.referral.gives", gives) : std::string()}};
}

void add(Fields& all, Fields more) { all.merge(std::move(more)); }

std::string number_and_name(const View& view, const MemberPageView& member) {
    return view.speech.strings().fill("phone.member.title",
                                      {{"number", format_number(member.number)}, {"name", member.name}});
}

}  // namespace

std::vector<Fields> interest_chips(const View& view, const std::vector<std::string>& chosen) {
    const auto& strings = view.speech.strings();
    std::vector<Fields> chips;
    for (const auto& interest : view.snapshot->settings.interests) {
        const auto name = key("phone.interest.", interest);
        const bool is_chosen = std::ranges::find(chosen, interest) != chosen.end();
        chips.push_back({{"interest", interest},
                         {"interest_name", strings.contains(name) ? strings[name] : interest},
                         {"chosen", is_chosen}});
    }
    return chips;
}

std::string Pages::member(const View& view, const MemberPageView& member, const PassIssued& pass,
                          std::string_view token) const {
    const auto& strings = view.speech.strings();
    const auto unlisted = member.ticket_count - static_cast<std::int64_t>(member.tickets.size());
    const auto credit = money(view, member.credit_minor);
    Fields fields{
        {"title", number_and_name(view, member)},
        {"pass", pass_picture(pass)},
        {"lifetime_ms", std::to_string(pass.lifetime_ms)},
        {"token", std::string(token)},
        {"refreshes", true},
        {"prizes", prize_cards(view, member)},
        {"tickets_title", tickets_title(view, member.ticket_count)},
        {"tickets", ticket_rows(view, member)},
        {"unlisted", unlisted > 0 ? counted(strings, "phone.member.unlisted", unlisted) : std::string()},
        {"credit", member.credit_minor > 0 ? strings.fill("phone.credit.title", {{"amount", credit}}) : std::string()},
        {"vouchers", voucher_rows(view, member)}};
    add(fields, standing(view, member));
    fields.emplace("group_way", group_way(view, member.number));
    add(fields, referral(view, member));
    return whole(view, "member", std::move(fields));
}

std::string Pages::mine(const View& view, const MemberPageView& member, const MyData& data,
                        std::string_view token) const {
    const auto& strings = view.speech.strings();
    const auto agreed = data.consent_at
                            ? strings.fill("phone.mine.agreed", {{"date", view.speech.date(*data.consent_at)}})
                            : strings["phone.mine.not_recorded"];
    std::vector<Fields> photos;
    for (const auto& one : data.photos) {
        const auto words = strings.fill("phone.mine.photo", {{"date", view.speech.date(one.at)}});
        photos.push_back({{"photo", one.photo}, {"photo_words", words}, {"token", std::string(token)}});
    }
    return whole(view, "mine",
                 {{"title", strings["phone.mine.title"]},
                  {"who", number_and_name(view, member)},
                  {"phones", counted(strings, "phone.mine.phones", data.phones)},
                  {"phone_number", data.phone},
                  {"chips", interest_chips(view, member.interests)},
                  {"has_interests", !view.snapshot->settings.interests.empty()},
                  {"agreed", agreed},
                  {"guardian", data.guardian},
                  {"shows_name", data.show_name},
                  {"alliance", data.alliance},
                  {"photos", std::move(photos)},
                  {"has_photos", !data.photos.empty()},
                  {"saved", data.saved},
                  {"token", std::string(token)}});
}

std::string Pages::forget(const View& view, const MemberPageView& member, std::string_view token, bool unsure) const {
    const auto& strings = view.speech.strings();
    const auto waiting = std::ranges::count(member.prizes, UnitState::waiting, &PickupUnit::state);
    const auto credit = money(view, member.credit_minor);
    return whole(view, "forget",
                 {{"title", strings["phone.forget.title"]},
                  {"who", number_and_name(view, member)},
                  {"waiting", waiting > 0 ? counted(strings, "phone.forget.prizes", waiting) : std::string()},
                  {"tickets", member.ticket_count > 0 ? counted(strings, "phone.forget.tickets", member.ticket_count)
                                                      : std::string()},
                  {"credit",
                   member.credit_minor > 0 ? strings.fill("phone.forget.credit", {{"amount", credit}}) : std::string()},
                  {"problem", unsure ? strings["phone.forget.tick_first"] : std::string()},
                  {"token", std::string(token)}});
}

std::string Pages::forgotten(const View& view) const {
    const auto& strings = view.speech.strings();
    return said(view, strings["phone.forgotten.title"], strings["phone.forgotten.text"], "phone.message.home", true);
}

std::string Pages::new_phone(const View& view, const NewPhoneForm& form) const {
    const auto& strings = view.speech.strings();
    const auto problem = form.problem.empty() ? std::string() : strings[key("phone.problem.", form.problem)];
    return whole(view, "new_phone",
                 {{"title", strings["phone.new_phone.title"]},
                  {"number", form.number > 0 ? format_number(form.number) : std::string()},
                  {"asking", form.asking},
                  {"problem", form.asking ? std::string() : problem},
                  {"ask_problem", form.asking ? problem : std::string()},
                  {"consents", consents(view, form.consents, form.problem)},
                  {"secret", form.secret},
                  {"token", form.token}});
}

std::string Pages::asked(const View& view, std::int64_t number, const BindingAsked& asked) const {
    const auto& strings = view.speech.strings();
    const auto minutes = std::to_string(asked.lifetime_ms / minute_ms);
    return whole(view, "asked",
                 {{"title", strings["phone.asked.title"]},
                  {"code", asked.code},
                  {"number", std::to_string(number)},
                  {"minutes", strings.fill("phone.asked.minutes", {{"n", minutes}})}});
}

std::string Pages::bound(const View& view, std::int64_t number) const {
    const auto& strings = view.speech.strings();
    return said(view, strings.fill("phone.bound.title", {{"number", format_number(number)}}),
                strings["phone.bound.text"], "phone.joined.button", true);
}

}  // namespace xiaoer::phone
