#include "base/secret_box.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

// The example of the NaCl paper ("Cryptography in NaCl", D. J. Bernstein), as its tests/secretbox.c has it.
TEST(SecretBox, is_the_one_of_nacl) {
    const SecretKey key(array_from_hex<32>("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389").value());
    const auto nonce = array_from_hex<24>("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37").value();
    const auto plain = from_hex(
                           "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc"
                           "e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
                           "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
                           "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864"
                           "5e0705")
                           .value();
    const auto box = close_box(key, nonce, plain);
    EXPECT_EQ(to_hex(box).substr(0, 64), "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce");
    EXPECT_EQ(open_box(key, nonce, box), plain);
}

TEST(SecretBox, does_not_open_when_anything_is_another) {
    SeededRandom random(7);
    const auto key = SecretKey::random(random);
    const auto nonce = random.array<24>();
    const auto box = close_box(key, nonce, view_of("领奖"));
    for (std::size_t i = 0; i < box.size(); ++i) {
        auto altered = box;
        altered[i] ^= 1;
        EXPECT_FALSE(open_box(key, nonce, altered)) << i;
    }
    EXPECT_FALSE(open_box(SecretKey::random(random), nonce, box));
    EXPECT_FALSE(open_box(key, random.array<24>(), box));
    EXPECT_FALSE(open_box(key, nonce, ByteView(box).first(15)));
}

TEST(SecretBox, two_sides_agree_on_one_key) {
    SeededRandom random(8);
    const auto one = SecretKey::random(random), other = SecretKey::random(random);
    const auto here = agree_on_key(one, agreement_key(other)), there = agree_on_key(other, agreement_key(one));
    ASSERT_TRUE(here && there);
    EXPECT_EQ(to_hex(here->bytes()), to_hex(there->bytes()));
    EXPECT_FALSE(agree_on_key(one, PublicKey{})) << "a point of small order";
}

}  // namespace
}  // namespace xiaoer
