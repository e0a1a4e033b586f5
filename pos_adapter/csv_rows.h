// CSV bytes in (RFC 4180 and what tills make of it), rows out, by libcsv.
//
// Bytes may come in any split. Line ends are LF, CRLF or CR; quoted fields may hold them. Fields outside quotes lose
// spaces at their ends; empty lines are no rows. A row whose quote is never closed, or that is longer than
// row_bytes_max, is refused and reading goes on with the line after its first: one bad row costs itself only.
// One thread at a time.
#pragma once

#include "base/bytes.h"

#include <functional>
#include <memory>

struct csv_parser;

namespace xiaoer::pos {

class CsvRow {
public:
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    // "" for a column that the row does not have. Valid until the row changes.
    [[nodiscard]] std::string_view operator[](std::size_t column) const;
    [[nodiscard]] std::uint64_t line() const { return line_; }  // where it starts, from 1

    void clear(std::uint64_t line);
    void add(std::string_view field);

private:
    std::string text_;  // of all fields
    std::vector<std::size_t> ends_;
    std::uint64_t line_ = 0;
};

class CsvRows {
public:
    static constexpr std::size_t row_bytes_max = 256 * 1024;
    static constexpr std::size_t field_bytes_max = 64 * 1024;
    static constexpr std::size_t columns_max = 512;

    using OnRow = std::function<void(const CsvRow&)>;
    using OnBad = std::function<void(std::uint64_t line, std::string why)>;
    CsvRows(char separator, OnRow on_row, OnBad on_bad);
    ~CsvRows();
    CsvRows(const CsvRows&) = delete;
    CsvRows& operator=(const CsvRows&) = delete;

    void feed(ByteView bytes);
    void finish();

private:
    static void on_field(void* field, std::size_t size, void* self);
    static void on_row_end(int end, void* self);
    void take(ByteView piece);
    void count_line(ByteView piece);
    void refuse_open_row(const char* why);
    void start_parser();
    [[nodiscard]] bool row_is_open() const;

    OnRow on_row_;
    OnBad on_bad_;
    const char separator_;
    std::unique_ptr<csv_parser> parser_;
    CsvRow row_;
    const char* problem_ = nullptr;  // of the row under way
    std::string open_;               // the bytes of the row under way
    std::uint64_t line_ = 1;         // of the next byte
    std::uint64_t row_line_ = 1;     // where the row under way started
    std::uint8_t last_ = 0;          // the byte before
    bool skipping_ = false;          // up to the end of the line
    int second_readings_left_ = 100;
};

}  // namespace xiaoer::pos
