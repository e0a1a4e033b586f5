// A witness: what a customer's phone remembers of the shop's ledger (DESIGN §6), in a cookie. A ledger that was put
// back together with its anchor still meets phones that have seen more of it.
//
// Text: device.reconciled.seq.hash.mac, where device, hash and mac are hex, and mac is HMAC-SHA-256, under a key that
// only this machine has, over "xiaoer-witness-v1\n" and all that stands before the last dot: a stranger cannot write
// one, and freeze a shop with it. `reconciled` counts how often a manager went on with a ledger that was behind: what
// phones saw before that says nothing any more. Values; any thread.
#pragma once

#include "base/codec.h"
#include "base/ids.h"
#include "base/keys.h"

#include <optional>

namespace xiaoer {

struct Witness {
    DeviceId device;
    Hash hash{};  // of the fact at seq
    std::int64_t reconciled = 0;
    std::int64_t seq = 0;
    XIAOER_FIELDS(visit("device", self.device); visit("hash", self.hash); visit("reconciled", self.reconciled);
                  visit("seq", self.seq);)
};

[[nodiscard]] std::string write_witness(const Witness& witness, const SecretKey& key);
// What a text says, whoever wrote it. Nothing when it is no witness.
[[nodiscard]] std::optional<Witness> read_witness(std::string_view text);
// Whether `text`, which says this, was written under this key.
[[nodiscard]] bool is_genuine(std::string_view text, const Witness& witness, const SecretKey& key);

// Whether `one` was written when there was more than when `other` was.
[[nodiscard]] bool is_later(const Witness& one, const Witness& other);

}  // namespace xiaoer
