// A bundle: one kiosk's letter to the others of its merchant, in a file. Values; any thread.
//
//   file      = header || u64(length of the label) || label || body || signature
//   header    = "XIAOERB1" || mark of the merchant (8) || sender's public key (32) || u64(number) || u64(epoch)
//   label     = sealed: when it was made, what its sender had then, and which pieces are in the body
//   body      = sealed: zstd of the pieces and of the vault's writings
//   signature = by the sender, over "xiaoer-bundle-v1\n" || SHA-256 of all before it
//
// "Sealed" is XChaCha20-Poly1305 under the epoch's key, bound to the header: only the merchant's kiosks can read it,
// and nobody else could have written it. The name of the file says sender and number too, so a swapped or renamed one
// is noticed. Numbers grow; what a bundle says is checked again fact by fact by whoever takes it in, so that one that
// comes twice, late or out of order changes nothing that it should not.
#pragma once

#include "sync/sync_keys.h"
#include "sync/transport.h"

namespace xiaoer::sync {

struct BundleName {
    DeviceId sender;
    std::int64_t number = 0;  // from 1
    friend auto operator<=>(const BundleName&, const BundleName&) = default;
};
[[nodiscard]] std::string file_name(const BundleName& name);
[[nodiscard]] std::optional<BundleName> bundle_name_in(std::string_view file_name);

struct Span {  // of one chain, in the body
    DeviceId device;
    std::int64_t from = 0;
    std::int64_t to = 0;
};
struct VaultSpan {  // the writings of one kiosk after `after`
    DeviceId origin;
    std::int64_t after = 0;
    std::int64_t to = 0;
};
struct Label {
    BundleName name;
    Timestamp made_at;  // by the sender's clock
    Have had;           // by the sender, when it was made
    std::vector<Span> spans;
    std::vector<VaultSpan> vault;
};

// `vault_after`: by origin, after which number the batch's writings begin. Requires: `batch` is at most what
// Transport::put() takes.
struct Letter {
    std::int64_t number = 1;
    Timestamp now;
    const Have& had;
    const std::map<DeviceId, std::int64_t>& vault_after;
    const Batch& batch;
};
[[nodiscard]] Result<Bytes> write_bundle(const SyncKeys& keys, const SigningKey& sender, const Letter& letter,
                                         Random& random);

// Errors: invalid, with the reason in plain words: torn or altered, another merchant's, under another's name, of a key
// that is not known here yet.
[[nodiscard]] Result<Label> read_label(const SyncKeys& keys, const BundleName& name, ByteView file);
// Requires: read_label() said yes to it.
[[nodiscard]] Result<Batch> read_body(const SyncKeys& keys, ByteView file);

}  // namespace xiaoer::sync
