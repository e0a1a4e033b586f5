// What the counter's own printer is asked to print, and when: the winner's slip, a new card, cards without a number in
// advance, a claim for the sale of the moment, the hash of a list that was just locked, the recovery sheet. Nothing is
// printed without a printer. The winner's slip may be printed again, as a copy, from the ledger; whatever carries a
// secret may not.
//
// Called from the main thread, the tap's and the till link's; the printer has its own queue and thread.
#pragma once

#include "app/kiosk.h"
#include "cli/machine.h"
#include "counter/printer.h"
#include "counter/slips.h"

#include <memory>

namespace xiaoer::cli {

class Printing {
public:
    // `machine`: where the printer is and what it can do. Errors: invalid for what is neither.
    [[nodiscard]] static Result<std::unique_ptr<Printing>> open(const Machine& machine);

    // What an outcome asks for: a card, the winner's slip, a claim. `picture`: the newest.
    void hear(const Outcome& outcome, const Snapshot& picture);
    // The hash of a list that was just locked, once.
    void see(const Snapshot& snapshot);
    void print_recovery(const RecoverySheet& sheet);
    // A slip with a code that the scanner can read and that is nobody's.
    void print_test(const Snapshot& picture);
    // Each false without a printer.
    [[nodiscard]] bool print_labels(const std::vector<OpenPickupRow>& rows, const Snapshot& picture);
    [[nodiscard]] bool print_paper(const std::vector<OpenPickupRow>& rows, const Snapshot& picture, Timestamp now);
    [[nodiscard]] bool print_badge(const std::string& name, const std::string& badge, const Snapshot& picture);
    [[nodiscard]] bool print_copy(const PickupSlipView& slip, const Snapshot& picture);
    // The same, of what a query will answer; nothing is printed when that is no hand-over.
    void print_copy(std::future<Result<Answer>> slip, const Snapshot& picture);
    // How the printer was found last; nothing without one.
    [[nodiscard]] std::optional<PrinterState> state() const;
    [[nodiscard]] bool has_printer() const { return printer_ != nullptr; }
    void print_claim(const Recorded& recorded, const Snapshot& picture);

private:
    void print(const Settings& settings, const std::function<Bytes(const Slips&)>& slip);

    std::unique_ptr<Printer> printer_;
    PrinterSkill skill_;
    std::string printed_closing_;
};

// What FILE.toml says of our printer's skill. Errors: invalid, naming what it could be.
[[nodiscard]] Result<PrinterSkill> printer_skill(const Machine& machine);
[[nodiscard]] std::vector<WaitingPrize> waiting_prizes(const std::vector<OpenPickupRow>& rows);

}  // namespace xiaoer::cli
