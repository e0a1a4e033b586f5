// A 32-byte key as 26 words that a person can write down, read aloud and type in again. Pure; any thread.
//
// A word is a number of 11 bits. It is written as a Chinese character, the one of that place among the first 2,048 of
// GB 2312's level 1 in the order of their code (啊 first), or, for whoever reads no Chinese, as that character's
// 区位码: four digits, row 16–37 and place 01–94 (啊 is 1601). Both mean the same word.
//
//     24 words   the key's 256 bits and 8 bits of checksum, the first byte of SHA-256(key), as in BIP-39
//      2 words   check words: with all 26 as the values c0…c25 of a polynomial over GF(2^11), modulo x^11 + x^2 + 1,
//                it is zero at α and at α^2 (a Reed–Solomon code), so that one wrong word is found by its place
//
// Two words that changed places are found as well: put back, everything holds.
#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer {

using KeyBytes = std::array<std::uint8_t, 32>;
inline constexpr std::size_t key_word_count = 26;
inline constexpr std::size_t key_word_values = 2048;
using KeyWords = std::array<std::uint16_t, key_word_count>;

[[nodiscard]] KeyWords words_of_key(const KeyBytes& key);

// How a word is written. Requires: word < key_word_values.
[[nodiscard]] std::string character_of_word(std::uint16_t word);  // UTF-8
[[nodiscard]] std::string digits_of_word(std::uint16_t word);     // "1601"
// Returns: nothing for any other character, or digits that no word has.
[[nodiscard]] std::optional<std::uint16_t> word_of_character(char32_t character);
[[nodiscard]] std::optional<std::uint16_t> word_of_digits(std::string_view digits);

// "1601…", all 26 without a space: what the key's QR code says. Digits, because a scanner that types loses letters.
[[nodiscard]] std::string digits_of_key(const KeyBytes& key);

// A word as it was typed in: nothing where it was none.
using TypedWords = std::vector<std::optional<std::uint16_t>>;
// Errors: invalid, naming the place of the wrong word (from 1) or of the two that changed places, never the key.
[[nodiscard]] Result<KeyBytes> key_of_words(const TypedWords& typed);

// The words in what was typed or scanned, key after key, between whatever else a sheet says. Three ways, the first
// that the text has: character and digits together ("啊1601"), as printed; digits alone, in groups of four or run
// together; characters alone. Returns: empty when the text has none of them.
[[nodiscard]] TypedWords find_key_words(std::string_view text);

}  // namespace xiaoer
