// All of a running kiosk but its window: the wiring. Opened in order, stopped in order (till and net first, then the
// store drains). Main thread.
#pragma once

#include "app/command_socket.h"
#include "cli/drop_door.h"
#include "cli/machine.h"
#include "cli/printing.h"
#include "cli/till_door.h"
#include "cli/webhook_door.h"
#include "phone/bots.h"
#include "phone/phone_server.h"
#include "pos_adapter/tap.h"
#include "pos_adapter/till_desk.h"
#include "sync/nightly.h"
#include "ui/poster_desk.h"

#include <future>
#include <mutex>
#include <thread>

namespace xiaoer::cli {

// Tells a new shop's owner the recovery sheet (none when only the PIN is new) and the first PIN, which are kept nowhere
// else. Called on the opening thread; returns whether the owner has them: if not, no shop is made, and the next start
// tries again with others.
using TellOwner = std::function<bool(const std::optional<RecoverySheet>&, const std::string& pin)>;

class Rooms {
public:
    // Opens the database, the tap, the phone pages, the socket and the printer, and returns before the database is
    // checked: commands wait for that, the screen does not. `clock` and `random` outlive it. Errors: busy with the
    // port or the process that is in the way, corrupt, invalid.
    [[nodiscard]] static Result<std::unique_ptr<Rooms>> open(const std::filesystem::path& database,
                                                             const Machine& machine, const Clock& clock, Random& random,
                                                             TellOwner tell);
    ~Rooms();
    // Until the database is checked, the shop is open (on a first start, with its first manager) and its pages'
    // address is told. Errors: corrupt when the check found damage, io. Say it once.
    [[nodiscard]] Result<void> wait_until_ready() { return ready_.get_future().get(); }

    [[nodiscard]] Kiosk& kiosk() { return *kiosk_; }
    [[nodiscard]] ui::PosterDesk& posters() { return posters_; }
    [[nodiscard]] pos::TillDesk& till() { return *till_; }
    [[nodiscard]] std::uint16_t phone_port() const { return phone_->port(); }
    [[nodiscard]] std::uint16_t tap_port() const { return tap_ ? tap_->port() : std::uint16_t{0}; }

    // 0 where the machine's file does not ask for one.
    [[nodiscard]] std::uint16_t till_link_port() const { return tills_ ? tills_->port() : std::uint16_t{0}; }
    [[nodiscard]] std::uint16_t webhooks_port() const { return webhooks_ ? webhooks_->port() : std::uint16_t{0}; }

    // Prints what an outcome or a new picture asks for.
    void hear(const Outcome& outcome) { printing_->hear(outcome, *kiosk_->snapshot()); }
    void see(const Snapshot& snapshot) { printing_->see(snapshot); }

private:
    Rooms() = default;
    ui::PosterDesk posters_;
    [[nodiscard]] Result<void> open_doors(const std::filesystem::path& database, const Machine& machine,
                                          const Clock& clock);
    [[nodiscard]] Result<void> make_ready(const std::filesystem::path& database, const std::string& url,
                                          const TellOwner& tell);
    [[nodiscard]] Result<void> open_shop(const std::filesystem::path& database, const TellOwner& tell);
    [[nodiscard]] Result<void> add_owner(const std::string& pin);
    [[nodiscard]] phone::StaffTools staff_tools();
    [[nodiscard]] std::string url_at(const std::string& address) const;
    // `given`: by the machine's file; "" when its own will do.
    [[nodiscard]] Result<void> tell_address(const std::string& given);
    [[nodiscard]] bool deliver(const pos::Slip& slip);

    std::unique_ptr<pos::TillDesk> till_;
    std::unique_ptr<Printing> printing_;
    std::unique_ptr<Kiosk> kiosk_;
    std::unique_ptr<CommandSocket> socket_;
    std::unique_ptr<phone::PhoneServer> phone_;
    std::unique_ptr<phone::BotSender> bots_;  // none: nobody is posted to
    std::unique_ptr<pos::Tap> tap_;
    std::unique_ptr<TillDoor> tills_;
    std::unique_ptr<WebhookDoor> webhooks_;
    std::unique_ptr<DropDoor> drops_;
    std::unique_ptr<sync::NightlySync> nightly_;  // none: this kiosk is alone
    std::promise<Result<void>> ready_;
    std::mutex sheet_mutex_;              // guards the next
    std::optional<RecoverySheet> sheet_;  // of a shop that was opened in this run, for its set-up
    std::thread opening_;                 // ends when the shop is open
};

// The tap of this machine; nothing where it has none. What it reads goes to `deliver`, and waits in the spool beside
// `database` while that says no: so the till prints on when the database cannot be opened. Errors: as Tap::start.
[[nodiscard]] Result<std::unique_ptr<pos::Tap>> start_tap(const std::filesystem::path& database, const Machine& machine,
                                                          const Clock& clock, const std::string& currency,
                                                          pos::Tap::Deliver deliver, pos::AskProfile profile = {});

}  // namespace xiaoer::cli
