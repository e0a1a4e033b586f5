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

const Total unclear{std::nullopt, true};
Total certain(Amount amount) { return {amount}; }

Amount sum(const AmountList& amounts) { return std::accumulate(amounts.begin(), amounts.end(), Amount{0}); }
bool has(const AmountList& amounts, Amount amount) { return std::ranges::find(amounts, amount) != amounts.end(); }

// True when `difference` is one of the amounts or all of them together.
bool explained_by(Amount difference, const AmountList& amounts) {
    return difference != 0 && (has(amounts, difference) || sum(amounts) == difference);
}

// Why two amounts of one slip may differ, and what its payment comes to.
struct Explanations {
    AmountList discounts, rounding, taxes, tenders, tips;
    AmountList before;  // subtotals: what a discount was already taken off
    Amount change = 0;

    // What was kept: one tender or all of them, less the change.
    [[nodiscard]] AmountList kept() const {
        AmountList kept = tenders;
        kept.push_back(sum(tenders));
        kept.push_back(sum(distinct(tenders)));
        for (auto& amount : kept) amount -= change;
        std::erase_if(kept, [](Amount amount) { return amount <= 0; });
        return distinct(std::move(kept));
    }
};

Explanations explanations_of(const std::vector<Labelled>& all) {
    Explanations why;
    why.rounding = of(all, Label::rounding);
    why.discounts = of(all, Label::discount);
    why.discounts.insert(why.discounts.end(), why.rounding.begin(), why.rounding.end());
    why.taxes = of(all, Label::tax);
    why.tenders = of(all, Label::tender);
    why.tips = of(all, Label::other);
    const auto service = of(all, Label::service);
    why.tips.insert(why.tips.end(), service.begin(), service.end());
    why.before = of(all, Label::subtotal);
    const auto change = of(all, Label::change);
    if (!change.empty()) why.change = change.back();
    return why;
}

// One figure out of those with the same label.
Total choose(const AmountList& amounts, const Explanations& why) {
    if (amounts.empty()) return {};
    if (amounts.size() == 1) return certain(amounts[0]);
    if (amounts.size() == 2) {
        const Amount difference = amounts[1] - amounts[0];
        if (explained_by(difference, why.discounts)) return certain(amounts[0]);
        if (explained_by(difference, why.taxes) || explained_by(difference, why.tips)) return certain(amounts[1]);
    }
    const auto kept = why.kept();
    const auto is_kept = [&](Amount amount) { return has(kept, amount); };
    if (std::ranges::count_if(amounts, is_kept) == 1) return certain(*std::ranges::find_if(amounts, is_kept));
    return unclear;
}

// A total and what was paid: `paid` may be handed over before change.
Total with_paid(Amount base, bool base_is_due, const AmountList& paid, const Explanations& why) {
    for (const Amount amount : paid) {
        if (amount == base || amount - why.change == base) return certain(base);
    }
    if (paid.size() > 1) return sum(paid) - why.change == base ? certain(base) : unclear;
    const Amount net = paid[0] - why.change;
    if (net > base && explained_by(net - base, why.tips)) return certain(net);
    if (net > base) return why.change == 0 ? certain(base) : unclear;
    if (explained_by(base - net, why.tenders)) return certain(base);
    if (!base_is_due || explained_by(base - net, why.discounts)) return net > 0 ? certain(net) : unclear;
    return unclear;
}

// A discount or rounding below the total may have no new total under it; what was kept tells that it counted.
Amount with_tenders(Amount base, bool base_is_due, const Explanations& why) {
    const auto kept = why.kept();
    if (has(kept, base)) return base;
    AmountList found;
    for (const Amount amount : kept) {
        const Amount difference = base - amount;
        const bool taken_off = has(why.before, base + difference);
        const bool lower = explained_by(difference, base_is_due ? why.rounding : why.discounts) && !taken_off;
        if (lower || explained_by(-difference, why.rounding)) found.push_back(amount);
    }
    return found.size() == 1 ? found[0] : base;
}

Total with_net(Amount total, Amount net, const Explanations& why) {
    if (total == net) return certain(total);
    if (net > total) return explained_by(net - total, why.taxes) ? certain(net) : unclear;
    if (explained_by(total - net, why.taxes)) return certain(total);
    if (explained_by(total - net, why.discounts)) return certain(net);
    return unclear;
}

// The two may differ by what the slip itself says; otherwise the amount due, if it is the smaller.
Total due_against_total(Amount due, Amount total, const Explanations& why) {
    const bool more = due > total && !explained_by(due - total, why.taxes) && !explained_by(due - total, why.tips) &&
                      !explained_by(due - total, why.discounts);
    return more ? unclear : certain(due);
}

// Words that are a total only where nothing better is there.
Total last_resort(const std::vector<Labelled>& all, const Explanations& why) {
    const auto amounts = distinct(of(all, Label::amount));
    if (!amounts.empty()) return choose(amounts, why);
    const auto kept = why.kept();
    for (const Amount balance : of(all, Label::balance)) {
        if (has(kept, balance)) return certain(balance);
    }
    auto given_back = choose(distinct(of(all, Label::refund)), why);
    given_back.given_back = given_back.amount_minor.has_value();
    return given_back;
}

Total resolve_sizes(const std::vector<Labelled>& all, bool refund) {
    const auto why = explanations_of(all);
    // "Amount of the sale 268.00, refund 99.00"
    if (const auto back = distinct(of(all, Label::refund)); refund && !back.empty()) return choose(back, why);
    const auto due = choose(distinct(of(all, Label::due)), why);
    const auto total = choose(distinct(of(all, Label::total)), why);
    const auto net = distinct(of(all, Label::net));
    const auto paid = distinct(of(all, Label::paid));
    if (due.ambiguous || (total.ambiguous && !due.amount_minor) || net.size() > 1) return unclear;

    Total base = due.amount_minor ? due : total;
    if (due.amount_minor && total.amount_minor) base = due_against_total(*due.amount_minor, *total.amount_minor, why);
    if (base.ambiguous) return base;
    if (base.amount_minor && !net.empty()) base = with_net(*base.amount_minor, net[0], why);
    if (!base.amount_minor && !base.ambiguous && !net.empty()) base.amount_minor = net[0];
    if (base.amount_minor) {
        const bool is_due = due.amount_minor.has_value();
        if (paid.empty()) return certain(with_tenders(*base.amount_minor, is_due, why));
        return with_paid(*base.amount_minor, is_due, paid, why);
    }
    if (base.ambiguous) return base;
    if (paid.empty()) return last_resort(all, why);
    if (paid.size() > 1) return unclear;
    const Amount net_paid = paid[0] - why.change;
    return net_paid > 0 ? certain(net_paid) : unclear;
}

}  // namespace

Total resolve_total(const std::vector<Labelled>& amounts, bool refund) {
    auto total = resolve_sizes(amounts, refund);
    const bool negative = std::ranges::any_of(amounts, [&](const Labelled& entry) {
        const bool may_be = names_total(entry.label) || entry.label == Label::amount || entry.label == Label::balance;
        return may_be && total.amount_minor && entry.amount_minor == -*total.amount_minor;
    });
    if (negative) total.amount_minor = -*total.amount_minor;
    return total;
}

}  // namespace xiaoer::pos
