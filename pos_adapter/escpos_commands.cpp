#include "pos_adapter/escpos_commands.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace xiaoer::pos {
namespace {

// How the parameters after the letter are read.
enum class Shape : std::uint8_t {
    unknown,
    fixed,          // `parameters` bytes
    length16,       // x pL pH, then p bytes: GS ( x, ESC ( x, FS ( x
    length32,       // x p1 p2 p3 p4, then p bytes: GS 8 x
    columns,        // m nL nH, then n columns of 1, 3 or 6 bytes: ESC *
    raster,         // 0 m xL xH yL yH, then x·y bytes: GS v, GS Q
    downloaded,     // x y, then 8·x·y bytes: GS *
    barcode,        // GS k
    cut,            // GS V
    counter,        // GS C
    realtime,       // DLE EOT n
    realtime_task,  // DLE DC4 fn …
    tab_stops,      // ESC D
    characters,     // y c1 c2, then a block per character: ESC &
    nv_pictures,    // n, then a block per picture: FS q
    nv_store,       // fn m a1 a2 a3 a4 nL nH, for fn 1 then n bytes: FS g
    chinese_qr,     // m n k dL dH, then d bytes: ESC Z
};
struct Entry {
    Shape shape = Shape::unknown;
    std::uint8_t parameters = 0;
};
using Table = std::array<Entry, 256>;

constexpr void set(Table& table, std::string_view letters, Shape shape, std::uint8_t parameters) {
    for (const char letter : letters) table[static_cast<unsigned char>(letter)] = {shape, parameters};
}

constexpr Table esc_table() {
    Table table{};
    set(table,
        "\x0c"
        "2@<LSimv",
        Shape::fixed, 0);
    set(table, " !%-3=?EGJKMRTUVadertu{9", Shape::fixed, 1);
    set(table, "$\\Bcf", Shape::fixed, 2);
    set(table, "p7C", Shape::fixed, 3);
    set(table, "W", Shape::fixed, 8);
    set(table, "*", Shape::columns, 3);
    set(table, "(", Shape::length16, 3);
    set(table, "&", Shape::characters, 3);
    set(table, "D", Shape::tab_stops, 0);
    set(table, "Z", Shape::chinese_qr, 5);
    return table;
}
constexpr Table gs_table() {
    Table table{};
    set(table, "\x0c:c<", Shape::fixed, 0);
    set(table, "!#/BEHITabfhjrw", Shape::fixed, 1);
    set(table, "$LPW\\", Shape::fixed, 2);
    set(table, "^z", Shape::fixed, 3);
    set(table, "g", Shape::fixed, 4);
    set(table, "(", Shape::length16, 3);
    set(table, "8", Shape::length32, 5);
    set(table, "vQ", Shape::raster, 6);
    set(table, "*", Shape::downloaded, 2);
    set(table, "k", Shape::barcode, 1);
    set(table, "V", Shape::cut, 1);
    set(table, "C", Shape::counter, 1);
    return table;
}
constexpr Table fs_table() {
    Table table{};
    set(table, "&.", Shape::fixed, 0);
    set(table, "!-CW", Shape::fixed, 1);
    set(table, "S?p", Shape::fixed, 2);
    set(table, "2", Shape::fixed, 74);  // a 24 × 24 character: its code and 72 bytes
    set(table, "(", Shape::length16, 3);
    set(table, "q", Shape::nv_pictures, 1);
    set(table, "g", Shape::nv_store, 8);
    return table;
}
constexpr Table dle_table() {
    Table table{};
    set(table, "\x04", Shape::realtime, 1);
    set(table, "\x05", Shape::fixed, 1);
    set(table, "\x14", Shape::realtime_task, 1);
    return table;
}
// Seiko printers answer or not by DC2 q n, behind every slip; n is a control byte, and harmless. In the older ESC/P a
// DC2 stands alone before text, so no other letter makes it a command.
constexpr Table dc2_table() {
    Table table{};
    set(table, "q", Shape::fixed, 0);
    return table;
}
constexpr Table esc_commands = esc_table();
constexpr Table gs_commands = gs_table();
constexpr Table fs_commands = fs_table();
constexpr Table dle_commands = dle_table();
constexpr Table dc2_commands = dc2_table();

Entry entry_of(std::uint8_t prefix, std::uint8_t letter) {
    switch (prefix) {
        case ESC: return esc_commands[letter];
        case GS: return gs_commands[letter];
        case FS: return fs_commands[letter];
        case DLE: return dle_commands[letter];
        case DC2: return dc2_commands[letter];
        default: return {};
    }
}

constexpr std::size_t kept_of_payload = 8;  // enough to answer GS ( H and GS ( E, and to see a picture being printed

std::uint64_t little_endian(ByteView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
    return value;
}

Step skip(std::uint64_t count) { return count == 0 ? Step{} : Step{Then::skip, count}; }

// The first bytes of a payload are kept as parameters, the rest is skipped.
Step keep_some(std::uint64_t length, std::size_t header, std::size_t have) {
    const auto kept = std::min<std::uint64_t>(length, kept_of_payload);
    if (have < header + kept) return {Then::more, header + kept - have};
    return skip(length - kept);
}

Step barcode_step(ByteView parameters) {
    if (parameters[0] <= 6) return {Then::until_nul, 0};
    if (parameters[0] < 65) return {};
    if (parameters.size() < 2) return {Then::more, 1};
    return skip(parameters[1]);
}

Step counter_step(ByteView parameters) {
    switch (parameters[0]) {
        case 0:
        case '0': return parameters.size() < 3 ? Step{Then::more, 2} : Step{};
        case 1:
        case '1': return parameters.size() < 7 ? Step{Then::more, 6} : Step{};
        case 2:
        case '2': return parameters.size() < 3 ? Step{Then::more, 2} : Step{};
        default: return {};  // GS C ; n ; n ; … is printable text that ends with its line
    }
}

Step cut_step(ByteView parameters) {
    const auto m = parameters[0];
    const bool feeds_first = m == 65 || m == 66 || m == 97 || m == 98 || m == 103 || m == 104;
    return feeds_first && parameters.size() < 2 ? Step{Then::more, 1} : Step{};
}

Step realtime_step(ByteView parameters) {
    const auto n = parameters[0];
    const bool longer = n == 0 || n == 7 || n == 8 || n == 18;
    return longer && parameters.size() < 2 ? Step{Then::more, 1} : Step{};
}

Step realtime_task_step(ByteView parameters) {
    static constexpr std::array<std::size_t, 9> lengths = {1, 3, 3, 6, 1, 1, 1, 2, 8};  // from fn on
    const std::size_t needed = parameters[0] < lengths.size() ? lengths[parameters[0]] : 1;
    return parameters.size() < needed ? Step{Then::more, needed - parameters.size()} : Step{};
}

std::uint64_t bytes_a_column(std::uint8_t mode) {
    if (mode <= 7) return 1;
    if (mode >= 32 && mode <= 40) return 3;
    return mode >= 71 && mode <= 73 ? 6 : 0;
}

Step step_of(Shape shape, ByteView parameters) {
    const auto at = [&](std::size_t i, std::size_t size) { return little_endian(parameters.subspan(i, size)); };
    switch (shape) {
        case Shape::length16: return keep_some(at(1, 2), 3, parameters.size());
        case Shape::length32: return keep_some(at(1, 4), 5, parameters.size());
        case Shape::columns: return skip(at(1, 2) * bytes_a_column(parameters[0]));
        case Shape::raster: return skip(at(2, 2) * at(4, 2));
        case Shape::downloaded: return skip(8 * at(0, 1) * at(1, 1));
        case Shape::barcode: return barcode_step(parameters);
        case Shape::cut: return cut_step(parameters);
        case Shape::counter: return counter_step(parameters);
        case Shape::realtime: return realtime_step(parameters);
        case Shape::realtime_task: return realtime_task_step(parameters);
        case Shape::tab_stops: return {Then::tabs, 0};
        case Shape::characters:
            return parameters[2] < parameters[1] ? Step{} : Step{Then::blocks, at(2, 1) - at(1, 1) + 1};
        case Shape::nv_pictures: return parameters[0] == 0 ? Step{} : Step{Then::blocks, parameters[0]};
        case Shape::nv_store: return skip(parameters[0] == '1' || parameters[0] == 1 ? at(6, 2) : 0);
        case Shape::chinese_qr: return skip(at(3, 2));
        case Shape::unknown:
        case Shape::fixed: return {};
    }
    return {};
}

}  // namespace

bool is_known(std::uint8_t prefix, std::uint8_t letter) { return entry_of(prefix, letter).shape != Shape::unknown; }

Step next_step(ByteView command) {
    const auto entry = entry_of(command[0], command[1]);
    const auto parameters = command.subspan(2);
    if (parameters.size() < entry.parameters) return {Then::more, entry.parameters - parameters.size()};
    return step_of(entry.shape, parameters);
}

std::size_t block_header_length(ByteView command) { return command[0] == ESC ? 1 : 4; }

std::uint64_t block_length(ByteView command, ByteView block_header) {
    if (command[0] == ESC) return std::uint64_t{command[2]} * block_header[0];
    return 8 * little_endian(block_header.subspan(0, 2)) * little_endian(block_header.subspan(2, 2));
}

bool is_picture(ByteView command) {
    const auto prefix = command[0];
    const auto letter = command[1];
    if (prefix == ESC) return letter == '*';
    if (prefix == FS) return letter == 'p';
    if (prefix != GS) return false;
    return letter == 'v' || letter == 'Q' || letter == '/' || (letter == '(' && command[2] == 'L') || letter == '8';
}

}  // namespace xiaoer::pos
