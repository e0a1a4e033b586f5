// How a shop's own CSV is laid out, for exports of tills that no dialect knows. Whoever has a file for it (a TOML, see
// xiaoer pos parse --mapping) fills one in. Values; any thread.
#pragma once

#include "pos_adapter/receipt.h"

namespace xiaoer::pos {

struct CsvMapping {
    // How the file is written. Empty or 0: found out.
    std::string encoding;  // a name of text_encoding.h
    char separator = 0;
    char decimal = '.';
    std::optional<DateOrder> dates;
    std::optional<std::string> currency;

    // Headings of columns; "" for what the file does not have. `total` must be there.
    struct Columns {
        std::string receipt_no, original_receipt_no;
        std::string sold_at;  // date, or date and time…
        std::string time;     // …and the time of day, where it stands apart
        std::string total;    // with sum_rows: of the row
        std::string kind;     // sale, refund or void, in the words below
        std::string currency, member_ref, store, terminal;
        std::string item, quantity, amount;  // of a line
    } columns;

    // What `kind` says. An amount below zero is a refund where there is no `kind`, or its word is of a sale.
    std::vector<std::string> sale_words, refund_words, void_words, ignored_words;

    // Each row is a line of its receipt: rows with the same receipt_no are one, and their totals are added up.
    bool sum_rows = false;
};

}  // namespace xiaoer::pos
