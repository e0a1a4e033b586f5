#include "sync/sealed_fact.h"

#include <gtest/gtest.h>

namespace xiaoer::sync::test {
namespace {

class SealedFact : public testing::Test {
protected:
    static Keys keys_of(std::uint64_t seed) {
        SeededRandom random(seed);
        return random_keys(random);
    }
    ChainedFact fact(std::string body) const {
        ChainedFact fact{7, {1'794'967'200'000}, "member.erased", std::move(body), {}};
        fact.hash = fact_hash(Hash{1}, {fact.at, Json(), device, fact.kind, fact.seq}, fact.body);
        return fact;
    }
    SeededRandom random{1};
    SyncKeys keys{keys_of(2)};
    SyncKeys others{keys_of(3)};
    DeviceId device = DeviceId::random(random);
    VaultWriting writing{device, 3, 2, {9}, "nickname", "平安是福"};
};

TEST_F(SealedFact, opens_at_its_own_place_only) {
    const auto one = fact(R"({"member":"aa"})");
    const auto sealed = seal_fact(keys, one);
    EXPECT_EQ(open_fact(keys, one.seq, one.hash, sealed).value(), one);
    EXPECT_FALSE(open_fact(keys, one.seq, fact(R"({"member":"bb"})").hash, sealed));
}

TEST_F(SealedFact, says_nothing_to_another_merchant) {
    const auto one = fact(R"({"member":"aa"})");
    const auto sealed = seal_fact(keys, one);
    EXPECT_FALSE(open_fact(others, one.seq, one.hash, sealed));
    EXPECT_EQ(std::string(text_of(sealed)).find("member"), std::string::npos);
}

TEST_F(SealedFact, with_any_bit_changed_does_not_open) {
    const auto one = fact(R"({"member":"aa"})");
    const auto sealed = seal_fact(keys, one);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        EXPECT_FALSE(open_fact(keys, one.seq, one.hash, changed)) << i;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_FALSE(open_fact(keys, one.seq, one.hash, ByteView(sealed).first(size))) << size;
    }
}

TEST_F(SealedFact, of_one_fact_is_the_same_whoever_seals_it) {
    const auto one = fact(R"({"member":"aa"})");
    EXPECT_EQ(seal_fact(keys, one), seal_fact(SyncKeys(keys_of(2)), one));
}

TEST_F(SealedFact, names_an_epoch_that_is_not_known_yet) {
    const auto one = fact("{}");
    auto sealed = seal_fact(keys, one);
    sealed[3] = 1;
    const auto opened = open_fact(keys, one.seq, one.hash, sealed);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("does not have yet"), std::string::npos);
}

TEST_F(SealedFact, a_vault_value_opens_again_and_for_nobody_else) {
    const auto row = seal_writing(keys, writing, random);
    EXPECT_EQ(open_writing(keys, row).value(), writing);
    EXPECT_FALSE(open_writing(others, row));
}

TEST_F(SealedFact, a_vault_value_cannot_be_given_another_version_or_slot) {
    const auto row = seal_writing(keys, writing, random);
    auto newer = row;
    ++newer.version;
    EXPECT_FALSE(open_writing(keys, newer));
    auto moved = row;
    moved.slot = seal_writing(keys, {device, 4, 1, {8}, "nickname", "老李"}, random).slot;
    EXPECT_FALSE(open_writing(keys, moved));
}

TEST_F(SealedFact, values_of_one_field_share_a_slot_and_their_kiosks_do_not_matter) {
    auto later = writing;
    later.origin = DeviceId::random(random), later.version = 5, later.value = "";
    EXPECT_EQ(seal_writing(keys, later, random).slot, seal_writing(keys, writing, random).slot);
    later.field = "phone";
    EXPECT_NE(seal_writing(keys, later, random).slot, seal_writing(keys, writing, random).slot);
}

TEST_F(SealedFact, a_piece_holds_only_with_its_links_and_its_devices_signature) {
    const SigningKey key(SecretKey::random(random));
    FactRange range{device_id_of(key.public_key()), {}, {}, {}};
    Hash previous{};
    for (std::int64_t seq = 1; seq <= 3; ++seq) {
        ChainedFact link{seq, {seq}, "staff.added", "{}", {}};
        link.hash = fact_hash(previous, {link.at, Json(), range.device, link.kind, seq}, link.body);
        previous = link.hash;
        range.facts.push_back(link);
    }
    range.head = {key.public_key(), 3, previous, key.sign(head_message(key.public_key(), {3, previous}))};
    EXPECT_TRUE(check_range(range));
    auto changed = range;
    changed.facts[1].body = R"({"a":1})";
    EXPECT_FALSE(check_range(changed));
    changed = range;
    changed.facts.erase(changed.facts.begin());
    EXPECT_FALSE(check_range(changed));
    changed = range;
    changed.head.signature[0] ^= 1;
    EXPECT_FALSE(check_range(changed));
    changed = range;
    changed.device = device;
    EXPECT_FALSE(check_range(changed));
}

}  // namespace
}  // namespace xiaoer::sync::test
