// What the counter's own printer is asked to print, and when: the winner's slip, a new card, a claim for the sale of
// the moment, the hash of a list that was just locked, the recovery sheet. Nothing is printed without a printer.
//
// Called from the main thread, the tap's and the till link's; the printer has its own queue and thread.
#pragma once

#include "app/kiosk.h"
#include "counter/printer.h"
#include "counter/slips.h"

#include <memory>

namespace xiaoer::cli {

class Printing {
public:
    // `target` and `qr`: as in FILE.toml; "" for no printer. Errors: invalid for what is neither.
    [[nodiscard]] static Result<std::unique_ptr<Printing>> open(const std::string& target, const std::string& qr);

    // What an outcome asks for: a card, the winner's slip, a claim. `picture`: the newest.
    void hear(const Outcome& outcome, const Snapshot& picture);
    // The hash of a list that was just locked, once.
    void see(const Snapshot& snapshot);
    void print_recovery(const RecoverySheet& sheet);
    // A slip with a code that the scanner can read and that is nobody's.
    void print_test(const Snapshot& picture);
    [[nodiscard]] bool has_printer() const { return printer_ != nullptr; }
    void print_claim(const Recorded& recorded, const Snapshot& picture);

private:
    void print(const Settings& settings, const std::function<Bytes(const Slips&)>& slip);

    std::unique_ptr<Printer> printer_;
    QrBy qr_by_ = QrBy::command;
    std::string printed_closing_;
};

}  // namespace xiaoer::cli
