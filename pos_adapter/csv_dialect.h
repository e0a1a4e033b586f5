// What the dialects of CSV have in common: rows in, receipts out, columns found by their headings.
//
// A dialect is made when the header was read and gets every row after it. One thread at a time.
#pragma once

#include "pos_adapter/csv_rows.h"
#include "pos_adapter/export_value.h"
#include "pos_adapter/file_reader.h"
#include "pos_adapter/text_encoding.h"

namespace xiaoer::pos {

// The headings of a file: compared without case and without spaces at their ends.
class CsvHeader {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    CsvHeader(const CsvRow& row, TextDecoder& decoder);
    // The first column of that heading; `none` when there is none.
    [[nodiscard]] std::size_t find(std::string_view heading) const;
    [[nodiscard]] bool has(std::initializer_list<std::string_view> headings) const;
    [[nodiscard]] std::size_t size() const { return headings_.size(); }

private:
    std::vector<std::string> headings_;
};

// What a dialect needs besides its columns. Outlives the dialect.
struct CsvContext {
    FileOptions options;
    FileEvents events;
    TextDecoder text;
    std::optional<DateOrder> dates;  // as told, or as the start of the file shows
    bool order_remarked = false;

    explicit CsvContext(FileOptions file_options, FileEvents file_events)
        : options(std::move(file_options)), events(std::move(file_events)), text(std::nullopt) {}
    // A receipt with this file's dialect, source and currency.
    [[nodiscard]] Receipt blank(std::string_view dialect) const;
    // Decoded, at most 240 bytes; nothing for an empty cell.
    [[nodiscard]] std::optional<std::string> text_of(std::string_view cell);
    // Says once that the order of day and month is not known.
    [[nodiscard]] std::optional<std::string> time_of(const CsvRow& row, std::string_view cell);
    void bad(const CsvRow& row, std::string why) { events.bad_row(row.line(), std::move(why)); }
};

class CsvDialect {
public:
    virtual ~CsvDialect() = default;
    virtual void row(const CsvRow& row) = 0;
    // A row came that could not be read: it may have belonged to the receipt under way, or to the next one.
    virtual void lost_row(std::uint64_t line) = 0;
    virtual void finish() = 0;
    [[nodiscard]] virtual std::string_view name() const = 0;
};

// Whether a dialect knows these headings, its name, and the column of its dates.
struct CsvLayout {
    std::string_view name;
    std::string_view family;  // what a person may call it too
    bool (*fits)(const CsvHeader&);
    std::string_view date_heading;
    std::unique_ptr<CsvDialect> (*make)(const CsvHeader&, CsvContext&);
};
[[nodiscard]] const std::vector<CsvLayout>& csv_layouts();

[[nodiscard]] std::unique_ptr<CsvDialect> make_square_items(const CsvHeader& header, CsvContext& context);
[[nodiscard]] std::unique_ptr<CsvDialect> make_square_transactions(const CsvHeader& header, CsvContext& context);
[[nodiscard]] std::unique_ptr<CsvDialect> make_loyverse_receipts(const CsvHeader& header, CsvContext& context);
[[nodiscard]] std::unique_ptr<CsvDialect> make_loyverse_items(const CsvHeader& header, CsvContext& context);
[[nodiscard]] std::unique_ptr<CsvDialect> make_shopify_orders(const CsvHeader& header, CsvContext& context);
// By the mapping in the context's options. Errors: invalid when a heading is not there.
[[nodiscard]] Result<std::unique_ptr<CsvDialect>> make_mapped(const CsvHeader& header, CsvContext& context);

}  // namespace xiaoer::pos
