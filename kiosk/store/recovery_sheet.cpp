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

}  // namespace

Result<RecoverySheetKeys> read_recovery_sheet(std::string_view text) {
    const auto keys = keys_in(text);
    if (keys.size() != 2) {
        return invalid("the recovery sheet has two keys of 64 digits (0-9, a-f), first the owner's, then the draws'; " +
                       std::to_string(keys.size()) + " were found");
    }
    XIAOER_TRY_ASSIGN(const auto root_key, array_from_hex<32>(keys[0]));
    XIAOER_TRY_ASSIGN(const auto draw_key, array_from_hex<32>(keys[1]));
    return RecoverySheetKeys{SecretKey(root_key), SecretKey(draw_key)};
}

}  // namespace xiaoer
