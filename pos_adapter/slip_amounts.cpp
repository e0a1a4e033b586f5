#include "pos_adapter/slip_amounts.h"

#include "base/text.h"

#include <algorithm>
#include <map>

namespace xiaoer::pos {
namespace {

// "1 234,50" in French is one number; elsewhere it could be a quantity and a price.
bool join_groups(Field& field, Language language) {
    auto& figures = field.figures;
    for (std::size_t i = 1; i < figures.size(); ++i) {
        const auto point = std::min(figures[i].digits.find_first_of(".,"), figures[i].digits.size());
        const bool may_be_one =
            figures[i].close && point == 3 && figures[i - 1].digits.size() <= 3 && !figures[i].mark_before &&
            figures[i - 1].digits.find_first_of(".,") == std::string::npos && !figures[i - 1].counts;
        if (!may_be_one) continue;
        if (language != Language::french) return language == Language::chinese || language == Language::japanese;
        figures[i].digits.insert(0, figures[i - 1].digits);
        figures[i].negative |= figures[i - 1].negative;
        figures.erase(figures.begin() + static_cast<std::ptrdiff_t>(i--) - 1);
    }
    return true;
}

bool looks_like_money(const Figure& figure) {
    return !figure.counts &&
           (has_decimals(figure) || !figure.mark.empty() || figure.digits.find_first_of(".,'") != std::string::npos);
}

// The figure that a label's amount is: the last that looks like money, else the last.
const Figure* amount_figure(const Field& field) {
    const Figure* found = nullptr;
    for (const auto& figure : field.figures) {
        if (figure.counts) continue;
        if (looks_like_money(figure) || found == nullptr || !looks_like_money(*found)) found = &figure;
    }
    return found;
}

bool says_amount(Label label) { return names_total(label) || label == Label::amount || label == Label::balance; }

// "应收    实收    找零": labels in a row, wide apart.
std::vector<Label> labels_in_row(std::string_view line) {
    std::vector<Label> labels;
    while (!line.empty()) {
        const auto end = std::min(line.find("  "), line.size());
        labels.push_back(label_of(normal_label(line.substr(0, end))));
        line = trim(line.substr(end));
    }
    return labels;
}

class Collector {
public:
    Collector(const AmountStyle& style, Language language) : style_(style), language_(language) {}

    void line(std::size_t number, const std::vector<Field>& fields) {
        for (const auto& field : fields) {
            const auto label =
                field.label.empty() && fields.size() == 1 ? pending_ : label_of(normal_label(field.label));
            pending_ = Label::none;
            if (label == Label::none) continue;
            if (field.figures.empty()) {
                if (fields.size() == 1) pending_ = label;  // its figure may stand alone on the next line
                continue;
            }
            begins_sums(number, label);
            take(label, field);
        }
    }
    // "3,70 EUR  SUMME"
    void label_behind(std::size_t number, const std::vector<Field>& fields) {
        const bool shaped = fields.size() == 2 && fields[0].label.empty() && fields[0].figures.size() == 1 &&
                            looks_like_money(fields[0].figures[0]) && fields[1].figures.empty();
        const auto label = shaped ? label_of(normal_label(fields[1].label)) : Label::none;
        if (label == Label::none) return;
        begins_sums(number, label);
        take(label, fields[0]);
    }
    // A row of labels with one row of figures below it, as many.
    void row_above(std::size_t number, const std::vector<Field>& row, const std::vector<Field>& figures,
                   const std::vector<Field>* after) {
        const auto is_row = [](const std::vector<Field>& fields) {
            return fields.size() == 1 && fields[0].label.empty() && fields[0].figures.size() > 1;
        };
        if (row.size() != 1 || !row[0].figures.empty() || !is_row(figures)) return;
        const auto labels = labels_in_row(row[0].label);
        const bool table = after != nullptr && is_row(*after) && after->front().figures.size() == labels.size();
        if (labels.size() != figures[0].figures.size() || table) return;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            if (labels[i] == Label::none) continue;
            begins_sums(number, labels[i]);
            take(labels[i], {{}, {figures[0].figures[i]}});
        }
    }
    [[nodiscard]] bool has_total() const {
        return out_.unreadable ||
               std::ranges::any_of(out_.labelled, [](const Labelled& entry) { return says_amount(entry.label); });
    }
    [[nodiscard]] Amounts finish(std::string_view shop_currency) {
        // "合计: 3" beside amounts with decimals counts pieces, unless another figure says the same.
        for (const auto& weak : weak_) {
            const bool confirmed = std::ranges::any_of(out_.labelled, [&](const Labelled& other) {
                return other.amount_minor == weak.amount_minor &&
                       (names_total(other.label) || other.label == Label::tender || other.label == Label::subtotal);
            });
            if (confirmed) out_.labelled.push_back(weak);
        }
        keep_one_currency(shop_currency);
        return std::move(out_);
    }

private:
    void begins_sums(std::size_t number, Label label) {
        const bool sums =
            names_total(label) || label == Label::balance || label == Label::subtotal || label == Label::change;
        if (sums && !out_.first_label_line) out_.first_label_line = number;
    }

    // A total is no smaller than a price or a tax beside it: one that is may be something else.
    [[nodiscard]] bool is_largest(const Figure& figure, const Field& field) const {
        const auto amount = amount_minor(figure, style_);
        return std::ranges::all_of(field.figures, [&](const Figure& other) {
            const auto beside = looks_like_money(other) ? amount_minor(other, style_) : std::nullopt;
            return !beside || !amount || std::abs(*beside) <= std::abs(*amount);
        });
    }

    void take(Label label, Field field) {
        const bool one_reading = join_groups(field, language_);
        const auto* figure = amount_figure(field);
        if (figure == nullptr) return;
        const auto amount = amount_minor(*figure, style_);
        if (names_total(label) && (!one_reading || !amount)) out_.unreadable = true;
        if (!amount) return;
        const bool whole = style_.decimal != 0 && !looks_like_money(*figure);
        if (whole && !names_total(label) && figure->digits.size() > 6) return;  // 会员卡号 88001234
        if (!figure->mark.empty() && (out_.mark.empty() || names_total(label))) out_.mark = figure->mark;
        const bool weak = says_amount(label) && (whole || !is_largest(*figure, field));
        (weak ? weak_ : out_.labelled).push_back({label, *amount, figure->mark});
    }

    // "Total CHF 11.20, Total EUR 12.04": the shop's currency, else the one that is marked most often, else first.
    void keep_one_currency(std::string_view shop_currency) {
        std::map<std::string, int> marked;
        std::string first;
        for (const auto& entry : out_.labelled) {
            if (entry.mark.size() != 3) continue;
            if (first.empty()) first = entry.mark;
            ++marked[entry.mark];
        }
        if (marked.size() < 2) return;
        std::string kept = first;
        for (const auto& [mark, count] : marked) {
            if (count > marked[kept]) kept = mark;
        }
        if (marked.contains(std::string(shop_currency))) kept = shop_currency;
        std::erase_if(out_.labelled, [&](const Labelled& e) { return e.mark.size() == 3 && e.mark != kept; });
        out_.mark = kept;
    }

    const AmountStyle& style_;
    Language language_;
    Amounts out_;
    std::vector<Labelled> weak_;
    Label pending_ = Label::none;
};

}  // namespace

Amounts collect_amounts(const std::vector<std::vector<Field>>& lines, const AmountStyle& style, Language language,
                        std::string_view shop_currency) {
    Collector collector(style, language);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].empty()) collector.line(i, lines[i]);
    }
    if (collector.has_total()) return collector.finish(shop_currency);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        collector.label_behind(i, lines[i]);
        if (i > 0) collector.row_above(i - 1, lines[i - 1], lines[i], i + 1 < lines.size() ? &lines[i + 1] : nullptr);
    }
    return collector.finish(shop_currency);
}

}  // namespace xiaoer::pos
