#include "pos_adapter/label_words.h"

#include "base/text.h"
#include "pos_adapter/byte_set.h"
#include "pos_adapter/slip_line.h"
#include "pos_adapter/word_list.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

namespace xiaoer::pos {
namespace {

// Looked up exactly, after a prefix of `prefixes` was taken off. Latin letters without accents.
const std::unordered_map<std::string_view, Label>& exact_labels() {
    static const auto labels = [] {
        static std::deque<std::string> without_spaces;  // "T O T A L  T T C" loses all of its gaps
        std::unordered_map<std::string_view, Label> map;
        const auto add = [&map](Label label, std::string_view words) {
            for (const auto word : words_of(words)) {
                map.emplace(word, label);
                if (word[0] < 0 || word.find(' ') == word.npos) continue;
                std::erase(without_spaces.emplace_back(word), ' ');
                map.emplace(without_spaces.back(), label);
            }
        };
        add(Label::due,
            "应收|应收金额|应收款|应收合计|应收总额|应收总计|应付|应付金额|应付款|应付合计|应付总额|应付总计|"
            "总应收|总应付|合计应收|合计应付|实际应收|实际应付|待付|待付金额|折后|折后金额|折后合计|折后总计|"
            "折后应收|优惠后|优惠后金额|优惠后合计|券后金额|抹零后|抹零后金额|最终金额|需付|需付金额|結帳金額|"
            "應收|應收金額|應收總額|應付|應付金額|應付總額|結帳總額|amount due|total due|total amount due|"
            "balance due|balance to pay|amount payable|total payable|payable|to pay|total to pay|grand total|"
            "total amount payable|please pay|net payable|net to pay|amount to pay|net total|total rounded|"
            "rounded total|total after rounding|total after discount|total after tax|total tip|total with tip|"
            "total incl tip|total including tip|final total|new total|charge total|zu zahlen|zu bezahlen|"
            "total a pagar|da pagare|totale da pagare|zahlbetrag|zu zahlender "
            "betrag|endbetrag|endsumme|gesamtbetrag|rechnungsbetrag|summe zu zahlen|"
            "gesamt zu zahlen|betrag zu zahlen|total zu zahlen|net a payer|a payer|total a payer|montant a payer|"
            "montant du|total du|a regler|net a regler|total a regler|montant a regler|total ttc|montant ttc|ttc|"
            "net ttc|prix ttc|ご請求額|請求額|請求金額|ご請求金額|お支払額|お支払金額|お支払い金額|お支払合計|"
            "お支払い合計|支払合計|받을금액|받으실금액|받을돈|결제금액|실결제금액|최종결제금액|최종금액|"
            "결제대상금액|청구금액|총청구금액|결제할금액|결제하실금액|총결제금액|총결제|판매총액|할인후금액|"
            "할인후합계|지불금액|지불하실금액|내실금액");
        add(Label::total,
            "合计|合计金额|总计|总计金额|总额|总金额|总价|总价格|合计总额|消费合计|消费金额|消费总额|消费总计|共计|"
            "总共|实际合计|金额合计|金额总计|销售合计|交易金额|成交金额|价税合计|总合计|订单金额|账单金额|合計|總計|"
            "總額|總金額|合計金額|消費合計|消費金額|消費總額|發票金額|總價|總合計|total|total amount|total price|"
            "total sale|total sales|sales total|sale total|order total|bill total|check total|invoice total|"
            "receipt total|your total|total sum|purchase total|total purchase|total bill|total cost|summe|gesamt|"
            "gesamtsumme|total brutto|summe brutto|bruttosumme|einkaufssumme|total "
            "einkaufssumme|kaufsumme|gesamtpreis|totalbetrag|gesamttotal|rechnungssumme|"
            "bruttobetrag|totale|totale complessivo|totale euro|importe total|total compra|total general|montant "
            "total|prix total|somme|total facture|total ticket|総合計|総計|お買上計|"
            "お買上げ計|お買上合計|お買上げ合計|お買上金額|お買上げ金額|お会計|お会計額|ご利用金額|ご利用額|領収金額|"
            "領収額|現計|合計額|税込合計|税込計|総額|합계|합계금액|총합계|총합계금액|총액|총금액|총계|판매금액|"
            "판매합계|총합|결제합계|총구매금액|구매금액");
        add(Label::refund,
            "应退|应退金额|应退合计|实退|实退金额|实退合计|退款金额|退款合计|退款总额|退款总计|退货金额|退货合计|"
            "退货总额|退回金额|退还金额|退款|refund|total refund|refund total|refund amount|total refunded|"
            "amount refunded|refund due|erstattungsbetrag|auszahlungsbetrag|ruckzahlung|ruckzahlungsbetrag|"
            "montant rembourse|total rembourse|total remboursement|환불금액|환불합계|반품금액|반품합계|취소금액|返金額|"
            "返金合計|返品合計|退现金|退现|押金退还|退押金");
        add(Label::net, "net|net amount|netto total|total net|montant net");
        add(Label::paid,
            "实收|实收金额|实收款|实收合计|实收总额|实付|实付金额|实付款|实付合计|顾客实付|用户实付|实际支付|"
            "实际付款|实际收款|实际金额|现价|已付|已付金额|已支付|支付金额|支付合计|支付总额|付款金额|付款总额|"
            "收款金额|收款合计|扣款金额|本次扣款|刷卡金额|實收|實收金額|實付|實付金額|付款金額|paid|amount paid|"
            "total paid|you paid|bezahlt|paye|regle|total paye|montant paye|montant regle|승인금액");
        add(Label::tender, "bar|karte|cb|gegeben|geg|recu|예치금|预收|收款|付款|支付|收您|cash|card|ec|결제|지불");
        add(Label::subtotal,
            "小计|菜品合计|菜品金额|消费小计|商品小计|原价|原价合计|原价总计|商品合计|商品总额|商品金额|小計|소계|ht|"
            "total ht|netto|net sales|gross|"
            "gross sales|brutto|merchandise total|税抜|税抜合計|공급가|공급가액|상품금액|주문금액|총주문금액|"
            "주문합계");
        add(Label::subtotal, "subtotal|sub total");
        add(Label::amount,
            "金额|金額|消费|amount|sale amount|transaction amount|purchase|purchase amount|betrag|kaufbetrag|"
            "montant|montant reel|금액|거래금액");
        add(Label::balance, "balance|saldo|会员价|会员价合计|会员总价|会员价总计|券后|特价合计");
        return map;
    }();
    return labels;
}

constexpr std::array<std::string_view, 25> prefixes = {
    "本单", "本次", "本次消费", "订单",  "账单",   "商品", "销售", "消费", "折后", "优惠后", "人民币", "本笔", "含税",
    "税后", "the ", "your ",    "sale ", "order ", "sub-", "ご",   "お",   "주문", "총",     "顾客",   "实际"};

// Found anywhere in a label, Latin words at word borders; the first group that has one decides.
struct Contained {
    Label label;
    Words words;
};
const std::vector<Contained>& contained_labels() {
    static const std::vector<Contained> groups = {
        {Label::change,
         words_of("找零|找赎|找贖|找回|找补|change|ruckgeld|rueckgeld|zuruck|retourgeld|wechselgeld|rendu|rendre|"
                  "monnaie|釣|つり|거스름|잔돈")},
        {Label::other,
         words_of("累计|累計|余额|餘額|残高|잔액|balance|本月|年度|guthaben|restguthaben|solde|reste|押金|"
                  "deposit|lifetime|누적|卡余|剩余|剩餘|cashback|잔여|봉사료|tip|tips|gratuity|trinkgeld|pourboire")},
        {Label::service,
         words_of("服务费|服務費|加一|茶位费|餐位费|配送费|餐盒费|打包费|包装费|运费|運費|サービス料|봉사료|배달|"
                  "tip|tips|gratuity|service|delivery|shipping")},
        {Label::points, words_of("积分|積分|points|point|pts|punkte|ポイント|포인트|적립|成长值|stars")},
        {Label::subtotal,
         words_of("小计|小計|소계|subtotal|sub total|sub|zwischensumme|sous total|hors taxe|hors taxes|total ht|"
                  "excl|before tax|ohne|netto|원가|原价|과세물품")},
        {Label::rounding, words_of("抹零|舍入|四舍五入|去零|去尾|rounding|rundung|gerundet|arrondi|절사|끝전")},
        {Label::discount,
         words_of(
             "优惠|折扣|抵扣|抵用|红包|减免|立减|满减|让利|节省|已省|共省|優惠|折讓|discount|discounts|saving|savings|"
             "saved|rabatt|rabatte|nachlass|preisvorteil|gespart|remise|remises|reduction|reductions|"
             "avantage|割引|値引|할인|promo|promos")},
        {Label::count,
         words_of("件数|數量|数量|点数|수량|건수|items|item|qty|quantity|pieces|anzahl|nombre|nb|nbre|articles|"
                  "posten|artikel")},
        {Label::tax,
         words_of("税|稅|부가세|세액|과세|면세|tax|taxes|taxable|vat|gst|mwst|ust|tva|hst|pst|sst|iva|tps|tvq")},
        {Label::tender,
         words_of("现金|現金|微信|支付宝|支付寶|银行卡|信用卡|刷卡|云闪付|银联|储值|会员卡支付|代金券|券|预付|"
                  "扫码|美团|饿了么|花呗|八達通|悠遊卡|一卡通|预り|預り|預かり|支付方式|付款方式|クレジット|"
                  "カード|電子マネー|商品券|paypay|현금|카드|신용|체크|상품권|페이|받은금액|받은 금액|받은돈|"
                  "cash|card|tender|tendered|visa|mastercard|maestro|amex|debit|credit|contactless|received|"
                  "wechat|alipay|voucher|paypal|gift|octopus|eftpos|gegeben|comptant|efectivo|contante|contanti|"
                  "girocard|kartenzahlung|kreditkarte|"
                  "ec karte|ec cash|bargeld|gutschein|twint|especes|carte|cb|sans contact|cheque|cheques|"
                  "ticket restaurant")},
    };
    return groups;
}

bool is_letter(char c) { return c < 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// East Asian words need no border; Latin ones do.
bool contains_word(std::string_view text, std::string_view word) {
    const bool latin = word[0] >= 0;
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

bool is_sum(Label label) { return label == Label::due || label == Label::total || label == Label::amount; }

// "Summe inkl 19% mwst", "total inc gst", "total a payer ttc": a total with more words behind it that change nothing.
std::optional<Label> label_with_more(std::string_view label) {
    static constexpr std::array<std::string_view, 8> more = {" inkl", " incl", " inc ",  " including",
                                                             " ttc",  " net ", " dont ", " with tax"};
    for (const auto words : more) {
        const auto at = label.find(words);
        const auto found = at == label.npos ? std::nullopt : exact_label(label.substr(0, at));
        if (found && is_sum(*found)) return found;
    }
    const bool to_pay = label.ends_with(" payer") || label.ends_with(" regler") || label.ends_with(" zu zahlen");
    const auto first = label.substr(0, label.find(' '));
    const bool sum = first == "total" || first == "net" || first == "montant" || first == "somme" || first == "summe";
    return to_pay && sum ? std::optional(Label::due) : std::nullopt;
}

// "应付金额 total", "小計 subtotal": said twice, in two scripts. What says less than a total wins.
std::optional<Label> label_in_two_scripts(std::string_view label) {
    const auto east_asian = [](char c) { return c < 0; };
    const auto border = static_cast<std::size_t>(
        (label[0] < 0 ? std::ranges::find_if_not(label, east_asian) : std::ranges::find_if(label, east_asian)) -
        label.begin());
    if (border == label.size()) return std::nullopt;
    const auto first = exact_label(trim(label.substr(0, border)));
    const auto second = exact_label(trim(label.substr(border)));
    if (!first || !second) return std::nullopt;
    return is_sum(*first) ? second == Label::total ? first : second : first;
}

}  // namespace

Label label_of(std::string_view label) {
    if (label.empty()) return Label::none;
    if (const auto found = exact_label(label)) return *found;
    if (const auto found = label_in_two_scripts(label)) return *found;
    if (label[0] < 0) {  // East Asian words may be set apart: 총 합계
        std::string joined(label);
        std::erase(joined, ' ');
        if (const auto found = exact_label(joined)) return *found;
    }
    if (const auto found = label_with_more(label)) return *found;
    const ByteSet bytes(label);
    for (const auto& group : contained_labels()) {
        const bool has_word = std::ranges::any_of(
            group.words, [&](std::string_view word) { return bytes.may_contain(word) && contains_word(label, word); });
        if (has_word) return group.label;
    }
    return Label::none;
}

Language language_of(std::string_view slip) {
    const auto text = plain_letters(slip);
    const auto any = [&](std::string_view words) {
        return std::ranges::any_of(words_of(words), [&](std::string_view word) { return contains_word(text, word); });
    };
    const auto hangul = count_points(text, 0xac00, 0xd7a3);
    const auto kana = count_points(text, 0x3041, 0x30fa);
    const auto ideographs = count_points(text, 0x4e00, 0x9fff);
    if (hangul > 0 && hangul >= ideographs) return Language::korean;
    // A の in a brand's name makes no Japanese slip.
    const bool simplified = any("合计|单|实收|应收|总计|额|时间|收银|小计|现|电|谢");
    const bool japanese = any("領収|伝票|円|内税|外税|消費税|税込|釣銭|再発行");
    if (japanese && !simplified) return Language::japanese;
    if (kana > 1 && kana * 10 >= ideographs && !simplified) return Language::japanese;
    if (ideographs > 0) return Language::chinese;
    if (any("summe|gesamt|gesamtbetrag|mwst|ust|beleg|bon-nr|rechnung|danke|ruckgeld|zu zahlen|kasse|quittung"))
        return Language::german;
    if (any("ttc|tva|merci|montant|especes|a payer|rendu|caisse|facture|rendu monnaie|siret")) return Language::french;
    return any("total|receipt|cash|change|order|thank|tax|invoice|balance|amount") ? Language::english
                                                                                   : Language::unknown;
}

}  // namespace xiaoer::pos
