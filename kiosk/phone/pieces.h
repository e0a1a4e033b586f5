// What is longer than a call, a roll-call or a photo, on its way from staff phones, which send it in pieces: a
// stranger's request stays small, and only who is paired can make the kiosk hold more. In memory; one thread.
//
// Promises: one text a phone, at most `bytes_max` each, of at most eight phones, for half an hour.
#pragma once

#include "app/session_id.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace xiaoer::phone {

class Pieces {
public:
    explicit Pieces(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    // Writes `piece` at byte `at`, where the text then ends, so that a piece said again changes nothing. Returns: how
    // long it is now; nothing when there is a gap before it, or it would be too long.
    [[nodiscard]] std::optional<std::size_t> add(const SessionId& phone, std::int64_t at, std::string_view piece,
                                                 std::int64_t steady_ms);
    // Until the next add(); nullptr when there is none (any more).
    [[nodiscard]] const std::string* of(const SessionId& phone, std::int64_t steady_ms);
    void forget(const SessionId& phone) { kept_.erase(phone); }

private:
    void forget_the_old(std::int64_t steady_ms);

    struct Kept {
        std::string text;
        std::int64_t at_ms = 0;
    };
    const std::size_t bytes_max_;
    std::map<SessionId, Kept> kept_;
};

}  // namespace xiaoer::phone
