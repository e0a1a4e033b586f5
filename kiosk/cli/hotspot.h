// The kiosk's own hotspot, for a shop that has no Wi-Fi of its own: made by NetworkManager, spoken to by nmcli(1).
//
// It is one connection of the system, "xiaoer-hotspot", so that it is found again after a power cut. While it is
// tried it is not brought up at a start; once kept, the system brings it up by itself. NetworkManager leases the
// phones their addresses ("shared", which needs dnsmasq-base) and gives the kiosk 10.77.0.1.
// Whose nmcli may do that is for polkit: org.freedesktop.NetworkManager.network-control, .settings.modify.system and
// .wifi.share.protected; a user who is asked for a password may not. Its thread only; each call waits for nmcli.
#pragma once

#include "base/result.h"
#include "phone/phone_server.h"

#include <optional>
#include <string>
#include <vector>

namespace xiaoer::cli {

class Hotspot {
public:
    static constexpr auto address = "10.77.0.1";

    // Whether there can be one, and whether it is up.
    [[nodiscard]] phone::HotspotState look();
    // Makes it and brings it up. What the card was connected to before is remembered. Errors: as nmcli said it.
    [[nodiscard]] Result<void> open(const phone::HotspotPlan& plan);
    // From now on the system brings it up at each start.
    [[nodiscard]] Result<void> keep();
    // Takes it down for good; what was there before open() comes back.
    void close();

private:
    [[nodiscard]] Result<std::string> nmcli(std::vector<std::string> words);
    // Each line's fields, as nmcli -t writes them.
    [[nodiscard]] std::vector<std::vector<std::string>> table(std::vector<std::string> words);
    [[nodiscard]] std::optional<std::string> wireless_card();

    std::string before_;  // the UUID of what the card was connected to; "" for nothing
};

}  // namespace xiaoer::cli
