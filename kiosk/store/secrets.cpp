#include "store/secrets.h"

#include "base/file.h"
#include "base/text.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xiaoer {
namespace {

constexpr std::size_t slot_size = Keyring::slot_bytes;

struct KeysFile {
    std::int64_t v = 1;
    Hash device_seed{}, draw_key{}, vault_key{}, pepper{};
    XIAOER_FIELDS(visit("v", self.v); visit("device_seed", self.device_seed); visit("draw_key", self.draw_key);
                  visit("vault_key", self.vault_key); visit("pepper", self.pepper);)
};

Hash hash_of(const SecretKey& key) {
    Hash bytes{};
    std::copy(key.bytes().begin(), key.bytes().end(), bytes.begin());
    return bytes;
}

template <class T>
Result<std::optional<T>> read_json_file(const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(const auto bytes, read_file(path));
    if (!bytes) return std::optional<T>{};
    const auto json = parse_json(text_of(*bytes));
    if (!json) return corrupt(path.string() + ": " + json.error().message);
    auto value = from_json<T>(*json);
    if (!value) return corrupt(path.string() + ": " + value.error().message);
    return std::optional<T>(std::move(*value));
}

}  // namespace

std::filesystem::path beside(const std::filesystem::path& database, std::string_view suffix) {
    return database.string() + std::string(suffix);
}

Keys random_keys(Random& random) {
    return {SecretKey::random(random), SecretKey::random(random), SecretKey::random(random), SecretKey::random(random)};
}

Result<std::optional<Keys>> read_keys(const std::filesystem::path& database) {
    XIAOER_TRY_ASSIGN(const auto file, read_json_file<KeysFile>(beside(database, ".keys")));
    if (!file) return std::optional<Keys>{};
    if (file->v != 1) return invalid("the key file is from a newer version of Xiaoer");
    return std::optional(Keys{SecretKey(file->device_seed), SecretKey(file->draw_key), SecretKey(file->vault_key),
                              SecretKey(file->pepper)});
}

Result<void> write_keys(const std::filesystem::path& database, const Keys& keys) {
    const KeysFile file{1, hash_of(keys.device_seed), hash_of(keys.draw_key), hash_of(keys.vault_key),
                        hash_of(keys.pepper)};
    return write_file_durably(beside(database, ".keys"), view_of(canonical(to_json(file))), 0600);
}

Keyring::Keyring(const std::filesystem::path& database) : path_(beside(database, ".keyring")) {}

Result<std::int64_t> Keyring::add(std::span<const SecretKey> keys) {
    Bytes bytes;
    for (const auto& key : keys) bytes.insert(bytes.end(), key.bytes().begin(), key.bytes().end());
    const int fd = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return io_error("cannot open the keyring: " + std::string(std::strerror(errno)));
    const auto end = ::lseek(fd, 0, SEEK_END);
    const auto slot = (end + static_cast<off_t>(slot_size) - 1) / static_cast<off_t>(slot_size);  // after a torn one
    const bool written = end >= 0 && ::pwrite(fd, bytes.data(), bytes.size(), slot * static_cast<off_t>(slot_size)) ==
                                         static_cast<ssize_t>(bytes.size());
    const bool synced = written && ::fdatasync(fd) == 0;
    ::close(fd);
    wipe(bytes);
    if (!synced) return io_error("cannot write the keyring");
    return static_cast<std::int64_t>(slot);
}

Result<std::optional<std::array<std::uint8_t, slot_size>>> Keyring::read_slot(std::int64_t slot) const {
    std::optional<std::array<std::uint8_t, slot_size>> bytes;
    const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return bytes;
    if (fd < 0) return io_error("cannot open the keyring");
    bytes.emplace();
    const auto count = ::pread(fd, bytes->data(), slot_size, static_cast<off_t>(slot) * static_cast<off_t>(slot_size));
    ::close(fd);
    if (count < 0) return io_error("cannot read the keyring");
    if (count != static_cast<ssize_t>(slot_size)) bytes.reset();
    return bytes;
}

Result<std::optional<SecretKey>> Keyring::key(std::int64_t slot) const {
    XIAOER_TRY_ASSIGN(auto bytes, read_slot(slot));
    if (!bytes || std::ranges::all_of(*bytes, [](auto byte) { return byte == 0; })) return std::optional<SecretKey>{};
    std::optional<SecretKey> key{SecretKey(*bytes)};
    wipe(*bytes);
    return key;
}

Result<bool> Keyring::was_erased(std::int64_t slot) const {
    XIAOER_TRY_ASSIGN(auto bytes, read_slot(slot));
    if (!bytes) return false;
    const bool erased = std::ranges::all_of(*bytes, [](auto byte) { return byte == 0; });
    wipe(*bytes);
    return erased;
}

Result<void> Keyring::erase(std::span<const std::int64_t> slots) {
    XIAOER_TRY_ASSIGN(auto bytes, contents());
    for (const auto slot : slots) {
        const auto at = static_cast<std::size_t>(slot) * slot_size;
        if (slot >= 0 && at + slot_size <= bytes.size())
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), slot_size, 0);
    }
    auto replaced = replace(bytes);
    wipe(bytes);
    return replaced;
}

Result<Bytes> Keyring::contents() const {
    XIAOER_TRY_ASSIGN(auto bytes, read_file(path_));
    return bytes ? std::move(*bytes) : Bytes();
}

Result<void> Keyring::replace(ByteView contents) { return write_file_durably(path_, contents, 0600); }

Result<FileLock> FileLock::take(const std::filesystem::path& database) {
    const auto path = beside(database, ".lock");
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return io_error("cannot open " + path.string() + ": " + std::strerror(errno));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        std::string pid(16, '\0');
        const auto count = ::pread(fd, pid.data(), pid.size(), 0);
        ::close(fd);
        pid.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
        return Error{ErrorCode::busy, "another process is writing " + database.string() +
                                          (pid.empty() ? "" : " (process " + std::string(trim(pid)) + ")")};
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    // The number only names the holder to others; on a full disk the lock holds without it.
    if (::ftruncate(fd, 0) == 0) (void)!::pwrite(fd, pid.data(), pid.size(), 0);
    return FileLock(fd);
}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

Result<std::optional<Anchor>> read_anchor(const std::filesystem::path& database) {
    return read_json_file<Anchor>(beside(database, ".anchor"));
}

Result<void> write_anchor(const std::filesystem::path& database, const Anchor& anchor) {
    return write_file_durably(beside(database, ".anchor"), view_of(canonical(to_json(anchor))), 0600);
}

}  // namespace xiaoer
