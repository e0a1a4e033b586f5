#include "base/sha1.h"

#include <openssl/evp.h>

namespace xiaoer {

Sha1Hash hmac_sha1(ByteView key, ByteView message) {
    static constexpr std::uint8_t nothing = 0;  // an empty span may hold a null pointer, which libcrypto refuses
    Sha1Hash hash{};
    std::size_t size = 0;
    const auto* made =
        EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA1", nullptr, key.empty() ? &nothing : key.data(), key.size(),
                  message.empty() ? &nothing : message.data(), message.size(), hash.data(), hash.size(), &size);
    XIAOER_ASSERT(made != nullptr && size == hash.size());
    return hash;
}

}  // namespace xiaoer
