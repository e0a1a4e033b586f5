// How phones reach this machine: its addresses, whether a router lent them, and whether it has a radio. Any thread.
//
// An address that was lent (DHCP) may be another one tomorrow, and printed codes and cookies die with it: set-up tells
// the owner so. Source: rtnetlink(7); an address without IFA_F_PERMANENT has a lifetime.
#pragma once

#include <string>
#include <vector>

namespace xiaoer::cli {

struct OwnAddress {
    std::string address;  // IPv4 in digits, not loopback
    bool lent = false;
};

// Those that are up, in the system's order; empty when the system does not tell.
[[nodiscard]] std::vector<OwnAddress> own_addresses();
// A wireless card, with which the system could make a hotspot of its own.
[[nodiscard]] bool has_radio();

}  // namespace xiaoer::cli
