#include "pos_adapter/csv_reader.h"

#include "pos_adapter/csv_start.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

std::string_view name_of(DateOrder order) {
    return order == DateOrder::dmy ? "day first" : order == DateOrder::mdy ? "month first" : "year first";
}

class CsvReader final : public FileReader {
public:
    CsvReader(std::string wanted, FileOptions options, FileEvents events)
        : wanted_(std::move(wanted)), context_(std::move(options), std::move(events)) {
        const auto& mapping = context_.options.mapping;
        if (context_.options.need_times && (!mapping || !mapping->columns.sold_at.empty())) require_times();
    }

    [[nodiscard]] std::string_view dialect() const override { return dialect_ ? dialect_->name() : std::string_view{}; }
    Result<void> feed(ByteView bytes) override {
        if (!rows_) {
            const auto wanted = std::min(bytes.size(), file_start_bytes - start_.size());
            start_.insert(start_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wanted));
            bytes = bytes.subspan(wanted);
            if (start_.size() == file_start_bytes) XIAOER_TRY(begin(false));
        }
        if (!bytes.empty()) pass(bytes);
        return problem();
    }
    Result<void> finish() override {
        if (!rows_) XIAOER_TRY(begin(true));
        rows_->finish();
        if (dialect_) dialect_->finish();
        return problem();
    }

private:
    void require_times() {
        context_.events.receipt = [tell = std::move(context_.events.receipt), bad = context_.events.bad_row](
                                      Receipt receipt, std::uint64_t line) {
            if (receipt.sold_at || receipt.kind == ReceiptKind::none) return tell(std::move(receipt), line);
            bad(line, "its time cannot be read in one way only");
        };
    }
    Result<void> begin(bool whole) {
        const auto* mapping = context_.options.mapping ? &*context_.options.mapping : nullptr;
        found_ = look_at_csv(start_, whole, wanted_, mapping);
        if (!found_.found) {
            return invalid(mapping != nullptr
                               ? "no row has the heading \"" + mapping->columns.total + "\" of the mapping"
                               : "its headings are not those of " + (wanted_ == "auto" ? "a known export" : wanted_));
        }
        settle_dates(mapping);
        context_.text.use(found_.encoding.charset);
        if (found_.encoding.form != TextEncoding::Form::bytes) {
            utf16_.emplace(found_.encoding.form == TextEncoding::Form::utf16_big);
        }
        rows_ = std::make_unique<CsvRows>(
            found_.separator, [this](const CsvRow& row) { take(row); },
            [this](std::uint64_t line, std::string why) { lose(line, std::move(why)); });
        pass(ByteView(start_).subspan(found_.encoding.mark_bytes));
        start_ = {};
        return {};
    }
    void settle_dates(const CsvMapping* mapping) {
        context_.dates = context_.options.reading.dates;
        if (!context_.dates && mapping != nullptr) context_.dates = mapping->dates;
        if (context_.dates || !found_.dates) return;
        context_.dates = found_.dates;
        context_.events.remark(found_.dates_line,
                               "dates are read " + std::string(name_of(*found_.dates)) + ", as this line shows");
    }
    void pass(ByteView bytes) {
        if (!utf16_) return rows_->feed(bytes);
        plain_.clear();
        utf16_->append(plain_, bytes);
        rows_->feed(view_of(plain_));
    }
    void take(const CsvRow& row) {
        const auto nth = rows_read_++;
        if (nth < found_.header_row || problem_) return;
        if (nth == found_.header_row) return take_header(row);
        bool fits = row.size() >= columns_;
        for (std::size_t i = columns_; i < row.size(); ++i) fits = fits && row[i].empty();
        if (fits) return dialect_->row(row);
        lose(row.line(),
             "it has " + std::to_string(row.size()) + " columns, the headings have " + std::to_string(columns_));
    }
    void take_header(const CsvRow& row) {
        const CsvHeader header(row, context_.text);
        columns_ = header.size();
        if (found_.layout != nullptr) {
            dialect_ = found_.layout->make(header, context_);
            return;
        }
        auto mapped = make_mapped(header, context_);
        if (mapped) {
            dialect_ = std::move(*mapped);
        } else {
            problem_ = mapped.error();
        }
    }
    void lose(std::uint64_t line, std::string why) {
        if (!dialect_) return;  // above the headings
        context_.events.bad_row(line, std::move(why));
        dialect_->lost_row(line);
    }
    [[nodiscard]] Result<void> problem() const {
        if (problem_) return *problem_;
        return {};
    }

    const std::string wanted_;
    CsvContext context_;
    Bytes start_;
    CsvStart found_;
    std::optional<Utf16Reader> utf16_;
    std::string plain_;
    std::unique_ptr<CsvRows> rows_;
    std::unique_ptr<CsvDialect> dialect_;
    std::optional<Error> problem_;
    std::size_t rows_read_ = 0, columns_ = 0;
};

}  // namespace

std::unique_ptr<FileReader> make_csv_reader(std::string wanted, FileOptions options, FileEvents events) {
    return std::make_unique<CsvReader>(std::move(wanted), std::move(options), std::move(events));
}

}  // namespace xiaoer::pos
