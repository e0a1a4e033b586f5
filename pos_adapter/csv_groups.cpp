#include "pos_adapter/csv_groups.h"

#include <cstdlib>

namespace xiaoer::pos {

void settle(Receipt& receipt, std::int64_t total_minor) {
    if (receipt.kind == ReceiptKind::sale && total_minor < 0) receipt.kind = ReceiptKind::refund;
    receipt.total_minor = receipt.kind == ReceiptKind::refund ? -std::abs(total_minor) : total_minor;
}

CsvGroups::Open* CsvGroups::open_for(const std::string& key, std::uint64_t line) {
    ++rows_;
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) {
        open_.splice(open_.end(), open_, found->second);
    } else if (was_told(std::hash<std::string>{}(key))) {
        context_.events.bad_row(line, "the other rows of its receipt stand too far above: sort the file by receipt");
        return nullptr;
    } else {
        open_.push_back({key, {}, 0, line, 0, {}});
        by_key_.emplace(key, std::prev(open_.end()));
    }
    auto& open = open_.back();
    open.last_row = rows_;
    if (lost_line_ != 0)
        open.problem = "line " + std::to_string(lost_line_) + " could not be read and may belong to it";
    lost_line_ = 0;
    while (open_.front().last_row + rows_between_max < rows_) {
        remember_told(std::hash<std::string>{}(open_.front().key));
        tell_oldest();
    }
    return &open_.back();
}

void CsvGroups::add(const std::string& key, const CsvRow& row, Part part, const std::function<Receipt()>& start) {
    auto* open = open_for(key, row.line());
    if (open == nullptr) return;
    if (!open->receipt) open->receipt = start();
    open->total_minor += part.total_minor;
    if (std::abs(open->total_minor) > amount_minor_max) {
        open->problem = "its rows add up to more than any receipt";
        open->total_minor = 0;
    }
    auto& lines = open->receipt->lines;
    if (!part.line || lines.size() >= lines_max || lines_open_ >= lines_open_max) return;
    lines.push_back(std::move(*part.line));
    ++lines_open_;
}

void CsvGroups::spoil(const std::string& key, std::uint64_t line, const std::string& why) {
    if (auto* open = open_for(key, line)) open->problem = "line " + std::to_string(line) + ": " + why;
}

void CsvGroups::lost_row(std::uint64_t line) {
    lost_line_ = line;
    if (open_.empty() || open_.back().last_row != rows_) return;
    open_.back().problem = "line " + std::to_string(line) + " could not be read and may belong to it";
}

void CsvGroups::remember_told(std::size_t key_hash) {
    if (told_.empty()) told_.resize(1u << 19);
    told_[key_hash % told_.size()] = key_hash;
}

void CsvGroups::tell_oldest() {
    auto open = std::move(open_.front());
    open_.pop_front();
    by_key_.erase(open.key);
    if (open.receipt) lines_open_ -= open.receipt->lines.size();
    if (!open.problem.empty()) {
        context_.events.bad_row(open.line, "the receipt that starts here is left out: " + open.problem);
    } else if (open.receipt) {
        settle(*open.receipt, open.total_minor);
        context_.events.receipt(std::move(*open.receipt), open.line);
    }
}

void CsvGroups::finish() {
    while (!open_.empty()) tell_oldest();
}

}  // namespace xiaoer::pos
