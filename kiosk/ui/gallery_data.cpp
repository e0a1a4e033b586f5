#include "ui/gallery_slips.h"
#include "ui/gallery_wall.h"

#include "ui/screens/stage_motion.h"

namespace xiaoer::ui {
Timestamp at(int days, int hour, int minute) {
    const auto zone = Zone::named("Asia/Shanghai").value();
    auto civil = zone.to_civil(gallery_thursday + days * day_ms);
    civil.hour = hour, civil.minute = minute, civil.second = 0;
    return zone.to_time(civil);
}

StaffId staff_id(std::uint8_t n) {
    StaffId id;
    id.bytes[0] = n;
    return id;
}

namespace {

WinnerView winner(const Cast& cast, std::int64_t unit, std::int64_t number, const char* name, UnitState state) {
    WinnerView view;
    view.unit = {"d11", unit};
    view.tier = unit == 0 ? 0 : unit < 4 ? 1 : 2;
    view.within = unit == 0 ? 0 : unit < 4 ? unit - 1 : unit - 4;
    view.of_tier = unit == 0 ? 1 : unit < 4 ? 3 : 10;
    view.number = cast.longest ? 10'000'000 + number : number;
    view.shown_name = cast.pick(name, "龙吟镇赶集日第一个到店的老王😀𠮷");
    view.prize = cast.longest ? gallery_prizes(cast)[static_cast<std::size_t>(view.tier)].name
                              : std::array<const char*, 3>{"手工布鞋", "照片书",
                                                           "5 元代金券"}[static_cast<std::size_t>(view.tier)];
    view.state = state;
    view.claim_by = at(5, 20, 0);
    return view;
}

DrawView coming_draw(const Cast& cast) {
    DrawView draw;
    draw.id = "d12", draw.number = 12;
    draw.draws_at = at(2, 20, 0), draw.closes_at = at(2, 18, 30), draw.claim_by = at(12, 20, 0);
    draw.prizes = gallery_prizes(cast);
    draw.dice_throws = 10;
    draw.members = cast.longest ? 1'000'000 : 312, draw.tickets = cast.longest ? 12'345'678 : 1126;
    return draw;
}

DrawView locked_draw(const Cast& cast) {
    auto draw = coming_draw(cast);
    draw.state = DrawState::closed;
    draw.closing_hash = "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23";
    return draw;
}

DrawView past_draw(const Cast& cast) {
    auto draw = locked_draw(cast);
    draw.id = "d11", draw.number = 11, draw.state = DrawState::settled;
    draw.draws_at = at(-1, 20, 0), draw.claim_by = at(5, 20, 0);
    draw.entropy_value = "4162533164";
    constexpr std::array<std::pair<std::int64_t, const char*>, 14> people{{{118, "山里人"},
                                                                           {327, "平安是福"},
                                                                           {402, "陈**"},
                                                                           {215, "小赵"},
                                                                           {77, "龙吟花姐"},
                                                                           {9, "王*"},
                                                                           {311, "老街坊"},
                                                                           {56, "李**"},
                                                                           {248, "春暖花开"},
                                                                           {133, "阿明"},
                                                                           {290, "张*"},
                                                                           {41, "豆豆妈"},
                                                                           {187, "大河"},
                                                                           {305, "周**"}}};
    for (std::size_t i = 0; i < people.size(); ++i)
        draw.winners.push_back(winner(cast, static_cast<std::int64_t>(i), people[i].first, people[i].second,
                                      i < 2 ? UnitState::handed_over : UnitState::waiting));
    std::swap(draw.winners[2], draw.winners[3]);
    std::swap(draw.winners[2].within, draw.winners[3].within);
    return draw;
}

DeskView desk(const Cast& cast) {
    DeskView view;
    view.joined_today = cast.longest ? 1234 : 7, view.picked_up_today = cast.longest ? 1234 : 9;
    view.bought_again_today = cast.longest ? 1234 : 5;
    view.takings_with_number_minor = cast.longest ? 999'999'999 : 128'400;
    view.open_pickups = cast.longest ? 1234 : 4, view.unbound_purchases = cast.longest ? 1234 : 3,
    view.unread_slips = cast.longest ? 1234 : 1;
    view.unbound = {{"p3", cast.pick("0014", "LY-20261119-000014"), cast.longest ? 999'999'999 : 8600,
                     gallery_thursday - 70 * second_ms},
                    {"p2", "0013", 23900, gallery_thursday - 9 * minute_ms},
                    {"p1", "", 5000, gallery_thursday - 25 * minute_ms}};
    if (cast.longest) view.unbound.resize(8, view.unbound.front());
    view.slips = {{41, "raster", at(0, 10, 12)}};
    if (cast.longest) view.slips.resize(8, view.slips.front());
    const auto pickup = [&](std::int64_t unit, std::int64_t number, const char* prize) {
        view.pickups.push_back({{"d11", unit},
                                cast.longest ? 10'000'000 + number : number,
                                "",
                                cast.longest ? gallery_prizes(cast)[0].name : prize,
                                at(5, 20, 0)});
    };
    pickup(3, 402, "照片书"), pickup(2, 215, "照片书"), pickup(4, 77, "5 元代金券"), pickup(6, 311, "布鞋");
    if (cast.longest) view.pickups.resize(12, view.pickups.front());
    view.events = {{at(0, 10, 24), "prize.handed_over", 118, "手工布鞋"},
                   {at(0, 10, 12), "purchase.bound", 215, ""},
                   {at(0, 10, 9), "member.joined", 418, ""},
                   {at(0, 9, 58), "prize.refused", 327, ""}};
    if (cast.longest)
        view.events.resize(8, {at(0, 10, 24), "prize.handed_over", 10'000'118, gallery_prizes(cast)[0].name});
    view.staff = {{staff_id(1), cast.pick("小颖", "欧阳春风（周末兼职的店员）"), false, {}},
                  {staff_id(2), "老李", false, gallery_thursday + 10 * minute_ms},
                  {staff_id(3), cast.pick("店长", "上官老板娘（总店店长）"), true, {}}};
    if (cast.longest)
        for (std::uint8_t i = 4; i <= 24; ++i) view.staff.push_back({staff_id(i), view.staff[0].name, false, {}});
    return view;
}

}  // namespace

std::vector<PrizeOffer> gallery_prizes(const Cast& cast) {
    return {{cast.pick("手工布鞋", "老北京千层底手工布鞋（男女各码均可挑选一双）"), cast.longest ? 1000 : 1, 16800},
            {cast.pick("照片书一本", "全家福精装照片书一本（二十四页，含拍摄与冲印）"), 3, 4900},
            {cast.pick("5 元代金券", "五元代金券（本店与联盟各店通用，当天有效）"), 10, 500}};
}

Snapshot gallery_shop(const Cast& cast) {
    Snapshot snapshot;
    snapshot.made_at = gallery_thursday;
    snapshot.health = Health::good;
    snapshot.shop_open = true;
    auto& settings = snapshot.settings;
    settings.shop = cast.pick("老北京布鞋", "老北京手工千层底布鞋专卖"),
    settings.branch = cast.pick("龙吟店", "龙吟镇中心街农贸市场店");
    settings.wifi_name = cast.pick("LaoBeijing", "LaoBeijing-BuXie-LongYin-5GGuest");
    settings.wifi_password = cast.pick("88888888", "long.password.of.the.shop.2026");
    settings.base_url = "http://192.168.1.10:8080";
    settings.prizes = gallery_prizes(cast);
    snapshot.join_url = "http://192.168.1.10:8080/j/counter1";
    snapshot.kiosk_code = "41873";
    snapshot.member_count = 312;
    snapshot.next_draw = coming_draw(cast);
    snapshot.last_draw = past_draw(cast);
    snapshot.tonight = {{at(0, 19, 30), cast.pick("大厨教酸汤鱼", "大厨教凯里红酸汤鱼，在家也能做出来")},
                        {at(0, 20, 30), cast.pick("猜谜送代金券", "猜谜语，前十位答对的送五元代金券")}};
    snapshot.desk = desk(cast);
    PurchaseView purchase;
    purchase.sequence = 1, purchase.purchase = "p3", purchase.tickets = cast.longest ? 200 : 2,
    purchase.at = gallery_thursday;
    purchase.claim_url = "http://192.168.1.10:8080/c/73920518";
    snapshot.purchase = purchase;
    return snapshot;
}

Recognised gallery_visitor(const Cast& cast) {
    Recognised who;
    who.proof = Proof::pass;
    who.number = cast.longest ? 10'000'402 : 402, who.name = cast.pick("陈静", "龙吟镇赶集日第一个到店的老王😀𠮷");
    who.question = "phone_tail", who.answer = "5521";
    who.visits = cast.longest ? 12345 : 17, who.pickups = cast.longest ? 12345 : 3;
    PickupUnit unit;
    unit.unit = {"d11", 3}, unit.tier = 1, unit.value_minor = 4900;
    unit.prize = gallery_prizes(cast)[1].name;
    unit.drawn_at = at(-1, 20, 0), unit.claim_by = at(5, 20, 0);
    who.units = {unit};
    return who;
}

namespace {

void hang_customers(Wall& wall, const Words& words) {
    wall.hang("attract", Screen::attract);
    auto& first = wall.hang("attract-first-day", Screen::attract);
    first.snapshot.last_draw.reset(), first.snapshot.tonight.clear(), first.snapshot.next_draw.reset();
    wall.hang("attract-countdown", Screen::attract).now = at(2, 19, 51) + 18 * second_ms;
    auto& locked = wall.hang("attract-locked", Screen::attract);
    locked.snapshot.next_draw = locked_draw(wall.cast), locked.now = at(2, 18, 45);
    wall.hang("attract-no-phone", Screen::attract).snapshot.join_url.clear();
    wall.hang("attract-payment-code", Screen::attract).scene.toast = {words_of(ScanProblem::payment_code, words),
                                                                      Sound::no};

    auto& newcomer = wall.hang("welcome", Screen::welcome);
    newcomer.scene.welcome = {WelcomeState::Why::newcomer, wall.cast.longest ? 10'000'418 : 418,
                              wall.cast.pick("小陈", "龙吟镇赶集日第一个到店的老王😀𠮷"), 2, 0};
    auto& invited = wall.hang("welcome-group", Screen::welcome);
    invited.scene.welcome = newcomer.scene.welcome;
    invited.snapshot.settings.group_code = "https://weixin.qq.com/g/AQYAAMxL7u0jYf1mQZ3vXk2";
    invited.snapshot.settings.group_code_made_at = invited.now;
    auto& full = wall.hang("welcome-group-full", Screen::welcome);
    full.scene.welcome = newcomer.scene.welcome;
    full.snapshot.settings = invited.snapshot.settings;
    full.snapshot.settings.owner_contact = "加微信 https://u.wechat.com/kMqT8d2vXk2ZcP9";
    full.snapshot.group_newcomers = 200;
    auto& recognised = wall.hang("welcome-prize", Screen::welcome);
    recognised.scene.welcome = {WelcomeState::Why::recognised, 402,
                                wall.cast.pick("陈**", "龙吟镇赶集日第一个到店的老王😀𠮷"), 0, 1};
    wall.hang("welcome-credited", Screen::welcome).scene.welcome = {WelcomeState::Why::credited, 327, "平安是福", 2, 0};

    wall.hang("claim", Screen::claim);
    wall.hang("claim-amount", Screen::claim).snapshot.purchase->amount_minor = wall.cast.longest ? 999'999'999 : 12800;
    wall.hang("claim-no-phone", Screen::claim).snapshot.purchase->claim_url.clear();
    wall.hang("claim-keypad", Screen::claim).scene.claim = {true, "0402"};
}

void hang_stage(Wall& wall) {
    using Phase = StageState::Phase;
    const auto now = at(2, 18, 45);
    wall.hang("draw-announced", Screen::draw);
    auto& soon = wall.hang_for_clerk("draw-announced-manager", Screen::draw, true);
    soon.snapshot.next_draw->closes_at = soon.snapshot.next_draw->draws_at, soon.now = at(2, 19, 51) + 18 * second_ms;
    const auto locked = [&](const char* name, Phase phase, const char* throws) {
        auto& made = wall.hang_for_clerk(name, Screen::draw);
        made.snapshot.next_draw = locked_draw(wall.cast), made.now = now;
        made.scene.stage = {phase, throws, "", 0};
    };
    locked("draw-locked", Phase::waiting, "");
    locked("draw-last-seconds", Phase::waiting, "");
    wall.all.back().now = at(2, 19, 59) + 53 * second_ms;
    locked("draw-throwing", Phase::throwing, "416253");
    locked("draw-read-back", Phase::confirming, "4162533164");
    const auto reveal = [&](const char* name, std::size_t index) {
        wall.hang_for_clerk(name, Screen::draw).scene.stage = {Phase::revealing, "", "d11", index};
    };
    const auto value = [&](const char* name, Entropy entropy, const char* digits) {
        auto& made = wall.hang_for_clerk(name, Screen::draw);
        made.scene.stage = {Phase::value, "", "d11", 0};
        made.snapshot.last_draw->entropy = std::move(entropy), made.snapshot.last_draw->entropy_value = digits;
    };
    value("draw-value", DiceEntropy{"die", 10}, "4162533164");
    value("draw-value-lottery", LotteryEntropy{8, "2026134", "双色球"}, "0419273308");
    value("draw-value-drand", DrandEntropy{},
          "5d1c9a4be28753100fedcba98765432102f1e2d3c4b5a69788796a5b4c3d2e1f");
    value("draw-value-none", NoEntropy{}, "");
    reveal("draw-reveal-first", 0);
    reveal("draw-reveal", 2);
    reveal("draw-reveal-rolling", 2);
    wall.all.back().since_ms = roll_ms / 2;
    reveal("draw-reveal-cheering", 2);
    wall.all.back().since_ms = roll_ms + 1'400;
    wall.hang_for_clerk("draw-board", Screen::draw).scene.stage.phase = Phase::board;
    auto& cheering = wall.hang_for_clerk("draw-board-cheering", Screen::draw);
    cheering.scene.stage.phase = Phase::board, cheering.since_ms = 1'600;
    auto& none = wall.hang("draw-none", Screen::draw);
    none.snapshot.next_draw.reset(), none.snapshot.last_draw.reset();
    if (!wall.cast.longest) return;
    auto& full = wall.hang("draw-board-full", Screen::draw);
    full.scene.stage.phase = Phase::board;
    full.snapshot.last_draw->winners.resize(40, full.snapshot.last_draw->winners.back());
}

void hang_sign_in(Wall& wall, const Words& words) {
    wall.hang("sign-in", Screen::sign_in);
    wall.hang("sign-in-pin", Screen::sign_in).scene.sign_in = {staff_id(1), "1234", ""};
    wall.hang("sign-in-wrong", Screen::sign_in).scene.sign_in = {staff_id(1), "", words("sign_in.wrong", {{"n", "9"}})};
    wall.hang("sign-in-nobody", Screen::sign_in).snapshot.desk.staff.clear();
}

void hang_set_up(Wall& wall) { wall.hang("set-up", Screen::set_up).scene.set_up.url = pairing_url; }

void hang_till(Wall& wall) {
    const auto till = [&wall](const char* name, MadeUpSlip newest) -> Exhibit& {
        auto& made = wall.hang_for_clerk(name, Screen::till, true);
        made.till.slips = made_up_slips(newest, wall.cast.longest);
        return made;
    };
    const pos::TillProfile taught{{"顾客应交"}, {"票据流转"}, {"开单"}, {}, {}};
    till("till-waiting", MadeUpSlip::none);
    till("till-read", MadeUpSlip::plain);
    till("till-unread", MadeUpSlip::odd);
    till("till-point", MadeUpSlip::odd).scene.till.role = pos::TaughtRole::total;
    till("till-point-number", MadeUpSlip::odd).scene.till.role = pos::TaughtRole::number;
    till("till-learnt", MadeUpSlip::odd).scene.till.draft = taught;
    auto& second = till("till-second", MadeUpSlip::odd);
    second.scene.till.waiting = second.till.slips.front().id, second.scene.till.confirming = true;
    auto& confirmed = till("till-confirmed", MadeUpSlip::odd);
    confirmed.till.profile = taught, confirmed.scene.till.confirming = true;
    till("till-picture", MadeUpSlip::picture);
}

void hang_errors(Wall& wall) {
    using What = ErrorState::What;
    wall.hang("error-starting", Screen::error);
    wall.hang("error-no-shop", Screen::error).scene.error.what = What::no_shop;
    auto& frozen = wall.hang_for_clerk("error-frozen", Screen::error, true);
    frozen.scene.error.what = What::frozen;
    frozen.snapshot.health_detail = "ledger at 1204, anchor at 1207";
    wall.hang("error-frozen-clerk", Screen::error).scene.error.what = What::frozen;
    wall.hang("error-corrupt", Screen::error).scene.error.what = What::corrupt;
    auto& closed = wall.hang("error-cannot-start", Screen::error);
    closed.scene.error.what = What::cannot_start;
    closed.snapshot.health_detail = "shop.db was written by a newer version of Xiaoer (schema 12, this one knows 9)";
    const std::string key = "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23";
    wall.hang("owner", Screen::owner).scene.owner.secrets = {key, key, "846302"};
    wall.hang("owner-pin", Screen::owner).scene.owner.secrets = {"", "", "846302"};
    wall.hang("not-saved", Screen::not_saved).snapshot.health_detail = "disk full";
    auto& damaged = wall.hang("damaged", Screen::not_saved);
    damaged.snapshot.health = Health::damaged;
    damaged.snapshot.health_detail = "the database is damaged: row 12 missing from index tickets_open";
    wall.hang("slips-not-saved", Screen::not_saved).snapshot.health = Health::slips_not_saved;
}

void hang_posters(Wall& wall) {
    const auto poster = [&wall](const char* name, PostKind kind, DrawView draw) {
        wall.hang(name, Screen::attract).poster = OutboxPost{"", kind, std::move(draw)};
    };
    poster("poster-announced", PostKind::announced, coming_draw(wall.cast));
    poster("poster-locked", PostKind::locked, locked_draw(wall.cast));
    poster("poster-results", PostKind::results, past_draw(wall.cast));
    poster("poster-reminder", PostKind::reminder, past_draw(wall.cast));
    auto again = past_draw(wall.cast);
    const std::vector<WinnerView> was(again.winners.begin() + 2, again.winners.begin() + 4);
    again.rounds.push_back({1, DiceEntropy{"die", 10}, at(12, 20, 0), {2, 3}, true, "6543216543", was, was, {}});
    poster("poster-redrawn", PostKind::redrawn, again);
    again.rounds[0].settled = false;
    poster("poster-redraw", PostKind::redraw, again);
    auto& tonight = wall.hang("poster-tonight", Screen::attract);
    tonight.poster = OutboxPost{"", PostKind::tonight, {}, tonight.snapshot.tonight};
    auto& thanks = wall.hang("poster-thanks", Screen::attract);
    thanks.poster = OutboxPost{"", PostKind::thanks};
    thanks.poster->thanks.number = wall.cast.longest ? 10'000'118 : 118;
    thanks.poster->thanks.shown_name = wall.cast.pick("山里人", "龙吟镇赶集日第一个到店的老王😀𠮷");
    thanks.poster->thanks.prize = wall.cast.pick("手工布鞋", "老北京手工纳底棉布鞋加绒加厚防滑冬季保暖大码女款");
}

}  // namespace

std::vector<Exhibit> exhibits(Language language, bool longest) {
    Wall wall(longest);
    const Words words(language, Zone::named("Asia/Shanghai").value(), "CNY");
    hang_customers(wall, words);
    hang_scratch(wall);
    hang_stage(wall);
    hang_sign_in(wall, words);
    hang_desk(wall, words);
    hang_pickup(wall, words);
    hang_counter_desk(wall, words);
    hang_set_up(wall);
    hang_till(wall);
    hang_errors(wall);
    hang_posters(wall);
    return std::move(wall.all);
}

}  // namespace xiaoer::ui
