#include "phone/boss_answers.h"

#include "domain/rules.h"
#include "phone/posts.h"

namespace xiaoer::phone {
namespace {

// The start of the business day that many days before another's start; counted from noon, for days of 23 or 25 hours.
Timestamp days_before(Timestamp day_start, std::int64_t days, const Zone& zone) {
    return business_day_start(day_start + 12 * hour_ms - days * day_ms, zone);
}

Json::Array people_json(const std::vector<GroupPerson>& people) {
    Json::Array list;
    for (const auto& person : people) {
        list.emplace_back(Json::Object{{"number", person.number}, {"name", person.shown_name}, {"mark", person.mark}});
    }
    return list;
}

Json::Array channels_json(const std::vector<ChannelFigure>& channels) {
    Json::Array list;
    for (const auto& one : channels)
        list.emplace_back(Json::Object{{"channel", one.channel}, {"newcomers", one.newcomers}});
    return list;
}

Json::Array referrers_json(const std::vector<ReferrerFigure>& referrers) {
    Json::Array list;
    for (const auto& one : referrers) {
        list.emplace_back(Json::Object{{"number", one.number}, {"newcomers", one.newcomers}, {"bought", one.bought}});
    }
    return list;
}

}  // namespace

BookFigures figures_for(BookTime when, Timestamp now, const Zone& zone) {
    const auto today = business_day_start(now, zone);
    const auto tomorrow = days_before(today, -1, zone);
    const auto civil = zone.to_civil(today);
    const bool weeks = when == BookTime::last_week || when == BookTime::this_week;
    const auto begun = days_before(today, weeks ? (civil.weekday + 6) % 7 : civil.day - 1, zone);
    if (when == BookTime::this_week || when == BookTime::this_month) return {begun, tomorrow};
    if (weeks) return {days_before(begun, 7, zone), begun};
    const auto last_day = days_before(begun, 1, zone);
    return {days_before(last_day, zone.to_civil(last_day).day - 1, zone), begun};
}

Json book_json(const BookFigures& asked, const BookView& view) {
    const auto& book = view.book;
    return Json::Object{{"kind", "book"},
                        {"from", asked.from.ms},
                        {"to", asked.to.ms},
                        {"baseline_minor", view.baseline_minor},
                        {"prizes", book.prizes},
                        {"prizes_value_minor", book.prizes_value_minor},
                        {"prizes_lapsed", book.prizes_lapsed},
                        {"came", book.came},
                        {"back", book.back},
                        {"back_minor", book.back_minor},
                        {"newcomers", book.newcomers},
                        {"channels", channels_json(book.channels)},
                        {"referrers", referrers_json(book.referrers)},
                        {"sales", book.sales},
                        {"sales_minor", book.sales_minor},
                        {"sales_with_number", book.sales_with_number},
                        {"sales_with_number_minor", book.sales_with_number_minor},
                        {"credit_issued_minor", book.credit_issued_minor},
                        {"credit_spent_minor", book.credit_spent_minor},
                        {"credit_expired_minor", book.credit_expired_minor},
                        {"check_ins", book.check_ins}};
}

Json outbox_json(const std::vector<OutboxPost>& posts, const GroupWorkView& work, bool pictures,
                 const Settings& settings, const Speech& group, const Speech& other, std::string_view other_name,
                 Timestamp now) {
    Json::Array list;
    for (const auto& post : posts) {
        list.emplace_back(Json::Object{{"id", post.id},
                                       {"title", post_title(post, group, now)},
                                       {"text", post_text(post, settings, group, now)},
                                       {"other_text", post_text(post, settings, other, now)},
                                       {"forwarded", post.forwarded_at.has_value()}});
    }
    return Json::Object{{"kind", "outbox"},
                        {"pictures", pictures},
                        {"other", std::string(other_name)},
                        {"posts", std::move(list)},
                        {"to_add", people_json(work.to_add)},
                        {"to_remove", people_json(work.to_remove)}};
}

Json member_json(const MemberCard& card) {
    Json::Array photos;
    for (const auto& photo : card.photos) {
        photos.emplace_back(Json::Object{{"photo", photo.photo.hex()}, {"prize", photo.prize}, {"at", photo.at.ms}});
    }
    return Json::Object{{"kind", "member"},           {"number", card.number},
                        {"name", card.name},          {"role", enum_name(card.role)},
                        {"strikes", card.strikes},    {"purchases", card.purchases},
                        {"seat", card.seat},          {"collected", card.collected},
                        {"photos", std::move(photos)}};
}

Json sync_json(const SyncStateView& view) {
    Json at, worked;
    std::string problem;
    Json::Array set_aside;
    if (view.last) {
        at = view.last->at.ms;
        if (view.last->worked) worked = view.last->worked->ms;
        problem = view.last->received.problem.empty() ? view.last->sent.problem : view.last->received.problem;
        for (const auto& line : view.last->set_aside) set_aside.emplace_back(line);
    }
    return Json::Object{{"kind", "sync"},
                        {"kiosks", view.kiosks},
                        {"to_tell", view.to_tell},
                        {"at", std::move(at)},
                        {"worked", std::move(worked)},
                        {"problem", problem},
                        {"set_aside", std::move(set_aside)}};
}

}  // namespace xiaoer::phone
