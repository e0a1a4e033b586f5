// Reads what an inbox collected, slip by slip, and delivers each until it is accepted.
//
// At least once: after a crash a slip may be delivered again, with the same id. The id is the first 16 bytes of
// SHA-256("xiaoer-slip-v1\n" || epoch of the spool || u64be(where the slip starts) || its bytes). One thread.
#pragma once

#include "pos_adapter/escpos_text.h"
#include "pos_adapter/receipt.h"
#include "pos_adapter/slip_inbox.h"
#include "pos_adapter/till_profile.h"

#include <functional>
#include <set>

namespace xiaoer::pos {

// Returns: false when the consumer is busy; the slip is then offered again.
using DeliverSlip = std::function<bool(const Slip&)>;

class SlipReader {
public:
    // `profile` is asked before each slip; empty: nothing is ever taught.
    SlipReader(SlipInbox& inbox, ReadingOptions reading, DeliverSlip deliver, AskProfile profile = {});

    // Until the inbox stops.
    void run();

private:
    void read(const Spool::Record& record);
    void slip_ended(const SlipText& text);
    [[nodiscard]] Slip take_slip(const SlipText& text);

    SlipInbox& inbox_;
    const ReadingOptions reading_;
    const DeliverSlip deliver_;
    const AskProfile ask_profile_;
    std::shared_ptr<const TillProfile> profile_;  // of the slip under way
    SlipAssembler assembler_;
    Bytes raw_;                    // fed since the last slip ended
    std::uint64_t raw_start_ = 0;  // its first byte, counted as the assembler counts
    std::uint64_t start_ = 0;      // of the slip: position of the record that holds its first byte
    std::uint64_t place_ = 0;      // and where in that record
    Timestamp at_;
    std::set<Bytes> delivered_;  // ids, of before a restart
};

}  // namespace xiaoer::pos
