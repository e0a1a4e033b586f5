// The words of receipts: what a label names, in Chinese, English, Japanese, Korean, German and French.
// Latin words stand here without accents, because tills leave them out in capitals.
//
// What names a total is looked up exactly: a longer label that only contains such a word ("本月累计消费合计",
// "Total savings") is something else. What must never win (tender, change, discount…) is found anywhere in a
// label. Sources: facts of the field, see tests/data/escpos. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace xiaoer::pos {

enum class Label : std::uint8_t {
    none,
    due,     // 应收金额, Amount due: what is to be paid
    total,   // 合计, Total
    net,     // Net: after discounts, or before tax: only arithmetic tells
    refund,  // 应退, Refund total: what was given back
    paid,    // 实收, 现价, Paid: what was paid, or handed over before change
    tender,  // cash, card
    change,
    discount,
    subtotal,
    tax,
    points,
    count,     // how many pieces
    rounding,  // to the next coin, up or down
    service,   // tips, delivery: what a total may have on top
    amount,    // Amount, Betrag: the total where nothing else says one
    balance,   // BALANCE, 会员价合计: the total only where what was paid says so, too
    other,     // balances, running totals: figures that say nothing about this sale
};
// `label` as normal_label() gives it.
[[nodiscard]] Label label_of(std::string_view label);

enum class Language : std::uint8_t { unknown, chinese, japanese, korean, english, german, french };
// Of a whole slip, lower case.
[[nodiscard]] Language language_of(std::string_view text);

}  // namespace xiaoer::pos
