#include "store/joining.h"

#include "base/file.h"
#include "store/local.h"
#include "store/schema.h"
#include "store/store.h"

namespace xiaoer {
namespace {

constexpr std::uint64_t blocks = 800;

struct SharedKeys {  // inside the answer
    std::int64_t v = 1;
    PublicKey root_key{};
    DeviceEnrolled enrolled;
    Settings settings;
    Hash vault_key{}, pepper{}, draw_key{};
    XIAOER_FIELDS(visit("v", self.v); visit("root_key", self.root_key); visit("enrolled", self.enrolled);
                  visit("settings", self.settings); visit("vault_key", self.vault_key); visit("pepper", self.pepper);
                  visit("draw_key", self.draw_key);)
};

Hash bytes_of(const SecretKey& key) {
    Hash bytes{};
    std::ranges::copy(key.bytes(), bytes.begin());
    return bytes;
}

bool is_a_shop(const std::filesystem::path& database) {
    std::error_code ignored;
    return std::filesystem::exists(database) && std::filesystem::file_size(database, ignored) > 0;
}

struct Shopkeeper {
    MerchantId merchant;
    PublicKey root_key{};
};
Result<Shopkeeper> shopkeeper_of(Database& db) {
    auto found = first_row(
        db.select("SELECT m.merchant, m.root_key FROM merchants AS m JOIN local_values AS l ON l.name = 'merchant' AND "
                  "l.value = lower(hex(m.merchant))"),
        [](const Rows& row) {
            return Shopkeeper{row.id<MerchantId>(0), row.array<32>(1)};
        });
    if (!found) return found.error();
    if (!*found) return invalid("this is no opened shop");
    return **found;
}

Bytes message_of(const DeviceEnrolled& enrolled) {
    return enrolment_message(enrolled.key, enrolled.code, enrolled.number_from, enrolled.number_to);
}

}  // namespace

Result<std::string> fresh_code(Database& db, Random& random) {
    while (true) {
        auto code = random.digits(5);
        XIAOER_TRY_ASSIGN(const bool used, db.exists("SELECT 1 FROM devices WHERE code = ?", {code}));
        if (!used) return code;
    }
}

Result<std::int64_t> fresh_block(Database& db, Random& random) {
    XIAOER_TRY_ASSIGN(const auto first, db.integer("SELECT min(number_to) FROM devices"));  // of the first kiosk
    while (true) {
        const auto from = first.value_or(0) + 1 + static_cast<std::int64_t>(random.below(blocks)) * numbers_per_block;
        XIAOER_TRY_ASSIGN(const bool used, db.exists("SELECT 1 FROM devices WHERE number_from <= ? AND number_to >= ?",
                                                     {from + numbers_per_block - 1, from}));
        if (!used) return from;
    }
}

Result<PublicKey> new_kiosk_key(const std::filesystem::path& database, Random& random) {
    if (is_a_shop(database)) return invalid(database.string() + " is a shop already");
    XIAOER_TRY_ASSIGN(auto keys, read_keys(database));
    if (!keys) {
        keys = random_keys(random);
        XIAOER_TRY(write_keys(database, *keys));
    }
    return SigningKey(keys->device_seed).public_key();
}

Result<KioskAnswer> answer_new_kiosk(const std::filesystem::path& database, const SigningKey& root,
                                     const PublicKey& key, Random& random) {
    if (!std::filesystem::exists(database)) return invalid("there is no file " + database.string());
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    XIAOER_TRY_ASSIGN(const auto keeper, shopkeeper_of(db));
    if (root.public_key() != keeper.root_key)
        return invalid("this recovery sheet is another shop's, or its owner key was mistyped");
    XIAOER_TRY_ASSIGN(const bool known, db.exists("SELECT 1 FROM devices WHERE key = ?", {key}));
    if (known) return invalid("this machine is a kiosk of the shop already");
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(database));
    if (!keys) return invalid("the key file is missing");
    SharedKeys shared;
    shared.root_key = keeper.root_key;
    auto& enrolled = shared.enrolled;
    enrolled.key = key, enrolled.merchant = keeper.merchant;
    XIAOER_TRY_ASSIGN(enrolled.code, fresh_code(db, random));
    XIAOER_TRY_ASSIGN(enrolled.number_from, fresh_block(db, random));
    enrolled.number_to = enrolled.number_from + numbers_per_block - 1;
    enrolled.signature = root.sign(message_of(enrolled));
    XIAOER_TRY_ASSIGN(shared.settings, read_settings(db));
    shared.settings.base_url.clear();  // each kiosk has its own
    shared.settings.prizes.clear();    // the shop's draws by the calendar stay with the kiosk that has them
    shared.vault_key = bytes_of(keys->vault_key), shared.pepper = bytes_of(keys->pepper);
    shared.draw_key = bytes_of(keys->draw_key);
    std::string plain = canonical(to_json(shared));
    auto sealed = seal_to(key, view_of(plain));
    wipe({reinterpret_cast<std::uint8_t*>(plain.data()), plain.size()});
    wipe(shared.vault_key), wipe(shared.pepper), wipe(shared.draw_key);
    if (!sealed) return sealed.error();
    return KioskAnswer{shared.enrolled, std::move(*sealed)};
}

Result<JoinedShop> join_shop(const std::filesystem::path& database, ByteView sealed, Random& random) {
    if (is_a_shop(database)) return invalid(database.string() + " is a shop already");
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(database));
    if (!keys) return invalid("this machine has shown no key yet");
    const SigningKey own(keys->device_seed);
    auto plain = own.open_sealed(sealed);
    if (!plain) return invalid("the answer is for another machine, or was changed");
    const auto json = parse_json(text_of(*plain));
    wipe(*plain);
    if (!json) return invalid("the answer cannot be read");
    auto shared = from_json<SharedKeys>(*json);
    if (!shared) return invalid("the answer is a newer version's: " + shared.error().message);
    if (shared->v != 1 || shared->enrolled.key != own.public_key() ||
        !verify(shared->root_key, message_of(shared->enrolled), shared->enrolled.signature)) {
        return invalid("the recovery sheet's key did not sign this machine's enrolment");
    }
    XIAOER_TRY(write_keys(database, {keys->device_seed, SecretKey(shared->draw_key), SecretKey(shared->vault_key),
                                     SecretKey(shared->pepper)}));
    wipe(shared->vault_key), wipe(shared->pepper), wipe(shared->draw_key);
    XIAOER_TRY(write_file_durably(database, {}, 0600));  // so that it, and its WAL, are the owner's alone
    XIAOER_TRY_ASSIGN(const auto store, Store::open({database, {}}, random));
    XIAOER_TRY_ASSIGN(auto transaction, Transaction::begin(store->db()));
    XIAOER_TRY(write_settings(store->db(), shared->settings));
    XIAOER_TRY(set_local_value(store->db(), "enrolment", canonical(to_json(shared->enrolled))));
    XIAOER_TRY(set_local_value(store->db(), "merchant", shared->enrolled.merchant.hex()));
    XIAOER_TRY(transaction.commit());
    return JoinedShop{shared->settings.shop, shared->enrolled};
}

Result<bool> awaits_first_sync(const std::filesystem::path& database) {
    XIAOER_TRY_ASSIGN(auto db, Database::open(database, Database::Mode::read));
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "enrolment"));
    if (!text) return false;
    XIAOER_TRY_ASSIGN(const bool said, db.exists("SELECT 1 FROM facts LIMIT 1"));
    return !said;
}

Result<std::optional<DeviceEnrolled>> enrolment_to_say(Database& db, const MerchantId& merchant) {
    using Maybe = std::optional<DeviceEnrolled>;
    XIAOER_TRY_ASSIGN(const auto text, local_value(db, "enrolment"));
    if (!text) return Maybe{};
    XIAOER_TRY_ASSIGN(const bool known, db.exists("SELECT 1 FROM merchants WHERE merchant = ?", {merchant}));
    if (!known) return Maybe{};
    XIAOER_TRY_ASSIGN(const auto json, parse_json(*text));
    XIAOER_TRY_ASSIGN(auto enrolled, from_json<DeviceEnrolled>(json));
    return Maybe(std::move(enrolled));
}

}  // namespace xiaoer
