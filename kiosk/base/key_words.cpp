#include "base/key_words.h"

#include "base/sha256.h"
#include "base/text.h"

#include <iconv.h>

#include <algorithm>
#include <map>
#include <span>

namespace xiaoer {
namespace {

constexpr int first_row = 16;  // of GB 2312's level 1
constexpr int places = 94;     // in a row
constexpr std::size_t bits = 11;
constexpr std::size_t data_words = 24;

// ---- how words are written ----------------------------------------------------------------------------------

std::vector<char32_t> make_characters() {
    std::string coded;
    for (std::size_t word = 0; word < key_word_values; ++word) {
        const int at = static_cast<int>(word);
        coded += static_cast<char>(0xa0 + first_row + at / places);
        coded += static_cast<char>(0xa0 + 1 + at % places);
    }
    std::string text(key_word_values * 4, '\0');
    char* from = coded.data();
    char* to = text.data();
    std::size_t from_left = coded.size(), to_left = text.size();
    iconv_t converter = ::iconv_open("UTF-8", "GBK");
    XIAOER_ASSERT(converter != reinterpret_cast<iconv_t>(-1));
    const auto failed = ::iconv(converter, &from, &from_left, &to, &to_left);
    ::iconv_close(converter);
    text.resize(text.size() - to_left);
    auto characters = code_points(text);
    XIAOER_ASSERT(failed == 0 && characters.size() == key_word_values);
    return characters;
}

const std::vector<char32_t>& characters() {
    static const auto made = make_characters();
    return made;
}

// ---- GF(2^11), by logarithms --------------------------------------------------------------------------------

constexpr int order = 2047;

struct Field {
    std::array<std::uint16_t, order> power{};  // α^i
    std::array<int, order + 1> log{};

    Field() {
        unsigned value = 1;
        for (int i = 0; i < order; ++i) {
            power[static_cast<std::size_t>(i)] = static_cast<std::uint16_t>(value);
            log[value] = i;
            value <<= 1;
            if (value > order) value ^= 0x805;
        }
    }
    [[nodiscard]] std::uint16_t alpha(int exponent) const { return power[static_cast<std::size_t>(exponent % order)]; }
    [[nodiscard]] std::uint16_t times(std::uint16_t a, std::uint16_t b) const {
        return a == 0 || b == 0 ? std::uint16_t{0} : alpha(log[a] + log[b]);
    }
    // Requires: b is not 0.
    [[nodiscard]] std::uint16_t over(std::uint16_t a, std::uint16_t b) const {
        return a == 0 ? std::uint16_t{0} : alpha(log[a] + order - log[b]);
    }
};

const Field& field() {
    static const Field made;
    return made;
}

// The polynomial's value at α^`root`.
std::uint16_t value_at(std::span<const std::uint16_t> words, int root) {
    const auto& f = field();
    std::uint16_t sum = 0;
    for (std::size_t i = 0; i < words.size(); ++i) sum ^= f.times(words[i], f.alpha(root * static_cast<int>(i)));
    return sum;
}

void add_check_words(KeyWords& words) {
    const auto& f = field();
    const auto data = std::span(words).first<data_words>();
    const auto a = value_at(data, 1), b = value_at(data, 2);
    // p·α^24 + q·α^25 = a and p·α^48 + q·α^50 = b
    const auto q = f.over(b ^ f.times(a, f.alpha(24)), f.alpha(49) ^ f.alpha(50));
    words[24] = f.over(a ^ f.times(q, f.alpha(25)), f.alpha(24));
    words[25] = q;
}

bool holds(const KeyWords& words) { return value_at(words, 1) == 0 && value_at(words, 2) == 0; }

// ---- words and bytes ----------------------------------------------------------------------------------------

// Nothing when the checksum does not hold.
std::optional<KeyBytes> bytes_of(const KeyWords& words) {
    std::array<std::uint8_t, 33> bytes{};
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const bool set = (words[bit / bits] >> (bits - 1 - bit % bits) & 1) != 0;
        if (set) bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 0x80 >> bit % 8);
    }
    KeyBytes key{};
    std::copy_n(bytes.begin(), key.size(), key.begin());
    if (!holds(words) || sha256({ByteView(key)})[0] != bytes.back()) return std::nullopt;
    return key;
}

// The place of the one wrong word, from 0.
std::optional<std::size_t> wrong_word(const KeyWords& words) {
    const auto& f = field();
    const auto first = value_at(words, 1), second = value_at(words, 2);
    if (first == 0 || second == 0) return std::nullopt;
    const auto place = static_cast<std::size_t>(f.log[f.over(second, first)]);
    if (place >= words.size()) return std::nullopt;
    auto mended = words;
    mended[place] ^= f.over(first, f.alpha(static_cast<int>(place)));
    return bytes_of(mended) ? std::optional(place) : std::nullopt;
}

std::optional<std::pair<std::size_t, std::size_t>> changed_places(const KeyWords& words) {
    for (std::size_t a = 0; a < words.size(); ++a) {
        for (std::size_t b = a + 1; b < words.size(); ++b) {
            auto mended = words;
            std::swap(mended[a], mended[b]);
            if (bytes_of(mended)) return std::pair(a, b);
        }
    }
    return std::nullopt;
}

std::string place_text(std::size_t place) { return std::to_string(place + 1); }

// ---- words in a text ----------------------------------------------------------------------------------------

std::vector<std::vector<char32_t>> tokens_of(std::string_view text) {
    std::vector<std::vector<char32_t>> tokens(1);
    for (const char32_t point : code_points(text)) {
        if (point <= U' ' || point == U'-' || point == U'\u3000' || point == U'\u00a0') {
            if (!tokens.back().empty()) tokens.emplace_back();
        } else {
            tokens.back().push_back(point);
        }
    }
    if (tokens.back().empty()) tokens.pop_back();
    return tokens;
}

// Of a token, or a part of it. "" when it has anything but digits.
std::string digits_in(std::span<const char32_t> points) {
    std::string digits;
    for (const char32_t point : points) {
        if (point < U'0' || point > U'9') return "";
        digits += static_cast<char>(point);
    }
    return digits;
}

// A wrong character beside right digits, or the other way round, is no word.
TypedWords words_written_twice(const std::vector<std::vector<char32_t>>& tokens) {
    TypedWords words;
    for (const auto& token : tokens) {
        if (token.size() != 5 || token[0] < U'\u3400') continue;
        const auto digits = digits_in(std::span(token).subspan(1));
        if (digits.empty()) continue;
        const auto word = word_of_digits(digits);
        words.push_back(word == word_of_character(token[0]) ? word : std::nullopt);
    }
    return words;
}

// Runs of digits long enough to be a key's; a kiosk's number or a date is shorter.
TypedWords words_in_digits(const std::vector<std::vector<char32_t>>& tokens) {
    constexpr std::size_t long_enough = 64;
    TypedWords words;
    std::string run;
    const auto end_run = [&] {
        if (run.size() >= long_enough)
            for (std::size_t at = 0; at < run.size(); at += 4) words.push_back(word_of_digits(run.substr(at, 4)));
        run.clear();
    };
    for (const auto& token : tokens) {
        const auto digits = digits_in(token);
        if (digits.size() % 4 != 0 || digits.empty())
            end_run();
        else
            run += digits;
    }
    end_run();
    return words;
}

TypedWords words_in_characters(const std::vector<std::vector<char32_t>>& tokens) {
    TypedWords words;
    for (const auto& token : tokens)
        for (const char32_t point : token)
            if (point >= U'\u3400') words.push_back(word_of_character(point));
    return words;
}

}  // namespace

KeyWords words_of_key(const KeyBytes& key) {
    std::array<std::uint8_t, 33> bytes{};
    std::copy(key.begin(), key.end(), bytes.begin());
    bytes.back() = sha256({ByteView(key)})[0];
    KeyWords words{};
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const bool set = (bytes[bit / 8] >> (7 - bit % 8) & 1) != 0;
        if (set) words[bit / bits] = static_cast<std::uint16_t>(words[bit / bits] | 1 << (bits - 1 - bit % bits));
    }
    add_check_words(words);
    return words;
}

std::string character_of_word(std::uint16_t word) {
    std::string text;
    append_utf8(text, characters().at(word));
    return text;
}

std::string digits_of_word(std::uint16_t word) {
    const int code = (first_row + word / places) * 100 + 1 + word % places;
    return std::to_string(code);
}

std::optional<std::uint16_t> word_of_character(char32_t character) {
    static const auto words = [] {
        std::map<char32_t, std::uint16_t> made;
        for (const char32_t one : characters()) made.emplace(one, static_cast<std::uint16_t>(made.size()));
        return made;
    }();
    const auto found = words.find(character);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint16_t> word_of_digits(std::string_view digits) {
    if (digits.size() != 4 || !all_digits(digits)) return std::nullopt;
    const int row = (digits[0] - '0') * 10 + digits[1] - '0', place = (digits[2] - '0') * 10 + digits[3] - '0';
    if (row < first_row || place < 1 || place > places) return std::nullopt;
    const int word = (row - first_row) * places + place - 1;
    return word < static_cast<int>(key_word_values) ? std::optional(static_cast<std::uint16_t>(word)) : std::nullopt;
}

std::string digits_of_key(const KeyBytes& key) {
    std::string digits;
    for (const auto word : words_of_key(key)) digits += digits_of_word(word);
    return digits;
}

Result<KeyBytes> key_of_words(const TypedWords& typed) {
    if (typed.size() != key_word_count)
        return invalid("a key has " + std::to_string(key_word_count) + " words; " + std::to_string(typed.size()) +
                       " were found");
    KeyWords words{};
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (!typed[i]) return invalid("word " + place_text(i) + " is none that a key has");
        words[i] = *typed[i];
    }
    if (const auto key = bytes_of(words)) return *key;
    if (const auto wrong = wrong_word(words)) return invalid("word " + place_text(*wrong) + " is wrong");
    if (const auto pair = changed_places(words))
        return invalid("words " + place_text(pair->first) + " and " + place_text(pair->second) +
                       " have changed places");
    return invalid("several words are wrong");
}

TypedWords find_key_words(std::string_view text) {
    const auto tokens = tokens_of(text);
    if (auto words = words_written_twice(tokens); !words.empty()) return words;
    if (auto words = words_in_digits(tokens); !words.empty()) return words;
    return words_in_characters(tokens);
}

}  // namespace xiaoer
