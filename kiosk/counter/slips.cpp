#include "counter/slips.h"

#include "base/money.h"
#include "domain/number.h"
#include "embedded/print_strings.h"

namespace xiaoer {
namespace {

constexpr int heading_size = 2;
constexpr int number_size = 3;

std::string_view text_in(Language language) {
    switch (language) {
        case Language::hans: return embedded::print_zh_Hans_json();
        case Language::hant: return embedded::print_zh_Hant_json();
        case Language::en: return embedded::print_en_json();
    }
    fail_assertion("a language without texts", __FILE__, __LINE__);
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

void big_line(EscPosWriter& writer, int size, std::string_view text) { writer.size(size).line(text).size(1); }

void digits_block(EscPosWriter& writer, std::string_view digits) {
    for (const auto& row : grouped_digits(digits)) writer.line(row);
}

KeyBytes key_of(const std::string& hex) { return array_from_hex<32>(hex).value(); }

}  // namespace

Strings print_strings(Language language) { return Strings::parse(text_in(language)).value(); }

std::vector<std::string> grouped_digits(std::string_view digits) {
    std::vector<std::string> rows;
    for (std::size_t at = 0; at < digits.size(); at += 4) {
        if (at % 16 == 0) rows.emplace_back();
        if (!rows.back().empty()) rows.back() += ' ';
        rows.back() += digits.substr(at, 4);
    }
    return rows;
}

std::vector<std::string> key_rows(const KeyBytes& key) {
    constexpr std::size_t words_in_row = 4;
    std::vector<std::string> rows;
    const auto words = words_of_key(key);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i % words_in_row == 0) rows.emplace_back();
        if (!rows.back().empty()) rows.back() += ' ';
        rows.back() += character_of_word(words[i]) + digits_of_word(words[i]);
    }
    return rows;
}

Result<Slips> Slips::for_shop(const Settings& settings, const PrinterSkill& skill) {
    XIAOER_TRY_ASSIGN(auto zone, Zone::named(settings.zone));
    const std::string shop = settings.branch.empty() ? settings.shop : settings.shop + " " + settings.branch;
    return Slips(shop, std::move(zone), print_strings(settings.language), settings.currency, skill);
}

EscPosWriter Slips::open_slip() const {
    EscPosWriter writer(skill_);
    writer.centre().bold(true).line(shop_).bold(false).rule();
    return writer;
}

std::string Slips::when(Timestamp time) const {
    const CivilTime civil = zone_.to_civil(time);
    return strings_.fill("at", {{"month", std::to_string(civil.month)},
                                {"day", std::to_string(civil.day)},
                                {"weekday", strings_["weekday." + std::to_string(civil.weekday)]},
                                {"time", std::to_string(civil.hour) + ":" + two_digits(civil.minute)}});
}

Bytes Slips::card(const CardSlip& slip) const {
    auto writer = open_slip();
    writer.line(strings_["card.number"]);
    big_line(writer, number_size, strings_.fill("number", {{"number", format_number(slip.number)}}));
    writer.feed().qr(slip.card_digits).line(strings_["card.redeem_code"]);
    big_line(writer, heading_size, slip.redeem_code);
    writer.rule();
    if (slip.tickets > 0) writer.line(strings_.fill("card.tickets", {{"n", std::to_string(slip.tickets)}}));
    if (slip.next_draw) writer.line(strings_.fill("card.next_draw", {{"when", when(*slip.next_draw)}}));
    return writer.line(strings_["card.keep"]).line(strings_["card.secret"]).cut();
}

Bytes Slips::stock_card(std::string_view card_digits) const {
    auto writer = open_slip();
    writer.qr(card_digits).line(strings_["card.stock_number"]).feed().line(strings_["card.stock_code"]).rule();
    return writer.line(strings_["card.keep"]).line(strings_["card.secret"]).cut();
}

Bytes Slips::claim(const ClaimSlip& slip) const {
    auto writer = open_slip();
    writer.line(strings_["claim.heading"]);
    big_line(writer, heading_size, strings_.fill("claim.tickets", {{"n", std::to_string(slip.tickets)}}));
    writer.feed();
    if (!slip.claim_url.empty()) writer.qr(slip.claim_url).line(strings_["claim.no_number"]);
    writer.line(strings_["claim.have_number"]).line(strings_.fill("claim.code", {{"code", slip.claim_code}})).rule();
    if (slip.closes_at) writer.line(strings_.fill("claim.good_until", {{"when", when(*slip.closes_at)}}));
    return writer.cut();
}

Bytes Slips::pickup(const PickupSlip& slip) const {
    auto writer = open_slip();
    if (slip.copy) big_line(writer, heading_size, strings_["pickup.copy"]);
    writer.line(strings_["pickup.heading"]);
    big_line(writer, number_size, strings_.fill("number", {{"number", format_number(slip.number)}}));
    writer.bold(true);
    for (const auto& prize : slip.prizes) writer.line(prize);
    writer.bold(false).line(when(slip.at)).line(strings_.fill("pickup.clerk", {{"name", slip.clerk}}));
    if (slip.voucher_minor && slip.voucher_until) {
        writer.rule().bold(true).line(strings_["pickup.voucher"]);
        big_line(writer, heading_size, format_money(*slip.voucher_minor, currency_));
        writer.bold(false).line(strings_.fill("pickup.voucher_until", {{"when", when(*slip.voucher_until)}}));
    }
    writer.rule().line(strings_["pickup.fingerprint"]).qr(slip.fact_hash);
    digits_block(writer, slip.fact_hash);
    if (slip.copy) return writer.rule().line(strings_["pickup.copy"]).cut();  // the first one was signed
    return writer.rule().left().line(strings_["pickup.signature"]).feed(2).cut();
}

Bytes Slips::closing(const ClosingSlip& slip) const {
    auto writer = open_slip();
    big_line(writer, heading_size, strings_.fill("closing.draw", {{"n", std::to_string(slip.draw_number)}}));
    writer.bold(true).line(strings_["closing.heading"]).bold(false);
    writer.line(strings_.fill("closing.list",
                              {{"members", std::to_string(slip.members)}, {"tickets", std::to_string(slip.tickets)}}));
    writer.line(strings_.fill("closing.at", {{"when", when(slip.closed_at)}}));
    writer.line(strings_.fill("closing.draws_at", {{"when", when(slip.draws_at)}}));
    writer.rule().line(strings_["closing.fingerprint"]).qr(slip.closing_hash);
    digits_block(writer, slip.closing_hash);
    return writer.rule().line(strings_["closing.keep"]).cut();
}

Bytes Slips::recovery(const RecoverySheet& sheet) const {
    auto writer = open_slip();
    big_line(writer, heading_size, strings_["recovery.heading"]);
    writer.line(strings_.fill("recovery.kiosk", {{"code", sheet.kiosk_code}}));
    for (const auto& [name, key] :
         {std::pair{"recovery.root_key", &sheet.root_key}, {"recovery.draw_key", &sheet.draw_key}}) {
        const auto bytes = key_of(*key);
        writer.rule().bold(true).line(strings_[name]).bold(false).qr(digits_of_key(bytes));
        for (const auto& row : key_rows(bytes)) writer.line(row);
    }
    return writer.rule()
        .left()
        .line(strings_["recovery.words"])
        .line(strings_["recovery.keep"])
        .line(strings_["recovery.only"])
        .cut();
}

Bytes Slips::test(std::string_view kiosk_code) const {
    auto writer = open_slip();
    big_line(writer, heading_size, strings_["test.heading"]);
    return writer.feed().qr("8" + std::string(kiosk_code) + std::string(20, '0')).line(strings_["test.scan"]).cut();
}

std::string Slips::recovery_text(const RecoverySheet& sheet) const {
    std::string text = shop_ + "\n" + strings_["recovery.heading"] + "\n" +
                       strings_.fill("recovery.kiosk", {{"code", sheet.kiosk_code}}) + "\n";
    for (const auto& [name, key] :
         {std::pair{"recovery.root_key", &sheet.root_key}, {"recovery.draw_key", &sheet.draw_key}}) {
        text += "\n" + strings_[name] + "\n";
        for (const auto& row : key_rows(key_of(*key))) text += "    " + row + "\n";
    }
    return text + "\n" + strings_["recovery.words"] + "\n" + strings_["recovery.keep"] + "\n" +
           strings_["recovery.only"] + "\n";
}

}  // namespace xiaoer
