// What staff phones ask about pickups: what waits, the audit, a signature, labels and paper, one's own PIN.
#include "phone/conversation.h"
#include "phone/pickup_answers.h"

namespace xiaoer::phone {
namespace {

constexpr std::int64_t audit_most = 1000;
constexpr std::int64_t audit_days_most = 3660;

Json problem_of_pickups(std::string_view what) { return Json::Object{{"kind", "error"}, {"what", what}}; }

// The badge of whoever asks, or of another for a manager; nothing for others.
const StaffView* badge_to_print(const Snapshot& snapshot, const CallOpened& caller, const AskPrintMore& ask) {
    const auto wanted = ask.staff.value_or(caller.staff);
    if (wanted != caller.staff && caller.role < StaffRole::manager) return nullptr;
    const auto found = std::ranges::find(snapshot.desk.staff, wanted, &StaffView::id);
    return found == snapshot.desk.staff.end() ? nullptr : &*found;
}

}  // namespace

void Site::tell_pickups(const StaffVisit& staff) {
    when(staff.visit, kiosk_.query(OpenPickups{}), [this, staff](const Answer& answer) {
        answer_staff(staff, pickups_json(std::get<std::vector<OpenPickupRow>>(answer)));
    });
}

void Site::tell_audit(const StaffVisit& staff, const AskPickupAudit& ask) {
    const auto now = clock_.now();
    const auto days = std::clamp(ask.days, std::int64_t{1}, audit_days_most);
    const auto most = std::clamp(ask.most, std::int64_t{1}, audit_most);
    // A minute more than now: what has just happened stands in it whatever the clocks say.
    const PickupAudit query{now - days * day_ms, now + minute_ms, ask.number, ask.staff, most};
    when(staff.visit, kiosk_.query(query), [this, staff, csv = ask.csv.value_or(false)](const Answer& answer) {
        const auto& view = std::get<AuditView>(answer);
        if (!csv) return answer_staff(staff, audit_json(view));
        const auto& page = staff.visit->view;
        auto text = audit_csv(view, page.snapshot->settings.language, page.speech.zone());
        answer_staff(staff, Json::Object{{"kind", "pickup_csv"}, {"csv", std::move(text)}});
    });
}

void Site::tell_signature(const StaffVisit& staff, const AskSignature& ask) {
    when(staff.visit, kiosk_.query(SignatureOf{ask.signature}), [this, staff](const Answer& answer) {
        const auto* text = std::get_if<SignatureText>(&answer);
        if (text == nullptr) return answer_staff(staff, problem_of_pickups("gone"));
        answer_staff(staff, Json::Object{{"kind", "signature"}, {"strokes", text->strokes}});
    });
}

// With how the printer was found last: a slip that was asked for may still not come out.
void Site::tell_printed(const StaffVisit& staff, bool printed) {
    const auto printer = tools_.printer ? tools_.printer() : "none";
    answer_staff(staff, Json::Object{{"kind", "printed"}, {"printed", printed}, {"printer", printer}});
}

void Site::print_more(const StaffVisit& staff, const AskPrintMore& ask) {
    const auto told = [this, staff](bool printed) { tell_printed(staff, printed); };
    if (ask.what == PrintMore::slip) {
        return when(staff.visit, kiosk_.query(PickupSlipOf{ask.unit}), [this, staff, told](const Answer& answer) {
            const auto* slip = std::get_if<PickupSlipView>(&answer);
            if (slip == nullptr) return answer_staff(staff, problem_of_pickups("gone"));
            told(tools_.print_copy && tools_.print_copy(*slip));
        });
    }
    if (ask.what == PrintMore::badge) {
        const auto picture = kiosk_.snapshot();
        const auto* person = badge_to_print(*picture, staff.caller, ask);
        return told(person != nullptr && tools_.print_badge && tools_.print_badge(person->name, person->badge));
    }
    when(staff.visit, kiosk_.query(OpenPickups{}), [this, told, what = ask.what](const Answer& answer) {
        const auto& rows = std::get<std::vector<OpenPickupRow>>(answer);
        if (what == PrintMore::labels) return told(tools_.print_labels && tools_.print_labels(rows));
        told(tools_.print_paper && tools_.print_paper(rows, clock_.now()));
    });
}

void Site::tell_join_code(const StaffVisit& staff) {
    const auto code = make_qr(kiosk_.snapshot()->join_url);
    answer_staff(staff, Json::Object{{"kind", "join_code"}, {"svg", code ? svg_of(*code).markup : ""}});
}

// Returns: whether this was one of the asks about pickups.
bool Site::tell_of_pickups(const StaffVisit& staff, const StaffAsk& ask) {
    if (std::holds_alternative<AskPickups>(ask)) {
        tell_pickups(staff);
    } else if (const auto* audit = std::get_if<AskPickupAudit>(&ask)) {
        tell_audit(staff, *audit);
    } else if (const auto* signature = std::get_if<AskSignature>(&ask)) {
        tell_signature(staff, *signature);
    } else if (const auto* print = std::get_if<AskPrintMore>(&ask)) {
        print_more(staff, *print);
    } else if (std::holds_alternative<AskJoinCode>(ask)) {
        tell_join_code(staff);
    } else if (const auto* pin = std::get_if<AskChangePin>(&ask)) {
        answer_outcome(staff, kiosk_.change_pin(staff.caller.staff, pin->old_pin, pin->new_pin), false);
    } else {
        return false;
    }
    return true;
}

}  // namespace xiaoer::phone
