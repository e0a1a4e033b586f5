#include "base/key_words.h"
#include "store/backup.h"

#include <cctype>

namespace xiaoer {
namespace {

constexpr std::size_t key_digits = 64;

bool is_hex(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

// Words of only hex digits that stand together make up a key; any other word ends what was begun. So headings, the
// kiosk's code and a shop called "Cafe" are no part of one.
std::vector<std::string> keys_in(std::string_view text) {
    std::vector<std::string> keys;
    std::string begun;
    std::string word;
    const auto end_word = [&] {
        if (!is_hex(word))
            begun.clear();
        else
            begun += word;
        for (; begun.size() >= key_digits; begun.erase(0, key_digits)) keys.emplace_back(begun, 0, key_digits);
        word.clear();
    };
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == '-') {
            end_word();
        } else {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    end_word();
    return keys;
}

// Any hex key has a letter; digits alone are words.
bool has_letter(const std::string& key) {
    return std::ranges::any_of(key, [](char c) { return c >= 'a'; });
}

Result<SecretKey> key_from(const TypedWords& words, std::size_t from, std::string_view whose) {
    const auto at = words.begin() + static_cast<std::ptrdiff_t>(from);
    auto key = key_of_words({at, at + static_cast<std::ptrdiff_t>(key_word_count)});
    if (!key) return invalid(std::string(whose) + " key: " + key.error().message + "; look at the sheet again");
    return SecretKey(*key);
}

}  // namespace

Result<RecoverySheetKeys> read_recovery_sheet(std::string_view text) {
    const auto keys = keys_in(text);
    if (keys.size() == 2 && has_letter(keys[0]) && has_letter(keys[1])) {
        XIAOER_TRY_ASSIGN(const auto root_key, array_from_hex<32>(keys[0]));
        XIAOER_TRY_ASSIGN(const auto draw_key, array_from_hex<32>(keys[1]));
        return RecoverySheetKeys{SecretKey(root_key), SecretKey(draw_key)};
    }
    const auto words = find_key_words(text);
    if (words.size() != 2 * key_word_count) {
        return invalid("the recovery sheet has two keys, first the owner's, then the draws': each is " +
                       std::to_string(key_word_count) +
                       " words, as characters or as groups of four digits, or all of it is two times 64 digits (0-9, "
                       "a-f); type nothing else; " +
                       std::to_string(words.size()) + " words and " + std::to_string(keys.size()) +
                       " keys of 64 digits were found");
    }
    XIAOER_TRY_ASSIGN(const auto root_key, key_from(words, 0, "the owner's"));
    XIAOER_TRY_ASSIGN(const auto draw_key, key_from(words, key_word_count, "the draws'"));
    return RecoverySheetKeys{root_key, draw_key};
}

}  // namespace xiaoer
