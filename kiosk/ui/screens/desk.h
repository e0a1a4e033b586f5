// The clerk's desk: six tiles and the day in figures, and what each tile opens. UI thread.
//
// 记一笔: amount, then whose (number or scan, or nobody's yet). 小票归到顾客名下: choose, then whose. 帮顾客办卡:
// one key, bound to the sale of the moment. 待补金额的小票: choose, then the amount. 领奖 opens the pickup desk,
// 抽奖 the stage. 连手机: the code for the clerk's own phone, and the phones that may be revoked.
#pragma once

#include "ui/widgets.h"

namespace xiaoer::ui {

struct DeskState {
    enum class Panel { home, amount, whose, unbound, card, card_issued, slips, slip_amount, phones };
    Panel panel = Panel::home;
    std::string amount{};                       // keyed: "86.5"
    std::string number{};                       // keyed: whose
    std::optional<std::string> purchase{};      // being bound; nothing: 记一笔
    std::optional<std::int64_t> slip{};         // being filled
    std::optional<std::string> waiting_scan{};  // to be bound as soon as the purchase is recorded
    CardIssued card{};
    std::string phone_url{};            // the code that pairs the clerk's own phone
    std::optional<PhoneId> revoking{};  // touched once; the second touch is meant
};

struct DeskAction {
    enum class Kind {
        none,
        record,
        unbound,
        card,
        slips,
        pickup,
        draw,
        leave,  // tiles and the way out
        back,
        key,
        amount_done,
        send_number,
        nobody,
        choose_purchase,
        choose_slip,
        no_sale,
        issue,
        card_done,
        phones,
        revoke,
        confirm_clock,
        till
    } kind = Kind::none;
    char key = key_none;
    std::size_t index = 0;
};

[[nodiscard]] DeskAction draw_desk(Painter& painter, const DeskState& state, const View& view);
[[nodiscard]] Next step_desk(DeskState& state, const DeskAction& action, const View& view);
[[nodiscard]] Next scan_desk(DeskState& state, const std::string& scan, const View& view);
[[nodiscard]] Next answer_desk(DeskState& state, const Result<Outcome>& result, const View& view);

// The sale of the moment: the newest unclaimed purchase, when it is at most ten minutes old.
[[nodiscard]] const UnboundPurchase* sale_of_the_moment(const Snapshot& snapshot, Timestamp now);

}  // namespace xiaoer::ui
