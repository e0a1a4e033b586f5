// What the fuzz targets of files have in common: read whole and in pieces must tell the same, and every receipt keeps
// the contract of receipt.h.
#pragma once

#include "pos_adapter/file_reader.h"

#include <algorithm>

namespace xiaoer::pos {

inline std::vector<std::string> told_by(std::string_view dialect, const FileOptions& options, ByteView bytes,
                                        std::size_t piece) {
    std::vector<std::string> told;
    FileEvents events;
    events.receipt = [&told](const Receipt& receipt, std::uint64_t line) {
        const auto text = json_line(receipt);
        told.push_back(std::to_string(line) + text);
        if (receipt.dialect == "escpos") return;
        const auto back = receipt_from_json(text);
        if (!back || *back != receipt) fail_assertion(text + (back ? "" : back.error().message), __FILE__, __LINE__);
    };
    events.bad_row = [&told](std::uint64_t line, const std::string& why) {
        told.push_back(std::to_string(line) + why);
    };
    events.remark = events.bad_row;
    auto reader = open_file_reader(dialect, options, std::move(events));
    XIAOER_ASSERT(reader);
    Result<void> done;
    for (std::size_t at = 0; at < bytes.size() && done; at += piece) {
        done = (*reader)->feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
    }
    if (done) done = (*reader)->finish();
    if (!done) told.push_back(done.error().message);
    return told;
}

// Reads twice, the second time in pieces of `piece` bytes.
inline void read_twice(std::string_view dialect, const FileOptions& options, ByteView bytes, std::size_t piece) {
    const auto whole = told_by(dialect, options, bytes, std::max<std::size_t>(1, bytes.size()));
    const auto split = told_by(dialect, options, bytes, piece);
    const auto first = std::ranges::mismatch(whole, split);
    if (whole != split) fail_assertion(first.in1 == whole.end() ? "more" : *first.in1, __FILE__, __LINE__);
}

}  // namespace xiaoer::pos
