// One <Transaction> of a POSLog, understood, whatever its dialect: NCR ACS 2.1, roqqio v6, Decathlon v6, plain ARTS v6.
//
// What they agree on is little: the number is store, workstation, business day and sequence; the total is
// TransactionGrandAmount. What differs is told where it is read. The XML wins over any receipt text inside it.
// One thread at a time.
#pragma once

#include "pos_adapter/receipt.h"

#include <span>

namespace xiaoer::pos {

// An element that is open: names and attributes without their prefixes.
struct XmlElement {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;  // its own, without that of its children; UTF-8
    bool cut = false;  // it was longer than anything that is wanted

    // "" when there is none.
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
};

class PoslogTransaction {
public:
    explicit PoslogTransaction(const XmlElement& transaction);
    // `path`: from the Transaction down to an element that ends now.
    void end_element(std::span<const XmlElement> path);
    // The Transaction ended. `why` of a receipt that could not be read: a total that is none.
    [[nodiscard]] Result<Receipt> finish(const ReadingOptions& options);

private:
    // Store, workstation, day and sequence: of this transaction, or of one that it links to.
    struct Number {
        std::string store, workstation, day, sequence, receipt, transaction;
        [[nodiscard]] std::optional<std::string> text() const;
    };
    struct Line {
        std::string text, quantity, amount;
        bool returned = false, out = false;
    };
    void end_header(const XmlElement& element);
    void end_retail(std::span<const XmlElement> path);
    void end_line_item(std::span<const XmlElement> path);
    void keep_tender(std::vector<std::string>& amounts, const XmlElement& amount);
    void end_link(const XmlElement& element, Number& number);
    void take_store(const XmlElement& element, Number& number);
    [[nodiscard]] std::string_view why_no_sale() const;
    [[nodiscard]] Result<std::optional<std::int64_t>> total_minor(const std::optional<std::string>& currency) const;
    [[nodiscard]] bool is_return() const;
    void list_lines(Receipt& receipt) const;

    Number own_, original_;
    std::string currency_, member_;
    std::string receipt_time_, transaction_time_, end_time_, begin_time_;
    std::string grand_, net_, tax_;
    std::vector<std::string> tenders_, changes_;
    std::vector<Line> lines_;
    Line line_;  // the one under way
    std::string status_, type_;
    bool retail_ = false, training_ = false, cancelled_ = false, linked_ = false;
    bool has_sales_ = false, has_returns_ = false, too_many_tenders_ = false;
};

}  // namespace xiaoer::pos
