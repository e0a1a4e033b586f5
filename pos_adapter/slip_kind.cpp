#include "pos_adapter/slip_kind.h"

#include "base/text.h"
#include "pos_adapter/slip_line.h"

#include <algorithm>
#include <array>

namespace xiaoer::pos {
namespace {

using Words = std::vector<std::string_view>;

struct Heading {
    SlipKind kind;
    bool near_top;     // counts only among the first lines
    Words east_asian;  // anywhere in a short line
    Words phrases;     // the whole of a line, but for numbers and neutral words
};
constexpr std::size_t top_lines = 12;
constexpr std::size_t heading_points_max = 16;

const std::vector<Heading>& headings() {
    static const std::vector<Heading> all = {
        {SlipKind::training,
         false,
         {"培训模式", "练习模式", "训练模式", "测试单", "練習", "トレーニング", "연습", "교육용"},
         {"training", "training mode", "schulung", "trainingsbon", "training bon", "formation", "mode formation"}},
        {SlipKind::control,
         true,
         {"交班", "日结", "班结", "交接班", "交款", "日报", "汇总", "报表", "结班", "盘点", "开钱箱", "点検", "精算",
          "日計", "レジ締", "정산", "마감", "일계표", "시재"},
         {"x report",
          "z report",
          "x",
          "z",
          "shift report",
          "daily report",
          "day report",
          "end of day",
          "day end",
          "close day",
          "shift close",
          "closing report",
          "sales report",
          "summary report",
          "cash report",
          "drawer report",
          "cash drawer report",
          "register report",
          "batch report",
          "settlement report",
          "no",
          "open drawer",
          "x bericht",
          "z bericht",
          "z bon",
          "x bon",
          "tagesabschluss",
          "kassenabschluss",
          "kassensturz",
          "tagesbericht",
          "schichtbericht",
          "rapport z",
          "rapport x",
          "ticket z",
          "ticket x",
          "clôture",
          "clôture de caisse",
          "rapport de caisse",
          "z clôture"}},
        {SlipKind::kitchen,
         true,
         {"厨房", "后厨", "厨打", "制作单", "出品单", "传菜", "备餐单", "起菜", "催菜", "加菜单", "주방"},
         {"kitchen", "kitchen order", "kitchen ticket", "kot", "kitchen copy", "bar order", "küche", "küchenbon",
          "cuisine", "bon cuisine", "kitchen order ticket"}},
        {SlipKind::copy,
         false,
         {"重打", "补打", "副本", "重印", "重复打印", "再次打印", "補打", "再発行", "再印字", "再印刷", "사본",
          "재발행", "재출력", "存根联", "商户存根", "商户联"},
         {"copy",      "reprint",       "reprinted",      "duplicate",    "duplicate copy", "reprint copy",
          "copy only", "merchant copy", "store copy",     "office copy",  "duplicata",      "copie",
          "kopie",     "belegkopie",    "rechnungskopie", "zweitschrift", "duplikat",       "nachdruck",
          "bonkopie",  "händlerbeleg",  "réimpression"}},
        {SlipKind::voided,
         false,
         {"作废", "已撤销", "撤销单", "反结账", "已取消", "取消订单", "订单取消", "取消伝票", "取消", "취소"},
         {"void", "voided", "cancelled", "canceled", "cancellation", "cancel", "void cancelled", "storno",
          "stornobeleg", "stornierung", "stornobon", "storniert", "annulé", "annulée", "annulation", "annule"}},
        {SlipKind::unpaid,
         false,
         {"预结", "预打", "未结账", "未结帐", "未付款", "未支付", "待付款", "点菜单", "報價", "报价单", "仮伝票",
          "見積", "미결제"},
         {"pro forma", "proforma", "not paid", "unpaid", "guest check", "pre bill", "prebill", "estimate", "quotation",
          "quote", "zwischenrechnung", "proforma rechnung", "angebot", "kostenvoranschlag", "devis", "note provisoire",
          "addition provisoire", "layaway", "hold"}},
        {SlipKind::voucher,
         true,
         {"优惠券", "代金券", "抵用券", "礼品券", "兑换券", "提货券", "现金券", "满减券", "礼券", "抵扣券", "優惠券",
          "現金券", "クーポン", "割引券", "쿠폰", "교환권", "상품권"},
         {"voucher", "coupon", "gift card", "gift voucher", "gift certificate", "discount voucher", "discount coupon",
          "store credit", "credit voucher", "gutschein", "geschenkgutschein", "wertgutschein", "bon d achat",
          "bon de réduction", "chèque cadeau", "avoir"}},
        {SlipKind::refund,
         true,
         {"退款", "退货", "退單", "退单", "退貨", "返品", "返金", "환불", "반품"},
         {"refund", "refunded", "return", "returned", "sales return", "refund return", "return refund", "credit note",
          "merchandise return", "rückgabe", "retoure", "erstattung", "gutschrift", "rückerstattung", "remboursement",
          "retour", "ticket de remboursement", "note de crédit", "retour marchandise"}},
    };
    return all;
}

bool contains_any(std::string_view text, const Words& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != text.npos; });
}

// What a rule about returns says, and a heading does not.
bool is_policy(std::string_view line) {
    static const Words words = {"请",   "請",   "凭",         "憑",   "天内", "日内", "小时",     "不",
                                "换",   "換",   "须",         "需",   "如",   "若",   "恕",       "概",
                                "政策", "说明", "无法",       "谢绝", "支持", "可以", "ください", "下さい",
                                "場合", "以内", "できません", "가능", "이내", "불가", "시 ",      "지참"};
    return contains_any(line, words);
}

bool is_neutral(std::string_view word) {
    static constexpr std::array<std::string_view, 40> neutral = {
        "receipt", "slip", "sale",   "sales", "order",    "transaction", "the",     "of",        "no",     "nr",
        "this",    "is",   "a",      "print", "printed",  "invoice",     "bill",    "ticket",    "full",   "beleg",
        "bon",     "de",   "caisse", "rcpt",  "type",     "document",    "partial", "rechnung",  "n°",     "number",
        "time",    "from", "tax",    "reçu",  "customer", "pos",         "status",  "kassenbon", "report", "item"};
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
        contains_any(line.text, heading.east_asian) && !is_policy(line.text)) {
        return line.points <= heading_points_max || line.amount;
    }
    if (line.amount) return false;
    // A customer's copy is the original.
    if (heading.kind == SlipKind::copy && line.normal.find("customer") != line.normal.npos) return false;
    return std::ranges::any_of(heading.phrases, [&line](std::string_view phrase) {
        const bool bare = phrase == "x" || phrase == "z" || phrase == "no";  // X REPORT, NO SALE: neutral words matter
        if (bare) return line.whole == (phrase == "no" ? "no sale" : std::string(phrase) + " report");
        return line.whole == phrase || line.core == phrase;
    });
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
        if (found || refunded) return heading.kind;
    }
    return SlipKind::sale;
}

std::string_view reason_of(SlipKind kind) {
    switch (kind) {
        case SlipKind::copy: return "copy";
        case SlipKind::voucher: return "voucher";
        case SlipKind::control: return "control";
        case SlipKind::kitchen: return "kitchen";
        case SlipKind::unpaid: return "unpaid";
        case SlipKind::training: return "training";
        case SlipKind::sale:
        case SlipKind::refund:
        case SlipKind::voided: return "";
    }
    return "";
}

}  // namespace xiaoer::pos
