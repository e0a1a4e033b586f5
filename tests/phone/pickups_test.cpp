// The pickup on staff phones, over sealed calls to a real kiosk: market day, look-ups, paper, the audit and its table.
#include "phone/pickup_answers.h"
#include "tests/phone/staff_shop.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

class PickupPhones : public test::StaffPhoneTest {
protected:
    PickupPhones() {
        for (std::uint8_t i = 1; i <= 3; ++i) shop.buyer("顾客" + std::to_string(i), i);
        shop.draw();
        (void)shop.wait_for([](const Snapshot& s) { return s.desk.open_pickups == 3; });
    }
    std::string code_of(std::int64_t number) {
        return shop.expect<CardIssued>(IssueCard{shop.clerk, number, {}}).redeem_code;
    }
    // Somebody whose prize is below the first value.
    std::int64_t cheap() {
        for (std::uint8_t i = 1; i <= 3; ++i)
            if (shop.waiting(shop.pass_of(i)).at(0).value_minor <= 2000) return i;
        return 0;
    }
    static std::string number_of(std::int64_t number) { return "000" + std::to_string(number); }
};

TEST_F(PickupPhones, a_clerks_phone_hands_over_on_market_day_and_keeps_what_it_fetches) {
    auto clerk = paired(shop.clerk);
    const auto number = cheap();
    const auto said =
        Json(Json::Object{{"kind", "market_hand_over"}, {"scan", number_of(number)}, {"redeem_code", code_of(number)}});
    EXPECT_EQ(text(clerk.wish(said), "kind"), "handed_over");
    EXPECT_EQ(text(clerk.wish(said), "kind"), "nothing_to_hand_over");
    const auto other = number == 1 ? 2 : 1;
    const auto unit = shop.waiting(shop.pass_of(static_cast<std::uint8_t>(other))).at(0).unit;
    const Json reserve(
        Json::Object{{"kind", "reserve_units"}, {"scan", number_of(other)}, {"units", Json::Array{to_json(unit)}}});
    EXPECT_EQ(text(clerk.wish(reserve), "kind"), "units_reserved");
    (void)shop.wait_for([](const Snapshot& s) {
        return std::ranges::any_of(s.desk.pickups, [](const OpenPickup& p) { return p.fetched_by == "小颖"; });
    });
}

TEST_F(PickupPhones, looking_people_up_paper_and_the_audit_are_managers) {
    auto clerk = paired(shop.clerk);
    const auto find = wish(R"({"kind":"find_winners","how":"name","text":"顾客2","document":"id_card"})");
    EXPECT_EQ(text(clerk.wish(find), "what"), "not_allowed");
    for (const auto* ask : {R"({"kind":"pickups"})", R"({"kind":"pickup_audit","days":7,"most":60})",
                            R"({"kind":"signature","signature":"x"})"})
        EXPECT_EQ(text(clerk.ask(ask), "what"), "not_allowed") << ask;
    auto boss = paired(shop.manager);
    const auto found = boss.wish(find);
    ASSERT_EQ(text(found, "kind"), "winners_found");
    EXPECT_EQ(text(member(found, "winners").array()->at(0), "name"), "顾客2");
    const auto told = boss.ask(R"({"kind":"pickup_audit","days":7,"most":60})");
    ASSERT_EQ(text(told, "kind"), "pickup_audit");
    EXPECT_EQ(text(member(told, "rows").array()->at(0), "act"), "looked_up");
}

TEST_F(PickupPhones, paper_is_entered_from_the_list_of_what_waits) {
    auto boss = paired(shop.manager);
    const auto open = boss.ask(R"({"kind":"pickups"})");
    ASSERT_EQ(member(open, "rows").array()->size(), 3U);
    const auto& row = member(open, "rows").array()->at(0);
    StaffId clerk;
    const auto picture = shop.kiosk->snapshot();
    for (const auto& one : picture->desk.staff)
        if (!one.manager) clerk = one.id;
    const Json enter(Json::Object{{"kind", "enter_paper"},
                                  {"unit", member(row, "unit")},
                                  {"number", member(row, "number")},
                                  {"clerk", clerk.hex()},
                                  {"handed_over_at", shop.clock.now().ms}});
    EXPECT_EQ(text(boss.wish(enter), "kind"), "paper_entered");
    EXPECT_EQ(text(boss.wish(enter), "kind"), "paper_conflicted");
}

TEST_F(PickupPhones, the_audit_as_a_table_is_in_the_shops_words_and_holds_no_formula) {
    AuditView view;
    AuditRow row;
    row.at = shop.clock.now(), row.number = 7, row.prize = "=HYPERLINK(\"http://x\")", row.clerk = "@小颖",
    row.detail = "number";
    view.rows.push_back(row);
    const auto csv = audit_csv(view, Language::hans, Zone::named("Asia/Shanghai").value());
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF\"时间\",\"做了什么\",\"群友号\"")) << csv;
    EXPECT_NE(csv.find("\"发奖\",\"0007\",\"'=HYPERLINK(\"\"http://x\"\")\",\"'@小颖\",\"\",\"报号加领奖码\"\r\n"),
              std::string::npos)
        << csv;
    for (const auto* formula : {"=1", "+1", "-1", "@x", "\tx", "\rx"})
        EXPECT_TRUE(csv_cell(formula).starts_with("\"'")) << formula;
    auto boss = paired(shop.manager);
    const auto told = boss.ask(R"({"kind":"pickup_audit","days":7,"most":1000,"csv":true})");
    EXPECT_EQ(text(told, "kind"), "pickup_csv");
}

TEST_F(PickupPhones, a_clerk_changes_their_own_pin_and_prints_no_badge_but_their_own) {
    phone::PhoneOptions options;
    std::vector<std::string> printed;
    options.staff.print_badge = [&printed](const std::string& name, const std::string&) {
        printed.push_back(name);
        return true;
    };
    options.staff.print_labels = [](const std::vector<OpenPickupRow>& rows) { return rows.size() == 3; };
    serve(std::move(options));
    auto clerk = paired(shop.clerk);
    EXPECT_EQ(text(clerk.ask(R"({"kind":"change_pin","old_pin":"271906","new_pin":"123456"})"), "what"), "invalid");
    EXPECT_EQ(text(clerk.ask(R"({"kind":"change_pin","old_pin":"271906","new_pin":"590218"})"), "kind"), "pin_set");
    (void)clerk.ask(R"({"kind":"print_more","what":"badge"})");
    StaffId boss;
    const auto picture = shop.kiosk->snapshot();
    for (const auto& one : picture->desk.staff)
        if (one.manager) boss = one.id;
    const Json other(Json::Object{{"kind", "print_more"}, {"what", "badge"}, {"staff", boss.hex()}});
    EXPECT_EQ(member(clerk.ask(canonical(other)), "printed"), Json(false));
    EXPECT_EQ(printed, std::vector<std::string>{"小颖"});
    EXPECT_EQ(member(clerk.ask(R"({"kind":"print_more","what":"labels"})"), "printed"), Json(true));
}

TEST_F(PickupPhones, a_winners_slip_is_printed_again_from_the_ledger_and_a_printer_in_need_is_told) {
    phone::PhoneOptions options;
    std::vector<PickupSlipView> printed;
    options.staff.print_copy = [&printed](const PickupSlipView& slip) {
        printed.push_back(slip);
        return true;
    };
    options.staff.printer = [] { return std::string_view("paper_out"); };
    serve(std::move(options));
    auto clerk = paired(shop.clerk);
    EXPECT_EQ(text(member(clerk.ask(R"({"kind":"state"})"), "state"), "printer"), "paper_out");
    const auto again = R"({"kind":"print_more","what":"slip"})";
    EXPECT_EQ(text(clerk.ask(again), "what"), "gone") << "nothing was handed over yet";
    const auto number = cheap();
    const auto over = clerk.wish(Json(
        Json::Object{{"kind", "market_hand_over"}, {"scan", number_of(number)}, {"redeem_code", code_of(number)}}));
    ASSERT_EQ(text(over, "kind"), "handed_over");
    const auto told = clerk.ask(again);
    EXPECT_EQ(member(told, "printed"), Json(true));
    EXPECT_EQ(text(told, "printer"), "paper_out");
    const Json this_one(
        Json::Object{{"kind", "print_more"}, {"what", "slip"}, {"unit", member(over, "units").array()->at(0)}});
    EXPECT_EQ(text(clerk.ask(canonical(this_one)), "kind"), "printed");
    ASSERT_EQ(printed.size(), 2U);
    for (const auto& slip : printed) {
        EXPECT_EQ(slip.number, number);
        EXPECT_EQ(slip.fact_hash, text(over, "fact_hash"));
    }
    auto boss = paired(shop.manager);
    const auto audit = boss.ask(R"({"kind":"pickup_audit","days":7,"most":60})");
    EXPECT_EQ(canonical(member(member(audit, "rows").array()->at(0), "unit")),
              canonical(member(over, "units").array()->at(0)));
}

TEST_F(PickupPhones, the_friends_code_is_the_shops_own_join_page) {
    auto clerk = paired(shop.clerk);
    EXPECT_NE(text(clerk.ask(R"({"kind":"join_code"})"), "svg").find("<svg"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer::phone
