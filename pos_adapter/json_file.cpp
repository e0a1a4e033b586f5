#include "pos_adapter/json_file.h"

#include "base/json.h"

namespace xiaoer::pos {
namespace {

constexpr std::size_t document_bytes_max = 1u << 20;

// Cuts the stream into objects by their braces; brackets and commas around them are let go. A document that is broken
// costs itself only: a line break inside a text, or a brace at the start of a line, begins anew.
class JsonFile final : public FileReader {
public:
    JsonFile(FileOptions options, FileEvents events) : options_(std::move(options)), events_(std::move(events)) {}

    [[nodiscard]] std::string_view dialect() const override { return "json"; }
    Result<void> feed(ByteView bytes) override {
        for (const auto byte : bytes) take(static_cast<char>(byte));
        return {};
    }
    Result<void> finish() override {
        if (depth_ > 0) refuse("it is cut off");
        return {};
    }

private:
    void take(char c) {
        const bool line_starts = last_ == '\n';
        last_ = c;
        if (depth_ > 0 && ((c == '\n' && in_text_) || (c == '{' && line_starts && !in_text_))) refuse("it is cut off");
        if (depth_ == 0) {
            if (c == '{') {
                open_line_ = line_;
                other_told_ = false;
            } else {
                outside(c);
            }
        }
        if (c == '\n') ++line_;
        if (depth_ == 0 && c != '{') return;
        inside(c);
    }
    void inside(char c) {
        if (document_.size() == document_bytes_max) return refuse("it is too long");
        document_ += c;
        if (in_text_) {
            in_text_ = c != '"' || escaped_;
            escaped_ = c == '\\' && !escaped_;
            return;
        }
        in_text_ = c == '"';
        if (c == '{') ++depth_;
        if (c == '}' && --depth_ == 0) tell();
    }
    void outside(char c) {
        if (std::string_view(" \t\r\n,[]\xef\xbb\xbf").find(c) != std::string_view::npos) {
            if (c == '\n') other_told_ = false;
            return;
        }
        if (!std::exchange(other_told_, true)) events_.bad_row(line_, "this is no JSON object");
    }
    static Result<Receipt> read(const std::string& document) {
        XIAOER_TRY_ASSIGN(const auto json, parse_foreign_json(document));
        const auto* inner = json.object()->size() == 2 && json.find("id") != nullptr ? json.find("receipt") : nullptr;
        return receipt_from_document(inner == nullptr ? json : *inner);
    }
    void tell() {
        auto receipt = read(std::exchange(document_, {}));
        if (!receipt) return events_.bad_row(open_line_, receipt.error().message);
        if (!receipt->currency && receipt->total_minor) receipt->currency = options_.reading.currency;
        if (!options_.reading.source.empty()) receipt->source = options_.reading.source;
        events_.receipt(std::move(*receipt), open_line_);
    }
    void refuse(std::string why) {
        events_.bad_row(open_line_, std::move(why));
        document_.clear();
        depth_ = 0;
        in_text_ = escaped_ = false;
        other_told_ = true;  // what is left of its line
    }

    const FileOptions options_;
    const FileEvents events_;
    std::string document_;
    int depth_ = 0;
    bool in_text_ = false, escaped_ = false, other_told_ = false;
    char last_ = '\n';
    std::uint64_t line_ = 1, open_line_ = 1;
};

}  // namespace

std::unique_ptr<FileReader> make_json_reader(FileOptions options, FileEvents events) {
    return std::make_unique<JsonFile>(std::move(options), std::move(events));
}

}  // namespace xiaoer::pos
