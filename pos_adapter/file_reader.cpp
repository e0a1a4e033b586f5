#include "pos_adapter/file_reader.h"

#include "pos_adapter/csv_reader.h"
#include "pos_adapter/csv_start.h"
#include "pos_adapter/escpos_text.h"
#include "pos_adapter/json_file.h"
#include "pos_adapter/label_reader.h"
#include "pos_adapter/poslog_reader.h"
#include "pos_adapter/till_profile.h"

#include <algorithm>
#include <fstream>

namespace xiaoer::pos {
namespace {

// Printer bytes in a file: one receipt for each slip.
class EscposFile final : public FileReader {
public:
    EscposFile(FileOptions options, FileEvents events)
        : options_(std::move(options)), events_(std::move(events)), assembler_([this](const SlipText& slip) {
              told_ = slip.end;
              events_.receipt(read_labels(slip, options_.reading, options_.profile.get()), 0);
          }) {
        if (options_.profile) assembler_.fix_encoding(encoding_of_profile(*options_.profile));
    }
    [[nodiscard]] std::string_view dialect() const override { return "escpos"; }
    Result<void> feed(ByteView bytes) override {
        constexpr std::size_t piece_max = 4096;
        for (; !bytes.empty(); bytes = bytes.subspan(std::min(piece_max, bytes.size()))) {
            assembler_.feed(bytes.first(std::min(piece_max, bytes.size())));
            // No slip is that long: whatever this is, it does not pile up.
            constexpr std::uint64_t slip_bytes_max = 4u << 20;
            if (assembler_.has_content() && assembler_.position() - told_ > slip_bytes_max) assembler_.end_slip(false);
        }
        return {};
    }
    Result<void> finish() override {
        assembler_.end_slip(true);
        return {};
    }

private:
    const FileOptions options_;
    const FileEvents events_;
    std::uint64_t told_ = 0;
    SlipAssembler assembler_;
};

bool has_any(std::string_view text, std::string_view controls) {
    return text.find_first_of(controls) != std::string_view::npos;
}

// Looks at the start of a file, then reads it by what it found.
class AnyFile final : public FileReader {
public:
    AnyFile(FileOptions options, FileEvents events) : options_(std::move(options)), events_(std::move(events)) {}
    [[nodiscard]] std::string_view dialect() const override {
        return reader_ ? reader_->dialect() : std::string_view{};
    }
    Result<void> feed(ByteView bytes) override {
        if (reader_) return reader_->feed(bytes);
        const auto wanted = std::min(bytes.size(), file_start_bytes - start_.size());
        start_.insert(start_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wanted));
        if (start_.size() < file_start_bytes) return {};
        XIAOER_TRY(begin(false));
        return reader_->feed(bytes.subspan(wanted));
    }
    Result<void> finish() override {
        if (!reader_) XIAOER_TRY(begin(true));
        return reader_->finish();
    }

private:
    Result<void> begin(bool whole) {
        const auto text = plain_start(start_, encoding_of(start_));
        const bool printer_bytes = has_any(text, "\x1b\x1c\x1d");
        const auto first = text.find_first_not_of(" \t\r\n");
        const char opens = first == text.npos ? '\0' : text[first];
        const auto behind = first == text.npos ? text.npos : text.find_first_not_of(" \t\r\n", first + 1);
        const char second = behind == text.npos ? '\0' : text[behind];
        if (!printer_bytes && opens == '<') {
            reader_ = make_poslog_reader(options_, events_);
        } else if (!printer_bytes && ((opens == '{' && second == '"') || (opens == '[' && second == '{'))) {
            reader_ = make_json_reader(options_, events_);
        } else {
            const auto csv = look_at_csv(start_, whole, "auto", nullptr);
            if (csv.found) {
                reader_ = make_csv_reader("auto", options_, events_);
            } else if (csv.table && !printer_bytes) {
                return invalid("a table whose headings are of no known export: say what its columns mean in a mapping");
            } else {
                reader_ = std::make_unique<EscposFile>(options_, events_);
            }
        }
        auto fed = reader_->feed(start_);
        start_ = {};
        return fed;
    }

    const FileOptions options_;
    const FileEvents events_;
    Bytes start_;
    std::unique_ptr<FileReader> reader_;
};

}  // namespace

std::vector<std::string> dialect_names() {
    std::vector<std::string> names = {"auto", "escpos", "json", "mapping", "poslog"};
    for (const auto& layout : csv_layouts()) names.emplace_back(layout.name);
    return names;
}

Result<std::unique_ptr<FileReader>> open_file_reader(std::string_view dialect, FileOptions options, FileEvents events) {
    using Reader = std::unique_ptr<FileReader>;
    if (dialect == "mapping" && !options.mapping) return invalid("the dialect \"mapping\" needs a mapping");
    if (dialect == "auto" && options.mapping) dialect = "mapping";
    if (dialect != "mapping") options.mapping.reset();
    const auto names = dialect_names();
    if (std::ranges::find(names, dialect) == names.end()) {
        return invalid("\"" + std::string(dialect) + "\" is not a dialect");
    }
    if (dialect == "auto") return Reader(std::make_unique<AnyFile>(std::move(options), std::move(events)));
    if (dialect == "escpos") return Reader(std::make_unique<EscposFile>(std::move(options), std::move(events)));
    if (dialect == "poslog") return make_poslog_reader(std::move(options), std::move(events));
    if (dialect == "json") return make_json_reader(std::move(options), std::move(events));
    return make_csv_reader(std::string(dialect), std::move(options), std::move(events));
}

Result<bool> read_through(const std::filesystem::path& path, FileReader& reader,
                          const std::function<bool(std::uint64_t)>& go_on) {
    constexpr std::size_t piece_bytes = 256 * 1024;
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) return io_error(path.string() + " is a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const bool there = std::filesystem::exists(path, failed);
        return io_error(there ? "cannot read " + path.string() : "there is no file " + path.string());
    }
    Bytes piece(piece_bytes);
    std::uint64_t read = 0;
    while (file) {
        file.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
        const auto count = static_cast<std::size_t>(file.gcount());
        if (count == 0) break;
        XIAOER_TRY(reader.feed(ByteView(piece).first(count)));
        read += count;
        if (!go_on(read)) return false;
    }
    if (file.bad()) return io_error("cannot read " + path.string());
    XIAOER_TRY(reader.finish());
    return true;
}

}  // namespace xiaoer::pos
