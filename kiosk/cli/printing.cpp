#include "cli/printing.h"

namespace xiaoer::cli {

Result<std::unique_ptr<Printing>> Printing::open(const std::string& target, const std::string& qr) {
    auto printing = std::make_unique<Printing>();
    if (qr != "command" && qr != "raster") return invalid("printer.qr is \"command\" or \"raster\"");
    printing->qr_by_ = qr == "raster" ? QrBy::raster : QrBy::command;
    if (target.empty()) return printing;
    XIAOER_TRY_ASSIGN(auto parsed, parse_printer_target(target));
    printing->printer_ = std::make_unique<Printer>(std::move(parsed), 5'000, true);
    return printing;
}

void Printing::print(const Settings& settings, const std::function<Bytes(const Slips&)>& slip) {
    if (!printer_) return;
    const auto slips = Slips::for_shop(settings, qr_by_);
    if (slips) (void)printer_->print(slip(*slips));
}

void Printing::print_recovery(const RecoverySheet& sheet) {
    print(Settings{}, [&sheet](const Slips& slips) { return slips.recovery(sheet); });
}

void Printing::print_test(const Snapshot& picture) {
    print(picture.settings, [&picture](const Slips& slips) { return slips.test(picture.kiosk_code); });
}

void Printing::print_claim(const Recorded& recorded, const Snapshot& picture) {
    if (recorded.claim_codes.size() != 1 || recorded.claim_codes[0].empty()) return;
    if (recorded.claimable[0] == 0) return;
    const auto& base = picture.settings.base_url;
    ClaimSlip slip{
        recorded.claimable[0], recorded.claim_codes[0], base.empty() ? "" : base + "/c/" + recorded.claim_codes[0], {}};
    if (picture.next_draw) slip.closes_at = picture.next_draw->closes_at;
    print(picture.settings, [&slip](const Slips& slips) { return slips.claim(slip); });
}

void Printing::hear(const Outcome& outcome, const Snapshot& picture) {
    if (const auto* card = std::get_if<CardIssued>(&outcome)) {
        CardSlip slip{card->number, card->scan, card->redeem_code, card->tickets, {}};
        if (picture.next_draw) slip.next_draw = picture.next_draw->draws_at;
        print(picture.settings, [&slip](const Slips& slips) { return slips.card(slip); });
    } else if (const auto* handed = std::get_if<HandedOver>(&outcome)) {
        const PickupSlip slip{handed->number, handed->prizes, handed->clerk, handed->at, handed->fact_hash};
        print(picture.settings, [&slip](const Slips& slips) { return slips.pickup(slip); });
    } else if (const auto* recorded = std::get_if<Recorded>(&outcome)) {
        print_claim(*recorded, picture);
    }
}

void Printing::see(const Snapshot& snapshot) {
    const auto& draw = snapshot.next_draw;
    if (!draw || draw->state != DrawState::closed || draw->closing_hash == printed_closing_) return;
    printed_closing_ = draw->closing_hash;
    const ClosingSlip slip{draw->number,    draw->members,  draw->tickets,
                           draw->closes_at, draw->draws_at, draw->closing_hash};
    print(snapshot.settings, [&slip](const Slips& slips) { return slips.closing(slip); });
}

}  // namespace xiaoer::cli
