#include "pos_adapter/slip_kind.h"

#include "base/text.h"
#include "pos_adapter/slip_line.h"
#include "pos_adapter/word_list.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

struct Heading {
    SlipKind kind;
    bool near_top;     // counts only among the first lines
    Words east_asian;  // anywhere in a short line
    Words phrases;     // the whole of a line, but for numbers and neutral words; no accents
    Words beginnings;  // or what it begins with
};
constexpr std::size_t top_lines = 12;
constexpr std::size_t heading_points_max = 16;

const std::vector<Heading>& headings() {
    static const std::vector<Heading> all = {
        {SlipKind::training, false,
         words_of("培训模式|练习模式|训练模式|测试单|测试小票|测试打印|打印测试|練習|トレーニング|テスト印字|연습|"
                  "교육용|테스트"),
         words_of("training|training mode|test|test print|printer test|test "
                  "receipt|schulung|schulungsbon|trainingsbon|trainingsmodus|trainingsbeleg|"
                  "training bon|ubungsmodus|testmodus|"
                  "testbon|testbeleg|probedruck|ubungsbon|formation|mode formation|mode ecole|ticket test|"
                  "mode entrainement"),
         words_of("training mode|schulungsmodus|mode formation")},
        {SlipKind::control, true,
         words_of("交班|日结|班结|交接班|交款|日报|汇总|报表|结班|盘点|开钱箱|对账单|营业统计|点検|精算レ|精算日|日計|"
                  "レジ締|"
                  "売上集計|정산|마감|일계표|시재|매출집계"),
         words_of("x report|z report|x|z|shift report|daily report|day report|end of day|day end|close day|"
                  "shift close|closing report|sales report|summary report|cash report|drawer report|"
                  "cash drawer report|register report|batch report|settlement report|cashier report|till report|"
                  "cash up|batch close|end of shift|daily sales|sales summary|no|open drawer|x bericht|z bericht|"
                  "z bon|x bon|tagesabschluss|kassenabschluss|kassensturz|tagesbericht|schichtbericht|kassenbericht|"
                  "finanzbericht|umsatzbericht|bedienerbericht|warengruppenbericht|rapport z|rapport x|ticket z|"
                  "ticket x|cloture|cloture de caisse|rapport de caisse|z cloture|ouverture tiroir"),
         words_of("x report|z report|x reading|z reading|lecture x|lecture z|lecture caisse|z abschlag|x abschlag|z "
                  "abschluss|tagesabschluss|"
                  "kassenabschluss|tagesendsumme|cloture|rapport z|rapport x|ticket z|z de caisse|journal de caisse|"
                  "recapitulatif|shift report|batch report|daily sales|end of day|end of shift")},
        {SlipKind::deposit,
         true,
         words_of("充值单|充值小票|充值凭证|会员充值|储值单|储值充值|押金单|押金条|押金收据|押金退还|退押金|充電金|"
                  "チャージ|入金|충전|보증금"),
         words_of("deposit|deposit receipt|top up|card load|gift card reload|reload|aufladung|guthabenaufladung|"
                  "guthaben aufladung|kaution|kautionsbeleg|recharge|rechargement|caution|depot de garantie"),
         {}},
        {SlipKind::kitchen,
         true,
         words_of("厨房|后厨|厨打|制作单|出品单|传菜|备餐单|起菜|催菜|加菜单|配菜单|出餐单|划菜单|吧台单|주방|キッチン|"
                  "厨房伝票"),
         words_of("kitchen|kitchen order|kitchen ticket|kot|kitchen copy|bar order|kuche|kuchenbon|thekenbon|"
                  "schankbon|bestellbon|cuisine|bon cuisine|kitchen order ticket|bon de preparation"),
         {}},
        {SlipKind::copy, false,
         words_of("重打|补打|副本|重印|重复打印|再次打印|補打|補印|再発行|再印字|再印刷|(控)|店舗控|店控え|加盟店控|"
                  "사본|재발행|"
                  "재출력|재인쇄|가맹점용|가맹점 보관|存根联|商户存根|商户联|商家联|存根聯"),
         words_of("copy|reprint|reprinted|duplicate|duplicate copy|reprint copy|copy only|merchant copy|store copy|"
                  "office copy|duplicata|copie|kopie|belegkopie|rechnungskopie|zweitschrift|duplikat|nachdruck|"
                  "bonkopie|zweitdruck|wiederholungsdruck|handlerbeleg|handler beleg|reimpression|reimprime|"
                  "copie commercant|exemplaire commercant|commercant"),
         words_of("duplicata|kopie von|reprint|reimprime|duplicate of|copy of receipt")},
        {SlipKind::voided,
         false,
         words_of("作废|已撤销|撤销单|反结账|已取消|取消订单|订单取消|消费撤销|取消伝票|取消|취소"),
         words_of("void|voided|cancelled|canceled|cancellation|cancel|void cancelled|voided sale|transaction voided|"
                  "storno|stornobeleg|stornierung|stornobon|storniert|stornorechnung|annule|annulee|annulation"),
         {}},
        {SlipKind::unpaid, false,
         words_of("预结|预打|未结账|未结帐|未付款|未支付|待付款|点菜单|客看单|對帳單|報價|报价单|仮伝票|お会計前|見積|"
                  "미결제|예상|"
                  "중간계산|계산전|결제전"),
         words_of("pro forma|proforma|not paid|unpaid|pre bill|prebill|preliminary bill|quotation|quote|"
                  "zwischenrechnung|zwischenbon|proforma rechnung|vorlaufige rechnung|rechnungsvorschau|angebot|"
                  "kostenvoranschlag|devis|note provisoire|addition provisoire|provisoire|layaway|"
                  "this is not a receipt|not a receipt|keine rechnung|dies ist keine rechnung|"
                  "ceci n est pas une facture|ne constitue pas un justificatif"),
         words_of("zwischenrechnung|proforma|pro forma|note provisoire")},
        {SlipKind::bill,
         true,
         words_of("账单明细"),
         words_of("addition|l addition|guest check|estimate|hold|votre addition|note client"),
         {}},
        {SlipKind::voucher,
         true,
         words_of("优惠券|代金券|抵用券|礼品券|兑换券|提货券|现金券|满减券|礼券|抵扣券|抽奖券|停车券|優惠券|現金券|"
                  "折價券|クーポン|割引券|"
                  "引換券|金券|サービス券|쿠폰|교환권|상품권|할인권"),
         words_of("voucher|coupon|gift card|gift voucher|gift certificate|discount voucher|discount coupon|"
                  "store credit|credit voucher|gutschein|geschenkgutschein|wertgutschein|rabattgutschein|"
                  "rabattcoupon|warengutschein|bon d achat|bon de reduction|cheque cadeau|carte cadeau|avoir"),
         {}},
        {SlipKind::refund,
         true,
         words_of("退款|退货|退單|退单|退貨|返品|返金|환불|반품"),
         words_of("refund|refunded|return|returned|returns|sales return|refund return|return refund|credit note|"
                  "merchandise return|refund voucher|ruckgabe|retoure|retour|erstattung|gutschrift|ruckerstattung|"
                  "rucknahme|warenrucknahme|warenruckgabe|remboursement|ticket de remboursement|note de credit|"
                  "retour marchandise|retour article|retour client|retour produit"),
         {}},
    };
    return all;
}

bool contains_any(std::string_view text, const Words& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != text.npos; });
}

// What a rule about returns says, and a heading does not.
bool is_policy(std::string_view line, SlipKind kind) {
    static const Words refusals = words_of("凭|憑|不");
    if (kind != SlipKind::copy && contains_any(line, refusals))
        return true;  // 重打小票，不作凭证 is a copy all the same
    static const Words words = words_of(
        "请|請|天内|日内|小时|换|換|须|需|如|若|恕|概|政策|说明|无法|谢绝|支持|可以|仅限|限时|使用|ください|"
        "下さい|場合|以内|できません|가능|이내|불가|시 |지참|바랍니다|주세요");
    return contains_any(line, words);
}

bool is_neutral(std::string_view word) {
    static const Words neutral = words_of(
        "receipt|slip|sale|sales|order|transaction|the|of|no|nr|this|is|a|print|printed|invoice|bill|ticket|"
        "full|beleg|bon|de|caisse|rcpt|type|document|partial|rechnung|n°|number|time|from|tax|recu|customer|"
        "pos|status|kassenbon|report|item|table|tisch|facture|quittung|mode|le");
    return std::ranges::find(neutral, word) != neutral.end() ||
           std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// A heading's words but for neutral ones and, when `with_neutral`, all of them without numbers.
std::string core_of(std::string_view normal, bool drop_neutral) {
    std::string core;
    std::size_t at = 0;
    while (at < normal.size()) {
        const auto end = std::min(normal.find(' ', at), normal.size());
        const auto word = normal.substr(at, end - at);
        at = end + 1;
        const bool number = all_digits(word);
        if (word.empty() || number || (drop_neutral && is_neutral(word))) continue;
        if (!core.empty()) core += ' ';
        core += word;
    }
    return core;
}

bool has_amount(std::string_view line) {
    for (const auto& field : fields_of(line)) {
        if (std::ranges::any_of(field.figures, [](const Figure& f) { return has_decimals(f) || !f.mark.empty(); }))
            return true;
    }
    return false;
}

// A line with what every heading is held against, worked out once.
struct Line {
    std::string text;  // lower case
    bool amount = false;
    std::size_t points = 0;
    std::string normal;       // of a line without an amount: as labels are compared
    std::string whole, core;  // its words without numbers; without neutral ones, too
};

Line line_of(std::string lower) {
    Line line{std::move(lower), false, 0, {}, {}, {}};
    line.amount = has_amount(line.text);
    line.points = code_points(line.text).size();
    if (line.amount) return line;
    line.normal = normal_label(line.text);
    line.whole = core_of(line.normal, false);
    line.core = core_of(line.normal, true);
    return line;
}

bool matches(const Heading& heading, const Line& line) {
    const bool label_of_refund = heading.kind == SlipKind::refund;  // 退款金额 128.00 says it, too
    if (line.points <= 2 * heading_points_max && (!line.amount || label_of_refund) &&
        contains_any(line.text, heading.east_asian) && !is_policy(line.text, heading.kind)) {
        // 补打时间:2026-11-18 10:15:00
        return line.points <= heading_points_max || line.amount || heading.kind == SlipKind::copy;
    }
    if (line.amount) return false;
    // A customer's copy is the original.
    if (heading.kind == SlipKind::copy && line.normal.find("customer") != line.normal.npos) return false;
    return std::ranges::any_of(heading.phrases,
                               [&line](std::string_view phrase) {
                                   const bool bare = phrase == "x" || phrase == "z" ||
                                                     phrase == "no";  // X REPORT, NO SALE: neutral words matter
                                   if (bare)
                                       return line.whole ==
                                              (phrase == "no" ? "no sale" : std::string(phrase) + " report");
                                   return line.whole == phrase || line.core == phrase;
                               }) ||
           std::ranges::any_of(heading.beginnings, [&line](std::string_view phrase) {
               return line.whole.starts_with(phrase) &&
                      (line.whole.size() == phrase.size() || line.whole[phrase.size()] == ' ');
           });
}

// "打印次数:2": the first print says 1.
bool counts_prints(const Line& line) {
    return contains_any(line.text, {"打印次数", "打印次數", "列印次數"}) &&
           std::ranges::any_of(line.text, [](char c) { return c >= '2' && c <= '9'; });
}

}  // namespace

SlipKind kind_of(const std::vector<std::string>& lines) {
    std::vector<Line> content;
    for (const auto& line : lines) {
        auto lower = lower_case(trim(line));
        if (lower.find_first_not_of("-=*_.~#+ ") != lower.npos) content.push_back(line_of(std::move(lower)));
    }
    for (const auto& heading : headings()) {
        const auto count = heading.near_top ? std::min(content.size(), top_lines) : content.size();
        const auto end = content.begin() + static_cast<std::ptrdiff_t>(count);
        const bool found = std::any_of(content.begin(), end, [&](const Line& line) { return matches(heading, line); });
        const bool refunded =
            heading.kind == SlipKind::refund &&
            std::any_of(end, content.end(), [&](const Line& line) { return line.amount && matches(heading, line); });
        const bool again = heading.kind == SlipKind::copy && std::ranges::any_of(content, counts_prints);
        if (found || refunded || again) return heading.kind;
    }
    return SlipKind::sale;
}

std::string_view reason_of(SlipKind kind) {
    switch (kind) {
        case SlipKind::copy: return "copy";
        case SlipKind::voucher: return "voucher";
        case SlipKind::control: return "control";
        case SlipKind::kitchen: return "kitchen";
        case SlipKind::unpaid:
        case SlipKind::bill: return "unpaid";
        case SlipKind::training: return "training";
        case SlipKind::deposit: return "deposit";
        case SlipKind::sale:
        case SlipKind::refund:
        case SlipKind::voided: return "";
    }
    return "";
}

}  // namespace xiaoer::pos
