#include "domain/chain.h"
#include "tests/domain/draw_fixture.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

// The vectors of the published format: two facts of the device whose key seed is 00…1f.
const DeviceId signer = DeviceId::from_hex("56475aa75463474c0285df5dbf2bcab7").value();
const std::string first_hash = "74fe8ef4d921c789546ca22383a486c67d22d96b9688881850825cbeca3930f1";
const std::string second_hash = "b1da8dcd9f2302661167d89d61f47524b53cf20f23d82451dd01da029c3847ea";

Fact fact(std::int64_t at_ms, std::string kind, std::int64_t seq, std::string_view body) {
    return {{at_ms}, parse_json(body).value(), signer, std::move(kind), seq};
}
Fact first() { return fact(1763740800000, "shop.opened", 1, R"({"zone":"Asia/Shanghai","shop":"老北京布鞋"})"); }
Fact second() {
    return fact(1763740801000, "purchase.recorded", 2, R"({"currency":"CNY","receipt":"0012","total_minor":6800})");
}

TEST(Chain, device_id_is_that_of_the_vectors) {
    const auto key = draw_fixture::device_key().public_key();
    EXPECT_EQ(to_hex(key), "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
    EXPECT_EQ(device_id_of(key), signer);
}

TEST(Chain, hashes_are_those_of_the_vectors) {
    const Hash one = fact_hash({}, first());
    EXPECT_EQ(to_hex(one), first_hash);
    EXPECT_EQ(to_hex(fact_hash(one, second())), second_hash);
    EXPECT_EQ(fact_hash(one, second(), canonical(second().body)), fact_hash(one, second()));
}

TEST(Chain, head_signature_is_that_of_the_vectors) {
    const auto key = draw_fixture::device_key();
    const Head head{2, array_from_hex<32>(second_hash).value()};
    const auto signature = key.sign(head_message(key.public_key(), head));
    EXPECT_EQ(
        to_hex(signature),
        "c53c137ae18ed1a315e2e1b27bbd7276c194e85e842d712e234de690c1faddbcaa65b51536f8a5e784155b03c1d18b805213f9d893"
        "4dedb0a7eda23db050280c");
    EXPECT_TRUE(verify(key.public_key(), head_message(key.public_key(), head), signature));
    EXPECT_FALSE(verify(key.public_key(), head_message(key.public_key(), {3, head.hash}), signature));
}

TEST(Chain, every_part_of_a_fact_is_in_its_hash) {
    const Hash whole = fact_hash({}, first());
    auto changed = first();
    changed.at.ms += 1;
    EXPECT_NE(fact_hash({}, changed), whole);
    changed = first();
    changed.body = parse_json(R"({"shop":"老北京布鞋","zone":"Asia/Tokyo"})").value();
    EXPECT_NE(fact_hash({}, changed), whole);
    changed = first();
    changed.device.bytes[0] ^= 1;
    EXPECT_NE(fact_hash({}, changed), whole);
    changed = first();
    changed.kind = "shop.closed";
    EXPECT_NE(fact_hash({}, changed), whole);
    changed = first();
    changed.seq = 2;
    EXPECT_NE(fact_hash({}, changed), whole);
    EXPECT_NE(fact_hash({1}, first()), whole) << "and so is the fact before it";
}

TEST(Chain, a_printed_line_has_the_five_keys_and_the_hash_in_canonical_order) {
    EXPECT_EQ(fact_line(first(), fact_hash({}, first())),
              R"({"at":1763740800000,"body":{"shop":"老北京布鞋","zone":"Asia/Shanghai"},)"
              R"("device":"56475aa75463474c0285df5dbf2bcab7","hash":")" +
                  first_hash + R"(","kind":"shop.opened","seq":1})");
}

}  // namespace
}  // namespace xiaoer
