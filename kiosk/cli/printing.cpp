#include "cli/printing.h"

namespace xiaoer::cli {

namespace {

Result<Bytes> copy_of(const PickupSlipView& slip, const Slips& slips) {
    PickupSlip again{slip.number, slip.prizes, slip.clerk, slip.at, slip.fact_hash};
    again.copy = true;
    return slips.pickup(again);
}

}  // namespace

Result<PrinterSkill> printer_skill(const Machine& machine) {
    PrinterSkill skill;
    if (machine.printer_qr != "command" && machine.printer_qr != "raster")
        return invalid("printer.qr is \"command\" or \"raster\"");
    if (machine.printer_qr == "raster") skill.qr_by = QrBy::raster;
    XIAOER_TRY_ASSIGN(skill.text, PrinterText::named(machine.printer_text));
    return skill;
}

Result<std::unique_ptr<Printing>> Printing::open(const Machine& machine) {
    auto printing = std::make_unique<Printing>();
    XIAOER_TRY_ASSIGN(printing->skill_, printer_skill(machine));
    if (machine.printer.empty()) return printing;
    XIAOER_TRY_ASSIGN(auto parsed, parse_printer_target(machine.printer));
    printing->printer_ = std::make_unique<Printer>(std::move(parsed));
    return printing;
}

void Printing::print(const Settings& settings, const std::function<Bytes(const Slips&)>& slip) {
    if (!printer_) return;
    const auto slips = Slips::for_shop(settings, skill_);
    if (slips) (void)printer_->print(slip(*slips));
}

void Printing::print_recovery(const RecoverySheet& sheet) {
    print(Settings{}, [&sheet](const Slips& slips) { return slips.recovery(sheet); });
}

void Printing::print_test(const Snapshot& picture) {
    print(picture.settings, [&picture](const Slips& slips) { return slips.test(picture.kiosk_code); });
}

std::vector<WaitingPrize> waiting_prizes(const std::vector<OpenPickupRow>& rows) {
    std::vector<WaitingPrize> waiting;
    for (const auto& row : rows)
        waiting.push_back({row.number, row.shown_name, row.prize, row.claim_by, row.redeem_code, row.manager});
    return waiting;
}

bool Printing::print_labels(const std::vector<OpenPickupRow>& rows, const Snapshot& picture) {
    if (!printer_ || rows.empty()) return false;
    print(picture.settings, [&rows](const Slips& slips) { return slips.labels(waiting_prizes(rows)); });
    return true;
}

bool Printing::print_paper(const std::vector<OpenPickupRow>& rows, const Snapshot& picture, Timestamp now) {
    print(picture.settings, [&rows, now](const Slips& slips) { return slips.paper(waiting_prizes(rows), now); });
    return printer_ != nullptr;
}

bool Printing::print_badge(const std::string& name, const std::string& badge, const Snapshot& picture) {
    print(picture.settings, [&](const Slips& slips) { return slips.badge(name, badge); });
    return printer_ != nullptr;
}

bool Printing::print_copy(const PickupSlipView& slip, const Snapshot& picture) {
    if (!printer_) return false;
    const auto slips = Slips::for_shop(picture.settings, skill_);
    if (slips) (void)printer_->print([slip, slips = *slips] { return copy_of(slip, slips); });
    return slips.has_value();
}

void Printing::print_copy(std::future<Result<Answer>> slip, const Snapshot& picture) {
    const auto slips = Slips::for_shop(picture.settings, skill_);
    if (!printer_ || !slips) return;
    (void)printer_->print([asked = slip.share(), slips = *slips]() -> Result<Bytes> {
        const auto& answer = asked.get();
        if (!answer) return answer.error();
        const auto* found = std::get_if<PickupSlipView>(&*answer);
        if (found == nullptr) return invalid("there is no hand-over to print again");
        return copy_of(*found, slips);
    });
}

std::optional<PrinterState> Printing::state() const {
    return printer_ ? std::optional(printer_->state()) : std::nullopt;
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
        const PickupSlip slip{handed->number,    handed->prizes,        handed->clerk,        handed->at,
                              handed->fact_hash, handed->voucher_minor, handed->voucher_until};
        print(picture.settings, [&slip](const Slips& slips) { return slips.pickup(slip); });
    } else if (const auto* cards = std::get_if<CardsReady>(&outcome)) {
        for (const auto& scan : cards->scans)
            print(picture.settings, [&scan](const Slips& slips) { return slips.stock_card(scan); });
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
