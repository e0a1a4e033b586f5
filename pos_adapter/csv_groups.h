// Receipts whose lines are rows of their own, put together by their number.
//
// Rows of one receipt need not stand side by side, only near: up to rows_between_max other rows may stand between two
// of them. One that comes later than that is reported and not counted; its receipt was told without it. If any row of
// a receipt could not be read, the receipt is left out and reported: a sum with a hole is no amount. One thread.
#pragma once

#include "pos_adapter/csv_dialect.h"

#include <list>
#include <unordered_map>

namespace xiaoer::pos {

class CsvGroups {
public:
    static constexpr std::uint64_t rows_between_max = 500;
    static constexpr std::size_t lines_max = 1000;         // listed of one receipt; amounts of further ones count
    static constexpr std::size_t lines_open_max = 20'000;  // listed of all receipts under way

    explicit CsvGroups(CsvContext& context) : context_(context) {}

    struct Part {
        std::int64_t total_minor = 0;
        std::optional<ReceiptLine> line;
    };
    // A row of the receipt `key`. `start` makes the receipt, all but total and lines, at its first row.
    void add(const std::string& key, const CsvRow& row, Part part, const std::function<Receipt()>& start);
    // A row of the receipt `key` that cannot be read.
    void spoil(const std::string& key, std::uint64_t line, const std::string& why);
    // A row of nobody knows which receipt: the last one, or the next.
    void lost_row(std::uint64_t line);
    // Nothing more comes.
    void finish();

private:
    struct Open {
        std::string key;
        std::optional<Receipt> receipt;
        std::int64_t total_minor = 0;
        std::uint64_t line = 0;
        std::uint64_t last_row = 0;  // when a row of it came last
        std::string problem;         // "" when all its rows were read
    };
    Open* open_for(const std::string& key, std::uint64_t line);
    [[nodiscard]] bool was_told(std::size_t key_hash) const {
        return !told_.empty() && told_[key_hash % told_.size()] == key_hash;
    }
    void remember_told(std::size_t key_hash);
    void tell_oldest();

    CsvContext& context_;
    std::list<Open> open_;  // by when their last row came
    std::unordered_map<std::string, std::list<Open>::iterator> by_key_;
    std::vector<std::size_t> told_;  // a hash of each key in its place, newer ones over older ones
    std::uint64_t rows_ = 0;
    std::size_t lines_open_ = 0;
    std::uint64_t lost_line_ = 0;  // a lost row that the next receipt may miss; 0: none
};

// A total got its sign by its kind: refunds are negative, and a sale below zero is a refund.
void settle(Receipt& receipt, std::int64_t total_minor);

}  // namespace xiaoer::pos
