#include "pos_adapter/slip_total.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace xiaoer::pos {
namespace {

using Amount = std::int64_t;
using AmountList = std::vector<Amount>;

AmountList of(const std::vector<Labelled>& all, Label label) {
    AmountList found;
    for (const auto& entry : all) {
        if (entry.label == label) found.push_back(std::abs(entry.amount_minor));
    }
    return found;
}
AmountList distinct(AmountList amounts) {
    std::ranges::sort(amounts);
    amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
    // "Amount due 0.00" behind the payment says that nothing is left to pay.
    if (!amounts.empty() && amounts.front() == 0) amounts.erase(amounts.begin());
    return amounts;
}
Amount sum(const AmountList& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Amount{0}); }

// True when `difference` is one of the amounts or all of them together.
bool explained_by(Amount difference, const AmountList& amounts) {
    return difference != 0 && (std::ranges::find(amounts, difference) != amounts.end() || sum(amounts) == difference);
}

struct Explanations {
    AmountList discounts, taxes, tenders, tips;
};

// One figure out of those with the same label.
Total choose(const AmountList& amounts, const Explanations& why) {
    if (amounts.empty()) return {};
    if (amounts.size() == 1) return {amounts[0], false};
    if (amounts.size() > 2) return {std::nullopt, true};
    const Amount difference = amounts[1] - amounts[0];
    if (explained_by(difference, why.discounts)) return {amounts[0], false};
    if (explained_by(difference, why.taxes)) return {amounts[1], false};
    return {std::nullopt, true};
}

// A total and what was paid: `paid` may be handed over before change.
Total with_paid(Amount base, bool base_is_due, const AmountList& paid, const AmountList& change,
                const Explanations& why) {
    if (paid.empty()) return {base, false};
    const Amount given_back = change.empty() ? 0 : change.back();
    for (const Amount amount : paid) {
        if (amount == base || amount - given_back == base) return {base, false};
    }
    if (paid.size() > 1) return sum(paid) - given_back == base ? Total{base, false} : Total{std::nullopt, true};
    const Amount net = paid[0] - given_back;
    if (net > base) return change.empty() ? Total{base, false} : Total{std::nullopt, true};
    if (explained_by(base - net, why.tenders)) return {base, false};
    if (!base_is_due || explained_by(base - net, why.discounts))
        return net > 0 ? Total{net, false} : Total{std::nullopt, true};
    return {std::nullopt, true};
}

Total with_net(Amount total, Amount net, const Explanations& why) {
    if (total == net) return {total, false};
    if (net > total) return explained_by(net - total, why.taxes) ? Total{net, false} : Total{std::nullopt, true};
    if (explained_by(total - net, why.taxes)) return {total, false};
    if (explained_by(total - net, why.discounts)) return {net, false};
    return {std::nullopt, true};
}

// The two may differ by what the slip itself says; otherwise the amount due, if it is the smaller.
Total due_against_total(Amount due, Amount total, const Explanations& why) {
    const bool more = due > total && !explained_by(due - total, why.taxes) && !explained_by(due - total, why.tips) &&
                      !explained_by(due - total, why.discounts);
    return more ? Total{std::nullopt, true} : Total{due, false};
}

Total resolve_sizes(const std::vector<Labelled>& all) {
    const Explanations why{of(all, Label::discount), of(all, Label::tax), of(all, Label::tender),
                           of(all, Label::other)};
    const auto due = choose(distinct(of(all, Label::due)), why);
    const auto total = choose(distinct(of(all, Label::total)), why);
    const auto net = distinct(of(all, Label::net));
    const auto paid = distinct(of(all, Label::paid));
    const auto change = of(all, Label::change);
    if (due.ambiguous || (total.ambiguous && !due.amount_minor) || net.size() > 1) return {std::nullopt, true};

    Total base = due.amount_minor ? due : total;
    if (due.amount_minor && total.amount_minor) base = due_against_total(*due.amount_minor, *total.amount_minor, why);
    if (base.ambiguous) return base;
    if (base.amount_minor && !net.empty()) base = with_net(*base.amount_minor, net[0], why);
    if (!base.amount_minor && !base.ambiguous && !net.empty()) base.amount_minor = net[0];
    if (base.amount_minor) return with_paid(*base.amount_minor, due.amount_minor.has_value(), paid, change, why);
    if (base.ambiguous || paid.empty()) return base;
    if (paid.size() > 1) return {std::nullopt, true};
    const Amount net_paid = paid[0] - (change.empty() ? 0 : change.back());
    return net_paid > 0 ? Total{net_paid, false} : Total{std::nullopt, true};
}

bool names_total(Label label) {
    return label == Label::due || label == Label::total || label == Label::net || label == Label::paid;
}

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

// The figure that a label's amount is: the last that looks like money, else the last.
const Figure* amount_figure(const Field& field) {
    const Figure* found = nullptr;
    for (const auto& figure : field.figures) {
        if (figure.counts) continue;
        const bool money = has_decimals(figure) || !figure.mark.empty();
        const bool found_money = found != nullptr && (has_decimals(*found) || !found->mark.empty());
        if (money || !found_money) found = &figure;
    }
    return found;
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
            const bool sums = names_total(label) || label == Label::subtotal || label == Label::change;
            if (sums && !out_.first_label_line) out_.first_label_line = number;
            take(label, field);
        }
    }
    [[nodiscard]] Amounts finish() {
        // "合计: 3" beside amounts with decimals counts pieces, unless another figure says the same.
        for (const auto& weak : weak_) {
            const bool confirmed = std::ranges::any_of(out_.labelled, [&](const Labelled& other) {
                return other.amount_minor == weak.amount_minor &&
                       (names_total(other.label) || other.label == Label::tender || other.label == Label::subtotal);
            });
            if (confirmed) out_.labelled.push_back(weak);
        }
        return std::move(out_);
    }

private:
    void take(Label label, Field field) {
        const bool one_reading = join_groups(field, language_);
        const auto* figure = amount_figure(field);
        if (figure == nullptr) return;
        const auto amount = amount_minor(*figure, style_);
        if (names_total(label) && (!one_reading || !amount)) out_.unreadable = true;
        if (!amount) return;
        if (!figure->mark.empty() && (out_.mark.empty() || names_total(label))) out_.mark = figure->mark;
        const bool weak = style_.decimal != 0 && !has_decimals(*figure) && figure->mark.empty() && names_total(label) &&
                          figure->digits.find_first_of(".,") == std::string::npos;
        (weak ? weak_ : out_.labelled).push_back({label, *amount});
    }

    const AmountStyle& style_;
    Language language_;
    Amounts out_;
    std::vector<Labelled> weak_;
    Label pending_ = Label::none;
};

}  // namespace

Total resolve_total(const std::vector<Labelled>& amounts) {
    auto total = resolve_sizes(amounts);
    const bool negative = std::ranges::any_of(amounts, [&](const Labelled& entry) {
        return names_total(entry.label) && total.amount_minor && entry.amount_minor == -*total.amount_minor;
    });
    if (negative) total.amount_minor = -*total.amount_minor;
    return total;
}

Amounts collect_amounts(const std::vector<std::vector<Field>>& lines, const AmountStyle& style, Language language) {
    Collector collector(style, language);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].empty()) collector.line(i, lines[i]);
    }
    return collector.finish();
}

}  // namespace xiaoer::pos
