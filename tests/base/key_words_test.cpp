// A key as words: back again unchanged, and what goes wrong when people copy it is found by its place.
#include "base/key_words.h"

#include "base/random.h"
#include "base/sha256.h"

#include <gtest/gtest.h>

#include <set>

namespace xiaoer {
namespace {

TypedWords typed(const KeyWords& words) { return {words.begin(), words.end()}; }

std::string why_not(const TypedWords& words) {
    const auto key = key_of_words(words);
    return key ? "it is a key" : key.error().message;
}

TEST(KeyWords, the_words_are_the_first_of_gb_2312_in_the_order_of_their_code) {
    EXPECT_EQ(character_of_word(0), "啊");
    EXPECT_EQ(digits_of_word(0), "1601");
    EXPECT_EQ(character_of_word(94), "薄");
    EXPECT_EQ(digits_of_word(94), "1701");
    EXPECT_EQ(digits_of_word(2047), "3774");
    EXPECT_EQ(character_of_word(2047), "抨");
    std::set<std::string> all;
    for (std::uint16_t word = 0; word < key_word_values; ++word) {
        all.insert(character_of_word(word));
        EXPECT_EQ(word_of_digits(digits_of_word(word)), word);
    }
    EXPECT_EQ(all.size(), key_word_values);
    EXPECT_EQ(word_of_character(U'啊'), 0);
    EXPECT_FALSE(word_of_character(U'座')) << "level 1 goes on behind the words";
    EXPECT_FALSE(word_of_character(U'鑫'));
    for (const char* digits : {"1600", "1695", "1501", "3775", "9999", "160", "16011", "16a1", ""})
        EXPECT_FALSE(word_of_digits(digits)) << digits;
}

TEST(KeyWords, a_key_comes_back_and_carries_the_checksum_of_bip_39) {
    SeededRandom random(39);
    for (int i = 0; i < 200; ++i) {
        const auto key = random.array<32>();
        const auto words = words_of_key(key);
        const auto back = key_of_words(typed(words));
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(*back, key);
        EXPECT_EQ(words[23] & 0xff, sha256({ByteView(key)})[0]);
        EXPECT_EQ(words[0], key[0] << 3 | key[1] >> 5);
    }
}

// Entropy and last word index of BIP-39's own vectors for 256 bits: all zeros end on index 102 ("art" in its English
// list), all ones on 1967 ("vote").
TEST(KeyWords, the_first_24_words_are_those_of_bip_39) {
    KeyBytes zeros{}, ones{};
    ones.fill(0xff);
    const auto of_zeros = words_of_key(zeros), of_ones = words_of_key(ones);
    for (std::size_t i = 0; i < 23; ++i) {
        EXPECT_EQ(of_zeros[i], 0);
        EXPECT_EQ(of_ones[i], 2047);
    }
    EXPECT_EQ(of_zeros[23], 102);
    EXPECT_EQ(of_ones[23], 1967);
}

TEST(KeyWords, one_wrong_word_is_found_wherever_it_stands) {
    SeededRandom random(7);
    for (std::size_t place = 0; place < key_word_count; ++place) {
        for (int i = 0; i < 20; ++i) {
            auto words = words_of_key(random.array<32>());
            const auto other = static_cast<std::uint16_t>(words[place] ^ (1 + random.below(2047)));
            words[place] = other;
            EXPECT_EQ(why_not(typed(words)), "word " + std::to_string(place + 1) + " is wrong");
        }
    }
}

TEST(KeyWords, two_that_changed_places_are_found) {
    SeededRandom random(8);
    for (std::size_t a = 0; a + 1 < key_word_count; ++a) {
        auto words = words_of_key(random.array<32>());
        const std::size_t b = a + 1 + random.below(key_word_count - a - 1);
        if (words[a] == words[b]) continue;
        std::swap(words[a], words[b]);
        EXPECT_EQ(why_not(typed(words)),
                  "words " + std::to_string(a + 1) + " and " + std::to_string(b + 1) + " have changed places");
    }
}

TEST(KeyWords, nothing_that_is_wrong_passes_for_a_key) {
    SeededRandom random(9);
    for (int i = 0; i < 300; ++i) {
        auto words = words_of_key(random.array<32>());
        for (auto& word : words)
            if (random.below(4) == 0) word = static_cast<std::uint16_t>(random.below(2048));
        const auto key = key_of_words(typed(words));
        EXPECT_TRUE(!key || words_of_key(*key) == words) << "only when nothing was changed after all";
    }
}

TEST(KeyWords, a_character_of_no_word_and_a_missing_one_are_said) {
    auto words = typed(words_of_key({}));
    words[4].reset();
    EXPECT_EQ(why_not(words), "word 5 is none that a key has");
    words.pop_back();
    EXPECT_EQ(why_not(words), "a key has 26 words; 25 were found");
}

TEST(KeyWords, a_character_beside_the_digits_of_another_is_no_word) {
    const auto words = find_key_words("啊1601 阿1602 埃1601");
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0], 0);
    EXPECT_EQ(words[1], 1);
    EXPECT_FALSE(words[2]);
}

TEST(KeyWords, characters_are_found_however_they_are_grouped) {
    EXPECT_EQ(find_key_words("啊阿　埃 - 挨\n哎").size(), 5U);
    EXPECT_TRUE(find_key_words("no key 1234 here").empty());
    EXPECT_TRUE(find_key_words("").empty());
}

}  // namespace
}  // namespace xiaoer
