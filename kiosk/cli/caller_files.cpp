#include "cli/caller_files.h"

#include "base/codec.h"
#include "base/file.h"

#include <sstream>

namespace xiaoer::cli {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// The words of each line that has any, with its number.
Result<std::vector<std::pair<int, Words>>> read_words(const fs::path& file) {
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(file));
    std::vector<std::pair<int, Words>> lines;
    if (!bytes) return lines;
    std::error_code failed;
    const auto others = fs::perms::group_all | fs::perms::others_all;
    if ((fs::status(file, failed).permissions() & others) != fs::perms::none) {
        return invalid(file.string() + " holds keys and others may read it: chmod 600");
    }
    std::istringstream text{std::string(text_of(*bytes))};
    std::string line;
    for (int number = 1; std::getline(text, line); ++number) {
        std::istringstream rest(line.substr(0, line.find('#')));
        Words words{std::istream_iterator<std::string>(rest), std::istream_iterator<std::string>()};
        if (!words.empty()) lines.emplace_back(number, std::move(words));
    }
    return lines;
}

Error at(const fs::path& file, int line, const std::string& what) {
    return invalid(file.string() + " line " + std::to_string(line) + ": " + what);
}

}  // namespace

fs::path tills_file(const fs::path& database) { return database.string() + ".tills"; }
fs::path webhooks_file(const fs::path& database) { return database.string() + ".webhooks"; }

Result<pos::TillKeys> read_tills(const fs::path& file) {
    XIAOER_TRY_ASSIGN(const auto lines, read_words(file));
    pos::TillKeys keys;
    for (const auto& [line, words] : lines) {
        const auto key = array_from_hex<32>(words.back());
        if (words.size() != 2 || !pos::is_till_name(words[0]) || !key) {
            return at(file, line, "a till is a name (a-z, 0-9, '-') and a key of 64 hex digits");
        }
        if (!keys.emplace(words[0], SecretKey(*key)).second) return at(file, line, words[0] + " is there twice");
    }
    return keys;
}

Result<void> write_tills(const fs::path& file, const pos::TillKeys& keys) {
    std::string text = "# Tills that may use the till link: name and key. Made by `xiaoer till`.\n";
    for (const auto& [name, key] : keys) text += name + " " + to_hex(key.bytes()) + "\n";
    return write_file_durably(file, view_of(text), 0600);
}

Result<WebhookSecrets> read_webhook_secrets(const fs::path& file) {
    XIAOER_TRY_ASSIGN(const auto lines, read_words(file));
    WebhookSecrets secrets;
    for (const auto& [line, words] : lines) {
        const auto service = enum_from_name<pos::WebhookService>(words[0]);
        if (!service) return at(file, line, words[0] + " is not square, shopify, loyverse or woocommerce");
        const bool square = *service == pos::WebhookService::square;
        const bool loyverse = *service == pos::WebhookService::loyverse;
        const std::size_t most = square || loyverse ? 3 : 2;
        if (words.size() < (square ? 3u : 2u) || words.size() > most) {
            return at(file, line,
                      square ? "square needs its signature key and the notification URL"
                             : words[0] + " has a secret" + (loyverse ? " and a merchant id" : ""));
        }
        pos::WebhookSecret secret{words[1], square ? words[2] : "", loyverse && words.size() == 3 ? words[2] : ""};
        if (!secrets.emplace(*service, std::move(secret)).second) return at(file, line, words[0] + " is there twice");
    }
    return secrets;
}

}  // namespace xiaoer::cli
