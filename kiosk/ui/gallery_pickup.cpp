// Pictures of the pickup.
#include "ui/gallery_wall.h"

namespace xiaoer::ui {

void hang_pickup(Wall& wall, const Words& words) {
    using Phase = PickupState::Phase;
    wall.hang_for_clerk("pickup", Screen::pickup);
    const auto found = [&](const char* name, Phase phase) -> PickupState& {
        auto& state = wall.hang_for_clerk(name, Screen::pickup).scene.pickup;
        state.phase = phase, state.who = gallery_visitor(wall.cast), state.scan = "9";
        return state;
    };
    found("pickup-found", Phase::found);
    auto& many = found("pickup-many", Phase::found);
    many.who->units.resize(4, many.who->units.front());
    many.who->units[1].prize = gallery_prizes(wall.cast)[2].name;
    many.who->units[3].elsewhere = wall.cast.pick("城关店", "老北京手工千层底布鞋专卖·城关镇东门店");
    auto& number = found("pickup-number", Phase::found);
    number.who->proof = Proof::number, number.who->question = "name", number.who->answer = number.who->name;
    auto& again = found("pickup-again", Phase::found);
    again.who->units[0].state = UnitState::handed_over;
    again.who->units[0].handed_over_at = at(0, 10, 2),
    again.who->units[0].handed_over_by = wall.cast.pick("小颖", "欧阳春风（周末兼职的店员）");
    auto& undo = wall.hang_for_clerk("pickup-undo", Screen::pickup, true).scene.pickup;
    undo = again;
    auto& refused = found("pickup-refused", Phase::found);
    refused.who->units = again.who->units;
    refused.problem =
        words("pickup.already", {{"time", words.deadline(at(0, 10, 2), gallery_thursday)}, {"by", "小颖"}});
    found("pickup-nothing", Phase::found).who->units.clear();
    auto& code = found("pickup-redeem-code", Phase::redeem_code);
    code.keyed = "55", code.problem = words("pickup.wrong_code", {{"n", "4"}});
    found("pickup-manager", Phase::manager);
    found("pickup-manager-pin", Phase::manager).manager = {staff_id(3), "123456", ""};
    auto& done = found("pickup-done", Phase::done);
    done.over = HandedOver{done.who->number, {}, {gallery_prizes(wall.cast)[1].name}, "小颖", gallery_thursday, "", 0};
    auto& gift = found("pickup-done-voucher", Phase::done);
    wall.all.back().devices.printer = DevicesView::Printer::paper_out;
    gift.over = done.over;
    gift.over->voucher_minor = wall.cast.longest ? 999'999'99 : 500;
}

}  // namespace xiaoer::ui
