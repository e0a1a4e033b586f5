#include "pos_adapter/csv_rows.h"

#include <algorithm>

#include <csv.h>

namespace xiaoer::pos {

std::string_view CsvRow::operator[](std::size_t column) const {
    if (column >= ends_.size()) return {};
    const auto begin = column == 0 ? 0 : ends_[column - 1];
    return std::string_view(text_).substr(begin, ends_[column] - begin);
}

void CsvRow::clear(std::uint64_t line) {
    text_.clear();
    ends_.clear();
    line_ = line;
}

void CsvRow::add(std::string_view field) {
    text_ += field;
    ends_.push_back(text_.size());
}

CsvRows::CsvRows(char separator, OnRow on_row, OnBad on_bad)
    : on_row_(std::move(on_row)),
      on_bad_(std::move(on_bad)),
      separator_(separator),
      parser_(std::make_unique<csv_parser>()) {
    start_parser();
}

CsvRows::~CsvRows() { csv_free(parser_.get()); }

void CsvRows::start_parser() {
    XIAOER_ASSERT(csv_init(parser_.get(), 0) == 0);
    csv_set_delim(parser_.get(), static_cast<unsigned char>(separator_));
}

// libcsv's state 0 is "no row begun".
bool CsvRows::row_is_open() const { return parser_->pstate != 0; }

void CsvRows::on_field(void* field, std::size_t size, void* self) {
    auto& rows = *static_cast<CsvRows*>(self);
    if (size > field_bytes_max) {
        rows.problem_ = "a field is too long";
    } else if (rows.row_.size() >= columns_max) {
        rows.problem_ = "there are too many columns";
    } else {
        rows.row_.add({static_cast<const char*>(field), size});
    }
}

void CsvRows::on_row_end(int, void* self) {
    auto& rows = *static_cast<CsvRows*>(self);
    if (rows.problem_ == nullptr) {
        rows.on_row_(rows.row_);
    } else {
        rows.on_bad_(rows.row_line_, rows.problem_);
    }
    rows.problem_ = nullptr;
    rows.row_.clear(rows.row_line_);
}

// Line by line, so that the line of each row is known, and never past row_bytes_max of one row: that makes what is
// refused the same for every split.
void CsvRows::feed(ByteView bytes) {
    while (!bytes.empty()) {
        const auto room = skipping_ ? bytes.size() : std::min(bytes.size(), row_bytes_max - open_.size());
        const auto within = bytes.first(room);
        const auto end = std::ranges::find_if(within, [](std::uint8_t byte) { return byte == '\n' || byte == '\r'; });
        const auto size = static_cast<std::size_t>(end - within.begin()) + (end == within.end() ? 0 : 1);
        take(bytes.first(size));
        bytes = bytes.subspan(size);
    }
}

// A line feed right behind a carriage return ends no line of its own.
void CsvRows::count_line(ByteView piece) {
    const auto last = piece.back();
    const bool second_half = piece.size() == 1 && last_ == '\r';
    if (last == '\r' || (last == '\n' && !second_half)) ++line_;
    last_ = last;
}

void CsvRows::take(ByteView piece) {
    const auto last = piece.back();
    const bool second_half = piece.size() == 1 && last == '\n' && last_ == '\r';  // of CRLF
    if (skipping_) {
        skipping_ = last != '\n' && last != '\r';
        count_line(piece);
        row_line_ = line_;
        return;
    }
    if (!row_is_open() && !second_half) row_.clear(row_line_ = line_);
    csv_parse(parser_.get(), piece.data(), piece.size(), on_field, on_row_end, this);
    count_line(piece);
    if (!row_is_open()) {
        open_.clear();
        return;
    }
    open_ += text_of(piece);
    if (open_.size() == row_bytes_max) refuse_open_row("a row is too long: is a quote never closed?");
}

// What stands on the lines after the row's first is read again as rows of their own; a file full of such rows gets
// that only so often, or reading it would take for ever.
void CsvRows::refuse_open_row(const char* why) {
    on_bad_(row_line_, why);
    csv_free(parser_.get());
    start_parser();
    problem_ = nullptr;
    const auto text = std::exchange(open_, {});
    const auto first_end = text.find_first_of("\r\n");
    if (first_end == std::string::npos || --second_readings_left_ < 0) {
        skipping_ = text.back() != '\n' && text.back() != '\r';
        return;
    }
    line_ = row_line_ + 1;
    last_ = static_cast<std::uint8_t>(text[first_end]);
    feed(view_of(text).subspan(first_end + 1));
}

void CsvRows::finish() {
    constexpr int in_field = 2;  // libcsv's state inside a field
    while (parser_->pstate == in_field && parser_->quoted != 0 && second_readings_left_ >= 0) {
        refuse_open_row("a quote is never closed");
    }
    if (parser_->quoted == 0 || parser_->pstate != in_field) {
        csv_fini(parser_.get(), on_field, on_row_end, this);
    }
}

}  // namespace xiaoer::pos
