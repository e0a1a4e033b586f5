#include "counter/escpos_writer.h"

#include "base/text.h"

#include <iconv.h>

#include <algorithm>

namespace xiaoer {
namespace {

constexpr int esc = 0x1b;
constexpr int fs = 0x1c;
constexpr int gs = 0x1d;

constexpr std::string_view no_glyph = "\xa1\xfe";  // 〓, in GB 2312: every printer has it
constexpr int cell_dots = 12;                      // of font A at 8 dots a millimetre
constexpr int module_dots_max = 8;
constexpr int quiet_modules = 8;  // four on each side

class GbkConverter {
public:
    GbkConverter() : handle_(iconv_open("GBK", "UTF-8")) {}
    ~GbkConverter() {
        if (works()) iconv_close(handle_);
    }
    GbkConverter(const GbkConverter&) = delete;
    GbkConverter& operator=(const GbkConverter&) = delete;

    // Returns: "" when GBK does not have it.
    [[nodiscard]] std::string convert(char32_t point) const {
        if (point < 0x80) return {static_cast<char>(point)};
        if (!works()) return {};
        std::string in;
        append_utf8(in, point);
        std::array<char, 8> out{};
        char* from = in.data();
        char* to = out.data();
        std::size_t in_left = in.size();
        std::size_t out_left = out.size();
        if (iconv(handle_, &from, &in_left, &to, &out_left) != 0) return {};
        return {out.data(), to};
    }

private:
    [[nodiscard]] bool works() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
    iconv_t handle_;
};

bool is_control(char32_t point) { return point < 0x20 || (point >= 0x7f && point < 0xa0); }

// GBK has the fullwidth yen sign only.
char32_t printable(char32_t point) { return point == U'¥' ? U'￥' : point; }

bool is_word(char32_t point) { return point > ' ' && cell_width(point) == 1; }

// Lines of at most `columns` cells; a word is kept whole where it fits on a line of its own.
std::vector<std::u32string> wrap(std::string_view text, int columns) {
    std::vector<std::u32string> lines(1);
    int used = 0;
    for (const char32_t raw : code_points(text)) {
        if (is_control(raw)) continue;
        const char32_t point = printable(raw);
        const int width = cell_width(point);
        if (used + width > columns) {
            std::u32string carried;
            auto& full = lines.back();
            const auto space = full.find_last_of(U' ');
            if (point != U' ' && is_word(point) && is_word(full.back()) && space != std::u32string::npos) {
                carried = full.substr(space + 1);
                full.resize(space);
            }
            lines.push_back(std::move(carried));
            used = 0;
            for (const char32_t c : lines.back()) used += cell_width(c);
            if (point == U' ') continue;
        }
        lines.back() += point;
        used += width;
    }
    return lines;
}

std::string gbk_of(const std::u32string& line) {
    // A converter keeps state while it works, so each thread has its own.
    static thread_local const GbkConverter converter;
    std::string gbk;
    for (const char32_t point : line) {
        const auto one = converter.convert(point);
        gbk += one.empty() ? no_glyph : std::string_view(one);
    }
    return gbk;
}

}  // namespace

std::string to_gbk(std::string_view text) {
    std::u32string points;
    for (const char32_t point : code_points(text)) {
        if (!is_control(point)) points += printable(point);
    }
    return gbk_of(points);
}

EscPosWriter::EscPosWriter(int columns, QrBy qr_by) : columns_(columns), qr_by_(qr_by) {
    put({esc, '@', fs, '&'});  // clean state, double-byte text on
}

EscPosWriter& EscPosWriter::centre() { return put({esc, 'a', 1}); }
EscPosWriter& EscPosWriter::left() { return put({esc, 'a', 0}); }
EscPosWriter& EscPosWriter::bold(bool on) { return put({esc, 'E', on ? 1 : 0}); }

EscPosWriter& EscPosWriter::size(int times) {
    times_ = std::clamp(times, 1, 8);
    return put({gs, '!', (times_ - 1) * 0x11});
}

EscPosWriter& EscPosWriter::line(std::string_view text) {
    for (const auto& row : wrap(text, columns_ / times_)) put(gbk_of(row)).put("\n");
    return *this;
}

EscPosWriter& EscPosWriter::rule() {
    return put(std::string(static_cast<std::size_t>(columns_ / times_), '-')).put("\n");
}

EscPosWriter& EscPosWriter::feed(int lines) { return put({esc, 'd', std::clamp(lines, 0, 255)}); }

EscPosWriter& EscPosWriter::qr(std::string_view text) {
    const auto code = make_qr(text);
    if (!code) return line(text);
    const int module_dots = std::clamp(columns_ * cell_dots / (code->size + quiet_modules), 2, module_dots_max);
    if (qr_by_ == QrBy::raster) return raster(*code, module_dots);
    const auto length = static_cast<int>(text.size()) + 3;
    put({gs, '(', 'k', 4, 0, '1', 'A', '2', 0});                               // model 2
    put({gs, '(', 'k', 3, 0, '1', 'C', module_dots});                          // dots a module
    put({gs, '(', 'k', 3, 0, '1', 'E', '1'});                                  // error correction M
    put({gs, '(', 'k', length & 0xff, length >> 8, '1', 'P', '0'}).put(text);  // store
    return put({gs, '(', 'k', 3, 0, '1', 'Q', '0'}).put("\n");                 // print
}

// With its quiet zone; the printer puts the picture in the middle where the lines stand there.
EscPosWriter& EscPosWriter::raster(const QrCode& code, int module_dots) {
    const int side = (code.size + quiet_modules) * module_dots, row_bytes = (side + 7) / 8;
    put({gs, 'v', '0', 0, row_bytes & 0xff, row_bytes >> 8, side & 0xff, side >> 8});
    for (int y = 0; y < side; ++y) {
        std::string row(static_cast<std::size_t>(row_bytes), '\0');
        for (int x = 0; x < side; ++x) {
            const int column = x / module_dots - quiet_modules / 2, line = y / module_dots - quiet_modules / 2;
            const bool inside = column >= 0 && line >= 0 && column < code.size && line < code.size;
            if (!inside || !code.at(column, line)) continue;
            auto& byte = row[static_cast<std::size_t>(x / 8)];
            byte = static_cast<char>(byte | 0x80 >> x % 8);
        }
        put(row);
    }
    return put("\n");
}

Bytes EscPosWriter::cut() {
    size(1).bold(false).left().feed(2).put({gs, 'V', 66, 0});
    Bytes slip = std::move(bytes_);
    *this = EscPosWriter(columns_, qr_by_);
    return slip;
}

EscPosWriter& EscPosWriter::put(std::initializer_list<int> bytes) {
    for (const int byte : bytes) bytes_.push_back(static_cast<std::uint8_t>(byte));
    return *this;
}

EscPosWriter& EscPosWriter::put(std::string_view bytes) {
    const auto view = view_of(bytes);
    bytes_.insert(bytes_.end(), view.begin(), view.end());
    return *this;
}

}  // namespace xiaoer
