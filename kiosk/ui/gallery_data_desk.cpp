#include "ui/gallery_wall.h"

namespace xiaoer::ui {

// Part of several, fetched, signed for, market day, looked up.
void hang_counter_desk(Wall& wall, const Words& words) {
    using Phase = PickupState::Phase;
    const auto state = [&](const char* name, Phase phase, bool manager = false) -> PickupState& {
        auto& made = wall.hang_for_clerk(name, Screen::pickup, manager).scene.pickup;
        made.phase = phase, made.who = gallery_visitor(wall.cast), made.scan = "9";
        return made;
    };
    auto& part = state("pickup-part", Phase::found);
    part.who->units.resize(3, part.who->units.front());
    part.who->units[1].prize = gallery_prizes(wall.cast)[2].name, part.who->units[1].unit.unit = 4;
    part.who->units[2].unit.unit = 5;
    part.left_out.insert(part.who->units[1].unit);
    auto& fetched = state("pickup-fetched", Phase::found);
    fetched.who->units[0].fetched_by = wall.cast.pick("老李", "欧阳春风（周末兼职的店员）");
    fetched.who->units[0].fetched_until = gallery_thursday + 15 * minute_ms;
    wall.all.back().snapshot.desk.pickups[1].fetched_by = fetched.who->units[0].fetched_by;
    state("pickup-mine", Phase::found).who->units[0].fetched_by = wall.all.back().clerk->name;
    auto& identity = state("pickup-identity", Phase::found, true);
    identity.who->proof = Proof::identity, identity.who->question = "name", identity.who->answer = identity.who->name;
    auto& field = state("pickup-sign", Phase::sign);
    field.strokes = {{{200, 120}, {320, 90}, {300, 220}, {240, 300}}, {{420, 100}, {500, 140}, {460, 280}, {640, 240}}};
    state("pickup-market", Phase::market).keyed = "03";
    auto& code = state("pickup-market-code", Phase::market);
    code.keyed = wall.cast.longest ? "10000402" : "0402", code.redeem_code = "552", code.at_code = true;
    auto& served = state("pickup-market-done", Phase::market);
    served.last =
        words("pickup.market_done", {{"n", "12"}, {"number", "0402"}, {"prize", gallery_prizes(wall.cast)[1].name}});
    state("pickup-market-dear", Phase::market).problem = words("pickup.market_dear", {{"number", "0402"}, {"n", "1"}});
    wall.hang_for_clerk("pickup-manager-asks", Screen::pickup, true);
    auto& seek = state("pickup-seek", Phase::seek, true);
    seek.keyed = "55", seek.document = IdentityDocument::id_card;
    auto& sought = state("pickup-sought", Phase::sought, true);
    sought.sought = {
        {402, wall.cast.pick("陈静", "龙吟镇赶集日第一个到店的老王😀𠮷"), gallery_prizes(wall.cast)[1].name},
        {1077, "老张", "照片书一本"}};
    if (wall.cast.longest) sought.sought.resize(10, sought.sought.front());
}

}  // namespace xiaoer::ui
