// Pieces of chains as they travel between kiosks (DESIGN §2, "Facts"; §4, "Fact chain"). Values; any thread.
//
// A piece ends at a head that its device signed: whoever takes it in checks the links from `previous` to the last
// hash, and then that one signature, and knows that the device said all of it.
#pragma once

#include "domain/chain.h"

namespace xiaoer {

// One link as the ledger keeps it.
struct ChainedFact {
    std::int64_t seq = 0;
    Timestamp at;
    std::string kind;
    std::string body;  // canonical JSON
    Hash hash{};
    XIAOER_FIELDS(visit("seq", self.seq); visit("at", self.at); visit("kind", self.kind); visit("body", self.body);
                  visit("hash", self.hash);)
    friend bool operator==(const ChainedFact&, const ChainedFact&) = default;
};

struct SignedHead {
    PublicKey key{};  // the chain's; its device id follows from it
    std::int64_t seq = 0;
    Hash hash{};
    Signature signature{};  // over head_message()
    XIAOER_FIELDS(visit("key", self.key); visit("seq", self.seq); visit("hash", self.hash);
                  visit("signature", self.signature);)
    friend bool operator==(const SignedHead&, const SignedHead&) = default;
};
[[nodiscard]] bool holds(const SignedHead& head);  // its key signed it

struct FactRange {
    static constexpr std::size_t most = 1000;
    DeviceId device;
    Hash previous{};                 // of the fact before the first; zeros when that is fact 1
    std::vector<ChainedFact> facts;  // 1 to `most`, without gaps
    SignedHead head;                 // of the last of them
    XIAOER_FIELDS(visit("device", self.device); visit("previous", self.previous); visit("facts", self.facts);
                  visit("head", self.head);)
    friend bool operator==(const FactRange&, const FactRange&) = default;
};
// Checks count, numbers, links and signature; not what the facts say. Errors: invalid, naming what is wrong.
[[nodiscard]] Result<void> check_range(const FactRange& range);

}  // namespace xiaoer
