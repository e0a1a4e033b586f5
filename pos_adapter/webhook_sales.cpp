#include "pos_adapter/webhook_sales.h"

#include "base/codec.h"

namespace xiaoer::pos {
namespace {

std::string name_of_sale(WebhookService service, std::string_view alias) {
    return std::string(enum_name(service)) + "\n" + std::string(alias);
}

}  // namespace

Result<std::unique_ptr<WebhookSales>> WebhookSales::open(const std::filesystem::path& path) {
    XIAOER_TRY_ASSIGN(auto file, RecordFile::open(path, 0));
    std::unique_ptr<WebhookSales> sales(new WebhookSales(std::move(file)));
    XIAOER_TRY(sales->read());
    return sales;
}

Result<void> WebhookSales::read() {
    std::vector<std::string> records;
    for (auto at = file_->first(); at < file_->end();) {
        const auto bytes = file_->read(at);
        if (!bytes) return corrupt("the list of webhook sales: a record is not what was written");
        at += RecordFile::record_size(bytes->size());
        records.emplace_back(text_of(*bytes));
    }
    if (records.size() >= sales_max) {
        XIAOER_TRY(drop_older_half(records));
        records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(records.size() / 2));
    }
    for (const auto& record : records) {
        const auto line = record.rfind('\n');
        if (line != record.npos) numbers_.insert_or_assign(record.substr(0, line), record.substr(line + 1));
    }
    return {};
}

Result<void> WebhookSales::drop_older_half(const std::vector<std::string>& records) {
    XIAOER_TRY(file_->start_over({}));
    for (auto i = records.size() / 2; i < records.size(); ++i) XIAOER_TRY(file_->append(view_of(records[i])));
    return file_->sync();
}

std::optional<Receipt> WebhookSales::settle(WebhookService service, const WebhookEvent& event) const {
    auto receipt = event.receipt;
    if (receipt.kind == ReceiptKind::sale) return receipt;
    const auto sale = event.alias.empty() ? numbers_.end() : numbers_.find(name_of_sale(service, event.alias));
    if (receipt.kind == ReceiptKind::voided) {
        if (sale == numbers_.end()) return std::nullopt;
        receipt.kind = ReceiptKind::refund;
        receipt.total_minor = -receipt.total_minor.value_or(0);
        receipt.receipt_no = sale->second + "-void";
        receipt.original_receipt_no = sale->second;
    } else if (sale != numbers_.end()) {
        receipt.original_receipt_no = sale->second;
    }
    return receipt;
}

Result<void> WebhookSales::remember(WebhookService service, const WebhookEvent& event) {
    if (event.receipt.kind != ReceiptKind::sale || event.alias.empty() || !event.receipt.receipt_no) return {};
    const auto name = name_of_sale(service, event.alias);
    if (numbers_.contains(name)) return {};
    const auto before = file_->end();
    XIAOER_TRY(file_->append(view_of(name + "\n" + *event.receipt.receipt_no)));
    if (auto synced = file_->sync(); !synced) {
        file_->drop_from(before);
        return synced;
    }
    numbers_.emplace(name, *event.receipt.receipt_no);
    return {};
}

}  // namespace xiaoer::pos
