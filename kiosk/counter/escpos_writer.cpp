#include "counter/escpos_writer.h"

#include "base/text.h"

#include <algorithm>

namespace xiaoer {
namespace {

constexpr int esc = 0x1b;
constexpr int gs = 0x1d;

constexpr int cell_dots = 12;  // of font A at 8 dots a millimetre
constexpr int module_dots_max = 8;
constexpr int quiet_modules = 8;  // four on each side

bool is_word(char32_t point) { return point > ' ' && cell_width(point) == 1; }

// Lines of at most `columns` cells; a word is kept whole where it fits on a line of its own.
std::vector<std::u32string> wrap(std::string_view text, int columns, const PrinterText& form) {
    std::vector<std::u32string> lines(1);
    int used = 0;
    for (const char32_t raw : code_points(text)) {
        if (is_control(raw)) continue;
        const char32_t point = form.printable(raw);
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

}  // namespace

EscPosWriter::EscPosWriter(PrinterSkill skill, int columns) : skill_(skill), columns_(columns) {
    put({esc, '@'}).put(text_of(skill_.text.opening()));  // clean state
}

EscPosWriter& EscPosWriter::centre() { return put({esc, 'a', 1}); }
EscPosWriter& EscPosWriter::left() { return put({esc, 'a', 0}); }
EscPosWriter& EscPosWriter::bold(bool on) { return put({esc, 'E', on ? 1 : 0}); }

EscPosWriter& EscPosWriter::size(int times) {
    times_ = std::clamp(times, 1, 8);
    return put({gs, '!', (times_ - 1) * 0x11});
}

EscPosWriter& EscPosWriter::line(std::string_view text) {
    for (const auto& row : wrap(text, columns_ / times_, skill_.text)) put(skill_.text.encode(row)).put("\n");
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
    if (skill_.qr_by == QrBy::raster) return raster(*code, module_dots);
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
    *this = EscPosWriter(skill_, columns_);
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
