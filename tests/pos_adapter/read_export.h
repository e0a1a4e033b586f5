// Reads an export as `pos parse` would, and keeps what it told.
#pragma once

#include "pos_adapter/file_reader.h"

#include "base/file.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {

struct Told {
    std::vector<Receipt> receipts;
    std::vector<std::uint64_t> lines;     // of the receipts
    std::vector<std::string> everything;  // receipts as JSON lines and bad rows, in order
    std::vector<std::string> bad;         // "line 7: why"
    std::vector<std::string> remarks;
    std::string dialect;
    std::string error;  // "" when it was read to its end
};

// `piece`: bytes fed at a time.
inline Told read_bytes(ByteView bytes, std::string_view dialect, FileOptions options = {},
                       std::size_t piece = 1u << 20) {
    Told told;
    FileEvents events;
    events.receipt = [&told](Receipt receipt, std::uint64_t line) {
        told.everything.push_back(json_line(receipt));
        told.receipts.push_back(std::move(receipt));
        told.lines.push_back(line);
    };
    events.bad_row = [&told](std::uint64_t line, const std::string& why) {
        told.bad.push_back("line " + std::to_string(line) + ": " + why);
        told.everything.push_back(told.bad.back());
    };
    events.remark = [&told](std::uint64_t line, const std::string& what) {
        told.remarks.push_back("line " + std::to_string(line) + ": " + what);
    };
    auto reader = open_file_reader(dialect, std::move(options), std::move(events));
    if (!reader) {
        told.error = reader.error().message;
        return told;
    }
    Result<void> done;
    for (std::size_t at = 0; at < bytes.size() && done; at += piece) {
        done = (*reader)->feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
    }
    if (done) done = (*reader)->finish();
    if (!done) told.error = done.error().message;
    told.dialect = (*reader)->dialect();
    return told;
}

inline Told read_text(std::string_view text, std::string_view dialect = "auto", FileOptions options = {}) {
    return read_bytes(view_of(text), dialect, std::move(options));
}

inline std::string exports_folder() { return std::string(XIAOER_SOURCE_DIR) + "/tests/data/exports/"; }
inline Bytes fixture(const std::string& name) {
    const auto bytes = read_file(exports_folder() + name);
    XIAOER_ASSERT(bytes && *bytes);
    return **bytes;
}

}  // namespace xiaoer::pos
