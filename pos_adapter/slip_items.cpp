#include "pos_adapter/slip_items.h"

#include "base/text.h"
#include "pos_adapter/label_words.h"

#include <algorithm>
#include <charconv>

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

// The quantity among the figures before the amount: marked as one, or proved by quantity × price = amount.
std::int64_t find_quantity(const std::vector<Figure>& figures, const Figure& last, std::int64_t amount,
                           const AmountStyle& style) {
    for (const auto& figure : figures) {
        const auto quantity = &figure == &last ? std::nullopt : quantity_milli(figure);
        if (!quantity || *quantity == 0) continue;
        if (figure.counts) return *quantity;
        for (const auto& price : figures) {
            const auto price_minor = &price == &figure || &price == &last ? std::nullopt : amount_minor(price, style);
            if (price_minor && std::abs(*price_minor * *quantity - amount * 1000) <= 500) return *quantity;
        }
    }
    const bool whole_only = figures.size() == 2 && !has_decimals(figures[0]) && figures[0].mark.empty();
    return whole_only ? quantity_milli(figures[0]).value_or(1000) : 1000;
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
    const auto last = std::find_if(figures.rbegin(), figures.rend(), [](const Figure& f) { return !f.counts; });
    if (last == figures.rend()) return std::nullopt;
    // Without decimals anywhere a lone number could be anything: an item then has a quantity beside it.
    const bool money = has_decimals(*last) || !last->mark.empty() || (style.decimal == 0 && figures.size() > 1);
    const auto amount = money ? amount_minor(*last, style) : std::nullopt;
    if (!amount) return std::nullopt;
    return ReceiptLine{clean_text(line.substr(0, figures.front().begin), text_points_max),
                       find_quantity(figures, *last, *amount, style), *amount};
}

// Goods may be called by words of counting and paying ("Gift card", "Item 3"), not by those of sums.
bool is_no_item(std::string_view text) {
    const auto label = label_of(normal_label(text));
    return label != Label::none && label != Label::count && label != Label::tender;
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
        if (item->text.empty() && i > 0 && is_plain_name(fields[i - 1]))
            item->text = clean_text(fields[i - 1][0].label, text_points_max);
        if (!item->text.empty()) items.push_back(std::move(*item));
    }
    return items;
}

}  // namespace xiaoer::pos
