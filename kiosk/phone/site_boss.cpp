// What the boss's pages ask: the book, the outbox, a member (boss_answers.h); and the roll-call or photo that they
// bring.
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
            const auto language = view.snapshot->settings.language;
            const auto second = language == Language::en ? Language::hans : Language::en;
            const Speech group(language, view.speech.zone());
            const Speech other(second, view.speech.zone());
            const bool pictures = static_cast<bool>(make_poster_);
            answer_staff(staff, outbox_json(posts, std::get<GroupWorkView>(work), pictures, view.snapshot->settings,
                                            group, other, enum_name(second), clock_.now()));
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

void Site::tell_sync(const StaffVisit& staff) {
    when(staff.visit, kiosk_.query(SyncState{}),
         [this, staff](const Answer& answer) { answer_staff(staff, sync_json(std::get<SyncStateView>(answer))); });
}

void Site::keep_piece(const StaffVisit& staff, Pieces& pieces, std::string_view kind, std::int64_t at,
                      std::string_view text) {
    const auto length = pieces.add(staff.caller.session, at, text, clock_.steady_ms());
    if (!length) return answer_staff(staff, Json::Object{{"kind", "error"}, {"what", "too_long"}});
    answer_staff(staff, Json::Object{{"kind", kind}, {"length", static_cast<std::int64_t>(*length)}});
}

std::string_view Site::fill_in(Wish& wish, const SessionId& phone) {
    std::string* roll_call = nullptr;
    if (auto* preview = std::get_if<PreviewSeats>(&wish)) roll_call = &preview->text;
    if (auto* import = std::get_if<ImportSeats>(&wish)) roll_call = &import->text;
    if (roll_call != nullptr && roll_call->empty()) {
        const auto* kept = roll_calls_.of(phone, clock_.steady_ms());
        if (kept == nullptr) return "roll_call_gone";
        *roll_call = *kept;
    }
    if (auto* keeping = std::get_if<KeepPhoto>(&wish)) {
        // What a phone says in one breath was cleaned by nobody.
        const auto* kept = photos_.of(phone, clock_.steady_ms());
        if (kept == nullptr || !tools_.clean_photo) return "photo_gone";
        const auto file = from_base64(*kept);
        auto clean = file ? tools_.clean_photo(*file) : Result<Bytes>(file.error());
        keeping->photo = clean ? std::move(*clean) : Bytes{};  // an unreadable one is refused by the shop, in words
    }
    return "";
}

}  // namespace xiaoer::phone
