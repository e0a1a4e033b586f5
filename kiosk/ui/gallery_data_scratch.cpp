// The scratch card and the wheel, for the gallery.
#include "ui/gallery_wall.h"

namespace xiaoer::ui {

void hang_scratch(Wall& wall) {
    const auto cards = [&wall](const char* name, InstantLook look) -> Exhibit& {
        auto& made = wall.hang(name, Screen::scratch);
        const auto& cast = wall.cast;
        made.snapshot.instant = InstantView{20'776,
                                            "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23",
                                            10'000,
                                            look,
                                            {{gallery_prizes(cast)[0].name, 8'900, 5, 1},
                                             {cast.pick("洗衣粉", "立白超浓缩洗衣粉一千八百克家庭装"), 1'200, 500, 7},
                                             {cast.pick("糖", "大白兔奶糖一斤"), 200, 1'000, 0}},
                                            41,
                                            "p3"};
        return made;
    };
    cards("scratch", InstantLook::card).scene.scratch.digits = "82";
    cards("scratch-won", InstantLook::card).scene.scratch.played =
        InstantPlayed{20'776, 42, "8264", 1, wall.cast.pick("洗衣粉", "立白超浓缩洗衣粉一千八百克家庭装"), 1'200};
    cards("scratch-nothing", InstantLook::wheel).scene.scratch.played = InstantPlayed{20'776, 42, "8264", -1, "", 0};
    const auto waiting = [&wall](const char* name) -> Exhibit& {
        auto& made = wall.hang_for_clerk(name, Screen::pickup, true);
        made.snapshot.desk.instant_wins = {
            {20'776, 42, wall.cast.pick("洗衣粉", "立白超浓缩洗衣粉一千八百克家庭装"), gallery_thursday},
            {20'776, 39, gallery_prizes(wall.cast)[0].name, gallery_thursday - 9 * minute_ms}};
        if (wall.cast.longest) made.snapshot.desk.instant_wins.resize(8, made.snapshot.desk.instant_wins.front());
        return made;
    };
    waiting("pickup-scratched-way");
    auto& given = waiting("pickup-scratched").scene.pickup;
    given.phase = PickupState::Phase::scratched, given.giving = std::pair(20'776, 42);
    auto& claim = cards("scratch-claim", InstantLook::card);
    claim.scene.screen = Screen::claim;
    auto& welcome = cards("scratch-welcome", InstantLook::card);
    welcome.scene.screen = Screen::welcome;
    welcome.scene.welcome = {WelcomeState::Why::credited, 327, "平安是福", 2, 0};
}

}  // namespace xiaoer::ui
