#include "pos_adapter/label_reader.h"

#include "base/money.h"
#include "base/text.h"
#include "pos_adapter/escpos_text.h"
#include "pos_adapter/slip_amounts.h"
#include "pos_adapter/slip_items.h"
#include "pos_adapter/slip_kind.h"
#include "pos_adapter/slip_names.h"
#include "pos_adapter/slip_time.h"
#include "pos_adapter/till_profile.h"

#include <algorithm>

namespace xiaoer::pos {
namespace {

constexpr std::size_t lines_max = 2000;  // a slip is paper: what is longer is no slip

bool is_dollar(std::string_view currency) {
    return currency == "USD" || currency == "HKD" || currency == "TWD" || currency == "AUD" || currency == "CAD" ||
           currency == "SGD" || currency == "NZD" || currency == "MXN";
}
std::optional<std::string> currency_of(Language language) {
    switch (language) {
        case Language::chinese: return "CNY";
        case Language::japanese: return "JPY";
        case Language::korean: return "KRW";
        default: return std::nullopt;
    }
}

// A sign that says which currency it is wins; "¥" and "$" leave it to the shop's setting, then to the language.
std::optional<std::string> choose_currency(const std::string& mark, Language language, bool traditional,
                                           const std::optional<std::string>& shop) {
    if (mark.size() == 3) return mark;
    if (mark == "$") return shop && is_dollar(*shop) ? shop : std::nullopt;
    if (mark == "¥" && shop && (*shop == "CNY" || *shop == "JPY")) return shop;
    if (mark == "¥") return language == Language::japanese ? "JPY" : "CNY";
    if (shop) return shop;
    return traditional ? std::nullopt : currency_of(language);
}

// Which separator stands before the last two figures, by majority.
char decimal_of(const std::vector<std::vector<Field>>& lines) {
    int points = 0, commas = 0;
    for (const auto& fields : lines) {
        for (const auto& field : fields) {
            for (const auto& figure : field.figures) {
                if (!has_decimals(figure)) continue;
                figure.digits[figure.digits.size() - 3] == ',' ? ++commas : ++points;
            }
        }
    }
    return points == commas ? '\0' : points > commas ? '.' : ',';
}

std::optional<DateOrder> date_order(const ReadingOptions& options, Language language) {
    if (options.dates) return options.dates;
    switch (language) {
        case Language::english: return DateOrder::mdy;
        case Language::german:
        case Language::french: return DateOrder::dmy;
        case Language::chinese:
        case Language::japanese:
        case Language::korean: return DateOrder::ymd;
        case Language::unknown: return std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> folded_lines(const SlipText& slip) {
    std::vector<std::string> lines;
    for (const auto& line : slip.lines) {
        if (lines.size() == lines_max) break;
        lines.push_back(fold_line(line));
    }
    return lines;
}

std::string joined_lower(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines) all += lower_case(line) + '\n';
    return all;
}

Receipt none(Receipt receipt, std::string_view reason) {
    receipt.kind = ReceiptKind::none;
    receipt.reason = std::string(reason);
    receipt.total_minor.reset();
    receipt.lines.clear();
    return receipt;
}

// The currency's digits count for every amount, so a currency that only the language suggests must fit what is
// printed: yen and won have no decimals.
AmountStyle style_for(const std::optional<std::string>& currency, char decimal, Language language) {
    const int digits = currency ? minor_digits(*currency).value_or(2) : 2;
    return {decimal, language == Language::german || digits == 0, digits};
}

bool tells_payment(const std::vector<Labelled>& amounts) {
    return std::ranges::any_of(amounts, [](const Labelled& entry) {
        return entry.label == Label::tender || entry.label == Label::paid || entry.label == Label::change;
    });
}

void take_kind(Receipt& receipt, SlipKind kind, std::int64_t total_minor) {
    receipt.kind = kind == SlipKind::voided                      ? ReceiptKind::voided
                   : kind == SlipKind::refund || total_minor < 0 ? ReceiptKind::refund
                                                                 : ReceiptKind::sale;
    receipt.total_minor = receipt.kind == ReceiptKind::refund ? -std::abs(total_minor) : total_minor;
}

// What the merchant has shown on a slip like this one wins over the words that everybody uses.
void take_taught(Receipt& receipt, const std::vector<std::string>& lines, const TillProfile& profile,
                 std::optional<DateOrder> order) {
    if (auto number = taught_number(lines, profile)) receipt.receipt_no = std::move(number);
    if (auto time = find_sold_at(taught_times(lines, profile), order)) receipt.sold_at = std::move(time);
}

}  // namespace

Receipt read_labels(const SlipText& slip, const ReadingOptions& given, const TillProfile* profile) {
    auto options = given;
    if (profile != nullptr && profile->currency) options.currency = profile->currency;
    Receipt receipt;
    receipt.dialect = "escpos";
    receipt.source = options.source;
    const auto lines = folded_lines(slip);
    const bool blank = std::ranges::all_of(lines, [](const std::string& line) { return trim(line).empty(); });
    if (blank) return none(std::move(receipt), slip.picture ? "raster" : "no total");

    const auto all = joined_lower(lines);
    const auto language = language_of(all);
    auto names = find_names(lines);
    receipt.receipt_no = std::move(names.receipt_no);
    receipt.original_receipt_no = std::move(names.original_receipt_no);
    receipt.member_ref = std::move(names.member_ref);
    receipt.store = std::move(names.store);
    receipt.terminal = std::move(names.terminal);
    receipt.sold_at = find_sold_at(lines, date_order(options, language));
    if (profile != nullptr) take_taught(receipt, lines, *profile, date_order(options, language));

    std::vector<std::vector<Field>> fields;
    for (const auto& line : lines) fields.push_back(fields_of(line));
    const char decimal = decimal_of(fields);
    const auto shop = options.currency.value_or("");
    const auto marks = collect_amounts(fields, style_for(options.currency, decimal, language), language, shop).mark;
    const bool traditional = slip.encoding.wide == WideCharset::big5;
    receipt.currency = choose_currency(marks, language, traditional, options.currency);
    const bool suggested = receipt.currency && receipt.currency != options.currency && marks.size() != 3;
    if (suggested && decimal != 0 && minor_digits(*receipt.currency) == 0) receipt.currency.reset();
    const auto style = style_for(receipt.currency, decimal, language);

    auto kind = kind_of(lines);
    const auto taught = profile != nullptr ? taught_totals(fields, *profile) : std::nullopt;
    const auto amounts = collect_amounts(taught ? *taught : fields, style, language, shop);
    const auto total = resolve_total(amounts.labelled, kind == SlipKind::refund);
    if (total.given_back && kind == SlipKind::sale) kind = SlipKind::refund;
    const bool has_total = total.amount_minor && !amounts.unreadable && *total.amount_minor != 0;
    const bool may_have_total = kind == SlipKind::kitchen || kind == SlipKind::voucher ||  // a shop's name, a tender
                                (kind == SlipKind::bill && tells_payment(amounts.labelled));
    if (!reason_of(kind).empty() && !(may_have_total && has_total && receipt.sold_at))
        return none(std::move(receipt), reason_of(kind));
    if (amounts.unreadable || total.ambiguous) return none(std::move(receipt), "ambiguous");
    if (!has_total) return none(std::move(receipt), slip.picture && amounts.labelled.empty() ? "raster" : "no total");
    take_kind(receipt, kind, *total.amount_minor);
    receipt.lines = read_items(lines, fields, amounts.first_label_line.value_or(0), style);
    return receipt;
}

}  // namespace xiaoer::pos
