// xiaoer shop: what the owner of the machine may change by hand, until the phone does it: the settings, staff, a lost
// card, a hand-over taken back.
#include "app/pins.h"
#include "base/file.h"
#include "cli/cli.h"
#include "cli/door.h"
#include "store/local.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db = "xiaoer.db", file, name, pin, root_key;
    bool manager = false;
};

Result<Settings> settings_of(const std::string& database) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    return read_settings(db);
}

Result<int> show(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto settings, settings_of(words.db));
    std::cout << canonical(to_json(settings)) << '\n';
    return 0;
}

// The file has the keys that are to change; the others stay.
Result<int> set(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(words.file));
    if (!bytes) return invalid("there is no file " + words.file);
    XIAOER_TRY_ASSIGN(const auto changes, parse_json(text_of(*bytes)));
    if (changes.object() == nullptr) return invalid(words.file + " is not one JSON object");
    XIAOER_TRY_ASSIGN(const auto settings, settings_of(words.db));
    const Json before = to_json(settings);
    Json::Object merged = *before.object();
    for (const auto& [key, value] : *changes.object()) {
        if (!merged.contains(key)) return invalid(words.file + ": there is no setting \"" + key + "\"");
        merged.insert_or_assign(key, value);
    }
    XIAOER_TRY_ASSIGN(auto changed, from_json<Settings>(Json(std::move(merged))));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(ChangeSettings{std::move(changed), {}}));
    return print_outcome(outcome);
}

Result<int> add_staff(const Words& words) {
    XIAOER_TRY(check_new_pin(words.pin));
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(words.pin, random.array<16>()));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(AddStaff{words.name, words.manager, hashed.salt, hashed.hash, {}}));
    return print_outcome(outcome);
}

// A forgotten PIN, also the only manager's: the recovery sheet's root key says that this is the owner.
Result<int> reset_pin(const Words& words) {
    XIAOER_TRY(check_new_pin(words.pin));
    std::string digits;
    for (const char c : words.root_key)
        if (c != ' ' && c != '-') digits += c;
    const auto root_key = array_from_hex<32>(digits);
    if (!root_key) return invalid("the root key has 64 digits 0-9 and a-f, as on the recovery sheet");
    XIAOER_TRY_ASSIGN(const auto door, Door::open(words.db));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto hashed, hash_pin(words.pin, random.array<16>()));
    XIAOER_TRY_ASSIGN(const auto outcome, door->say(SetPin{{}, *root_key, words.name, hashed.salt, hashed.hash}));
    return print_outcome(outcome);
}

}  // namespace

void add_shop(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand("shop", "The shop's settings and staff, by hand");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, Result<int> (*doing)(const Words&)) {
        auto* sub = command->add_subcommand(name, what);
        sub->add_option("--db", words->db, "The shop's database")->capture_default_str();
        sub->callback([words, doing, &run] { run = [words, doing] { return doing(*words); }; });
        return sub;
    };
    add("show", "Print the settings as one JSON object", show);
    add("set", "Change the settings that FILE.json names", set)->add_option("FILE.json", words->file)->required();
    auto* staff = add("add-staff", "Add a clerk, or a manager", add_staff);
    staff->add_option("--name", words->name, "As it stands on the sign-in screen")->required();
    staff->add_option("--pin", words->pin, "At least six digits, none of the common ones")->required();
    auto* reset = add("reset-pin", "A forgotten PIN, by the root key of the recovery sheet", reset_pin);
    reset->add_option("--name", words->name, "Whose, as it stands on the sign-in screen")->required();
    reset->add_option("--pin", words->pin, "The new one: at least six digits, none of the common ones")->required();
    reset->add_option("--root-key", words->root_key, "64 digits; spaces between them do not matter")->required();
    staff->add_flag("--manager", words->manager, "May undo hand-overs and confirm dear prizes");
}

}  // namespace xiaoer::cli
