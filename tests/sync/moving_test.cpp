// Prizes that go to the merchant's other shop, and people who joined at both.
#include "domain/draw_announcement.h"
#include "domain/number.h"
#include "store/audit.h"
#include "store/draws.h"
#include "store/local.h"
#include "store/members.h"
#include "store/same_person.h"
#include "tests/sync/street.h"

namespace xiaoer::sync::test {
namespace {

class TwoCounters : public TwoShops {
protected:
    struct Won {
        UnitId unit;
        Joined member;
    };
    // A draw at the main shop with one prize, and who won it.
    Won a_prize(UnclaimedRule unclaimed = UnclaimedRule::next_draw) {
        auto settings = street_shop();
        settings.prizes.clear();  // no draws by themselves
        settings.unclaimed = unclaimed;
        main.expect<Done>(ChangeSettings{settings, main.manager});
        std::vector<Joined> people;
        for (const auto* name : {"小陈", "老李", "王姐"}) {
            people.push_back(main.join(name));
            main.buy(people.back().number, 50000);
        }
        AnnounceDraw wish;
        wish.closes_at = wish.draws_at = main.clock.now() + hour_ms;
        wish.claim_by = wish.closes_at + 3 * day_ms;
        wish.prizes = {{"布鞋", 1, 1800}};
        wish.by = main.manager;
        const auto draw = main.expect<DrawAnnounced>(wish).draw;
        go_to(wish.closes_at);
        main.say(Tick{});
        main.expect<DrawSettled>(SettleDraw{draw, "4162533164", main.manager});
        meet();
        Won won{{draw, 0}, {}};
        const auto row = find_unit(main.db(), won.unit).value().value();
        for (const auto& one : people) {
            if (one.member == row.member) won.member = one;
        }
        EXPECT_NE(won.member.number, 0);
        return won;
    }
    void go_to(Timestamp time) {
        for (auto* kiosk : {&main, &branch}) {
            kiosk->clock.set(time);
            kiosk->sign_in(kiosk->manager_id);
        }
    }
    std::string code_of(Counter& kiosk) { return kiosk_code_of(main.db(), kiosk.device()).value(); }
    Outcome hand_over(Counter& kiosk, const UnitId& unit, const Joined& to) {
        return kiosk.say(HandOver{{unit},
                                  format_number(to.number),
                                  redeem_code_of(main.engine->store().keys(), to.member),
                                  {},
                                  kiosk.manager});
    }
    template <class T>
    void expect(const Outcome& outcome) {
        EXPECT_TRUE(std::holds_alternative<T>(outcome)) << canonical(to_json(outcome));
    }
    void expect_the_same_and_sound() {
        EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
        for (auto* kiosk : {&main, &branch}) {
            ASSERT_TRUE(kiosk->engine->store().anchor());
            const auto report = audit(kiosk->path);
            ASSERT_TRUE(report) << report.error().message;
            EXPECT_EQ(report->waiting, 0);
        }
    }
    UnitRow row_of(Counter& kiosk, const UnitId& unit) { return find_unit(kiosk.db(), unit).value().value(); }
};

TEST_F(TwoCounters, a_prize_that_was_sent_is_handed_over_there_and_never_here) {
    const auto won = a_prize();
    expect<OtherShop>(hand_over(branch, won.unit, won.member));
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    expect<OtherShop>(hand_over(main, won.unit, won.member));
    expect<OtherShop>(hand_over(branch, won.unit, won.member));  // it has not heard yet
    meet();
    expect<HandedOver>(hand_over(branch, won.unit, won.member));
    expect<AlreadyHandedOver>(hand_over(branch, won.unit, won.member));
    meet();
    expect<OtherShop>(hand_over(main, won.unit, won.member));
    EXPECT_EQ(row_of(main, won.unit).state, UnitState::handed_over);
    EXPECT_EQ(row_of(main, won.unit).home, branch.device());
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, a_prize_whose_message_is_lost_is_stranded_and_not_doubled) {
    const auto won = a_prize();
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    EXPECT_TRUE(
        std::holds_alternative<OtherShop>(main.say(SendPrize{won.unit, code_of(branch), main.manager})));  // not twice
    expect<OtherShop>(hand_over(main, won.unit, won.member));
    main.expect<Refused>(SubstitutePrize{won.unit, "棉鞋", 1800, main.manager});
    expect<OtherShop>(hand_over(branch, won.unit, won.member));
}

TEST_F(TwoCounters, a_prize_goes_there_and_back) {
    const auto won = a_prize();
    for (auto* from : {&main, &branch}) {
        auto& to = from == &main ? branch : main;
        from->expect<Done>(SendPrize{won.unit, code_of(to), from->manager});
        meet();
        EXPECT_TRUE(row_of(to, won.unit).in_transit);
        to.expect<Done>(TakeUpPrize{won.unit, to.manager});
        EXPECT_FALSE(row_of(to, won.unit).in_transit);
        meet();
    }
    expect<OtherShop>(hand_over(branch, won.unit, won.member));
    expect<HandedOver>(hand_over(main, won.unit, won.member));
    meet();
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, a_substitute_and_a_hand_over_on_paper_count_where_the_prize_is) {
    const auto won = a_prize();
    main.expect<Done>(SubstitutePrize{won.unit, "棉鞋", 1900, main.manager});
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    meet();
    branch.expect<Refused>(
        EnterPaper{won.unit, won.member.number, branch.manager_id, branch.clock.now(), branch.manager});
    branch.expect<Done>(TakeUpPrize{won.unit, branch.manager});
    branch.expect<Done>(SubstitutePrize{won.unit, "皮鞋", 2000, branch.manager});
    branch.expect<PaperEntered>(
        EnterPaper{won.unit, won.member.number, branch.manager_id, branch.clock.now(), branch.manager});
    meet();
    EXPECT_EQ(row_of(main, won.unit).prize, "皮鞋");
    EXPECT_EQ(row_of(main, won.unit).state, UnitState::handed_over);
    branch.expect<HandOverUndone>(UndoHandOver{won.unit, branch.manager});
    meet();
    EXPECT_EQ(row_of(main, won.unit).state, UnitState::waiting);
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, a_prize_that_moved_lapses_where_it_is) {
    const auto won = a_prize();
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    meet();
    branch.expect<Done>(TakeUpPrize{won.unit, branch.manager});
    meet();
    go_to(row_of(main, won.unit).claim_by);
    main.say(Tick{});
    EXPECT_EQ(row_of(main, won.unit).state, UnitState::waiting) << "it is not the main shop's to say";
    branch.say(Tick{});
    EXPECT_EQ(row_of(branch, won.unit).state, UnitState::unclaimed);
    meet();
    const auto facts = branch.count("SELECT count(*) FROM facts");
    branch.say(Tick{}), main.say(Tick{});
    EXPECT_EQ(branch.count("SELECT count(*) FROM facts"), facts) << "said once";
    EXPECT_EQ(row_of(main, won.unit).state, UnitState::unclaimed);
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, a_prize_that_was_drawn_again_can_still_go_to_the_other_shop) {
    const auto won = a_prize(UnclaimedRule::redraw);
    go_to(row_of(main, won.unit).claim_by);
    main.say(Tick{});
    meet();
    EXPECT_EQ(row_of(branch, won.unit).redrawing, 1);
    branch.expect<OtherShop>(SendPrize{won.unit, code_of(main), branch.manager});
    main.expect<Refused>(SendPrize{won.unit, code_of(branch), main.manager});
    main.expect<ValueKept>(EnterValue{won.unit.draw, 1, "6543216543", main.manager});
    main.expect<RoundSettled>(ConfirmValue{won.unit.draw, 1, "6543216543", main.manager, {}});
    const auto again = row_of(main, won.unit);
    ASSERT_EQ(again.state, UnitState::waiting);
    ASSERT_NE(again.member, won.member.member);
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    meet();
    const auto winner = find_member(branch.db(), *again.member).value().value();
    expect<NotTheirs>(hand_over(branch, won.unit, won.member));
    Joined now;
    now.member = winner.member, now.number = winner.number;
    expect<HandedOver>(hand_over(branch, won.unit, now));
    meet();
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, of_a_prize_that_both_speak_of_only_the_holder_is_heard_whatever_came_first) {
    const auto won = a_prize();
    main.expect<Done>(SendPrize{won.unit, code_of(branch), main.manager});
    meet();
    expect<HandedOver>(hand_over(branch, won.unit, won.member));
    // An old copy of the main shop's would still say that it is there; its chain cannot: the release stands before.
    EXPECT_EQ(main.count("SELECT count(*) FROM prize_acts WHERE act = 'released'"), 1);
    expect<OtherShop>(hand_over(main, won.unit, won.member));
    meet();
    EXPECT_EQ(main.count("SELECT count(*) FROM set_aside"), 0);
    expect_the_same_and_sound();
}

TEST_F(TwoCounters, share_signatures_and_new_pins_and_keep_photos_to_themselves) {
    const auto chen = main.join("小陈");
    Vault vault{main.db(), main.engine->store().keys(), main.engine->store().keyring()};
    ASSERT_TRUE(put_personal(vault, chen.member, "signature-1", "[[1,2]]", main.random));
    ASSERT_TRUE(put_personal(vault, chen.member, "photo-1", "JPEG", main.random));
    ASSERT_TRUE(set_staff_pin(vault, main.manager_id, {{8}, Hash{8}}));
    meet();
    Vault there{branch.db(), branch.engine->store().keys(), branch.engine->store().keyring()};
    EXPECT_EQ(personal(there, chen.member, "signature-1").value(), "[[1,2]]");
    EXPECT_EQ(personal(there, chen.member, "photo-1").value(), "");
    EXPECT_EQ(staff_secret(there, main.manager_id).value()->pin, (PinHash{{8}, Hash{8}}));
}

TEST_F(TwoCounters, bind_a_phone_of_the_other_shop_by_number_and_redeem_code) {
    const auto chen = main.join("小陈");
    meet();
    const auto code = redeem_code_of(main.engine->store().keys(), chen.member);
    branch.expect<WrongRedeemCode>(BindBrowser{chen.number, "0000", Hash{5}});
    EXPECT_EQ(branch.expect<BrowserBound>(BindBrowser{chen.number, code, Hash{5}}).number, chen.number);
    EXPECT_EQ(member_of_browser(branch.db(), Hash{5}).value(), chen.member);
}

// ---- one person, two numbers ---------------------------------------------------------------------------------

class OnePerson : public TwoCounters {
protected:
    Joined here, there;
    void joins_at_both() {
        here = main.join("小陈", "13800001111");
        there = branch.join("小陈陈", "13800001111");
        main.buy(here.number, 50000);
        branch.buy(there.number, 15000);
        meet();
    }
    MemberId survivor() { return std::min(here.member, there.member); }
};

TEST_F(OnePerson, who_gave_one_phone_number_at_two_shops_becomes_one_by_one_rule) {
    joins_at_both();
    for (auto* kiosk : {&main, &branch}) {
        EXPECT_EQ(survivor_of(kiosk->db(), here.member).value(), survivor());
        EXPECT_EQ(survivor_of(kiosk->db(), there.member).value(), survivor());
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM merges"), 1);
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM members"), 2) << "both numbers go on being good";
    }
    expect_the_same_and_sound();
}

TEST_F(OnePerson, wins_once_with_the_tickets_of_both_and_collects_with_either_number) {
    joins_at_both();
    AnnounceDraw wish;
    wish.closes_at = wish.draws_at = main.clock.now() + hour_ms;
    wish.claim_by = wish.closes_at + 3 * day_ms;
    wish.prizes = {{"布鞋", 2, 1800}};
    wish.by = main.manager;
    const auto draw = main.expect<DrawAnnounced>(wish).draw;
    go_to(wish.closes_at);
    main.say(Tick{});
    EXPECT_EQ(main.count("SELECT count(DISTINCT member) FROM draw_entries"), 1);
    EXPECT_EQ(main.count("SELECT count(*) FROM draw_entries"), 13) << "10 for 500 yuan, 3 for 150";
    main.expect<DrawSettled>(SettleDraw{draw, "4162533164", main.manager});
    EXPECT_EQ(main.count("SELECT count(*) FROM prize_units WHERE state = 'waiting'"), 1);
    const auto other = survivor() == here.member ? there : here;
    expect<HandedOver>(hand_over(main, {draw, 0}, other));
    meet();
    expect_the_same_and_sound();
}

TEST_F(OnePerson, is_taken_apart_by_a_manager_and_not_joined_again) {
    joins_at_both();
    main.expect<Done>(MergeMembers{here.number, there.number, true, main.manager});
    meet();
    for (auto* kiosk : {&main, &branch}) {
        EXPECT_EQ(survivor_of(kiosk->db(), here.member).value(), here.member);
        EXPECT_EQ(survivor_of(kiosk->db(), there.member).value(), there.member);
    }
    main.join("王姐");
    meet();
    EXPECT_EQ(survivor_of(main.db(), here.member).value(), here.member) << "the phone number is still the same";
    expect_the_same_and_sound();
}

TEST_F(OnePerson, is_erased_with_both_numbers) {
    joins_at_both();
    main.expect<Erased>(EraseMember{here.number, {}, {}});
    meet();
    for (auto* kiosk : {&main, &branch}) {
        EXPECT_EQ(kiosk->name_of(here.member), "");
        EXPECT_EQ(kiosk->name_of(there.member), "");
        EXPECT_EQ(kiosk->count("SELECT count(*) FROM vault_phones"), 0);
    }
    expect_the_same_and_sound();
}

TEST_F(OnePerson, does_not_change_a_list_that_was_locked_before) {
    const auto draw = [&] {
        AnnounceDraw wish;
        wish.closes_at = wish.draws_at = main.clock.now() + hour_ms;
        wish.claim_by = wish.closes_at + 3 * day_ms;
        wish.prizes = {{"布鞋", 1, 1800}};
        wish.by = main.manager;
        here = main.join("小陈", "13800001111");
        main.buy(here.number, 50000);
        const auto id = main.expect<DrawAnnounced>(wish).draw;
        go_to(wish.closes_at);
        main.say(Tick{});
        return id;
    }();
    const auto list = listed_tickets(main.db(), draw).value();
    ASSERT_EQ(list.size(), 10u);
    there = branch.join("小陈陈", "13800001111");
    meet();
    EXPECT_EQ(main.count("SELECT count(*) FROM merges"), 1);
    const auto after = listed_tickets(main.db(), draw).value();
    ASSERT_EQ(after.size(), list.size());
    for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(after[i].member, here.member);
    main.expect<DrawSettled>(SettleDraw{draw, "4162533164", main.manager});
    meet();
    expect<HandedOver>(hand_over(main, {draw, 0}, there));  // by the other number of the same person
    meet();
    expect_the_same_and_sound();
}

}  // namespace
}  // namespace xiaoer::sync::test
