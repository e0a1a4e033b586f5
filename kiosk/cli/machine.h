// What this one machine has beside it: ports, the till's printer, our own printer. From FILE.toml, if there is one,
// and the command line, which wins.
//
//     [phone]
//     address = "0.0.0.0"           # where the customers' pages are served
//     port = 8080
//     url = ""                      # how phones reach them; "" asks the machine for its address
//     [tap]
//     address = "0.0.0.0"
//     enabled = true
//     port = 9100
//     serial = ""                   # "serial:/dev/serial/by-id/…:9600" for a till on a serial line; then no port
//     printer = "192.168.1.50:9100" # the till's real printer, or "serial:/dev/…:19200"; "" when it has none
//     till = ""                     # the only address that may connect
//     [till_link]
//     enabled = false               # tills that call by themselves (docs/till-link.md); their keys: xiaoer till add
//     address = "0.0.0.0"           # better: the address of the tills' own network
//     port = 9180
//     [webhooks]
//     enabled = false               # for shops with a relay that passes Square's or Shopify's calls on
//     address = "127.0.0.1"
//     port = 9181
//     [exports]
//     drop_folder = ""              # exports of tills left here are recorded; may be on a network share
//     dialect = "auto"              # what they are, as for xiaoer pos ingest
//     dates = ""                    # dmy, mdy or ymd, where day and month could be swapped
//     mapping = ""                  # a TOML file for any other CSV (kiosk/cli/mapping_file.h)
//     [sync]
//     with = ""                     # each night: "folder:DIR", a folder that the other kiosks reach too, or a hub,
//                                   # "postgresql://role@host/database?passfile=FILE"; "": never
//     at = "02:30"                  # in the shop's time
//     [printer]
//     target = "file:/dev/usb/lp0"  # ours, for cards and slips; "" when there is none
//     [scanner]
//     device = ""                   # "/dev/input/by-id/…-event-kbd" or "serial:/dev/serial/by-id/…:9600", which nobody
//                                   # else then hears; "" for one that types as a keyboard does
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace xiaoer::cli {

struct Machine {
    std::string phone_address = "0.0.0.0";
    std::uint16_t phone_port = 8080;
    std::string url;
    std::string tap_address = "0.0.0.0";
    bool tap = true;
    std::uint16_t tap_port = 9100;  // here and above, 0 takes any free one
    std::string tap_serial;
    std::string till_printer;
    std::string till;
    bool till_link = false;
    std::string till_link_address = "0.0.0.0";
    std::uint16_t till_link_port = 9180;
    bool webhooks = false;
    std::string webhooks_address = "127.0.0.1";
    std::uint16_t webhooks_port = 9181;
    std::string drop_folder;  // "": none
    std::string exports_dialect = "auto";
    std::string exports_dates;
    std::string exports_mapping;
    std::string sync_with;
    std::string sync_at = "02:30";
    std::string printer;
    std::string scanner;
};

// Errors: invalid on a file that is not TOML, or an unknown key, naming the line. No file: the defaults.
[[nodiscard]] Result<Machine> read_machine(const std::filesystem::path& database);

// This machine's address on the shop's network; "127.0.0.1" when it has none.
[[nodiscard]] std::string lan_address();

}  // namespace xiaoer::cli
