#include "sync/sealed_fact.h"

#include "base/secret_box.h"
#include "base/sha256.h"

namespace xiaoer::sync {
namespace {

constexpr std::size_t epoch_bytes = 4;
constexpr std::size_t subject_bytes = 16;

Error not_ours() { return invalid("it was sealed for another place, or by no kiosk of ours"); }

BoxNonce nonce_of(const Hash& hash) {
    BoxNonce nonce{};
    std::copy_n(hash.begin(), nonce.size(), nonce.begin());
    return nonce;
}

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

Bytes with_epoch(std::uint32_t epoch, ByteView sealed) {
    const auto number = u64be(epoch);
    Bytes bytes(number.begin() + 4, number.end());
    append(bytes, sealed);
    return bytes;
}

// The key that `sealed` names; what it sealed follows.
Result<const SecretKey*> key_of(const SyncKeys& keys, ByteView sealed) {
    if (sealed.size() < epoch_bytes) return not_ours();
    std::array<std::uint8_t, 8> number{};
    std::copy_n(sealed.begin(), epoch_bytes, number.begin() + 4);
    const auto* key = keys.of_epoch(static_cast<std::uint32_t>(from_u64be(number)));
    if (key == nullptr) return invalid("it is sealed with a key that this kiosk does not have yet");
    return key;
}

std::string place_of(const SealedWriting& writing) {
    return "xiaoer-vault-v1\n" + to_hex(writing.slot) + writing.origin.hex() + "/" + std::to_string(writing.number) +
           "/" + std::to_string(writing.version);
}

Slot slot_of(const SyncKeys& keys, const VaultWriting& writing) {
    const Hash mac = hmac_sha256(keys.slot_key().bytes(), {view_of("slot\n"), writing.subject, view_of(writing.field)});
    Slot slot{};
    std::copy_n(mac.begin(), slot.size(), slot.begin());
    return slot;
}

}  // namespace

Bytes contents_of(const ChainedFact& fact) {
    XIAOER_ASSERT(fact.kind.size() < 256);
    Bytes bytes;
    bytes.reserve(9 + fact.kind.size() + fact.body.size());
    append(bytes, u64be(static_cast<std::uint64_t>(fact.at.ms)));
    bytes.push_back(static_cast<std::uint8_t>(fact.kind.size()));
    append(bytes, view_of(fact.kind));
    append(bytes, view_of(fact.body));
    return bytes;
}

Result<ChainedFact> read_contents(std::int64_t seq, const Hash& hash, ByteView contents) {
    if (contents.size() < 9 || contents.size() < 9u + contents[8])
        return invalid("the contents of a fact are cut short");
    const auto at = static_cast<std::int64_t>(from_u64be(contents.first<8>()));
    const std::size_t kind_length = contents[8];
    return ChainedFact{seq, Timestamp{at}, std::string(text_of(contents.subspan(9, kind_length))),
                       std::string(text_of(contents.subspan(9 + kind_length))), hash};
}

Bytes seal_fact(const SyncKeys& keys, const ChainedFact& fact) {
    const auto epoch = keys.newest();
    return with_epoch(epoch, close_box(*keys.of_epoch(epoch), nonce_of(fact.hash), contents_of(fact)));
}

Result<ChainedFact> open_fact(const SyncKeys& keys, std::int64_t seq, const Hash& hash, ByteView sealed) {
    XIAOER_TRY_ASSIGN(const auto* const key, key_of(keys, sealed));
    const auto contents = open_box(*key, nonce_of(hash), sealed.subspan(epoch_bytes));
    if (!contents) return not_ours();
    return read_contents(seq, hash, *contents);
}

SealedWriting seal_writing(const SyncKeys& keys, const VaultWriting& writing, Random& random) {
    SealedWriting row{slot_of(keys, writing), writing.origin, writing.number, writing.version, {}};
    Bytes plain(writing.subject.begin(), writing.subject.end());
    plain.push_back(static_cast<std::uint8_t>(writing.field.size()));
    append(plain, view_of(writing.field));
    append(plain, view_of(writing.value));
    const auto epoch = keys.newest();
    row.sealed = with_epoch(epoch, seal(*keys.of_epoch(epoch), plain, place_of(row), random));
    wipe(plain);
    return row;
}

Result<VaultWriting> open_writing(const SyncKeys& keys, const SealedWriting& row) {
    XIAOER_TRY_ASSIGN(const auto* const key, key_of(keys, row.sealed));
    const auto plain = unseal(*key, ByteView(row.sealed).subspan(epoch_bytes), place_of(row));
    if (!plain) return not_ours();
    const ByteView view(*plain);
    if (view.size() < subject_bytes + 1 || view.size() < subject_bytes + 1u + view[subject_bytes]) return not_ours();
    VaultWriting writing{row.origin, row.number, row.version, {}, {}, {}};
    std::copy_n(view.begin(), subject_bytes, writing.subject.begin());
    const std::size_t field_length = view[subject_bytes];
    writing.field = text_of(view.subspan(subject_bytes + 1, field_length));
    writing.value = text_of(view.subspan(subject_bytes + 1 + field_length));
    if (slot_of(keys, writing) != row.slot) return not_ours();
    return writing;
}

}  // namespace xiaoer::sync
