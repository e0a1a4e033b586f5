// Any other CSV, as a shop's mapping says it is laid out (csv_mapping.h).
#include "base/money.h"
#include "pos_adapter/csv_groups.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

struct MappedColumns {
    std::size_t receipt_no, original_receipt_no, sold_at, time, total, kind, currency, member_ref, store, terminal,
        item, quantity, amount;
};

class Mapped final : public CsvDialect {
public:
    Mapped(const MappedColumns& at, CsvContext& context)
        : at_(at), context_(context), mapping_(*context.options.mapping), groups_(context) {
        currency_ = context.options.reading.currency ? context.options.reading.currency : mapping_.currency;
    }
    [[nodiscard]] std::string_view name() const override { return "mapping"; }
    void finish() override { groups_.finish(); }
    void lost_row(std::uint64_t line) override {
        if (mapping_.sum_rows) groups_.lost_row(line);
    }

    void row(const CsvRow& row) override {
        const auto number = cell(row[at_.receipt_no]);
        const auto kind = kind_of(row);
        if (kind == Kind::ignored) return;
        const auto currency = cell(row[at_.currency]);
        const ExportFigures figures{mapping_.decimal, currency.empty() ? currency_ : std::optional(currency)};
        const auto total = read_export_amount(context_.text.decode(row[at_.total]), figures);
        const auto word = cell(row[at_.kind]);
        const bool strange = figures.currency && !minor_digits(*figures.currency);
        const std::string problem = kind == Kind::unknown ? "\"" + word + "\" is none of the mapping's words for a kind"
                                    : strange             ? "the currency \"" + currency + "\" is not known"
                                    : total               ? std::string()
                                            : "the total \"" + cell(row[at_.total]) + "\" is not an amount";
        const bool alone = !mapping_.sum_rows || number.empty();
        const std::string key = number + "\n" + word;
        if (!problem.empty()) return alone ? context_.bad(row, problem) : groups_.spoil(key, row.line(), problem);
        const auto begin = [&] {
            auto receipt = start(row, kind, figures.currency);
            take_currency(receipt, *total);
            return receipt;
        };
        auto line = line_of(row, figures, total->minor);
        if (!alone) return groups_.add(key, row, {total->minor, std::move(line)}, begin);
        auto receipt = begin();
        if (line) receipt.lines.push_back(std::move(*line));
        settle(receipt, total->minor);
        context_.events.receipt(std::move(receipt), row.line());
    }

private:
    enum class Kind { sale, refund, voided, ignored, unknown };

    std::string cell(std::string_view text) { return context_.text_of(text).value_or(""); }
    Kind kind_of(const CsvRow& row) {
        if (at_.kind == CsvHeader::none) return Kind::sale;
        const auto word = cell(row[at_.kind]);
        const auto among = [&word](const std::vector<std::string>& words) {
            return std::ranges::find(words, word) != words.end();
        };
        if (among(mapping_.sale_words)) return Kind::sale;
        if (among(mapping_.refund_words)) return Kind::refund;
        if (among(mapping_.void_words)) return Kind::voided;
        if (among(mapping_.ignored_words)) return Kind::ignored;
        return mapping_.sale_words.empty() ? Kind::sale : Kind::unknown;
    }
    Receipt start(const CsvRow& row, Kind kind, std::optional<std::string> currency) {
        auto receipt = context_.blank(name());
        receipt.kind = kind == Kind::refund   ? ReceiptKind::refund
                       : kind == Kind::voided ? ReceiptKind::voided
                                              : ReceiptKind::sale;
        receipt.receipt_no = context_.text_of(row[at_.receipt_no]);
        receipt.original_receipt_no = context_.text_of(row[at_.original_receipt_no]);
        std::string when(row[at_.sold_at]);
        if (at_.time != CsvHeader::none) when.append(" ").append(row[at_.time]);
        receipt.sold_at = context_.time_of(row, when);
        receipt.currency = std::move(currency);
        receipt.member_ref = context_.text_of(row[at_.member_ref]);
        receipt.store = context_.text_of(row[at_.store]);
        receipt.terminal = context_.text_of(row[at_.terminal]);
        return receipt;
    }
    std::optional<ReceiptLine> line_of(const CsvRow& row, const ExportFigures& figures, std::int64_t total_minor) {
        const auto item = context_.text_of(row[at_.item]);
        if (!item) return std::nullopt;
        ReceiptLine line{*item, 1000, total_minor};
        line.quantity_milli = read_export_quantity(row[at_.quantity], mapping_.decimal).value_or(1000);
        if (at_.amount == CsvHeader::none) return line;
        const auto amount = read_export_amount(context_.text.decode(row[at_.amount]), figures);
        if (!amount) return std::nullopt;
        line.amount_minor = amount->minor;
        return line;
    }

    const MappedColumns at_;
    CsvContext& context_;
    const CsvMapping& mapping_;
    std::optional<std::string> currency_;
    CsvGroups groups_;
};

}  // namespace

Result<std::unique_ptr<CsvDialect>> make_mapped(const CsvHeader& header, CsvContext& context) {
    const auto& columns = context.options.mapping->columns;
    std::string missing;
    const auto find = [&](const std::string& heading) {
        if (heading.empty()) return CsvHeader::none;
        const auto column = header.find(heading);
        if (column == CsvHeader::none) missing = heading;
        return column;
    };
    const MappedColumns at{find(columns.receipt_no), find(columns.original_receipt_no),
                           find(columns.sold_at),    find(columns.time),
                           find(columns.total),      find(columns.kind),
                           find(columns.currency),   find(columns.member_ref),
                           find(columns.store),      find(columns.terminal),
                           find(columns.item),       find(columns.quantity),
                           find(columns.amount)};
    if (!missing.empty()) return invalid("the mapping's heading \"" + missing + "\" is not in the file");
    return std::unique_ptr<CsvDialect>(std::make_unique<Mapped>(at, context));
}

}  // namespace xiaoer::pos
