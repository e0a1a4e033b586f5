// Which of the machine's addresses the pages are told to have, while a router lends it another one, a cable is pulled
// out or a hotspot comes up later than the kiosk. Pure: what the machine has comes in. One thread.
//
// - While the machine has no address at all, what was told stays: it will most likely be back.
// - What the owner tried with a phone stays while it is there, and is told again when it comes back.
// - A name is its router's business and stays.
// - Any other address that has been gone for 20 s gives way to the machine's first: shorter, and the printed and shown
//   codes would change with every hiccup of the network; longer, and people would scan a dead code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace xiaoer::cli {

class AddressWatch {
public:
    static constexpr std::int64_t gone_for_ms = 20'000;

    // `told`: the pages' address as the settings have it, "" for none yet. `own`: what it would be at each of the
    // machine's own addresses. Returns: what is to be told instead; nothing when it may stay.
    [[nodiscard]] std::optional<std::string> look(const std::string& told, const std::vector<std::string>& own,
                                                  std::int64_t now_ms);

private:
    [[nodiscard]] std::optional<std::string> tell(const std::string& url);
    std::string home_;       // what the owner tried
    std::string told_last_;  // by this watch
    std::optional<std::int64_t> gone_since_ms_;
};

}  // namespace xiaoer::cli
