#include "pos_adapter/label_words.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <string>
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
        add(Label::due,
            {"应收", "应收金额", "应收款", "应收合计", "应收总额", "应付", "应付金额", "应付款", "应付合计", "应付总额",
             "待付", "待付金额", "折后金额", "折后合计", "折后总计", "优惠后金额", "需付", "需付金额", "結帳金額",
             "應收", "應收金額", "應付", "應付金額", "amount due", "total due", "total amount due", "balance due",
             "amount payable", "total payable", "payable", "to pay", "total to pay", "grand total", "total amount payable",
             "please pay", "net payable", "net to pay", "amount to pay", "net total", "zu zahlen", "zahlbetrag", "zu zahlender betrag", "endbetrag",
             "endsumme", "gesamtbetrag", "rechnungsbetrag", "net à payer", "net a payer", "à payer", "a payer",
             "total à payer", "total a payer", "montant à payer", "montant dû", "total ttc", "montant ttc", "ttc",
             "ご請求額", "請求額", "お支払額", "お支払金額", "お支払合計", "받을금액", "받을 금액", "결제금액", "결제 금액",
             "청구금액", "청구 금액", "결제할금액", "총결제금액", "총 결제금액", "판매총액"});
        add(Label::total,
            {"合计", "合计金额", "总计", "总计金额", "总额", "总金额", "总价", "合计总额", "消费合计", "消费金额", "消费总额", "共计",
             "实际合计", "金额合计", "销售合计", "交易金额", "总合计", "合計", "總計", "總額", "總金額", "合計金額", "消費合計", "總價",
             "total", "total amount", "total price", "total sale", "total sales", "sale total", "total incl tax",
             "total incl vat", "total incl gst", "total inc gst", "total inc vat", "total inc tax", "total including tax",
             "total including vat", "total with tax", "order total", "bill total", "invoice total", "receipt total", "your total", "total sum",
             "purchase total", "total purchase", "total bill", "summe", "gesamt", "gesamtsumme", "total brutto", "summe brutto", "bruttosumme", "gesamtpreis",
             "total général", "total general", "montant total", "montant", "総合計", "総計", "お買上計", "お買上合計", "お会計", "お会計額",
             "合計額", "税込合計", "総額", "합계", "합계금액", "합계 금액", "총합계", "총액", "총금액", "총 금액", "총계", "판매금액",
             "판매합계", "총합", "결제합계"});
        add(Label::net, {"net", "net amount", "netto total"});
        add(Label::paid,
            {"实收", "实收金额", "实收款", "实收合计", "实付", "实付金额", "实付款", "实际支付", "实际付款", "现价", "已付", "已付金额", "已支付",
             "支付金额", "付款金额", "實收", "實收金額", "實付", "實付金額", "paid", "amount paid", "total paid", "you paid", "bezahlt",
             "payé", "total payé", "montant payé", "paye", "승인금액", "승인 금액"});
        add(Label::tender, {"bar", "karte", "cb", "gegeben", "reçu", "recu", "예치금", "预收", "收款", "付款", "支付", "收您", "cash", "card", "ec"});
        add(Label::subtotal, {"小计", "原价", "原价合计", "原价总计", "商品合计", "商品总额", "商品金额", "小計", "소계", "ht", "total ht", "netto",
                              "net sales", "gross", "brutto", "税抜", "税抜合計", "공급가", "공급가액"});
        return map;
    }();
    return labels;
}

constexpr std::array<std::string_view, 22> prefixes = {
    "本单", "本次", "本次消费", "订单", "账单", "商品", "销售", "消费", "折后", "优惠后", "人民币", "本笔", "含税", "税后",
    "the ", "your ", "sale ", "order ", "sub-", "ご", "お", "주문"};

struct Contained {
    std::string_view word;
    Label label;
};
// Found anywhere in a label, Latin words at word borders; the first of the list that is there decides.
constexpr std::array contained = std::to_array<Contained>({
    {"找零", Label::change}, {"找赎", Label::change}, {"找贖", Label::change}, {"找回", Label::change}, {"找补", Label::change},
    {"change", Label::change}, {"rückgeld", Label::change}, {"rueckgeld", Label::change}, {"zurück", Label::change},
    {"wechselgeld", Label::change}, {"rendu", Label::change}, {"monnaie", Label::change}, {"à rendre", Label::change},
    {"釣", Label::change}, {"つり", Label::change}, {"거스름", Label::change}, {"잔돈", Label::change},
    {"累计", Label::other}, {"累計", Label::other}, {"余额", Label::other}, {"餘額", Label::other}, {"残高", Label::other},
    {"잔액", Label::other}, {"balance", Label::other}, {"本月", Label::other}, {"年度", Label::other}, {"guthaben", Label::other},
    {"solde", Label::other}, {"押金", Label::other}, {"deposit", Label::other}, {"lifetime", Label::other}, {"누적", Label::other},
    {"积分", Label::points}, {"積分", Label::points}, {"points", Label::points}, {"point", Label::points}, {"punkte", Label::points},
    {"ポイント", Label::points}, {"포인트", Label::points}, {"적립", Label::points}, {"成长值", Label::points}, {"stars", Label::points},
    {"小计", Label::subtotal}, {"小計", Label::subtotal}, {"소계", Label::subtotal}, {"subtotal", Label::subtotal},
    {"sub total", Label::subtotal}, {"sub", Label::subtotal}, {"zwischensumme", Label::subtotal}, {"sous total", Label::subtotal},
    {"hors taxe", Label::subtotal}, {"hors taxes", Label::subtotal}, {"total ht", Label::subtotal}, {"excl", Label::subtotal},
    {"before tax", Label::subtotal}, {"ohne", Label::subtotal}, {"원가", Label::subtotal}, {"原价", Label::subtotal}, {"과세물품", Label::subtotal},
    {"优惠", Label::discount}, {"折扣", Label::discount}, {"抹零", Label::discount}, {"减免", Label::discount}, {"立减", Label::discount},
    {"满减", Label::discount}, {"让利", Label::discount}, {"节省", Label::discount}, {"已省", Label::discount}, {"共省", Label::discount},
    {"優惠", Label::discount}, {"舍入", Label::discount}, {"discount", Label::discount}, {"discounts", Label::discount},
    {"saving", Label::discount}, {"savings", Label::discount}, {"saved", Label::discount}, {"rounding", Label::discount},
    {"rabatt", Label::discount}, {"nachlass", Label::discount}, {"rundung", Label::discount}, {"remise", Label::discount},
    {"réduction", Label::discount}, {"割引", Label::discount}, {"値引", Label::discount}, {"할인", Label::discount}, {"promo", Label::discount},
    {"件数", Label::count}, {"数量", Label::count}, {"數量", Label::count}, {"点数", Label::count}, {"수량", Label::count},
    {"items", Label::count}, {"item", Label::count}, {"qty", Label::count}, {"quantity", Label::count}, {"pieces", Label::count}, {"anzahl", Label::count},
    {"nombre", Label::count}, {"nb", Label::count}, {"articles", Label::count},
    {"税", Label::tax}, {"稅", Label::tax}, {"부가세", Label::tax}, {"세액", Label::tax}, {"과세", Label::tax}, {"면세", Label::tax}, {"tax", Label::tax},
    {"taxes", Label::tax}, {"vat", Label::tax}, {"gst", Label::tax}, {"mwst", Label::tax}, {"ust", Label::tax}, {"tva", Label::tax}, {"hst", Label::tax},
    {"现金", Label::tender}, {"現金", Label::tender}, {"微信", Label::tender}, {"支付宝", Label::tender}, {"银行卡", Label::tender},
    {"刷卡", Label::tender}, {"云闪付", Label::tender}, {"银联", Label::tender}, {"储值", Label::tender}, {"会员卡支付", Label::tender}, {"代金券", Label::tender}, {"券", Label::tender},
    {"预付", Label::tender}, {"扫码", Label::tender}, {"预り", Label::tender}, {"預り", Label::tender}, {"預かり", Label::tender}, {"支付方式", Label::tender}, {"付款方式", Label::tender},
    {"クレジット", Label::tender}, {"현금", Label::tender}, {"카드", Label::tender}, {"받은금액", Label::tender}, {"받은 금액", Label::tender}, {"받은돈", Label::tender},
    {"cash", Label::tender}, {"card", Label::tender}, {"tender", Label::tender}, {"tendered", Label::tender}, {"visa", Label::tender},
    {"mastercard", Label::tender}, {"maestro", Label::tender}, {"amex", Label::tender}, {"debit", Label::tender}, {"credit", Label::tender},
    {"received", Label::tender}, {"wechat", Label::tender}, {"alipay", Label::tender}, {"voucher", Label::tender}, {"paypal", Label::tender}, {"gift", Label::tender},
    {"gegeben", Label::tender}, {"girocard", Label::tender}, {"kartenzahlung", Label::tender}, {"bargeld", Label::tender}, {"gutschein", Label::tender},
    {"espèces", Label::tender}, {"especes", Label::tender}, {"carte", Label::tender}, {"chèque", Label::tender}, {"cheque", Label::tender},
    {"tip", Label::other}, {"gratuity", Label::other}, {"cashback", Label::other},
});

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

constexpr std::array name_labels = std::to_array<NameLabel>({
    {"原单号", NameKind::original_receipt, 0}, {"原小票号", NameKind::original_receipt, 0}, {"原流水号", NameKind::original_receipt, 0},
    {"原始单号", NameKind::original_receipt, 0}, {"原单据号", NameKind::original_receipt, 0}, {"原销售单号", NameKind::original_receipt, 0},
    {"原订单号", NameKind::original_receipt, 0}, {"原交易号", NameKind::original_receipt, 0}, {"原单", NameKind::original_receipt, 10},
    {"original receipt", NameKind::original_receipt, 1}, {"orig. receipt", NameKind::original_receipt, 1}, {"orig receipt", NameKind::original_receipt, 1},
    {"original invoice", NameKind::original_receipt, 1}, {"original order", NameKind::original_receipt, 1}, {"original sale", NameKind::original_receipt, 1},
    {"original ticket", NameKind::original_receipt, 1}, {"ref. receipt", NameKind::original_receipt, 1}, {"refund for", NameKind::original_receipt, 1},
    {"refund of receipt", NameKind::original_receipt, 1}, {"refund of", NameKind::original_receipt, 2}, {"original", NameKind::original_receipt, 11},
    {"originalbeleg", NameKind::original_receipt, 1}, {"originalbon", NameKind::original_receipt, 1}, {"ursprungsbeleg", NameKind::original_receipt, 1},
    {"zu bon", NameKind::original_receipt, 2}, {"zu beleg", NameKind::original_receipt, 2}, {"ticket d'origine", NameKind::original_receipt, 1},
    {"ticket origine", NameKind::original_receipt, 1}, {"元レシート", NameKind::original_receipt, 1}, {"元伝票", NameKind::original_receipt, 1}, {"원거래번호", NameKind::original_receipt, 0},
    {"원영수증", NameKind::original_receipt, 1}, {"원영수증번호", NameKind::original_receipt, 0},

    {"单号", NameKind::receipt, 0}, {"单据号", NameKind::receipt, 0}, {"单据编号", NameKind::receipt, 0}, {"小票号", NameKind::receipt, 0},
    {"小票编号", NameKind::receipt, 0}, {"小票单号", NameKind::receipt, 0}, {"小票流水", NameKind::receipt, 0}, {"收据号", NameKind::receipt, 0}, {"收据编号", NameKind::receipt, 0},
    {"销售单号", NameKind::receipt, 0}, {"消费单号", NameKind::receipt, 0}, {"收银单号", NameKind::receipt, 0}, {"流水号", NameKind::receipt, 1}, {"流水单号", NameKind::receipt, 1},
    {"销售流水号", NameKind::receipt, 1}, {"交易流水号", NameKind::receipt, 2}, {"账单号", NameKind::receipt, 1}, {"帐单号", NameKind::receipt, 1}, {"结账单号", NameKind::receipt, 1},
    {"票号", NameKind::receipt, 1}, {"票据号", NameKind::receipt, 1}, {"订单号", NameKind::receipt, 2}, {"订单编号", NameKind::receipt, 2}, {"交易号", NameKind::receipt, 2}, {"交易单号", NameKind::receipt, 3},
    {"退货单号", NameKind::receipt, 0}, {"退款单号", NameKind::receipt, 0}, {"退单号", NameKind::receipt, 0}, {"流水", NameKind::receipt, 12}, {"单据", NameKind::receipt, 12},
    {"單號", NameKind::receipt, 0}, {"單據號", NameKind::receipt, 0}, {"收據編號", NameKind::receipt, 0}, {"發票號碼", NameKind::receipt, 0}, {"訂單號", NameKind::receipt, 2}, {"訂單編號", NameKind::receipt, 2},
    {"receipt", NameKind::receipt, 10}, {"receipt number", NameKind::receipt, 0}, {"rcpt", NameKind::receipt, 10}, {"invoice", NameKind::receipt, 11}, {"invoice number", NameKind::receipt, 0}, {"sales invoice", NameKind::receipt, 11}, {"tax invoice", NameKind::receipt, 11},
    {"inv", NameKind::receipt, 11}, {"order", NameKind::receipt, 12}, {"order number", NameKind::receipt, 2}, {"order id", NameKind::receipt, 2}, {"bill", NameKind::receipt, 12}, {"bill number", NameKind::receipt, 2}, {"check", NameKind::receipt, 12},
    {"chk", NameKind::receipt, 12}, {"ticket", NameKind::receipt, 12}, {"ticket number", NameKind::receipt, 2}, {"transaction", NameKind::receipt, 13}, {"transaction id", NameKind::receipt, 3}, {"trans", NameKind::receipt, 13}, {"trans id", NameKind::receipt, 3}, {"trx", NameKind::receipt, 13}, {"txn", NameKind::receipt, 13},
    {"sale", NameKind::receipt, 13}, {"sale id", NameKind::receipt, 3}, {"doc", NameKind::receipt, 13}, {"credit note", NameKind::receipt, 11},
    {"bon", NameKind::receipt, 10}, {"bonnr", NameKind::receipt, 0}, {"bon-nr", NameKind::receipt, 0}, {"bonnummer", NameKind::receipt, 0}, {"kassenbon", NameKind::receipt, 10}, {"kassenbon-nr", NameKind::receipt, 0}, {"beleg", NameKind::receipt, 10}, {"belegnr", NameKind::receipt, 0},
    {"beleg-nr", NameKind::receipt, 0}, {"belegnummer", NameKind::receipt, 0}, {"rechnung", NameKind::receipt, 11}, {"rechnungsnr", NameKind::receipt, 1}, {"rechnungs-nr", NameKind::receipt, 1}, {"rechnung-nr", NameKind::receipt, 1}, {"rechnungsnummer", NameKind::receipt, 1}, {"re-nr", NameKind::receipt, 1},
    {"quittung", NameKind::receipt, 11}, {"facture", NameKind::receipt, 11}, {"reçu", NameKind::receipt, 11}, {"ticket de caisse", NameKind::receipt, 10}, {"commande", NameKind::receipt, 12},
    {"n° ticket", NameKind::receipt, 0}, {"n° de ticket", NameKind::receipt, 0}, {"numéro de ticket", NameKind::receipt, 0}, {"n° facture", NameKind::receipt, 1}, {"n° de facture", NameKind::receipt, 1}, {"n° commande", NameKind::receipt, 2}, {"note", NameKind::receipt, 13},
    {"レシートno", NameKind::receipt, 0}, {"レシート番号", NameKind::receipt, 0}, {"伝票番号", NameKind::receipt, 0}, {"伝票no", NameKind::receipt, 0}, {"取引番号", NameKind::receipt, 1}, {"取引no", NameKind::receipt, 1}, {"領収書no", NameKind::receipt, 0}, {"領収書番号", NameKind::receipt, 0}, {"注文番号", NameKind::receipt, 2}, {"責no", NameKind::receipt, 3},
    {"영수증번호", NameKind::receipt, 0}, {"영수증 번호", NameKind::receipt, 0}, {"영수증no", NameKind::receipt, 0}, {"영수증", NameKind::receipt, 11}, {"거래번호", NameKind::receipt, 1}, {"거래 번호", NameKind::receipt, 1}, {"전표번호", NameKind::receipt, 1}, {"전표 번호", NameKind::receipt, 1}, {"판매번호", NameKind::receipt, 1}, {"주문번호", NameKind::receipt, 2}, {"주문 번호", NameKind::receipt, 2}, {"빌번호", NameKind::receipt, 1},

    {"会员号", NameKind::member, 0}, {"会员卡号", NameKind::member, 0}, {"会员编号", NameKind::member, 0}, {"会员卡", NameKind::member, 10}, {"会员", NameKind::member, 11}, {"群友号", NameKind::member, 0}, {"會員號", NameKind::member, 0}, {"會員編號", NameKind::member, 0}, {"會員卡號", NameKind::member, 0},
    {"member", NameKind::member, 11}, {"member id", NameKind::member, 0}, {"member number", NameKind::member, 0}, {"membership", NameKind::member, 11}, {"loyalty", NameKind::member, 11}, {"loyalty card", NameKind::member, 11}, {"customer id", NameKind::member, 1}, {"customer", NameKind::member, 12}, {"customer number", NameKind::member, 1},
    {"kundennr", NameKind::member, 0}, {"kunden-nr", NameKind::member, 0}, {"kundennummer", NameKind::member, 0}, {"kundenkarte", NameKind::member, 11}, {"n° client", NameKind::member, 1}, {"carte fidélité", NameKind::member, 11}, {"carte de fidélité", NameKind::member, 11}, {"会員番号", NameKind::member, 0}, {"会員no", NameKind::member, 0}, {"회원번호", NameKind::member, 0}, {"회원 번호", NameKind::member, 0},

    {"门店", NameKind::store, 10}, {"门店号", NameKind::store, 0}, {"门店编号", NameKind::store, 0}, {"店号", NameKind::store, 0}, {"店铺", NameKind::store, 10}, {"分店", NameKind::store, 10}, {"門店", NameKind::store, 10}, {"store", NameKind::store, 11}, {"store id", NameKind::store, 0}, {"shop", NameKind::store, 11}, {"branch", NameKind::store, 11}, {"filiale", NameKind::store, 11}, {"filial-nr", NameKind::store, 0}, {"magasin", NameKind::store, 11}, {"매장", NameKind::store, 11},
    {"机号", NameKind::terminal, 0}, {"收银机", NameKind::terminal, 10}, {"收银机号", NameKind::terminal, 0}, {"款台", NameKind::terminal, 10}, {"款台号", NameKind::terminal, 0}, {"pos号", NameKind::terminal, 0}, {"pos机", NameKind::terminal, 10}, {"pos机号", NameKind::terminal, 0}, {"機號", NameKind::terminal, 0}, {"terminal", NameKind::terminal, 10}, {"term", NameKind::terminal, 11}, {"register", NameKind::terminal, 11}, {"reg", NameKind::terminal, 12}, {"till", NameKind::terminal, 11}, {"lane", NameKind::terminal, 12}, {"pos", NameKind::terminal, 12}, {"kasse", NameKind::terminal, 11}, {"kassennr", NameKind::terminal, 0}, {"kassen-nr", NameKind::terminal, 0}, {"caisse", NameKind::terminal, 11}, {"レジ", NameKind::terminal, 11}, {"レジno", NameKind::terminal, 0}, {"포스", NameKind::terminal, 11}, {"pos번호", NameKind::terminal, 0},
    {"no", NameKind::receipt, 19},
});

std::ptrdiff_t count_points(std::string_view text, char32_t from, char32_t to) {
    return std::ranges::count_if(code_points(text), [&](char32_t c) { return c >= from && c <= to; });
}

}  // namespace

Label label_of(std::string_view label) {
    if (label.empty()) return Label::none;
    const auto& exact = exact_labels();
    const auto found = exact.find(label);
    if (found != exact.end()) return found->second;
    for (const auto prefix : prefixes) {
        if (!label.starts_with(prefix)) continue;
        const auto rest = exact.find(label.substr(prefix.size()));
        if (rest != exact.end()) return rest->second;
    }
    for (const auto& entry : contained) {
        if (contains_word(label, entry.word)) return entry.label;
    }
    return Label::none;
}

const NameLabel* begin_name_labels() { return name_labels.data(); }
const NameLabel* end_name_labels() { return name_labels.data() + name_labels.size(); }

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
    if (any({"summe", "gesamt", "mwst", "ust", "beleg", "bon-nr", "rechnung", "danke", "rückgeld", "zu zahlen", "kasse"})) return Language::german;
    if (any({"ttc", "tva", "merci", "montant", "espèces", "à payer", "rendu", "caisse", "facture"})) return Language::french;
    return any({"total", "receipt", "cash", "change", "order", "thank", "tax", "invoice"}) ? Language::english : Language::unknown;
}

}  // namespace xiaoer::pos
