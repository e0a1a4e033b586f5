#include "base/keys.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(Sha256, agrees_with_fips_180_4) {
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 hasher;
    EXPECT_EQ(hasher.update("a").update("bc").finish(), sha256("abc"));
    EXPECT_EQ(hasher.finish(), sha256(""));
}

TEST(Hmac, agrees_with_rfc_4231) {
    EXPECT_EQ(to_hex(hmac_sha256(view_of("Jefe"), {view_of("what do ya want "), view_of("for nothing?")})),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    const Bytes long_key(131, 0xaa);
    EXPECT_EQ(to_hex(hmac_sha256(long_key, {view_of("Test Using Larger Than Block-Size Key - Hash Key First")})),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Seal, opens_only_with_its_key_and_context) {
    SeededRandom random(1);
    const auto key = SecretKey::random(random);
    auto sealed = seal(key, view_of("小陈"), "name", random);
    EXPECT_EQ(text_of(*unseal(key, sealed, "name")), "小陈");
    EXPECT_FALSE(unseal(key, sealed, "phone"));
    EXPECT_FALSE(unseal(SecretKey::random(random), sealed, "name"));
    sealed.back() ^= 1;
    EXPECT_FALSE(unseal(key, sealed, "name"));
    EXPECT_FALSE(unseal(key, Bytes(10), "name"));
}

TEST(Signature, of_another_message_is_refused) {
    SeededRandom random(2);
    const SigningKey key(SecretKey::random(random));
    const auto signature = key.sign(view_of("one"));
    EXPECT_TRUE(verify(key.public_key(), view_of("one"), signature));
    EXPECT_FALSE(verify(key.public_key(), view_of("two"), signature));
}

TEST(SealedBox, opens_only_for_the_holder_of_the_secret_key) {
    SeededRandom random(3);
    const SigningKey key(SecretKey::random(random));
    auto sealed = seal_to(key.public_key(), view_of("vault key")).value();
    EXPECT_EQ(text_of(key.open_sealed(sealed).value()), "vault key");
    EXPECT_FALSE(SigningKey(SecretKey::random(random)).open_sealed(sealed));
    sealed.back() ^= 1;
    EXPECT_FALSE(key.open_sealed(sealed));
    EXPECT_FALSE(key.open_sealed(Bytes(10)));
    PublicKey no_point{};
    no_point.fill(0xff);
    EXPECT_FALSE(seal_to(no_point, view_of("x")));
}

TEST(Random, below_stays_below_and_seeds_repeat) {
    SeededRandom a(7);
    SeededRandom b(7);
    for (int i = 0; i < 1000; ++i) {
        const auto value = a.below(6);
        EXPECT_LT(value, 6u);
        EXPECT_EQ(value, b.below(6));
    }
    EXPECT_EQ(a.digits(20).size(), 20u);
}

}  // namespace
}  // namespace xiaoer
