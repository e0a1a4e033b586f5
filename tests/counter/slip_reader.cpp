#include "tests/counter/slip_reader.h"

#include <iconv.h>

namespace xiaoer {
namespace {

class SlipReader {
public:
    explicit SlipReader(ByteView bytes) : bytes_(bytes) {}

    PrintedSlip read() {
        while (at_ < bytes_.size() && slip_.problem.empty()) step();
        if (!text_.empty()) slip_.problem = "text without a line end";
        return std::move(slip_);
    }

private:
    void step() {
        const int byte = next();
        if (byte == 0x1b) return escape();
        if (byte == 0x1c) return expect('&');
        if (byte == 0x1d) return group();
        if (byte == '\n') return end_line();
        if (byte < 0x20 || byte == 0x7f) return fail("a control byte");
        text_ += static_cast<char>(byte);
        if (byte >= 0x81) {
            const int trail = next();
            if (trail < 0x40 || trail == 0x7f) return fail("half a character");
            text_ += static_cast<char>(trail);
        }
    }
    void escape() {
        switch (next()) {
            case '@': return;
            case 'a': format_.centred = next() == 1; return;
            case 'E': format_.bold = next() == 1; return;
            case 'd': next(); return;
            default: return fail("ESC");
        }
    }
    void group() {
        switch (next()) {
            case '!': format_.size = (next() & 7) + 1; return;
            case 'V': expect(66), next(), ++slip_.cuts; return;
            case '(': expect('k'), symbol(); return;
            case 'v': expect('0'), expect(0), picture(); return;
            default: return fail("GS");
        }
    }
    void symbol() {
        const int low = next();
        const auto length = static_cast<std::size_t>(low + 256 * next());
        if (length < 3 || at_ + length > bytes_.size()) return fail("GS ( k length");
        const auto payload = text_of(bytes_.subspan(at_, length));
        at_ += length;
        if (payload.starts_with("1P0")) stored_ = payload.substr(3);
        if (payload == "1Q0") slip_.qr_codes.push_back(stored_);
    }
    void picture() {
        const int row_bytes = next() + 256 * next(), rows = next() + 256 * next();
        const auto length = static_cast<std::size_t>(row_bytes) * static_cast<std::size_t>(rows);
        if (row_bytes == 0 || at_ + length > bytes_.size()) return fail("GS v 0 length");
        const auto data = bytes_.subspan(at_, length);
        slip_.pictures.push_back({row_bytes, rows, {data.begin(), data.end()}});
        at_ += length;
    }
    void end_line() {
        format_.text = utf8_from_gbk(text_);
        slip_.lines.push_back(format_);
        text_.clear();
    }
    int next() {
        if (at_ < bytes_.size()) return bytes_[at_++];
        fail("the end");
        return 0;
    }
    void expect(int byte) {
        if (next() != byte) fail("another command");
    }
    void fail(const char* what) {
        if (slip_.problem.empty()) slip_.problem = std::string(what) + " at byte " + std::to_string(at_);
    }

    ByteView bytes_;
    std::size_t at_ = 0;
    std::string text_;
    std::string stored_;
    PrintedLine format_;
    PrintedSlip slip_;
};

}  // namespace

PrintedSlip read_slip(ByteView bytes) { return SlipReader(bytes).read(); }

std::string PrintedSlip::all_text() const {
    std::string all;
    for (const auto& line : lines) all += line.text + "\n";
    return all;
}

const PrintedLine* PrintedSlip::find(std::string_view text) const {
    for (const auto& line : lines) {
        if (line.text.find(text) != std::string::npos) return &line;
    }
    return nullptr;
}

std::string utf8_from_gbk(std::string_view gbk) {
    const iconv_t handle = iconv_open("UTF-8", "GBK");
    std::string in(gbk);
    std::string out(in.size() * 3 + 1, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    const bool whole = iconv(handle, &from, &in_left, &to, &out_left) == 0 && in_left == 0;
    iconv_close(handle);
    out.resize(out.size() - out_left);
    return whole ? out : "(not GBK)";
}

}  // namespace xiaoer
