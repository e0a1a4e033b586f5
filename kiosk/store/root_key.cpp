#include "store/root_key.h"

namespace xiaoer {

Result<bool> is_root_key_of(Database& db, const MerchantId& merchant, const PublicKey& key) {
    return db.exists("SELECT 1 FROM merchants WHERE merchant = ? AND root_key = ?", {merchant, key});
}

}  // namespace xiaoer
