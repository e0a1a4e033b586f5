// The page of one draw on a customer's phone: what it checks, what it says, and what can be taken home.
#include "base/file.h"
#include "phone/assets.h"
#include "phone/pages.h"
#include "tests/domain/draw_fixture.h"
#include "tests/phone_browser/phone_in_hand.h"
#include "tests/support/http_client.h"

#include <cctype>

namespace xiaoer::phone {
namespace {

class DrawPage : public PhoneInHand {
protected:
    // This phone's own number, with two tickets.
    void earn_two_tickets() {
        join("/j/counter1?lang=zh-Hans", "小陈");
        phone->wait_for(".welcome .code");
        auto sale = test::Shop::sale("S1", 10'000);
        sale.member = 1;
        shop.record(sale);
    }
    void compare(const std::string& digits) {
        (void)phone->run_script("document.querySelector('.witness input').value = ''");
        phone->type(".witness input", digits);
        phone->click(".witness button");
    }
    [[nodiscard]] std::string closing_of_draw(const std::string& draw) {
        const auto answer = shop.kiosk->query(OneDraw{draw}).get();
        return std::get<DrawSummary>(answer.value()).closing_hash;
    }
    [[nodiscard]] std::string proof_of_draw(const std::string& draw) {
        const auto answer = shop.kiosk->query(DrawProof{draw}).get();
        return std::get<ProofText>(answer.value()).json;
    }
    // The page of the published vector, altered or not, as a file on somebody's own phone.
    std::string published(std::string_view proof, const std::string& entropy_kind = "dice") {
        const auto pages = Pages::load("0a1b2c3d").value();
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->settings.shop = "老北京布鞋";
        const View view{Language::hans, "/", snapshot, shop.clock.now(),
                        Speech(Language::hans, Zone::named("Asia/Shanghai").value())};
        DrawSummary draw{"d-0001", 1, DrawState::settled, shop.clock.now(), {}, 4};
        draw.closing_hash = draw_fixture::published_closing;
        draw.entropy_kind = entropy_kind;
        draw.winners = {{{"d-0001", 0}, 0, 0, 1, 327, "平安是福</script>", "布鞋一双", UnitState::waiting, {}}};
        const auto file = folder_ / "draw.html";
        EXPECT_TRUE(write_file(file, view_of(pages.published(view, draw, proof))));
        return "file://" + file.string();
    }
    test::TemporaryFolder folder_;
};

TEST_F(DrawPage, shows_the_customers_own_tickets_in_the_list) {
    earn_two_tickets();
    const auto draw = shop.draw();
    phone->open(url + "/d/" + draw);
    phone->wait_for(".own li.good");
    EXPECT_NE(phone->text(".own h3").find("张券都在名单里"), std::string::npos) << phone->text(".own");
    EXPECT_FALSE(phone->has(".own li.wrong"));
    EXPECT_NE(phone->text(".own").find("中了"), std::string::npos) << "who holds all tickets has won";
    for (const auto* line : {"seed", "list", "signature", "picks"})
        EXPECT_TRUE(phone->has("[data-check=" + std::string(line) + "].good")) << line;
    expect_good_looks("draw-own");
}

TEST_F(DrawPage, a_stranger_sees_no_tickets_but_the_same_verdict) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    phone->open(url + "/d/" + draw + "?lang=en");
    phone->wait_for(".verdict.good");
    EXPECT_EQ(canonical(phone->run_script("return document.querySelector('.own').hidden")), "true");
}

TEST_F(DrawPage, compares_the_number_of_the_poster_and_says_when_it_is_another) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    const auto closing = closing_of_draw(draw);
    phone->open(url + "/d/" + draw + "?lang=zh-Hans");
    phone->wait_for(".verdict.good");
    compare("7840 a8b7");
    EXPECT_NE(phone->text(".witness .answer").find("您填了 8 位"), std::string::npos);
    std::string spoken;  // in capitals and groups, as a scanner's or a person's keyboard gives it
    for (std::size_t i = 0; i < closing.size(); ++i)
        spoken += (i % 4 == 0 && i > 0 ? " " : "") + std::string(1, static_cast<char>(std::toupper(closing[i])));
    compare(spoken);
    phone->wait_for(".witness .answer.done");
    EXPECT_TRUE(phone->has(".verdict.good"));
    expect_good_looks("draw-witnessed");
    compare(std::string(64, '0'));
    phone->wait_for(".witness .answer.problem");
    EXPECT_TRUE(phone->has(".verdict.wrong")) << "a list that is not the one that went out is no fair draw";
    expect_good_looks("draw-other-number");
}

TEST_F(DrawPage, can_be_taken_home_as_one_file_that_checks_itself_and_asks_nobody) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    const auto reply = test::http(server->port(), "GET", "/d/" + draw + "/page.html",
                                  {{"Host", "127.0.0.1:" + std::to_string(server->port())}}, "");
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-disposition"), "attachment; filename=\"" + draw + ".html\"");
    const auto file = folder_ / "taken home.html";
    ASSERT_TRUE(write_file(file, view_of(reply.body)));
    server.reset();
    phone->open("file://" + folder_.path().string() + "/taken%20home.html");
    phone->wait_for(".verdict.good");
    EXPECT_FALSE(phone->has("li.wrong"));
    EXPECT_EQ(canonical(phone->run_script("return performance.getEntriesByType('resource').length")), "0");
    expect_good_looks("draw-published");
}

TEST_F(DrawPage, a_published_page_whose_proof_was_altered_says_what_is_wrong) {
    auto text = draw_fixture::proof_text();
    phone->open(published(text));
    phone->wait_for(".verdict.good");
    EXPECT_NE(phone->text(".verdict").find("4"), std::string::npos);
    text.replace(text.find("t-0020\",\"unit\":0"), 6, "t-0021");
    phone->open(published(text));
    phone->wait_for(".verdict.wrong");
    EXPECT_TRUE(phone->has("[data-check=picks].wrong"));
    EXPECT_TRUE(phone->has("[data-check=signature].good"));
    EXPECT_NE(phone->text(".reason").find("unit 0 is won by ticket t-0020"), std::string::npos);
    expect_good_looks("draw-altered");
}

TEST_F(DrawPage, a_published_page_runs_no_script_but_its_own) {
    auto page = published(draw_fixture::proof_text()).substr(7);
    auto text = std::string(text_of(read_file(page).value().value()));
    const auto script = text.rfind("<script>") + 8;
    text.insert(script, " ");
    ASSERT_TRUE(write_file(page, view_of(text)));
    phone->open("file://" + page);
    EXPECT_EQ(canonical(phone->run_script("return typeof xiaoer")), "\"undefined\"");
}

TEST_F(DrawPage, says_plainly_that_a_draw_without_a_public_value_is_the_weaker_kind) {
    auto proof = draw_fixture::proof();
    proof.announcement.entropy = NoEntropy{};
    proof.entropy_value.clear();
    proof.rounds.clear();
    const auto hash = closing_hash(closing_of(proof.announcement, proof.entries));
    proof.closing_signature = draw_fixture::device_key().sign(hash);
    proof.picks = pick_winners(settlement_key(proof.seed, hash, ""), proof.entries, true,
                               units_to_draw(proof.announcement, proof.entries));
    phone->open(published(write_proof(proof), "none"));
    phone->wait_for(".verdict.good");
    EXPECT_NE(phone->text(".weaker").find("较弱的一种"), std::string::npos);
    expect_good_looks("draw-weaker");
}

TEST_F(DrawPage, offers_the_rules_and_says_that_it_comes_from_the_shop) {
    shop.buyer("平安是福", 1);
    const auto draw = shop.draw();
    phone->open(url + "/d/" + draw + "?lang=zh-Hans");
    EXPECT_NE(phone->text("main").find("都是店里的机器发来的"), std::string::npos);
    phone->click("a[href='/draw-v1']");
    phone->wait_for(".document");
    EXPECT_NE(phone->text(".document").find(std::string(draw_fixture::published_closing)), std::string::npos);
    expect_good_looks("draw-format");
}

// A list above what a phone takes: it checks the customer's own entries by their paths.
class LongDrawPage : public DrawPage {
protected:
    void fill(std::int64_t tickets) {
        auto settings = shop.kiosk->snapshot()->settings;
        settings.tickets_per_purchase_max = 5'000;
        settings.max_weight = 5'000;
        settings.minor_per_ticket = 100;
        shop.expect<Done>(ChangeSettings{settings, {}});
        for (std::uint8_t browser = 1; tickets > 0; ++browser, tickets -= 5'000) {
            auto sale = test::Shop::sale("L" + std::to_string(browser), 500'000);
            sale.member = shop.join("群友", browser).number;
            shop.record(sale);
        }
    }
};

TEST_F(LongDrawPage, above_20000_entries_the_phone_checks_its_own_and_says_who_checks_the_rest) {
    fill(20'000);
    join("/j/counter1?lang=zh-Hans", "小陈");
    phone->wait_for(".welcome .code");
    auto sale = test::Shop::sale("S1", 300);
    sale.member = 5;
    shop.record(sale);
    const auto draw = shop.draw();
    phone->open(url + "/d/" + draw);
    phone->wait_for(".verdict.good", flows::Duration(30'000));
    phone->wait_for(".own li.good");
    EXPECT_NE(phone->text(".verify").find("xiaoer draw verify"), std::string::npos);
    EXPECT_EQ(phone->run_script("return document.querySelectorAll('.own li.good').length"), Json(4));
    EXPECT_FALSE(phone->has("a[href$='page.html']")) << "too long for a page";
    compare(closing_of_draw(draw));
    phone->wait_for(".witness .answer.done");
    expect_good_looks("draw-long");
    EXPECT_TRUE(verify_proof(read_proof(proof_of_draw(draw)).value()));
}

}  // namespace
}  // namespace xiaoer::phone
