#include "pos_adapter/slip_items.h"

#include "base/text.h"
#include "pos_adapter/label_words.h"
#include "pos_adapter/word_list.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace xiaoer::pos {
namespace {

constexpr std::size_t text_points_max = 80;

// "2", "1.5", "0,535" as thousandths; nothing for what is no quantity.
std::optional<std::int64_t> quantity_milli(const Figure& figure) {
    std::string digits = figure.digits;
    std::ranges::replace(digits, ',', '.');
    const auto point = std::min(digits.find('.'), digits.size());
    std::string fraction = point < digits.size() ? digits.substr(point + 1) : "";
    if (point > 5 || fraction.size() > 3 || fraction.find('.') != fraction.npos) return std::nullopt;
    fraction.append(3 - fraction.size(), '0');
    std::int64_t value = 0;
    const std::string whole = digits.substr(0, point) + fraction;
    std::from_chars(whole.data(), whole.data() + whole.size(), value);
    return figure.negative ? -value : value;
}

bool is_whole(const Figure& figure) { return figure.digits.size() <= 4 && all_digits(figure.digits); }

// True when quantity × one of the other figures is the amount.
bool is_proved(const Figure& quantity, const std::vector<Figure>& figures, std::int64_t amount,
               const AmountStyle& style) {
    const auto milli = quantity_milli(quantity);
    return milli && *milli != 0 && std::ranges::any_of(figures, [&](const Figure& price) {
               const auto price_minor =
                   &price == &quantity || &price == &figures.back() ? std::nullopt : amount_minor(price, style);
               return price_minor && std::abs(*price_minor * *milli - amount * 1000) <= 500;
           });
}

// The quantity among the figures before the amount: marked as one, or proved by quantity × price = amount, or the
// only whole number; a weight may have decimals.
std::int64_t find_quantity(const std::vector<Figure>& figures, std::int64_t amount, const AmountStyle& style) {
    const auto before = std::span(figures).first(figures.size() - 1);
    const auto marked = std::ranges::find_if(before, &Figure::counts);
    if (marked != before.end()) return quantity_milli(*marked).value_or(1000);
    const auto proved = [&](const Figure& f) { return is_proved(f, figures, amount, style); };
    const auto whole = std::ranges::find_if(before, [&](const Figure& f) { return is_whole(f) && proved(f); });
    if (whole != before.end()) return quantity_milli(*whole).value_or(1000);
    if (std::ranges::count_if(before, is_whole) == 1) {
        return quantity_milli(*std::ranges::find_if(before, is_whole)).value_or(1000);
    }
    const auto weight = std::ranges::find_if(before, [&](const Figure& f) { return !has_decimals(f) && proved(f); });
    if (weight != before.end()) return quantity_milli(*weight).value_or(1000);
    const auto any = std::ranges::find_if(before, proved);
    return any != before.end() ? quantity_milli(*any).value_or(1000) : 1000;
}

// A number right behind the name and far from the amount belongs to the name: "Item 2          $25.50".
std::size_t figures_of_name(const std::vector<Figure>& figures, std::size_t label_end) {
    std::size_t count = 0;
    std::size_t end = label_end;
    while (count + 1 < figures.size()) {
        const auto& figure = figures[count];
        const bool near = end > 0 && figure.begin <= end + 1;
        if (!near || figures[count + 1].begin < figure.end + 2 || figure.counts || has_decimals(figure)) break;
        end = figure.end;
        ++count;
    }
    return count;
}

std::optional<ReceiptLine> item_of(std::string_view line, const std::vector<Field>& fields, const AmountStyle& style) {
    auto figures = fields.back().figures;
    const auto label_end = trim(line.substr(0, figures.front().begin)).empty()
                               ? 0
                               : line.substr(0, figures.front().begin).find_last_not_of(' ') + 1;
    figures.erase(figures.begin(), figures.begin() + static_cast<std::ptrdiff_t>(figures_of_name(figures, label_end)));
    // "28.00 x1": the amount goes last.
    if (figures.size() > 1 && figures.back().counts) std::swap(figures.back(), figures[figures.size() - 2]);
    const auto& last = figures.back();
    if (last.counts) return std::nullopt;
    // Without decimals anywhere a lone number could be anything: an item then has a quantity beside it.
    const bool money = has_decimals(last) || !last.mark.empty() || (style.decimal == 0 && figures.size() > 1);
    const auto amount = money ? amount_minor(last, style) : std::nullopt;
    if (!amount) return std::nullopt;
    const auto begin = std::ranges::min(figures, {}, &Figure::begin).begin;
    auto quantity = find_quantity(figures, *amount, style);
    auto text = line.substr(0, begin);
    // "2 Muffin @ 3.25  6.50": a quantity in front, if the price proves it; a running number stays in the name.
    const auto& front = fields.front();
    if (fields.size() > 1 && front.label.empty() && front.figures.size() == 1 && is_whole(front.figures[0])) {
        auto all = figures;
        all.insert(all.begin(), front.figures[0]);
        const auto rest = text.substr(front.figures[0].end);
        const bool times = rest.starts_with(" x ") || rest.starts_with(" X ") || rest.starts_with(" * ");
        if (times || is_proved(all[0], all, *amount, style)) {
            quantity = quantity_milli(all[0]).value_or(1000);
            text = rest.substr(times ? 3 : 0);
        }
    }
    text = text.substr(0, text.find_last_not_of(" @*x=") + 1);
    return ReceiptLine{clean_text(text, text_points_max), quantity, *amount};
}

// Goods may be called by words of counting and paying ("Gift card", "Item 3"), not by those of sums.
bool is_no_item(std::string_view text) {
    const auto label = label_of(normal_label(text));
    return label != Label::none && label != Label::count && label != Label::tender && label != Label::service;
}

// "0,786 kg x 1,79 EUR/kg": how much of what the line above names.
bool is_measure(std::string_view text) {
    static const Words units = words_of("kg|g|l|ml|lb|stk|stck|st|pcs|x|eur|usd|gbp|chf|je|a|m");
    auto lower = lower_case(text);
    if (lower.empty() || std::ranges::none_of(lower, [](char c) { return c >= '0' && c <= '9'; })) return false;
    std::ranges::replace_if(
        lower, [](char c) { return c > 0 && (c < 'a' || c > 'z'); }, ' ');
    for (std::string_view rest = trim(lower); !rest.empty(); rest = trim(rest)) {
        const auto word = rest.substr(0, rest.find(' '));
        if (std::ranges::find(units, word) == units.end()) return false;
        rest.remove_prefix(word.size());
    }
    return true;
}

// A line of its own between a name and its figures: "6901234567890".
bool is_barcode(const std::vector<Field>& fields) {
    return fields.size() == 1 && fields[0].label.empty() && fields[0].figures.size() == 1 &&
           fields[0].figures[0].digits.size() >= 8 && all_digits(fields[0].figures[0].digits);
}

bool is_plain_name(const std::vector<Field>& fields) {
    return fields.size() == 1 && fields[0].figures.empty() && label_of(normal_label(fields[0].label)) == Label::none;
}

}  // namespace

std::vector<ReceiptLine> read_items(const std::vector<std::string>& lines,
                                    const std::vector<std::vector<Field>>& fields, std::size_t end,
                                    const AmountStyle& style) {
    std::vector<ReceiptLine> items;
    for (std::size_t i = 0; i < std::min(end, fields.size()); ++i) {
        const bool labelled =
            std::ranges::any_of(fields[i], [](const Field& field) { return is_no_item(field.label); });
        if (fields[i].empty() || labelled || fields[i].back().figures.empty()) continue;
        if (lines[i].find(':') != std::string::npos && !has_decimals(fields[i].back().figures.back())) continue;
        auto item = item_of(lines[i], fields[i], style);
        if (!item) continue;
        const std::size_t above = i > 1 && is_barcode(fields[i - 1]) ? i - 2 : i - 1;
        if ((item->text.empty() || is_measure(item->text)) && i > 0 && is_plain_name(fields[above])) {
            item->text = clean_text(fields[above][0].label, text_points_max);
        }
        if (!item->text.empty()) items.push_back(std::move(*item));
    }
    return items;
}

}  // namespace xiaoer::pos
