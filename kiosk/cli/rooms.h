// All of a running kiosk but its window: the wiring. Opened in order, stopped in order (till and net first, then the
// store drains). Main thread.
#pragma once

#include "app/command_socket.h"
#include "cli/machine.h"
#include "counter/printer.h"
#include "counter/slips.h"
#include "phone/phone_server.h"
#include "pos_adapter/tap.h"

namespace xiaoer::cli {

class Rooms {
public:
    // Opens the database (creating the shop on its first start), the socket, the phone pages, the tap and the
    // printer. `clock` and `random` outlive it. Errors: busy with the port or the process that is in the way.
    [[nodiscard]] static Result<std::unique_ptr<Rooms>> open(const std::filesystem::path& database, const Machine& machine,
                                                             const Clock& clock, Random& random);
    ~Rooms();

    [[nodiscard]] Kiosk& kiosk() { return *kiosk_; }
    [[nodiscard]] std::uint16_t phone_port() const { return phone_->port(); }
    [[nodiscard]] std::uint16_t tap_port() const { return tap_ ? tap_->port() : std::uint16_t{0}; }

    // Prints what an outcome or a new picture asks for: a card, the winner's slip, the locked list's hash.
    void hear(const Outcome& outcome);
    void see(const Snapshot& snapshot);

private:
    Rooms(const Clock& clock) : clock_(clock) {}
    [[nodiscard]] Result<void> open_shop();
    // Makes the first manager with a PIN of the machine's choice and tells `secrets` and the PIN once.
    [[nodiscard]] Result<void> add_owner(const std::string& secrets);
    [[nodiscard]] Result<void> tell_address(const Machine& machine);
    [[nodiscard]] bool deliver(const pos::Slip& slip);
    void print(const std::function<Bytes(const Slips&)>& slip);
    void print_claim(const Recorded& recorded);

    const Clock& clock_;
    std::unique_ptr<Printer> printer_;  // none: nothing is printed
    std::unique_ptr<Kiosk> kiosk_;
    std::unique_ptr<CommandSocket> socket_;
    std::unique_ptr<phone::PhoneServer> phone_;
    std::unique_ptr<pos::Tap> tap_;
    std::string printed_closing_;
};

}  // namespace xiaoer::cli
