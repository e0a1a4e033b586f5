// Labels for prize bags, the paper of an evening without power, a clerk's badge (slips.h).
#include "counter/slips.h"

#include "domain/number.h"

namespace xiaoer {
namespace {

constexpr int blank_lines = 10;

std::string underscores(int count) { return std::string(static_cast<std::size_t>(count), '_'); }

}  // namespace

Bytes Slips::labels(const std::vector<WaitingPrize>& waiting) const {
    Bytes all;
    for (const auto& one : waiting) {
        EscPosWriter writer(skill_);
        writer.centre().size(4).line(format_number(one.number)).size(1);
        writer.bold(true).line(one.prize).bold(false);
        if (!one.shown_name.empty()) writer.line(one.shown_name);
        writer.line(shop_).line(strings_.fill("label.until", {{"when", when(one.claim_by)}}));
        const auto label = writer.cut();
        all.insert(all.end(), label.begin(), label.end());
    }
    return all;
}

Bytes Slips::paper(const std::vector<WaitingPrize>& waiting, Timestamp now) const {
    auto writer = open_slip();
    writer.size(2).line(strings_["paper.heading"]).size(1).line(when(now)).left();
    for (const auto& one : waiting) {
        writer.rule().bold(true).line(format_number(one.number) + "  " + one.shown_name).bold(false);
        writer.line(one.prize + (one.manager       ? "  " + strings_["paper.manager"]
                                 : one.redeem_code ? "  " + strings_["paper.code"]
                                                   : ""));
        writer.line(strings_["paper.line"] + underscores(20));
    }
    writer.rule().line(strings_["paper.blank"]);
    for (int i = 0; i < blank_lines; ++i) writer.feed().line(underscores(32));
    return writer.rule().line(strings_["paper.after"]).cut();
}

Bytes Slips::badge(std::string_view name, std::string_view digits) const {
    auto writer = open_slip();
    writer.size(2).line(name).size(1).feed().qr(digits);
    return writer.line(strings_["badge.use"]).cut();
}

std::string Slips::paper_text(const std::vector<WaitingPrize>& waiting, Timestamp now) const {
    std::string text = shop_ + "\n" + strings_["paper.heading"] + "  " + when(now) + "\n\n";
    for (const auto& one : waiting) {
        text += format_number(one.number) + "  " + one.shown_name + "  " + one.prize;
        if (one.manager || one.redeem_code) text += "  " + strings_[one.manager ? "paper.manager" : "paper.code"];
        text += "\n    " + strings_["paper.line"] + underscores(30) + "\n";
    }
    text += "\n" + strings_["paper.blank"] + "\n";
    for (int i = 0; i < blank_lines; ++i) text += "\n" + underscores(60) + "\n";
    return text + "\n" + strings_["paper.after"] + "\n";
}

std::string Slips::labels_text(const std::vector<WaitingPrize>& waiting) const {
    std::string text;
    for (const auto& one : waiting) {
        text += format_number(one.number) + "  " + one.shown_name + "\n" + one.prize + "\n" +
                strings_.fill("label.until", {{"when", when(one.claim_by)}}) + "\n" + underscores(40) + "\n\n";
    }
    return text;
}

}  // namespace xiaoer
