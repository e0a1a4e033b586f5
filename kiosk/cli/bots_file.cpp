#include "cli/bots_file.h"

#include "cli/toml_file.h"

namespace xiaoer::cli {
namespace {

namespace fs = std::filesystem;

Result<phone::Bot> bot_of(const toml::table& table, const std::string& file) {
    phone::Bot bot;
    for (const auto& [key, value] : table) {
        const auto text = value.value<std::string>();
        if (!text) return invalid(file + ": " + std::string(key.str()) + " is no text");
        if (key == "name") {
            bot.name = *text;
        } else if (key == "url") {
            bot.url = *text;
        } else if (key == "secret") {
            bot.secret = *text;
        } else if (key == "chat") {
            bot.chat = *text;
        } else if (key == "kind") {
            const auto kind = enum_from_name<phone::BotKind>(*text);
            if (!kind) return invalid(file + ": there is no kind of bot \"" + *text + "\"");
            bot.kind = *kind;
        } else {
            return invalid(file + ": unknown key " + std::string(key.str()));
        }
    }
    if (bot.name.empty() || bot.url.empty()) return invalid(file + ": a bot needs a name and a url");
    return bot;
}

}  // namespace

Result<std::vector<phone::Bot>> read_bots(const fs::path& database) {
    const std::string file = database.string() + ".bots";
    XIAOER_TRY_ASSIGN(const auto table, read_toml(file));
    std::vector<phone::Bot> bots;
    if (!table) return bots;
    std::error_code failed;
    const auto mode = fs::status(file, failed).permissions();
    if ((mode & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none)
        return invalid(file + " can be read by others: chmod 600");
    for (const auto& [key, value] : *table) {
        const auto* list = value.as_array();
        if (key != "bot" || list == nullptr) return invalid(file + ": unknown key " + std::string(key.str()));
        for (const auto& entry : *list) {
            if (entry.as_table() == nullptr) return invalid(file + ": a bot is a table");
            XIAOER_TRY_ASSIGN(auto bot, bot_of(*entry.as_table(), file));
            bots.push_back(std::move(bot));
        }
    }
    return bots;
}

}  // namespace xiaoer::cli
