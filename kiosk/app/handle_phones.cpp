// Whose seat and whose phone it is: app/command_people.h tells the rule.
#include "app/handling.h"
#include "base/text.h"
#include "domain/rules.h"
#include "store/local.h"
#include "store/members.h"

namespace xiaoer {
namespace {

constexpr std::int64_t tries_of_one_max = 5;
constexpr std::int64_t tries_of_all_max = 50;  // a business day: nobody can try all numbers five times

Result<void> bind_phone(Handling& now, const AskToBind& asking, const MemberRow& row, bool forget_others) {
    if (row.seat) {
        XIAOER_TRY(now.writing.append(ConsentGiven{row.member, asking.notice, asking.agreed_alliance, asking.show_name,
                                                   asking.under_14 && asking.guardian_agreed, asking.language}));
    }
    if (forget_others) XIAOER_TRY(forget_browsers(now.db(), row.member));
    now.written = true;
    return bind_browser(now.db(), asking.browser, row.member, now.now());
}

}  // namespace

Result<Outcome> handle(Handling& now, const BindSeat& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    if (!row->seat && !wish.code && !wish.forget_others) return Outcome(SeatBound{row->number, true, false, {}});
    std::optional<AskToBind> asking;
    if (wish.code) {
        asking = now.memory.askings.find(trim(*wish.code), now.steady_ms);
        if (!asking || asking->number != row->number) return Outcome(Refused{"binding_code"});
    }
    if (asking) {
        XIAOER_TRY(bind_phone(now, *asking, *row, wish.forget_others));
    } else if (wish.forget_others) {
        XIAOER_TRY(forget_browsers(now.db(), row->member));
        now.written = true;
    }
    if (row->seat) XIAOER_TRY(claim_seat(now, row->member, session->staff));
    now.after_commit.emplace_back(
        [&memory = now.memory, code = wish.code.value_or("")] { memory.askings.remove(trim(code)); });
    SeatBound bound{row->number, !row->seat, asking.has_value(), {}};
    if (row->seat) bound.redeem_code = redeem_code_of(now.store().keys(), row->member);
    return Outcome(std::move(bound));
}

Result<Outcome> handle(Handling& now, const AskToBind& wish) {
    if (!wish.agreed) return Outcome(Refused{"consent"});
    if (wish.under_14 && !wish.guardian_agreed) return Outcome(Refused{"guardian"});
    return Outcome(BindingAsked{now.memory.askings.add(wish, now.steady_ms, now.random), AskingBook::lifetime_ms});
}

Result<Outcome> handle(Handling& now, const BindBrowser& wish) {
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    if (row->seat) return Outcome(Refused{"seat_at_counter"});
    XIAOER_TRY_ASSIGN(const auto failures, browser_failures(now.db(), row->member));
    XIAOER_TRY_ASSIGN(const auto of_all, browser_failures_since(now.db(), business_day_start(now.now(), now.zone)));
    if (failures >= tries_of_one_max || of_all >= tries_of_all_max) return Outcome(WrongRedeemCode{0});
    if (!equal_in_constant_time(view_of(trim(wish.redeem_code)),
                                view_of(redeem_code_of(now.store().keys(), row->member)))) {
        XIAOER_TRY(set_browser_failures(now.db(), row->member, failures + 1, now.now()));
        now.written = true;
        return Outcome(WrongRedeemCode{tries_of_one_max - failures - 1});
    }
    if (failures > 0) XIAOER_TRY(set_browser_failures(now.db(), row->member, 0, now.now()));
    XIAOER_TRY(bind_browser(now.db(), wish.browser, row->member, now.now()));
    now.written = true;
    return Outcome(BrowserBound{row->number});
}

}  // namespace xiaoer
