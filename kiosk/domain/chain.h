// The fact chain, byte for byte (DESIGN §4): published so that anyone can check a shop with their own program.
//
//   hash = SHA("xiaoer-fact-v1\n" || prev || canon({"at","body","device","kind","seq"}))
//   prev is 32 zero bytes before the first; facts are numbered from 1 without gaps.
//   A head is signed over "xiaoer-head-v1\n" || public key || u64be(seq) || hash.
//
// Pure; any thread.
#pragma once

#include "base/codec.h"
#include "base/keys.h"

namespace xiaoer {

// One link, as stored and as `xiaoer facts` prints it.
struct Fact {
    Timestamp at;  // as the clock had it; orders nothing
    Json body;
    DeviceId device;
    std::string kind;
    std::int64_t seq = 0;
};
struct Head {
    std::int64_t seq = 0;  // 0: nothing yet
    Hash hash{};
    friend bool operator==(const Head&, const Head&) = default;
};

[[nodiscard]] DeviceId device_id_of(const PublicKey& key);
[[nodiscard]] Hash fact_hash(const Hash& previous, const Fact& fact);
// The same, when the canonical body is at hand already.
[[nodiscard]] Hash fact_hash(const Hash& previous, const Fact& fact, std::string_view canonical_body);
// One JSON line with the five keys and `hash`.
[[nodiscard]] std::string fact_line(const Fact& fact, const Hash& hash);

[[nodiscard]] Bytes head_message(const PublicKey& key, const Head& head);

// What the root key of the recovery sheet signs.
[[nodiscard]] Bytes enrolment_message(const PublicKey& device, std::string_view code, std::int64_t number_from,
                                      std::int64_t number_to);
[[nodiscard]] Bytes revocation_message(const DeviceId& old, const Head& last);
[[nodiscard]] Bytes succession_message(const DeviceId& old, const Head& last, const PublicKey& successor);

}  // namespace xiaoer
