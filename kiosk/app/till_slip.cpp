#include "app/till_slip.h"

#include "domain/number.h"

namespace xiaoer {

std::optional<NewPurchase> purchase_of(const pos::Receipt& receipt, const Zone& zone) {
    const bool refund = receipt.kind == pos::ReceiptKind::refund;
    if ((receipt.kind != pos::ReceiptKind::sale && !refund) || !receipt.total_minor) return std::nullopt;
    NewPurchase purchase;
    purchase.what = refund ? PurchaseKind::refund : PurchaseKind::sale;
    purchase.receipt_no = receipt.receipt_no.value_or("");
    purchase.original_receipt_no = receipt.original_receipt_no;
    purchase.total_minor = *receipt.total_minor;
    purchase.currency = receipt.currency.value_or("");
    purchase.sold_at = pos::sold_at_time(receipt, zone);
    purchase.source = receipt.source;
    if (receipt.member_ref) purchase.member = parse_number(*receipt.member_ref);
    return purchase;
}

bool needs_a_clerk(const pos::Receipt& receipt) {
    if (receipt.kind == pos::ReceiptKind::voided) return true;
    if (receipt.kind != pos::ReceiptKind::none) return false;
    const auto reason = receipt.reason.value_or("");
    return reason == "raster" || reason == "no total" || reason == "ambiguous";
}

Command keep(const pos::Slip& slip, std::string reason) {
    return {CommandId{slip.id.bytes}, KeepSlip{slip.bytes, std::move(reason), slip.receipt.source}};
}

std::optional<Command> command_of(const pos::Slip& slip, const Zone& zone, const std::string& currency) {
    if (auto purchase = purchase_of(slip.receipt, zone)) {
        // A "$" in a shop of yuan, or a slip in Hong Kong dollars: no amount of ours can be read from it.
        if (slip.receipt.currency != currency) return keep(slip, "currency");
        return Command{CommandId{slip.id.bytes}, RecordPurchases{{std::move(*purchase)}, {}}};
    }
    if (!needs_a_clerk(slip.receipt)) return std::nullopt;
    return keep(slip, slip.receipt.reason.value_or("void"));
}

}  // namespace xiaoer
