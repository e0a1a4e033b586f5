// Which sales webhooks have told of, and under which name refunds will speak of them.
//
// A Square refund names a payment, a Shopify refund an order's id; the sale itself is recorded under the number that
// the service's exports have, so that a night's export of the same sales counts nothing twice. This file
// (record_file.h) holds the pairs; a record is service LF alias LF receipt number. It starts over with the newer half
// at 100,000. One thread at a time.
#pragma once

#include "pos_adapter/record_file.h"
#include "pos_adapter/webhook.h"

#include <map>

namespace xiaoer::pos {

class WebhookSales {
public:
    static constexpr std::size_t sales_max = 100'000;

    // Errors: io, busy when another process has it.
    [[nodiscard]] static Result<std::unique_ptr<WebhookSales>> open(const std::filesystem::path& path);

    // What there is to record: a sale as it is, a refund with its sale's number, a void as the refund of all of a sale
    // that was told of. Nothing for the void of a sale that never was.
    [[nodiscard]] std::optional<Receipt> settle(WebhookService service, const WebhookEvent& event) const;
    // Returns when it survives a power cut. Nothing to do for what is no sale, or known. Errors: io.
    [[nodiscard]] Result<void> remember(WebhookService service, const WebhookEvent& event);

private:
    explicit WebhookSales(std::unique_ptr<RecordFile> file) : file_(std::move(file)) {}
    [[nodiscard]] Result<void> read();
    [[nodiscard]] Result<void> drop_older_half(const std::vector<std::string>& records);

    std::unique_ptr<RecordFile> file_;
    std::map<std::string, std::string, std::less<>> numbers_;  // service LF alias → receipt number
};

}  // namespace xiaoer::pos
