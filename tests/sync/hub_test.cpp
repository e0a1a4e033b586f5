// What kiosks tell each other over a hub, and what the hub does not believe.
#include "store/audit.h"
#include "sync/sealed_fact.h"
#include "tests/sync/on_hub.h"

namespace xiaoer::sync::test {
namespace {

TEST_F(TwoShopsOnAHub, become_the_same) {
    const auto chen = main.join("小陈", "13800001111");
    const auto li = branch.join("老李");
    main.buy(chen.number, 50000);
    branch.buy(li.number, 15000);
    meet();
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
    EXPECT_EQ(main.name_of(li.member), "老李");
    EXPECT_EQ(branch.name_of(chen.member), "小陈");
    for (auto* kiosk : {&main, &branch}) {
        ASSERT_TRUE(kiosk->engine->store().anchor());
        EXPECT_TRUE(audit(kiosk->path));
    }
}

TEST_F(TwoShopsOnAHub, tell_it_once) {
    main.join("小陈");
    meet();
    const auto again = pass(main, ours.address, &upload);
    EXPECT_EQ(again.facts + again.values, 0);
    EXPECT_EQ(pass(main, ours.address, &download).facts, 0);
}

TEST_F(TwoShopsOnAHub, leave_nothing_there_that_can_be_read) {
    main.join("小陈陈陈", "13800001111");
    main.clock.advance(1);
    main.buy(1, 50000);
    meet();
    const auto admin = connect(server.as_admin());
    for (const auto* table : {"hub.facts", "hub.slots"}) {
        const auto rows = admin->select("SELECT sealed FROM " + std::string(table)).value();
        ASSERT_GT(rows.count(), 0);
        for (int i = 0; i < rows.count(); ++i) {
            const auto text = text_of(rows.bytes(i, 0));
            for (const auto* word : {"小陈", "13800001111", "member", "currency"})
                EXPECT_EQ(text.find(word), std::string_view::npos) << table;
        }
    }
}

TEST_F(TwoShopsOnAHub, take_what_was_erased_off_it) {
    const auto chen = main.join("小陈", "13800001111");
    meet();
    const auto values = [&] {
        const auto admin = connect(server.as_admin());
        const auto rows = admin->select("SELECT slot, origin, number, version, sealed FROM hub.slots").value();
        std::vector<std::string> found;
        for (int i = 0; i < rows.count(); ++i) {
            const auto sealed = rows.bytes(i, 4);
            const auto opened = open_writing(SyncKeys(main.engine->store().keys()),
                                             {rows.array<16>(i, 0), DeviceId{rows.array<16>(i, 1)}, rows.number(i, 2),
                                              rows.number(i, 3), Bytes(sealed.begin(), sealed.end())});
            EXPECT_TRUE(opened);
            if (opened && opened->subject == chen.member.bytes && !opened->value.empty())
                found.push_back(opened->value);
        }
        return found;
    };
    EXPECT_EQ(values().size(), 2u) << "name and phone";
    main.expect<Erased>(EraseMember{{}, chen.member, {}});
    night(main, ours.address);
    EXPECT_EQ(values(), std::vector<std::string>());
    night(branch, ours.address);
    EXPECT_EQ(branch.name_of(chen.member), "");
    EXPECT_EQ(branch.count("SELECT count(*) FROM vault_phones"), 0);
}

TEST_F(TwoShopsOnAHub, go_on_after_the_server_was_killed) {
    main.join("小陈");
    server.kill();
    const auto refused = Postgres::open(ours.address);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unreachable);
    server.start();
    const auto wang = main.join("王姐");
    meet();
    EXPECT_EQ(branch.name_of(wang.member), "王姐");
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

TEST_F(TwoShopsOnAHub, notice_an_old_copy_that_was_put_back) {
    main.engine.reset();
    for (const auto* suffix : {"", ".keyring", ".anchor"})
        std::filesystem::copy_file(main.path.string() + suffix, folder / ("old" + std::string(suffix)));
    main.start();
    main.join("小陈");
    night(main, ours.address);
    main.engine.reset();
    for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(main.path.string() + suffix);
    for (const auto* suffix : {"", ".keyring", ".anchor"}) {
        std::filesystem::copy_file(folder / ("old" + std::string(suffix)), main.path.string() + suffix,
                                   std::filesystem::copy_options::overwrite_existing);
    }
    main.start();
    const auto told = pass(main, ours.address, &upload);
    ASSERT_FALSE(told.set_aside.empty());
    EXPECT_NE(told.set_aside[0].why.find("put back"), std::string::npos);
    EXPECT_EQ(main.engine->picture().health, Health::frozen);
}

// ---- what the hub does not believe ---------------------------------------------------------------------------

class Bad : public TwoShopsOnAHub {
protected:
    // Pushes what the main shop's chain says next, changed by `spoil`.
    void push(const std::function<void(Batch&)>& spoil) {
        main.join("小陈");
        const auto side = OurSide::open(main.path).value();
        auto transport =
            HubTransport::open(ours.address, {SyncKeys(side->keys()), side->device(), main.random}).value();
        const auto far = transport->far_side({}).value();
        Batch batch;
        batch.ranges.push_back(side->range_after(main.device(), far.chains.at(main.device()).seq).value().value());
        spoil(batch);
        ASSERT_TRUE(transport->put(batch));
        ASSERT_TRUE(transport->finish_putting({}));
        shown = transport->set_aside();
        EXPECT_EQ(transport->far_side({}).value(), far) << "nothing of it counts";
    }
    void expect_shown(std::string_view why) {
        ASSERT_FALSE(shown.empty());
        EXPECT_NE(shown[0].why.find(why), std::string::npos) << shown[0].why;
        EXPECT_NE(shown[0].what.find(main.device().hex()), std::string::npos) << shown[0].what;
    }
    std::vector<SetAside> shown;
};

TEST_F(Bad, a_piece_after_a_gap_is_quarantined_and_shown) {
    push([](Batch& batch) {
        auto& range = batch.ranges[0];
        ASSERT_GT(range.facts.size(), 1u);
        range.previous = range.facts[0].hash, range.facts.erase(range.facts.begin());
    });
    expect_shown("does not follow");
}

TEST_F(Bad, a_piece_of_another_history_is_quarantined_and_shown) {
    push([](Batch& batch) { batch.ranges[0].previous[0] ^= 1; });
    expect_shown("does not follow");
}

TEST_F(Bad, a_piece_without_its_head_is_quarantined_and_shown) {
    push([](Batch& batch) { batch.ranges[0].head.hash[0] ^= 1; });
    expect_shown("no signed head");
}

TEST_F(Bad, a_head_of_another_key_signs_nothing) {
    push([](Batch& batch) { batch.ranges[0].head.key[0] ^= 1; });
    expect_shown("no signed head");
}

TEST_F(Bad, what_came_too_early_is_no_longer_shown_once_it_fits) {
    push([](Batch& batch) { batch.ranges[0].head.hash[0] ^= 1; });
    meet();
    const auto side = OurSide::open(main.path).value();
    auto transport = HubTransport::open(ours.address, {SyncKeys(side->keys()), side->device(), main.random}).value();
    ASSERT_TRUE(transport->finish_putting({}));
    EXPECT_TRUE(transport->set_aside().empty());
    EXPECT_EQ(derived_rows(main.db()), derived_rows(branch.db()));
}

}  // namespace
}  // namespace xiaoer::sync::test
