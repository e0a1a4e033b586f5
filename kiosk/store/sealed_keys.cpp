#include "store/sealed_keys.h"

#include "base/file.h"
#include "base/sha256.h"

namespace xiaoer {

SealedKeys::~SealedKeys() {
    wipe(vault_key);
    wipe(pepper);
}

Hash draw_key_check(const SecretKey& draw_key) {
    return sha256({view_of("xiaoer-draw-key-check-v1\n"), draw_key.bytes()});
}

namespace {

Result<void> write_sealed(const std::filesystem::path& path, ByteView plain, const PublicKey& root_key) {
    XIAOER_TRY_ASSIGN(const auto sealed, seal_to(root_key, plain));
    XIAOER_TRY(write_file_durably(path, sealed, 0600));
    XIAOER_TRY_ASSIGN(const auto read_back, read_file(path));
    if (!read_back || *read_back != sealed)
        return io_error("what was written to " + path.string() + " does not read back");
    return {};
}

Result<Bytes> read_sealed(const std::filesystem::path& path, const SigningKey& root) {
    XIAOER_TRY_ASSIGN(const auto sealed, read_file(path));
    if (!sealed) return invalid("there is no file " + path.string() + ": the backup is not whole");
    auto plain = root.open_sealed(*sealed);
    if (!plain) return invalid("the recovery sheet does not open " + path.string());
    return std::move(*plain);
}

}  // namespace

Result<void> write_sealed_keys(const std::filesystem::path& path, const SealedKeys& keys, const PublicKey& root_key) {
    return write_sealed(path, view_of(canonical(to_json(keys))), root_key);
}

Result<SealedKeys> read_sealed_keys(const std::filesystem::path& path, const SigningKey& root) {
    XIAOER_TRY_ASSIGN(const auto plain, read_sealed(path, root));
    const auto json = parse_json(text_of(plain));
    if (!json) return corrupt(path.string() + ": " + json.error().message);
    auto keys = from_json<SealedKeys>(*json);
    if (!keys) return corrupt(path.string() + ": " + keys.error().message);
    if (keys->v != 1) return invalid("the backup is from a newer version of Xiaoer");
    return keys;
}

std::filesystem::path sealed_keyring(const std::filesystem::path& folder, const MerchantId& merchant) {
    return folder / ("xiaoer-" + merchant.hex().substr(0, 16) + ".keyring");
}

Result<void> write_sealed_keyring(const std::filesystem::path& path, ByteView keyring, const PublicKey& root_key) {
    return write_sealed(path, keyring, root_key);
}

Result<Bytes> read_sealed_keyring(const std::filesystem::path& path, const SigningKey& root) {
    return read_sealed(path, root);
}

}  // namespace xiaoer
