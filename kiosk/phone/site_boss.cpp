// What the boss's pages ask: the book, the outbox, a member; and the roll-call that they bring (boss_answers.h).
#include "phone/conversation.h"
#include "phone/draw_answers.h"

namespace xiaoer::phone {

void Site::tell_book(const StaffVisit& staff, const AskBook& ask) {
    const auto figures = figures_for(ask.when, clock_.now(), staff.visit->view.speech.zone());
    when(staff.visit, kiosk_.query(figures), [this, staff, figures](const Answer& answer) {
        answer_staff(staff, book_json(figures, std::get<BookView>(answer)));
    });
}

void Site::tell_outbox(const StaffVisit& staff) {
    when(staff.visit, kiosk_.query(Outbox{}), [this, staff](const Answer& answer) {
        auto posts = std::get<std::vector<OutboxPost>>(answer);
        when(staff.visit, kiosk_.query(GroupWork{}), [this, staff, posts = std::move(posts)](const Answer& work) {
            const auto& view = staff.visit->view;
            const Speech group(view.snapshot->settings.language, view.speech.zone());
            const bool pictures = static_cast<bool>(make_poster_);
            answer_staff(staff, outbox_json(posts, std::get<GroupWorkView>(work), pictures, view.snapshot->settings,
                                            group, clock_.now()));
        });
    });
}

void Site::tell_draws(const StaffVisit& staff) {
    when(staff.visit, kiosk_.query(DrawList{}), [this, staff](const Answer& answer) {
        const auto& view = staff.visit->view;
        const Speech group(view.snapshot->settings.language, view.speech.zone());
        const auto& all = std::get<std::vector<DrawSummary>>(answer);
        answer_staff(staff, draws_json(*kiosk_.snapshot(), all, group, clock_.now()));
    });
}

void Site::tell_member(const StaffVisit& staff, const AskMember& ask) {
    when(staff.visit, kiosk_.query(OneMember{ask.number}), [this, staff](const Answer& answer) {
        const auto* card = std::get_if<MemberCard>(&answer);
        if (card != nullptr) return answer_staff(staff, member_json(*card));
        answer_staff(staff, to_json(Outcome(NotRecognised{ScanProblem::unknown})));
    });
}

void Site::keep_roll_call(const StaffVisit& staff, const AskRollCall& ask) {
    const auto length = roll_calls_.add(staff.caller.session, ask.at, ask.text, clock_.steady_ms());
    if (!length) return answer_staff(staff, Json::Object{{"kind", "error"}, {"what", "too_long"}});
    answer_staff(staff, Json::Object{{"kind", "roll_call"}, {"length", static_cast<std::int64_t>(*length)}});
}

}  // namespace xiaoer::phone
