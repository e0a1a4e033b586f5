// What a running kiosk knows of its till: the slips that were printed last, and what a merchant has taught about them.
//
// The slips may hold personal data (a member's name, a phone number): they are kept in the memory of the running kiosk
// only, twenty of them, and are gone with it. What was taught is kept in a file, FILE.profile beside the database.
// Any thread.
#pragma once

#include "pos_adapter/receipt.h"
#include "pos_adapter/till_profile.h"

#include <deque>
#include <filesystem>
#include <mutex>

namespace xiaoer::pos {

// As a screen shows it.
struct TillPicture {
    std::uint64_t revision = 0;  // grows with each slip and each lesson
    std::vector<Slip> slips;     // newest first
    TillProfile profile;         // what is kept; empty when nothing is
};

class TillDesk {
public:
    static constexpr std::size_t slips_max = 20, bytes_max = 64 * 1024;  // a longer slip is kept without its bytes

    // A file that is not there is nothing taught; one that cannot be read is that too, and said in the log.
    explicit TillDesk(std::filesystem::path profile_file);

    // The same slip again changes nothing. Wakes whoever looks.
    void add(const Slip& slip);
    // Replaces what was taught; an empty profile forgets it. Returns when it is on the disk. Errors: io; invalid for
    // what is no profile.
    [[nodiscard]] Result<void> keep(const TillProfile& profile);

    [[nodiscard]] TillPicture picture() const;
    [[nodiscard]] std::uint64_t revision() const;
    // For the reader of slips; never null.
    [[nodiscard]] std::shared_ptr<const TillProfile> profile() const;
    // Called on the thread that changed something; must not block.
    void on_change(std::function<void()> wake);

private:
    void changed(std::unique_lock<std::mutex> lock);

    const std::filesystem::path file_;
    mutable std::mutex mutex_;  // guards all below
    std::deque<Slip> slips_;
    std::shared_ptr<const TillProfile> profile_;
    std::uint64_t revision_ = 1;
    std::function<void()> wake_;
};

// Errors: io; invalid for a file that is none, or is not there; naming it.
[[nodiscard]] Result<TillProfile> read_till_profile(const std::filesystem::path& file);

}  // namespace xiaoer::pos
