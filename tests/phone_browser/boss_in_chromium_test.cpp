// The boss's pages in a real Chromium on a real Kiosk: the week in one breath, posts two taps from the group, a pasted
// roll-call, one member with what is decided about them, and the book; with hostile names throughout.
#include "phone/boss_answers.h"
#include "tests/phone_browser/staff_in_hand.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

const std::string hostile = "<script>x=1</script>";
const std::string turned = "\u202e甲\u2066乙";  // bidi controls, which clean_text() takes off

class BossInHand : public StaffInHand {
protected:
    // What a text of the page is, whole, also where it is hidden.
    std::string content(const std::string& css) {
        const auto script = "var e = document.querySelector('" + css + "'); return e ? e.textContent : ''";
        return *phone->run_script(script).string();
    }
    void wait_until_content(const std::string& css, const std::string& part) {
        flows::wait_until(
            part + " in " + css, [&] { return content(css).find(part) != std::string::npos; }, flows::Duration(30'000));
    }
    bool holds(const std::string& script) { return canonical(phone->run_script("return " + script)) == "true"; }
    void expect_nothing_ran() {
        EXPECT_TRUE(holds("typeof x === 'undefined'"));
        EXPECT_FALSE(phone->has("main script"));
    }
    // Last week somebody won and collected, and bought again.
    void live_a_week() {
        const auto now = shop.clock.now();
        const auto zone = Zone::named(shop.kiosk->snapshot()->settings.zone).value();
        shop.live_until(figures_for(BookTime::last_week, now, zone).from + 6 * hour_ms);
        shop.sign_in();
        const auto winner = shop.buyer("小赵", 1);
        (void)shop.draw();
        shop.sign_in();
        const auto units = shop.waiting(shop.pass_of(1));
        shop.expect<HandedOver>(
            HandOver{{units.at(0).unit}, shop.pass_of(1), winner.redeem_code, shop.manager, shop.manager});
        auto again = test::Shop::sale("after", 108'600);
        again.member = winner.number;
        shop.record(again);
        shop.record(test::Shop::sale("nobody", 30'000));
        shop.live_until(now);
    }
};

TEST_F(BossInHand, the_first_page_tells_the_week_and_has_posts_to_forward) {
    live_a_week();
    shop.join(hostile, 2);
    shop.join(turned, 3);
    shop.say(Tick{});
    pair_boss();
    wait_until_content("[data-act=week]", "1 人来领，1 人又买 1,086 元");
    phone->wait_for(".post[data-post]", flows::Duration(30'000));
    EXPECT_NE(content("[data-card=outbox]").find("待拉进群"), std::string::npos);
    expect_nothing_ran();
    expect_good_looks_on_phones("boss-home");
}

TEST_F(BossInHand, a_post_is_two_taps_from_the_group_and_then_ticked) {
    shop.buyer("平安是福", 1);
    shop.say(Tick{});
    pair_boss();
    phone->wait_for(".post[data-post]", flows::Duration(30'000));
    const auto link = canonical(phone->run_script("return document.querySelector('[data-act=picture]').pathname"));
    EXPECT_NE(link.find("/p/announced-"), std::string::npos);
    // As on plain http, where there is no clipboard: the browser is asked to copy what is selected.
    (void)phone->run_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.addEventListener('copy', function () {"
        "  var e = document.activeElement;"
        "  window.copied = e.value.slice(e.selectionStart, e.selectionEnd); });");
    touch("copy");
    wait_until_content(".post .done", "已转");
    EXPECT_TRUE(holds("window.copied.indexOf('小二报信') === 0 && window.copied.indexOf('手工布鞋') > 0"));
    EXPECT_FALSE(phone->has("textarea"));
    touch("outbox", "outbox");
    wait_until_content("main", "都转过了");
    expect_good_looks_on_phones("boss-outbox");
}

TEST_F(BossInHand, a_browser_that_refuses_to_copy_leaves_the_text_selected) {
    shop.say(Tick{});
    pair_boss();
    phone->wait_for(".post[data-post]", flows::Duration(30'000));
    (void)phone->run_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = function () { return false; };");
    touch("copy");
    phone->wait_for("textarea.copied");
    EXPECT_TRUE(
        holds("(function (e) { return e.selectionEnd - e.selectionStart === e.value.length; })"
              "(document.querySelector('textarea.copied'))"));
    EXPECT_EQ(content(".post .done"), "");
    expect_good_looks_on_phones("boss-copy-by-hand");
}

TEST_F(BossInHand, newcomers_are_ticked_when_they_were_added_by_hand) {
    shop.join("山花", 1);
    pair_boss();
    phone->wait_for("[data-act=add]", flows::Duration(30'000));
    touch("add");
    wait_until_content("[data-card=outbox]", "✓ 拉好了");
    const auto left = std::get<GroupWorkView>(*shop.kiosk->query(GroupWork{}).get());
    EXPECT_TRUE(left.to_add.empty());
}

TEST_F(BossInHand, a_roll_call_is_pasted_decided_about_and_becomes_numbers) {
    shop.join("小赵", 1);
    pair_boss();
    touch("members", "members");
    touch("seats", "seats");
    expect_good_looks_on_phones("seats-empty");
    fill("textarea[name=roll]", "#接龙\n周三晚八点抽奖\n1. 平安是福\n2. 山里人 13800000000\n3. 小赵\n4. 龙吟花姐\n" +
                                    ("5. " + hostile + "\n6. " + turned + "\n7. \n8. 平安是福"));
    phone->wait_for("[data-line]", flows::Duration(30'000));
    EXPECT_NE(content(".jade").find("重名"), std::string::npos) << content(".jade");
    EXPECT_NE(content(".seats").find(hostile.substr(1)), std::string::npos) << "a name is not begun with a sign";
    expect_nothing_ran();
    expect_good_looks_on_phones("seats-preview");
    const auto before = content("[data-act=give]");
    touch("take");
    flows::wait_until(
        "one more number", [&] { return content("[data-act=give]") != before; }, flows::Duration(30'000));
    touch("leave");
    wait_until_content(".jade", "1 行不发");
    touch("give", "seats_given");
    expect_good_looks_on_phones("seats-given");
    EXPECT_EQ(shop.wait_for([](const Snapshot& s) { return s.member_count >= 7; })->member_count, 7);
}

TEST_F(BossInHand, ten_thousand_lines_are_read_and_a_line_of_a_megabyte_is_one_clear_line) {
    pair_boss();
    touch("members", "members");
    touch("seats", "seats");
    std::string roll;
    for (int i = 1; i <= 10'050; ++i) roll += std::to_string(i) + ". 群友" + std::to_string(i) + "\n";
    fill("textarea[name=roll]", roll);
    wait_until_content(".alarm", "名单太长");
    wait_until_content(".jade", "10000 位");
    expect_good_looks_on_phones("seats-ten-thousand");
    fill("textarea[name=roll]", std::string(1u << 20, 'x'));
    wait_until_content(".jade", "1 行没看懂");
    EXPECT_EQ(canonical(phone->run_script("return document.querySelectorAll('[data-line]').length")), "1");
    EXPECT_NE(content("[data-line]").find("太长"), std::string::npos);
    EXPECT_TRUE(holds("document.querySelector('[data-act=give]').hidden"));
    expect_good_looks_on_phones("seats-megabyte");
}

TEST_F(BossInHand, an_evening_is_planned) {
    pair_boss();
    touch("shop", "shop");
    touch("programme", "programme");
    touch("add_evening");
    fill("input[name=title]", "大厨教酸汤鱼 <b>");
    fill("input[name=time]", "20:15");
    fill("textarea[name=text]", "酸汤要先炒红。");
    expect_good_looks_on_phones("programme");
    touch("save", "shop");
    const auto changed = shop.wait_for([](const Snapshot& now) { return !now.settings.programme.empty(); });
    const auto& evening = changed->settings.programme.at(0);
    EXPECT_EQ(evening.title, "大厨教酸汤鱼 <b>");
    EXPECT_EQ(evening.minute, 20 * 60 + 15);
    EXPECT_EQ(evening.text, "酸汤要先炒红。");
}

TEST_F(BossInHand, a_member_is_struck_out_with_ready_words_and_given_a_voucher) {
    shop.join(hostile, 1);
    pair_boss();
    touch("members", "members");
    fill("input[name=number]", "1");
    touch("find");
    wait_until_content("h2", hostile);
    expect_nothing_ran();
    for (int i = 1; i <= 3; ++i) {
        touch("strike");
        wait_until_content("[data-part=strikes] b", std::to_string(i) + " 回，");
    }
    EXPECT_NE(content("[data-part=strikes]").find("请在群里把 0001 号移出去"), std::string::npos);
    EXPECT_NE(content("[data-part=strikes] .words").find("请出群"), std::string::npos);
    fill("input[name=value]", "5");
    touch("voucher");
    wait_until_content("[data-part=credit] b", "5 元");
    touch("role");
    wait_until_content("[data-part=role] h3", "是管家");
    expect_good_looks_on_phones("member");
    touch("reverse");
    wait_until_content("[data-part=credit] .acts", "撤回了");
    touch("clear");
    wait_until_content("[data-part=strikes] b", "0 回，");
    EXPECT_FALSE(phone->has("[data-act=clear]"));
}

TEST_F(BossInHand, a_thank_you_photo_goes_into_the_basket_only_with_a_yes_and_is_made_small_on_the_phone) {
    live_a_week();
    pair_boss();
    touch("members", "members");
    fill("input[name=number]", "1");
    touch("find");
    phone->wait_for("[data-part=photo]", flows::Duration(30'000));
    expect_good_looks_on_phones("photo");
    (void)phone->run_script(  // a picture of 3000 × 2000, as a camera would give it
        "var c = document.createElement('canvas'); c.width = 3000; c.height = 2000;"
        "c.getContext('2d').fillRect(0, 0, 3000, 2000); c.toBlob(function (blob) { var d = new DataTransfer();"
        "d.items.add(new File([blob], 'photo.jpg', {type: 'image/jpeg'}));"
        "document.querySelector('input[name=photo]').files = d.files; }, 'image/jpeg');");
    flows::wait_until(
        "the photo to be chosen",
        [&] { return holds("document.querySelector('input[name=photo]').files.length === 1"); },
        flows::Duration(30'000));
    touch("photo");
    wait_for_text("本人同意了才能发");
    phone->click("input[name=photo_agreed]");
    touch("photo");
    phone->wait_for("[data-act=photo_back]", flows::Duration(60'000));
    const auto posts = std::get<std::vector<OutboxPost>>(*shop.kiosk->query(Outbox{}).get());
    const auto thanks = std::ranges::find(posts, PostKind::thanks, &OutboxPost::kind);
    ASSERT_NE(thanks, posts.end());
    const auto whole = std::get<OutboxPost>(*shop.kiosk->query(OnePhoto{thanks->thanks.photo}).get());
    EXPECT_LT(whole.thanks.jpeg.size(), 400'000u);
    expect_good_looks("photo-kept");
    touch("photo_back");
    flows::wait_until(
        "it to be taken back", [&] { return !phone->has("[data-act=photo_back]"); }, flows::Duration(30'000));
}

TEST_F(BossInHand, the_book_says_how_each_figure_is_counted_in_every_language) {
    live_a_week();
    pair_boss();
    for (const std::string language : {"zh-Hans", "zh-Hant", "en"}) {
        phone->open("http://127.0.0.1:" + std::to_string(server->port()) + "/s?lang=" + language);
        phone->wait_for("main[data-view=home]", flows::Duration(30'000));
        touch("book", "book");
        phone->wait_for("[data-part=sales] .how", flows::Duration(30'000));
        expect_good_looks_on_phones("book-" + language);
        phone->open("http://127.0.0.1:" + std::to_string(server->port()) + "/s");
        phone->wait_for(".post[data-post]", flows::Duration(30'000));
        expect_good_looks("boss-home-" + language);
        touch("members", "members");
        fill("input[name=number]", "1");
        touch("find");
        phone->wait_for("[data-part=credit]", flows::Duration(30'000));
        expect_good_looks("member-" + language);
    }
}

}  // namespace
}  // namespace xiaoer::phone
