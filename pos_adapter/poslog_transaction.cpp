#include "pos_adapter/poslog_transaction.h"

#include "base/money.h"
#include "base/text.h"
#include "pos_adapter/csv_groups.h"
#include "pos_adapter/export_value.h"

#include <algorithm>
#include <cstdlib>

namespace xiaoer::pos {
namespace {

constexpr std::size_t lines_max = 1000;

bool is_true(std::string_view text) { return text == "true" || text == "1"; }

// A value that was cut could pass for another one.
std::string value_of(const XmlElement& element) {
    return element.cut ? std::string("(too long)") : std::string(trim(element.text));
}
void keep_first(std::string& place, const XmlElement& element) {
    if (place.empty()) place = value_of(element);
}

std::optional<std::string> text_or_none(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

bool contains(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }

// The sum of amounts, each of which must be one.
Result<std::int64_t> sum_of(const std::vector<std::string>& amounts, const ExportFigures& figures) {
    std::int64_t sum = 0;
    for (const auto& text : amounts) {
        const auto amount = read_export_amount(text, figures);
        if (!amount) return invalid("\"" + text + "\" is not an amount");
        sum += amount->minor;
    }
    if (std::abs(sum) > amount_minor_max) return invalid("it adds up to more than any receipt");
    return sum;
}

}  // namespace

std::string_view XmlElement::attribute(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
    return found == attributes.end() ? std::string_view{} : std::string_view(found->second);
}

// Without a business day (Decathlon) the receipt's own number is as unique; what is left is the till's sequence.
std::optional<std::string> PoslogTransaction::Number::text() const {
    if (sequence.empty() || day.empty()) {
        if (!receipt.empty()) return receipt;
        if (!transaction.empty()) return transaction;
    }
    if (sequence.empty()) return std::nullopt;
    std::string text;
    for (const auto* part : {&store, &workstation, &day}) {
        if (!part->empty()) text += *part + "-";
    }
    text += sequence;
    constexpr std::size_t number_bytes_max = 200;
    return text.size() <= number_bytes_max ? std::optional(text) : std::nullopt;
}

PoslogTransaction::PoslogTransaction(const XmlElement& transaction)
    : type_(transaction.attribute("TypeCode")),
      training_(is_true(transaction.attribute("TrainingModeFlag"))),
      cancelled_(is_true(transaction.attribute("CancelFlag"))) {}

void PoslogTransaction::end_element(std::span<const XmlElement> path) {
    const auto& element = path.back();
    if (path.size() == 2) return end_header(element);
    if (path.size() == 3 && path[1].name == "BusinessUnit") return take_store(element, own_);
    const bool in_link = std::ranges::any_of(path.first(path.size() - 1),
                                             [](const XmlElement& above) { return above.name == "TransactionLink"; });
    if (in_link) return end_link(element, original_);
    if (path[1].name == "RetailTransaction") end_retail(path);
}

void PoslogTransaction::end_header(const XmlElement& element) {
    const auto& name = element.name;
    if (name == "RetailStoreID") keep_first(own_.store, element);
    if (name == "WorkstationID") keep_first(own_.workstation, element);
    if (name == "SequenceNumber") keep_first(own_.sequence, element);
    if (name == "BusinessDayDate") keep_first(own_.day, element);
    if (name == "ReceiptNumber") keep_first(own_.receipt, element);
    if (name == "TransactionID") keep_first(own_.transaction, element);
    if (name == "CurrencyCode") keep_first(currency_, element);
    if (name == "ReceiptDateTime") keep_first(receipt_time_, element);
    if (name == "BeginDateTime") keep_first(begin_time_, element);
    if (name == "EndDateTime") end_time_ = value_of(element);  // the last of several is the payment's
    if (name == "POSLogDateTime" && element.attribute("TypeCode") != "Message") keep_first(transaction_time_, element);
    if (name == "TrainingModeFlag") training_ = training_ || is_true(trim(element.text));
    if (name == "CancelFlag") cancelled_ = cancelled_ || is_true(trim(element.text));
    if (name != "RetailTransaction") return;
    retail_ = true;
    status_ = element.attribute("TransactionStatus");
    cancelled_ = cancelled_ || is_true(element.attribute("CancelFlag")) || is_true(element.attribute("VoidFlag"));
    training_ = training_ || is_true(element.attribute("TrainingModeFlag"));
    if (!element.attribute("TypeCode").empty()) type_ = element.attribute("TypeCode");
}

// The shop is the unit of type RetailStore, or the first where no type is said.
void PoslogTransaction::take_store(const XmlElement& element, Number& number) {
    if (element.name != "UnitID") return;
    const auto type = element.attribute("TypeCode");
    if (type == "RetailStore" || (type.empty() && number.store.empty())) number.store = value_of(element);
}

void PoslogTransaction::end_retail(std::span<const XmlElement> path) {
    const auto& element = path.back();
    const auto& name = element.name;
    if (path[2].name == "LineItem") return end_line_item(path);
    if (path.size() == 3) {
        if (name == "ReceiptDateTime") keep_first(receipt_time_, element);
        if (name == "ReceiptNumber") keep_first(own_.receipt, element);
        if (name == "TrainingModeFlag") training_ = training_ || is_true(trim(element.text));
        if (name == "CancelFlag") cancelled_ = cancelled_ || is_true(trim(element.text));
        if (name != "Total") return;
        const auto type = element.attribute("TotalType");
        if (type == "TransactionGrandAmount") keep_first(grand_, element);
        if (type == "TransactionNetAmount") keep_first(net_, element);
        if (type == "TransactionTaxAmount") keep_first(tax_, element);
        if (type == "TransactionGrandAmount" && contains(element.attribute("TypeCode"), "Return")) type_ = "Return";
        if (type == "TransactionGrandAmount" && contains(element.attribute("TypeCode"), "Refund")) type_ = "Refund";
        if (currency_.empty()) currency_ = element.attribute("Currency");
        return;
    }
    const auto& above = path[path.size() - 2].name;
    if ((above == "LoyaltyAccount" && (name == "LoyaltyAccountID" || name == "CustomerID" || name == "LoyaltyID")) ||
        (above == "Customer" && name == "CustomerID")) {
        keep_first(member_, element);
    }
}

void PoslogTransaction::end_line_item(std::span<const XmlElement> path) {
    const auto& element = path.back();
    const auto& name = element.name;
    if (path.size() == 3) {  // the line item itself
        // NCR takes a line back by a second one with a negative amount, which counts; the others flag the line.
        const bool flagged = is_true(element.attribute("VoidFlag")) && !line_.amount.starts_with('-');
        line_.out = flagged || is_true(element.attribute("CancelFlag")) || is_true(element.attribute("DeleteFlag"));
        if (!line_.amount.empty() && lines_.size() < lines_max) lines_.push_back(line_);
        line_ = {};
        return;
    }
    const auto& what = path[3].name;
    if (what == "LoyaltyMembership" && path.size() == 5 && (name == "LoyaltyID" || name == "MembershipID")) {
        keep_first(member_, element);
    }
    if (what == "Tender" && path.size() == 5 && name == "Amount" && !is_true(path[2].attribute("VoidFlag"))) {
        keep_tender(tenders_, element);
    }
    if (what == "Tender" && path.size() == 6 && path[4].name == "TenderChange" && name == "Amount") {
        keep_tender(changes_, element);
    }
    if ((what != "Sale" && what != "Return") || path.size() != 5) return;
    line_.returned = what == "Return";
    (line_.returned ? has_returns_ : has_sales_) = true;
    if (name == "Description" && line_.text.empty()) line_.text = trim(element.text);
    if (name == "ExtendedAmount") keep_first(line_.amount, element);
    if (name == "Quantity") keep_first(line_.quantity, element);
}

void PoslogTransaction::keep_tender(std::vector<std::string>& amounts, const XmlElement& amount) {
    constexpr std::size_t tenders_max = 1000;
    too_many_tenders_ = amounts.size() == tenders_max;
    if (!too_many_tenders_) amounts.push_back(value_of(amount));
}

void PoslogTransaction::end_link(const XmlElement& element, Number& number) {
    linked_ = true;
    const auto& name = element.name;
    if (name == "RetailStoreID") keep_first(number.store, element);
    if (name == "UnitID") take_store(element, number);
    if (name == "WorkstationID") keep_first(number.workstation, element);
    if (name == "SequenceNumber") keep_first(number.sequence, element);
    if (name == "BusinessDayDate") keep_first(number.day, element);
    if (name == "ReceiptNumber") keep_first(number.receipt, element);
    if (name == "TransactionID") keep_first(number.transaction, element);
}

std::string_view PoslogTransaction::why_no_sale() const {
    if (training_) return "training";
    if (!retail_) return "control";
    if (contains(status_, "Suspended") || status_ == "InProcess") return "unpaid";
    return "";
}

// "TransactionGrandAmount" is what the tenders paid. Where it is missing, the tenders less the change are that amount;
// or net and tax. Nothing when none of them is there.
Result<std::optional<std::int64_t>> PoslogTransaction::total_minor(const std::optional<std::string>& currency) const {
    const ExportFigures figures{'.', currency};
    std::vector<std::string> parts;
    if (!grand_.empty()) {
        parts = {grand_};
    } else if (!net_.empty() && !tax_.empty()) {
        parts = {net_, tax_};
    } else {
        if (too_many_tenders_) return invalid("it has too many tenders");
        parts = tenders_;
    }
    if (parts.empty()) return std::optional<std::int64_t>{};
    XIAOER_TRY_ASSIGN(const auto sum, sum_of(parts, figures));
    if (parts != tenders_ || !grand_.empty()) return std::optional(sum);
    XIAOER_TRY_ASSIGN(const auto change, sum_of(changes_, figures));
    return std::optional(sum - std::abs(change));
}

bool PoslogTransaction::is_return() const {
    return contains(type_, "Return") || contains(type_, "Refund") || (has_returns_ && !has_sales_);
}

// roqqio writes a return as a sale of −1 pieces at a positive amount; ARTS as a Return of 1 at a positive one.
void PoslogTransaction::list_lines(Receipt& receipt) const {
    for (const auto& line : lines_) {
        const auto amount = read_export_amount(line.amount, {'.', receipt.currency});
        if (line.out || !amount) continue;
        const auto quantity = read_export_quantity(line.quantity, '.').value_or(1000);
        const bool back = line.returned || quantity < 0;
        receipt.lines.push_back(
            {line.text, back ? -std::abs(quantity) : quantity, back ? -std::abs(amount->minor) : amount->minor});
    }
}

Result<Receipt> PoslogTransaction::finish(const ReadingOptions& options) {
    Receipt receipt;
    receipt.dialect = "poslog";
    receipt.source = options.source;
    receipt.store = text_or_none(own_.store);
    receipt.terminal = text_or_none(own_.workstation);
    const auto& when = !receipt_time_.empty()       ? receipt_time_
                       : !transaction_time_.empty() ? transaction_time_
                       : !end_time_.empty()         ? end_time_
                                                    : begin_time_;
    receipt.sold_at = read_export_time(when, DateOrder::ymd).sold_at;
    if (own_.day.empty() && receipt.sold_at)
        own_.day = own_.receipt.empty() && own_.transaction.empty() ? receipt.sold_at->substr(0, 10) : std::string();
    receipt.receipt_no = own_.text();
    if (const auto reason = why_no_sale(); !reason.empty()) {
        receipt.reason = reason;
        return receipt;
    }
    receipt.member_ref = text_or_none(member_);
    receipt.currency = currency_.empty() ? options.currency : std::optional(currency_);
    if (receipt.currency && !minor_digits(*receipt.currency)) {
        return invalid("the currency \"" + *receipt.currency + "\" is not known");
    }
    if (linked_) receipt.original_receipt_no = original_.text();
    const auto total = total_minor(receipt.currency);
    const bool is_void = cancelled_ || contains(status_, "Cancel") || contains(status_, "Void");
    if (is_void) {
        receipt.kind = ReceiptKind::voided;
        if (total) receipt.total_minor = *total;
        return receipt;
    }
    if (!total) return total.error();
    if (!*total) {
        receipt.reason = "no total";
        receipt.currency.reset();
        return receipt;
    }
    list_lines(receipt);
    receipt.kind = is_return() ? ReceiptKind::refund : ReceiptKind::sale;
    settle(receipt, **total);
    return receipt;
}

}  // namespace xiaoer::pos
