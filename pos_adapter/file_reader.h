// Files that tills put out, read as they stream by: what is in memory does not grow with the file.
//
// A reader is fed bytes in any split and tells its events while it goes; one row that cannot be read is told with its
// line and the rest goes on. One thread at a time.
#pragma once

#include "pos_adapter/csv_mapping.h"
#include "pos_adapter/receipt.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace xiaoer::pos {

struct FileEvents {
    // `line`: where it starts in a text file, from 1; 0 for printer bytes.
    std::function<void(Receipt receipt, std::uint64_t line)> receipt;
    // A row or transaction that was left out, and why.
    std::function<void(std::uint64_t line, std::string why)> bad_row;
    // What somebody should know though nothing was left out; each thing once a file.
    std::function<void(std::uint64_t line, std::string what)> remark;
};

struct TillProfile;

struct FileOptions {
    ReadingOptions reading;
    std::optional<CsvMapping> mapping;  // of the dialect "mapping"
    std::shared_ptr<const TillProfile> profile = {};  // what was taught of the till's slips; null for nothing
    bool need_times = false;            // a row whose time cannot be read in one way is a bad row
};

class FileReader {
public:
    virtual ~FileReader() = default;
    // Errors: invalid when the bytes are not of the dialect; nothing more can be fed then.
    [[nodiscard]] virtual Result<void> feed(ByteView bytes) = 0;
    // The file is at its end. Errors: as above.
    [[nodiscard]] virtual Result<void> finish() = 0;
    // What it reads; "" while "auto" has not seen enough.
    [[nodiscard]] virtual std::string_view dialect() const = 0;
};

// "auto" and the dialects' names.
[[nodiscard]] std::vector<std::string> dialect_names();

// `dialect`: one of the names. A vendor's name ("square-csv") takes all layouts of that vendor, and each receipt
// says which it was. Errors: invalid for a name that is none, and for "mapping" without one.
[[nodiscard]] Result<std::unique_ptr<FileReader>> open_file_reader(std::string_view dialect, FileOptions options,
                                                                   FileEvents events);

// Feeds a whole file, then finishes. `go_on` is asked after each piece with the bytes read so far. Errors: io, invalid,
// and what the reader says. Returns: false when `go_on` stopped it.
[[nodiscard]] Result<bool> read_through(const std::filesystem::path& path, FileReader& reader,
                                        const std::function<bool(std::uint64_t bytes)>& go_on);

}  // namespace xiaoer::pos
