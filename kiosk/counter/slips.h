// The slips that Xiaoer prints, as bytes for a receipt printer (escpos_writer.h). Values; any thread.
//
// Words come from assets/strings/print.<language>.json, in the shop's language. Every slip opens with the shop's
// name and ends with a cut. The winner's slip may be printed again; what says so is on the paper twice. A card slip and a recovery sheet carry secrets: they go to the printer and nowhere else.
#pragma once

#include "base/calendar.h"
#include "base/key_words.h"
#include "counter/escpos_writer.h"
#include "domain/settings.h"
#include "domain/strings.h"

#include <optional>
#include <string>
#include <vector>

namespace xiaoer {

// A card from the clerk's desk: number, card QR, 领奖码.
struct CardSlip {
    std::int64_t number = 0;
    std::string card_digits;
    std::string redeem_code;
    std::int64_t tickets = 0;            // of the sale bound in the same go
    std::optional<Timestamp> next_draw;  // the show
};
// Good until the list is locked, for whoever holds it.
struct ClaimSlip {
    std::int64_t tickets = 0;
    std::string claim_code;
    std::string claim_url;  // "" where the phone page is not reachable: no QR
    std::optional<Timestamp> closes_at;
};
// A prize that waits: on a bag's label, and on the paper for an evening without power.
struct WaitingPrize {
    std::int64_t number = 0;
    std::string shown_name;
    std::string prize;
    Timestamp claim_by;
    bool redeem_code = false;  // needed, for what the winner shows …
    bool manager = false;      // … and for this one a manager
};
// What goes into the bag, or is signed and kept.
struct PickupSlip {
    std::int64_t number = 0;
    std::vector<std::string> prizes;
    std::string clerk;
    Timestamp at;
    std::string fact_hash;  // 64 hex digits
    std::optional<std::int64_t> voucher_minor = {};  // comes with it, good until …
    std::optional<Timestamp> voucher_until = {};
    bool copy = false;  // printed again: it says so
};
// What the thrower of the dice keeps: the list as it was locked, before the public value exists (DESIGN §4).
struct ClosingSlip {
    std::int64_t draw_number = 0;
    std::int64_t members = 0;
    std::int64_t tickets = 0;
    Timestamp closed_at;
    Timestamp draws_at;
    std::string closing_hash;  // 64 hex digits
};
// The merchant's root key and the draw key, kept nowhere else: printed once, at set-up, as a QR code and as words
// (base/key_words.h).
struct RecoverySheet {
    std::string kiosk_code;
    std::string root_key;  // 64 hex digits
    std::string draw_key;  // 64 hex digits
};

class Slips {
public:
    // Errors: invalid when the settings' zone is unknown.
    [[nodiscard]] static Result<Slips> for_shop(const Settings& settings, const PrinterSkill& skill = {});

    [[nodiscard]] Bytes card(const CardSlip& slip) const;
    // One printed in advance: the clerk writes number and 领奖码 onto it when it becomes somebody's.
    [[nodiscard]] Bytes stock_card(std::string_view card_digits) const;
    [[nodiscard]] Bytes claim(const ClaimSlip& slip) const;
    [[nodiscard]] Bytes pickup(const PickupSlip& slip) const;
    [[nodiscard]] Bytes closing(const ClosingSlip& slip) const;
    [[nodiscard]] Bytes recovery(const RecoverySheet& sheet) const;
    // In slips_desk.cpp. Labels for the bags, in the order given, each cut off; what waits, with lines to write on; a
    // clerk's badge, whose code names and proves nothing. The last two as text, for other printers.
    [[nodiscard]] Bytes labels(const std::vector<WaitingPrize>& waiting) const;
    [[nodiscard]] Bytes paper(const std::vector<WaitingPrize>& waiting, Timestamp now) const;
    [[nodiscard]] Bytes badge(std::string_view name, std::string_view digits) const;
    [[nodiscard]] std::string paper_text(const std::vector<WaitingPrize>& waiting, Timestamp now) const;
    [[nodiscard]] std::string labels_text(const std::vector<WaitingPrize>& waiting) const;
    // Set-up's test: the shop's name and a card's code that was never given to anybody.
    [[nodiscard]] Bytes test(std::string_view kiosk_code) const;
    // The same sheet as text, for a shop without a printer.
    [[nodiscard]] std::string recovery_text(const RecoverySheet& sheet) const;

private:
    Slips(std::string shop, Zone zone, Strings strings, std::string currency, PrinterSkill skill)
        : shop_(std::move(shop)),
          zone_(std::move(zone)),
          strings_(std::move(strings)),
          currency_(std::move(currency)),
          skill_(skill) {}
    [[nodiscard]] EscPosWriter open_slip() const;
    [[nodiscard]] std::string when(Timestamp time) const;

    std::string shop_;
    Zone zone_;
    Strings strings_;
    std::string currency_;
    PrinterSkill skill_;
};

// The texts of the slips in one language.
[[nodiscard]] Strings print_strings(Language language);

// A key's words, each as its character and its digits, four on a line: "啊1601 阿1602 …".
[[nodiscard]] std::vector<std::string> key_rows(const KeyBytes& key);

// 64 digits as four lines of four groups, to be read aloud and compared; shorter text in as many as it fills.
[[nodiscard]] std::vector<std::string> grouped_digits(std::string_view digits);

}  // namespace xiaoer
