#include "pos_adapter/csv_start.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t rows_above_header_max = 10;
constexpr std::size_t sample_rows_max = 2000;  // enough days of a month to show one past the twelfth

std::vector<CsvRow> rows_of(std::string_view text, bool whole, char separator) {
    std::vector<CsvRow> rows;
    CsvRows reader(
        separator,
        [&rows](const CsvRow& row) {
            if (rows.size() < sample_rows_max) rows.push_back(row);
        },
        [](std::uint64_t, const std::string&) {});
    reader.feed(view_of(text));
    if (whole) reader.finish();
    return rows;
}

bool has_headings_of(const CsvHeader& header, const CsvMapping& mapping) {
    return header.find(mapping.columns.total) != CsvHeader::none;
}

const CsvLayout* layout_of(const CsvHeader& header, std::string_view wanted) {
    for (const auto& layout : csv_layouts()) {
        const bool asked_for = wanted == "auto" || wanted == layout.name || wanted == layout.family;
        if (asked_for && layout.fits(header)) return &layout;
    }
    return nullptr;
}

// Dates that fit one order only; two that contradict each other show nothing.
void look_at_dates(const std::vector<CsvRow>& rows, std::size_t column, CsvStart& start) {
    for (std::size_t i = start.header_row + 1; i < rows.size(); ++i) {
        const auto shown = date_order_shown(rows[i][column]);
        if (!shown) continue;
        if (start.dates && start.dates != shown) {
            start.dates.reset();
            return;
        }
        if (!start.dates) start.dates_line = rows[i].line();
        start.dates = shown;
    }
}

bool is_table(const std::vector<CsvRow>& rows) {
    constexpr std::size_t cells_min = 4;
    return rows.size() >= 2 && rows[0].size() >= cells_min && rows[1].size() == rows[0].size();
}

}  // namespace

std::string plain_start(ByteView start, const TextEncoding& encoding) {
    const auto text = start.subspan(std::min(encoding.mark_bytes, start.size()));
    if (encoding.form == TextEncoding::Form::bytes) return std::string(text_of(text));
    std::string plain;
    Utf16Reader(encoding.form == TextEncoding::Form::utf16_big).append(plain, text);
    return plain;
}

CsvStart look_at_csv(ByteView bytes, bool whole, std::string_view wanted, const CsvMapping* mapping) {
    CsvStart start;
    start.encoding = encoding_of(bytes);
    if (mapping != nullptr && start.encoding.mark_bytes == 0) {
        if (const auto named = encoding_named(mapping->encoding)) start.encoding = *named;
    }
    const auto text = plain_start(bytes, start.encoding);
    TextDecoder decoder(start.encoding.charset);
    for (const char separator : {',', ';', '\t', '|'}) {
        if (mapping != nullptr && mapping->separator != 0 && mapping->separator != separator) continue;
        const auto rows = rows_of(text, whole, separator);
        for (std::size_t i = 0; i < std::min(rows.size(), rows_above_header_max); ++i) {
            const CsvHeader header(rows[i], decoder);
            const auto* layout = mapping == nullptr ? layout_of(header, wanted) : nullptr;
            start.found = layout != nullptr || (mapping != nullptr && has_headings_of(header, *mapping));
            if (!start.found) continue;
            start.layout = layout;
            start.separator = separator;
            start.header_row = i;
            const auto dates = layout != nullptr ? layout->date_heading : std::string_view(mapping->columns.sold_at);
            look_at_dates(rows, header.find(dates), start);
            return start;
        }
        start.table = start.table || is_table(rows);
    }
    return start;
}

}  // namespace xiaoer::pos
