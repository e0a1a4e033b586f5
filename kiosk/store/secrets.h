// What the machine keeps beside the database and never in it (DESIGN §2, "Keys and files"):
//
//   FILE.keys     0600: device seed, draw key, vault key, pepper; made once
//   FILE.keyring  0600: one 32-byte key a subject, in slots; erasing a person rewrites it without theirs
//   FILE.lock     flock: whoever writes FILE holds it
//   FILE.anchor   the last signed head, so that a ledger that was put back is noticed
//
// Store thread.
#pragma once

#include "domain/chain.h"

#include <filesystem>

namespace xiaoer {

struct Keys {
    SecretKey device_seed;  // of the chain's signing key
    SecretKey draw_key;     // also on the recovery sheet
    SecretKey vault_key;    // what belongs to the shop and not to one subject
    SecretKey pepper;       // phone hashes, cards, redeem codes
};
// Returns: nothing when there is no such file. Errors: io, corrupt.
[[nodiscard]] Result<std::optional<Keys>> read_keys(const std::filesystem::path& database);
[[nodiscard]] Result<void> write_keys(const std::filesystem::path& database, const Keys& keys);
[[nodiscard]] Keys random_keys(Random& random);

// FILE.keyring. A slot is written and synced before the row that names it commits; a slot that no row names is
// harmless. Values are read on demand: a million members cost no memory.
class Keyring {
public:
    static constexpr std::size_t slot_bytes = 32;
    explicit Keyring(const std::filesystem::path& database);
    // Appends fresh keys, durably. Returns: the slot of the first; the others follow it.
    [[nodiscard]] Result<std::int64_t> add(std::span<const SecretKey> keys);
    [[nodiscard]] Result<std::int64_t> add(const SecretKey& key) { return add(std::span(&key, 1)); }
    // Nothing when the slot was erased or never written.
    [[nodiscard]] Result<std::optional<SecretKey>> key(std::int64_t slot) const;
    // Whether there was a key once, and it was erased: not so of a slot behind the end.
    [[nodiscard]] Result<bool> was_erased(std::int64_t slot) const;
    // Rewrites the file without the keys of `slots`.
    [[nodiscard]] Result<void> erase(std::span<const std::int64_t> slots);
    [[nodiscard]] Result<Bytes> contents() const;
    [[nodiscard]] Result<void> replace(ByteView contents);

private:
    // The bytes of a slot; nothing when the file ends before it does.
    [[nodiscard]] Result<std::optional<std::array<std::uint8_t, slot_bytes>>> read_slot(std::int64_t slot) const;
    std::filesystem::path path_;
};

// Held while it lives. Errors: busy, naming the process that has it.
class FileLock {
public:
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& database);
    FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) : fd_(fd) {}
    int fd_;
};

struct Anchor {
    DeviceId device;
    Hash hash{};
    std::int64_t seq = 0;
    Signature signature{};  // over head_message()
    XIAOER_FIELDS(visit("device", self.device); visit("hash", self.hash); visit("seq", self.seq);
                  visit("signature", self.signature);)
};
[[nodiscard]] Result<std::optional<Anchor>> read_anchor(const std::filesystem::path& database);
[[nodiscard]] Result<void> write_anchor(const std::filesystem::path& database, const Anchor& anchor);

[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& database, std::string_view suffix);

}  // namespace xiaoer
