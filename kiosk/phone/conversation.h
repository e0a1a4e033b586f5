// How the site waits for the shop's answers without a thread of its own waiting. Included by the site's files only.
#pragma once

#include "phone/site.h"

namespace xiaoer::phone {

// What stands in a form of ticks, and what is missing there: the end of a key phone.problem.*, or "".
[[nodiscard]] inline Consents consents_in(const net::Form& form) {
    const auto ticked = [&form](std::string_view name) { return !form.get(name).empty(); };
    return {ticked("agreed"), ticked("agreed_alliance"), ticked("show_name"), ticked("under_14"), ticked("guardian")};
}
[[nodiscard]] inline std::string_view problem_of(const Consents& consents) {
    if (!consents.agreed) return "agreed";
    return consents.under_14 && !consents.guardian ? "guardian" : "";
}

template <class T, class Next>
void Site::when(const VisitPtr& visit, std::future<Result<T>> future, Next next) {
    auto answered = [this, visit, next = std::move(next)](Result<T> result) {
        if (result) return next(std::move(*result));
        const auto code = result.error().code;
        if (code == ErrorCode::busy) return visit->fail(pages_, 503, "busy");
        if (code == ErrorCode::invalid) return visit->fail(pages_, 422, "refused");
        visit->fail(pages_, 503, "not_saved");
    };
    if (!completions_.then(std::move(future), std::move(answered))) visit->fail(pages_, 503, "busy");
}

template <class Next>
void Site::with_member(const VisitPtr& visit, Next next) {
    if (!visit->session) return next(nullptr);
    when(visit, kiosk_.query(MemberPage{visit->session->browser()}),
         [next = std::move(next)](const Answer& answer) { next(std::get_if<MemberPageView>(&answer)); });
}

}  // namespace xiaoer::phone
