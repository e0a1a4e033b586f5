#include "pos_adapter/label_words.h"

#include "base/text.h"
#include "pos_adapter/byte_set.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace xiaoer::pos {
namespace {

using Words = std::initializer_list<std::string_view>;

// Looked up exactly, after a prefix of `prefixes` was taken off.
const std::unordered_map<std::string_view, Label>& exact_labels() {
    static const auto labels = [] {
        std::unordered_map<std::string_view, Label> map;
        const auto add = [&map](Label label, Words words) {
            for (const auto word : words) map.emplace(word, label);
        };
        add(Label::due, {"应收",
                         "应收金额",
                         "应收款",
                         "应收合计",
                         "应收总额",
                         "应付",
                         "应付金额",
                         "应付款",
                         "应付合计",
                         "应付总额",
                         "待付",
                         "待付金额",
                         "折后金额",
                         "折后合计",
                         "折后总计",
                         "优惠后金额",
                         "需付",
                         "需付金额",
                         "結帳金額",
                         "應收",
                         "應收金額",
                         "應付",
                         "應付金額",
                         "amount due",
                         "total due",
                         "total amount due",
                         "balance due",
                         "amount payable",
                         "total payable",
                         "payable",
                         "to pay",
                         "total to pay",
                         "grand total",
                         "total amount payable",
                         "please pay",
                         "net payable",
                         "net to pay",
                         "amount to pay",
                         "net total",
                         "zu zahlen",
                         "zahlbetrag",
                         "zu zahlender betrag",
                         "endbetrag",
                         "endsumme",
                         "gesamtbetrag",
                         "rechnungsbetrag",
                         "net à payer",
                         "net a payer",
                         "à payer",
                         "a payer",
                         "total à payer",
                         "total a payer",
                         "montant à payer",
                         "montant dû",
                         "total ttc",
                         "montant ttc",
                         "ttc",
                         "ご請求額",
                         "請求額",
                         "お支払額",
                         "お支払金額",
                         "お支払合計",
                         "받을금액",
                         "받을 금액",
                         "결제금액",
                         "결제 금액",
                         "청구금액",
                         "청구 금액",
                         "결제할금액",
                         "총결제금액",
                         "총 결제금액",
                         "판매총액"});
        add(Label::total, {"应退",
                           "应退金额",
                           "实退",
                           "实退金额",
                           "退款金额",
                           "退款合计",
                           "退款总额",
                           "退货金额",
                           "退货合计",
                           "退款",
                           "refund",
                           "total refund",
                           "refund total",
                           "refund amount",
                           "total refunded",
                           "amount refunded",
                           "refund due",
                           "合计",
                           "合计金额",
                           "总计",
                           "总计金额",
                           "总额",
                           "总金额",
                           "总价",
                           "合计总额",
                           "消费合计",
                           "消费金额",
                           "消费总额",
                           "共计",
                           "实际合计",
                           "金额合计",
                           "销售合计",
                           "交易金额",
                           "总合计",
                           "合計",
                           "總計",
                           "總額",
                           "總金額",
                           "合計金額",
                           "消費合計",
                           "總價",
                           "total",
                           "total amount",
                           "total price",
                           "total sale",
                           "total sales",
                           "sale total",
                           "total incl tax",
                           "total incl vat",
                           "total incl gst",
                           "total inc gst",
                           "total inc vat",
                           "total inc tax",
                           "total including tax",
                           "total including vat",
                           "total with tax",
                           "order total",
                           "bill total",
                           "invoice total",
                           "receipt total",
                           "your total",
                           "total sum",
                           "purchase total",
                           "total purchase",
                           "total bill",
                           "summe",
                           "gesamt",
                           "gesamtsumme",
                           "total brutto",
                           "summe brutto",
                           "bruttosumme",
                           "gesamtpreis",
                           "total général",
                           "total general",
                           "montant total",
                           "montant",
                           "総合計",
                           "総計",
                           "お買上計",
                           "お買上合計",
                           "お会計",
                           "お会計額",
                           "合計額",
                           "税込合計",
                           "総額",
                           "합계",
                           "합계금액",
                           "합계 금액",
                           "총합계",
                           "총액",
                           "총금액",
                           "총 금액",
                           "총계",
                           "판매금액",
                           "판매합계",
                           "총합",
                           "결제합계"});
        add(Label::net, {"net", "net amount", "netto total"});
        add(Label::paid,
            {"实收",     "实收金额",   "实收款",       "实收合计", "实付",        "实付金额",   "实付款",   "实际支付",
             "实际付款", "现价",       "已付",         "已付金额", "已支付",      "支付金额",   "付款金额", "實收",
             "實收金額", "實付",       "實付金額",     "paid",     "amount paid", "total paid", "you paid", "bezahlt",
             "payé",     "total payé", "montant payé", "paye",     "승인금액",    "승인 금액"});
        add(Label::tender, {"bar", "karte", "cb", "gegeben", "reçu", "recu", "예치금", "预收", "收款", "付款", "支付",
                            "收您", "cash", "card", "ec"});
        add(Label::subtotal,
            {"小计", "原价", "原价合计", "原价总计", "商品合计", "商品总额", "商品金额", "小計", "소계", "ht",
             "total ht", "netto", "net sales", "gross", "brutto", "税抜", "税抜合計", "공급가", "공급가액"});
        return map;
    }();
    return labels;
}

constexpr std::array<std::string_view, 22> prefixes = {
    "本单", "本次", "本次消费", "订单", "账单",  "商品",  "销售",   "消费", "折后", "优惠后", "人民币",
    "本笔", "含税", "税后",     "the ", "your ", "sale ", "order ", "sub-", "ご",   "お",     "주문"};

// Found anywhere in a label, Latin words at word borders; the first group that has one decides.
struct Contained {
    Label label;
    std::vector<std::string_view> words;
};
const std::vector<Contained>& contained_labels() {
    static const std::vector<Contained> groups = {
        {Label::change,
         {"找零", "找赎", "找贖", "找回", "找补", "change", "rückgeld", "rueckgeld", "zurück", "wechselgeld", "rendu",
          "monnaie", "à rendre", "釣", "つり", "거스름", "잔돈"}},
        {Label::other,
         {"累计", "累計", "余额", "餘額", "残高", "잔액", "balance", "本月", "年度", "guthaben", "solde", "押金",
          "deposit", "lifetime", "누적", "tip", "gratuity", "cashback"}},
        {Label::points, {"积分", "積分", "points", "point", "punkte", "ポイント", "포인트", "적립", "成长值", "stars"}},
        {Label::subtotal,
         {"小计", "小計", "소계", "subtotal", "sub total", "sub", "zwischensumme", "sous total", "hors taxe",
          "hors taxes", "total ht", "excl", "before tax", "ohne", "원가", "原价", "과세물품"}},
        {Label::discount,
         {"优惠",   "折扣",     "抹零",    "减免",     "立减",      "满减",   "让利",    "节省",  "已省",
          "共省",   "優惠",     "舍入",    "discount", "discounts", "saving", "savings", "saved", "rounding",
          "rabatt", "nachlass", "rundung", "remise",   "réduction", "割引",   "値引",    "할인",  "promo"}},
        {Label::count,
         {"件数", "数量", "數量", "点数", "수량", "items", "item", "qty", "quantity", "pieces", "anzahl", "nombre",
          "nb", "articles"}},
        {Label::tax,
         {"税", "稅", "부가세", "세액", "과세", "면세", "tax", "taxes", "vat", "gst", "mwst", "ust", "tva", "hst"}},
        {Label::tender, {"现金",     "現金",          "微信",       "支付宝",    "银行卡",   "刷卡",       "云闪付",
                         "银联",     "储值",          "会员卡支付", "代金券",    "券",       "预付",       "扫码",
                         "预り",     "預り",          "預かり",     "支付方式",  "付款方式", "クレジット", "현금",
                         "카드",     "받은금액",      "받은 금액",  "받은돈",    "cash",     "card",       "tender",
                         "tendered", "visa",          "mastercard", "maestro",   "amex",     "debit",      "credit",
                         "received", "wechat",        "alipay",     "voucher",   "paypal",   "gift",       "gegeben",
                         "girocard", "kartenzahlung", "bargeld",    "gutschein", "espèces",  "especes",    "carte",
                         "chèque",   "cheque"}},
    };
    return groups;
}

bool is_letter(char c) { return c < 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// East Asian words need no border; Latin ones do.
bool contains_word(std::string_view text, std::string_view word) {
    const bool latin = word[0] >= 0 || static_cast<unsigned char>(word[0]) == 0xc3;
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool borders = (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
        if (!latin || borders) return true;
    }
    return false;
}

std::ptrdiff_t count_points(std::string_view text, char32_t from, char32_t to) {
    return std::ranges::count_if(code_points(text), [&](char32_t c) { return c >= from && c <= to; });
}

std::optional<Label> exact_label(std::string_view label) {
    const auto& exact = exact_labels();
    if (const auto found = exact.find(label); found != exact.end()) return found->second;
    for (const auto prefix : prefixes) {
        if (!label.starts_with(prefix)) continue;
        const auto rest = exact.find(label.substr(prefix.size()));
        if (rest != exact.end()) return rest->second;
    }
    return std::nullopt;
}

}  // namespace

Label label_of(std::string_view label) {
    if (label.empty()) return Label::none;
    if (const auto found = exact_label(label)) return *found;
    if (label[0] < 0) {  // East Asian words may be set apart: 총 합계
        std::string joined(label);
        std::erase(joined, ' ');
        if (const auto found = exact_label(joined)) return *found;
    }
    const ByteSet bytes(label);
    for (const auto& group : contained_labels()) {
        const bool has_word = std::ranges::any_of(
            group.words, [&](std::string_view word) { return bytes.may_contain(word) && contains_word(label, word); });
        if (has_word) return group.label;
    }
    return Label::none;
}

Language language_of(std::string_view text) {
    const auto any = [&](Words words) {
        return std::ranges::any_of(words, [&](std::string_view word) { return contains_word(text, word); });
    };
    const auto hangul = count_points(text, 0xac00, 0xd7a3);
    const auto kana = count_points(text, 0x3041, 0x30fa);
    const auto ideographs = count_points(text, 0x4e00, 0x9fff);
    if (hangul > 0 && hangul >= ideographs) return Language::korean;
    // A の in a brand's name makes no Japanese slip.
    const bool simplified = any({"合计", "单号", "实收", "应收", "总计", "金额", "时间", "收银", "数量", "小计", "号"});
    if (kana > 1 && kana * 10 >= ideographs && !simplified) return Language::japanese;
    if (ideographs > 0) return Language::chinese;
    if (any({"summe", "gesamt", "mwst", "ust", "beleg", "bon-nr", "rechnung", "danke", "rückgeld", "zu zahlen",
             "kasse"}))
        return Language::german;
    if (any({"ttc", "tva", "merci", "montant", "espèces", "à payer", "rendu", "caisse", "facture"}))
        return Language::french;
    return any({"total", "receipt", "cash", "change", "order", "thank", "tax", "invoice"}) ? Language::english
                                                                                           : Language::unknown;
}

}  // namespace xiaoer::pos
