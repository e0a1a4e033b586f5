#include "pos_adapter/poslog_reader.h"

#include "base/text.h"
#include "pos_adapter/poslog_transaction.h"
#include "pos_adapter/text_encoding.h"

#include <expat.h>

namespace xiaoer::pos {
namespace {

constexpr std::size_t depth_max = 64;
constexpr std::size_t text_bytes_max = 240;  // of one element: what is longer (receipt texts, signatures) is not wanted
constexpr std::int64_t tag_bytes_max = 1 << 20;

std::string local_name(const char* name) {
    const std::string_view whole(name);
    const auto colon = whole.rfind(':');
    return std::string(colon == whole.npos ? whole : whole.substr(colon + 1));
}

// ---- encodings that expat does not know by itself ---------------------------------------------------------

int code_point_of(TextDecoder& decoder, std::string_view bytes) {
    const auto points = code_points(decoder.decode(bytes));
    return points.size() == 1 && points[0] != U'\ufffd' ? static_cast<int>(points[0]) : -1;
}
int convert_pair(void* decoder, const char* pair) {
    return code_point_of(*static_cast<TextDecoder*>(decoder), {pair, 2});
}
void forget_decoder(void* decoder) { delete static_cast<TextDecoder*>(decoder); }

int on_unknown_encoding(void*, const XML_Char* name, XML_Encoding* info) {
    const auto encoding = encoding_named(name);
    if (!encoding || !encoding->charset) return XML_STATUS_ERROR;
    auto decoder = std::make_unique<TextDecoder>(encoding->charset);
    const bool pairs = encoding->charset->family == Charset::Family::wide;
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const int point = byte < 0x80 ? byte : code_point_of(*decoder, {&c, 1});
        info->map[byte] = point == -1 && pairs ? -2 : point;
    }
    info->convert = convert_pair;
    info->release = forget_decoder;
    info->data = decoder.release();
    return XML_STATUS_OK;
}

// ---- the reader -------------------------------------------------------------------------------------------

class PoslogReader final : public FileReader {
public:
    PoslogReader(FileOptions options, FileEvents events)
        : options_(std::move(options)), events_(std::move(events)), parser_(XML_ParserCreate(nullptr)) {
        XIAOER_ASSERT(parser_ != nullptr);
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(
            parser_,
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                static_cast<PoslogReader*>(self)->begin_element(name, attributes);
            },
            [](void* self, const XML_Char*) { static_cast<PoslogReader*>(self)->end_element(); });
        XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* text, int size) {
            static_cast<PoslogReader*>(self)->add_text({text, static_cast<std::size_t>(size)});
        });
        XML_SetEntityDeclHandler(parser_, [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                                             const XML_Char*, const XML_Char*, const XML_Char*) {
            static_cast<PoslogReader*>(self)->stop("it declares entities of its own");
        });
        XML_SetUnknownEncodingHandler(parser_, on_unknown_encoding, nullptr);
    }
    ~PoslogReader() override { XML_ParserFree(parser_); }
    PoslogReader(const PoslogReader&) = delete;
    PoslogReader& operator=(const PoslogReader&) = delete;

    [[nodiscard]] std::string_view dialect() const override { return "poslog"; }
    Result<void> feed(ByteView bytes) override {
        constexpr std::size_t piece_max = 1u << 16;
        for (; !bytes.empty(); bytes = bytes.subspan(std::min(piece_max, bytes.size()))) {
            XIAOER_TRY(parse(bytes.first(std::min(piece_max, bytes.size())), false));
        }
        return {};
    }
    Result<void> finish() override {
        XIAOER_TRY(parse({}, true));
        if (!is_poslog_) return invalid("it is XML, but no POSLog: it has no <Transaction>");
        return {};
    }

private:
    Result<void> parse(ByteView bytes, bool last) {
        const auto text = text_of(bytes);
        const bool good = XML_Parse(parser_, text.data(), static_cast<int>(text.size()), last ? 1 : 0) == XML_STATUS_OK;
        fed_ += static_cast<std::int64_t>(text.size());
        // Text comes in pieces, but a tag waits in memory for its end.
        const bool endless = fed_ - XML_GetCurrentByteIndex(parser_) > tag_bytes_max;
        if (good && endless) problem_ = "a tag is too long";
        if (good && !endless) return {};
        const auto line = std::to_string(XML_GetCurrentLineNumber(parser_));
        if (!problem_.empty()) return invalid("line " + line + ": " + problem_);
        return invalid("line " + line + ": this is not XML: " + XML_ErrorString(XML_GetErrorCode(parser_)));
    }
    void stop(std::string why) {
        problem_ = std::move(why);
        (void)XML_StopParser(parser_, XML_FALSE);
    }
    void begin_element(const XML_Char* name, const XML_Char** attributes) {
        if (++depth_ > depth_max) return stop("it is nested too deep");
        auto local = local_name(name);
        if (!transaction_ && local != "Transaction") return;
        XmlElement element{std::move(local), {}, {}, false};
        for (; *attributes != nullptr; attributes += 2) {
            element.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
        }
        path_.push_back(std::move(element));
        if (transaction_) return;
        is_poslog_ = true;
        line_ = XML_GetCurrentLineNumber(parser_);
        transaction_.emplace(path_.back());
    }
    void end_element() {
        --depth_;
        if (!transaction_) return;
        if (path_.size() > 1) {
            transaction_->end_element(path_);
        } else {
            auto receipt = transaction_->finish(options_.reading);
            transaction_.reset();
            if (receipt) {
                events_.receipt(std::move(*receipt), line_);
            } else {
                events_.bad_row(line_, "the transaction that starts here: " + receipt.error().message);
            }
        }
        path_.pop_back();
    }
    void add_text(std::string_view text) {
        if (path_.empty() || path_.back().cut) return;
        auto& whole = path_.back().text;
        whole += text;
        if (whole.size() <= text_bytes_max) return;
        path_.back().cut = true;
        whole.resize(text_bytes_max);
        while (!is_utf8(whole)) whole.pop_back();
    }

    const FileOptions options_;
    const FileEvents events_;
    const XML_Parser parser_;
    std::vector<XmlElement> path_;  // from the Transaction down
    std::optional<PoslogTransaction> transaction_;
    std::size_t depth_ = 0;
    std::uint64_t line_ = 0;
    std::int64_t fed_ = 0;  // bytes
    std::string problem_;
    bool is_poslog_ = false;
};

}  // namespace

std::unique_ptr<FileReader> make_poslog_reader(FileOptions options, FileEvents events) {
    return std::make_unique<PoslogReader>(std::move(options), std::move(events));
}

}  // namespace xiaoer::pos
