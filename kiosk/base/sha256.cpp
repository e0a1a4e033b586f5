#include "base/sha256.h"

#include <openssl/evp.h>

namespace xiaoer {

struct Sha256::Context {
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* state = EVP_MD_CTX_new();

    Context() { XIAOER_ASSERT(algorithm != nullptr && state != nullptr); }
    ~Context() {
        EVP_MD_CTX_free(state);
        EVP_MD_free(algorithm);
    }
    void start() { XIAOER_ASSERT(EVP_DigestInit_ex2(state, algorithm, nullptr) == 1); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { context_->start(); }
Sha256::~Sha256() = default;

Sha256& Sha256::update(ByteView bytes) {
    XIAOER_ASSERT(EVP_DigestUpdate(context_->state, bytes.data(), bytes.size()) == 1);
    return *this;
}

Hash Sha256::finish() {
    Hash hash{};
    XIAOER_ASSERT(EVP_DigestFinal_ex(context_->state, hash.data(), nullptr) == 1);
    context_->start();
    return hash;
}

Hash sha256(std::initializer_list<ByteView> parts) {
    thread_local Sha256 hasher;  // a context costs more to make than a short message to hash
    for (const auto part : parts) hasher.update(part);
    return hasher.finish();
}

Hash hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
    std::array<std::uint8_t, 64> block{};
    if (key.size() > block.size()) {
        const Hash short_key = sha256({key});
        std::copy(short_key.begin(), short_key.end(), block.begin());
    } else {
        std::copy(key.begin(), key.end(), block.begin());
    }
    thread_local Sha256 hasher;
    const auto pad = [&block](std::uint8_t with) {
        auto padded = block;
        for (auto& byte : padded) byte ^= with;
        return padded;
    };
    hasher.update(pad(0x36));
    for (const auto part : parts) hasher.update(part);
    const Hash inner = hasher.finish();
    return hasher.update(pad(0x5c)).update(inner).finish();
}

}  // namespace xiaoer
