// The clerk's desk: six tiles and the day in figures, and what each tile opens. UI thread.
//
// 记一笔: amount, then whose (number or scan, or nobody's yet). 小票归到顾客名下: choose, then whose. 帮顾客办卡:
// cards.h. 待补金额的小票: choose, then the amount. 领奖 opens the pickup desk. 用代金券: credit.h. Below the day's
// figures 抽奖 opens the stage. 连手机: the code for the clerk's own phone, the phones that may be revoked, and
// the clerk's own PIN (own_pin.h). 设备: devices.h.
#pragma once

#include "ui/screens/cards.h"
#include "ui/screens/credit.h"
#include "ui/screens/own_pin.h"

namespace xiaoer::ui {

struct DeskState {
    enum class Panel { home, amount, whose, unbound, cards, slips, slip_amount, credit, phones, devices, own_pin };
    Panel panel = Panel::home;
    std::string amount{};                       // keyed: "86.5"
    std::string number{};                       // keyed: whose
    std::optional<std::string> purchase{};      // being bound; nothing: 记一笔
    std::optional<std::int64_t> slip{};         // being filled
    std::optional<std::string> waiting_scan{};  // to be bound as soon as the purchase is recorded
    CardsState cards{};
    CreditState credit{};
    OwnPinState own_pin{};
    std::string phone_url{};            // the code that pairs the clerk's own phone
    std::optional<PhoneId> revoking{};  // touched once; the second touch is meant
};

struct DeskAction {
    enum class Kind {
        none,
        record,
        unbound,
        cards,
        slips,
        pickup,
        credit,
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
        in_cards,   // what `cards` says
        in_credit,  // what `credit` says
        phones,
        revoke,
        devices,
        confirm_clock,
        till,
        own_pin,     // opens it
        in_own_pin,  // what `own_pin` says
        print_again
    } kind = Kind::none;
    char key = key_none;
    std::size_t index = 0;
    CardsAction cards{};
    CreditAction credit{};
    OwnPinAction own_pin{};
};

[[nodiscard]] DeskAction draw_desk(Painter& painter, const DeskState& state, const View& view);
[[nodiscard]] Next step_desk(DeskState& state, const DeskAction& action, const View& view);
[[nodiscard]] Next scan_desk(DeskState& state, const std::string& scan, const View& view);
[[nodiscard]] Next answer_desk(DeskState& state, const Result<Outcome>& result, const View& view);

}  // namespace xiaoer::ui
