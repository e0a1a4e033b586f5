// Kiosk: one shop's counter, as every other room sees it. Command in, Outcome and Snapshot out.
//
// Owns the store thread (the only connection that writes), the reader thread (read-only) and the hashing thread
// (Argon2id). All members may be called from any thread; none of them waits for the disk.
#pragma once

#include "app/outcome.h"
#include "app/query.h"
#include "base/random.h"

#include <filesystem>
#include <functional>
#include <future>
#include <memory>

namespace xiaoer {

struct KioskOptions {
    std::filesystem::path database;
    const Clock* clock = nullptr;       // outlives the Kiosk
    Random* random = nullptr;           // outlives the Kiosk; used by the store thread only
    std::size_t queue_capacity = 1024;  // commands waiting; above: ErrorCode::busy
    bool ticks = true;                  // say Tick by itself every second
};

class Kiosk {
public:
    // Takes the lock, opens or creates the database with its key files, and starts the threads; quick_check runs
    // after this returns, and commands wait for it. Errors: busy (another process writes this file; the message
    // names it), corrupt, io, invalid (a newer version's file).
    [[nodiscard]] static Result<std::unique_ptr<Kiosk>> open(KioskOptions options);
    // Stops accepting, drains what was accepted, checkpoints, joins.
    ~Kiosk();

    // The future holds the outcome after its facts are durable, never before. Errors inside: io (not saved; the
    // kiosk stops accepting), busy (queue full), invalid (input that means nothing), corrupt.
    [[nodiscard]] std::future<Result<Outcome>> submit(Command command);
    // The same with an id made here. For callers that will not say it again.
    [[nodiscard]] std::future<Result<Outcome>> submit(Wish wish);
    [[nodiscard]] std::future<Result<Answer>> query(Query query);

    // A PIN check: counts the attempt durably, then hashes off-thread. Outcomes: SignedIn, WrongPin, Locked, Refused.
    [[nodiscard]] std::future<Result<Outcome>> sign_in(StaffId staff, std::string pin);
    // Errors inside: invalid for a PIN under 6 digits or a common one. Outcomes: StaffAdded, NotAllowed.
    [[nodiscard]] std::future<Result<Outcome>> add_staff(std::string name, bool manager, std::string pin,
                                                         std::optional<SessionId> by);

    // A new PIN for whoever knows the old one. Outcomes: PinSet, and those of sign_in. Errors inside: as of add_staff.
    [[nodiscard]] std::future<Result<Outcome>> change_pin(StaffId staff, std::string old_pin, std::string new_pin);
    // A forgotten one, by the root key of the recovery sheet. Outcomes: PinSet, Refused.
    [[nodiscard]] std::future<Result<Outcome>> reset_pin(std::string name, Hash root_key, std::string new_pin);

    // Never null; cheap.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    // Whether what the till prints is kept on the disk until it is recorded: the health says so. True until told.
    void tell_slips_saved(bool saved);
    // Called on the store thread after each publication, to wake a sleeping screen; must not block.
    void on_publication(std::function<void()> wake);

private:
    struct Inside;
    explicit Kiosk(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace xiaoer
