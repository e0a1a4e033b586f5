// xiaoer till: which tills may use the till link, and their keys.
#include "base/random.h"
#include "cli/caller_files.h"
#include "cli/cli.h"
#include "cli/usage.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db = "xiaoer.db";
    std::string name;
    std::string out;
};

Result<void> check_name(const std::string& name) {
    if (pos::is_till_name(name)) return {};
    return invalid("a till's name is 1 to 32 of a-z, 0-9 and '-'");
}

Result<int> add_till_key(const Words& words) {
    if (!std::filesystem::exists(words.db)) return invalid("there is no file " + words.db);
    const auto file = tills_file(words.db);
    XIAOER_TRY_ASSIGN(auto keys, read_tills(file));
    SystemRandom random;
    const auto key = SecretKey::random(random);
    if (!keys.emplace(words.name, key).second) return invalid("there is a till " + words.name + " already");
    XIAOER_TRY(write_tills(file, keys));
    if (!words.out.empty()) {
        XIAOER_TRY(write_tills(words.out, {{words.name, key}}));
        return 0;
    }
    std::cout << canonical(Json::Object{{"key", to_hex(key.bytes())}, {"till", words.name}}) << '\n';
    return 0;
}

Result<int> remove_till_key(const Words& words) {
    const auto file = tills_file(words.db);
    XIAOER_TRY_ASSIGN(auto keys, read_tills(file));
    if (keys.erase(words.name) == 0) return invalid("there is no till " + words.name);
    XIAOER_TRY(write_tills(file, keys));
    return 0;
}

Result<int> list_tills(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto keys, read_tills(tills_file(words.db)));
    for (const auto& [name, key] : keys) std::cout << canonical(Json::Object{{"till", name}}) << '\n';
    return 0;
}

}  // namespace

void add_till(CLI::App& root, Run& run) {
    auto* till = root.add_subcommand("till", "Tills that may use the till link: add, remove, list");
    till->require_subcommand(1);
    const auto add = [&](const char* word, const char* help, bool named, Result<int> (*act)(const Words&)) {
        const auto words = std::make_shared<Words>();
        auto* command = till->add_subcommand(word, help);
        if (act == add_till_key) {
            command->add_option("--out", words->out, "Write a key file for `xiaoer tap` instead of printing the key");
        }
        command->add_option("--db", words->db, "The shop's database; the keys are in FILE.tills beside it")
            ->capture_default_str();
        if (named) check_word(command->add_option("NAME", words->name, "The till's name")->required(), check_name);
        command->callback([words, act, &run] { run = [words, act] { return act(*words); }; });
    };
    add("add", "Let a till call, and print its key", true, add_till_key);
    add("remove", "Let it call no more", true, remove_till_key);
    add("list", "The tills' names", false, list_tills);
}

}  // namespace xiaoer::cli
