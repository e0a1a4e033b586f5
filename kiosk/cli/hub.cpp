// xiaoer hub: a PostgreSQL server becomes a hub, and merchants are let in (docs/hub.md).
#include "base/file.h"
#include "cli/cli.h"
#include "cli/usage.h"
#include "store/local.h"
#include "sync/hub_install.h"
#include "sync/postgres.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string address;
    std::string db;
    std::string merchant;
    std::string alliance;
    std::string out;
};

Result<int> init(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto versions, sync::install_hub(words.address));
    std::cout << canonical(Json::Object{{"before", versions.before}, {"version", versions.now}}) << '\n';
    return 0;
}

// The id stands in the shop's database; whoever runs the hub may be told it in words instead.
Result<MerchantId> merchant_in(const Words& words) {
    if (!words.merchant.empty()) return MerchantId::from_hex(words.merchant);
    XIAOER_TRY_ASSIGN(auto db, Database::open(words.db, Database::Mode::read));
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "merchant"));
    if (!text) return invalid(words.db + " is no opened shop");
    return MerchantId::from_hex(*text);
}

Result<int> admit(const Words& words) {
    if (words.db.empty() && words.merchant.empty()) return wrong_usage("whose role? give --db or --merchant");
    XIAOER_TRY_ASSIGN(const auto merchant, merchant_in(words));
    // A merchant without an alliance is one of its own.
    XIAOER_TRY_ASSIGN(const auto alliance,
                      words.alliance.empty() ? Result<MerchantId>(merchant) : MerchantId::from_hex(words.alliance));
    SystemRandom random;
    XIAOER_TRY_ASSIGN(const auto admitted, sync::admit_merchant(words.address, alliance, merchant, random));
    XIAOER_TRY(write_file_durably(words.out, view_of(admitted.pgpass), 0600));
    std::cout << canonical(Json::Object{{"alliance", alliance.hex()},
                                        {"merchant", merchant.hex()},
                                        {"passfile", words.out},
                                        {"role", admitted.role}})
              << '\n';
    return 0;
}

}  // namespace

void add_hub(CLI::App& root, Run& run) {
    auto* hub = root.add_subcommand("hub", "A PostgreSQL server that kiosks of many merchants sync over: init, admit");
    hub->require_subcommand(1);
    const auto words = std::make_shared<Words>();
    const auto check = [](const std::string& text) { return sync::check_postgres_address(text); };
    const auto check_id = [](const std::string& text) { return MerchantId::from_hex(text); };
    auto* inits = hub->add_subcommand("init", "Install or upgrade the hub's schema; said again it changes nothing");
    check_word(
        inits->add_option("ADDRESS", words->address, "postgresql://… of its database, as who owns it")->required(),
        check);
    inits->callback([words, &run] { run = [words] { return init(*words); }; });

    auto* admits = hub->add_subcommand("admit", "Give a merchant a role and a password of its own");
    check_word(
        admits->add_option("ADDRESS", words->address, "postgresql://… of its database, as who owns it")->required(),
        check);
    auto* db = admits->add_option("--db", words->db, "The merchant's shop, for its id");
    auto* merchant =
        check_word(admits->add_option("--merchant", words->merchant, "The merchant's id (32 hex digits)"), check_id);
    db->excludes(merchant);
    check_word(admits->add_option("--alliance", words->alliance,
                                  "The alliance that its rows are kept with (32 hex digits); its own when not given"),
               check_id);
    admits->add_option("--out", words->out, "The pgpass file to write, for the merchant's kiosks")->required();
    admits->callback([words, &run] { run = [words] { return admit(*words); }; });
}

}  // namespace xiaoer::cli
