// Who may call in over the network, in files beside the database that nobody else may read (0600): FILE.tills for the
// till link, FILE.webhooks for webhooks. One caller a line, words between spaces, '#' begins a comment. Any thread.
//
//     FILE.tills       till-2 64-hex-digits                 (written by `xiaoer till add`)
//     FILE.webhooks    square SIGNATURE-KEY https://relay.example/webhook/square
//                      shopify SECRET
//                      woocommerce SECRET
//                      loyverse SECRET MERCHANT-ID          (the id may be left out where deliveries are signed)
#pragma once

#include "pos_adapter/till_link.h"
#include "pos_adapter/webhook.h"

#include <filesystem>

namespace xiaoer::cli {

[[nodiscard]] std::filesystem::path tills_file(const std::filesystem::path& database);
[[nodiscard]] std::filesystem::path webhooks_file(const std::filesystem::path& database);

// No file: nobody. Errors: io; invalid when others may read it, or on a line that is not as above.
[[nodiscard]] Result<pos::TillKeys> read_tills(const std::filesystem::path& file);
[[nodiscard]] Result<void> write_tills(const std::filesystem::path& file, const pos::TillKeys& keys);

using WebhookSecrets = std::map<pos::WebhookService, pos::WebhookSecret>;
[[nodiscard]] Result<WebhookSecrets> read_webhook_secrets(const std::filesystem::path& file);

}  // namespace xiaoer::cli
