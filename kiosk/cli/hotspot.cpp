#include "cli/hotspot.h"

#include "base/log.h"
#include "cli/network.h"
#include "cli/program.h"

#include <algorithm>

namespace xiaoer::cli {
namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;
using phone::HotspotState;

constexpr auto name = "xiaoer-hotspot";  // of the connection, on every kiosk
constexpr auto patience = 40s;           // a radio that changes its trade takes its time

// What it takes, as `nmcli general permissions` names it.
const Words permissions = {"org.freedesktop.NetworkManager.network-control",
                           "org.freedesktop.NetworkManager.settings.modify.system",
                           "org.freedesktop.NetworkManager.wifi.share.protected"};

// nmcli(1), "--terse": fields by colons, a colon or backslash in one after a backslash.
Words fields_of(std::string_view line) {
    Words fields(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && i + 1 < line.size())
            fields.back() += line[++i];
        else if (line[i] == ':')
            fields.emplace_back();
        else
            fields.back() += line[i];
    }
    return fields;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

Result<std::string> Hotspot::nmcli(Words words) {
    words.insert(words.begin(), "nmcli");
    XIAOER_TRY_ASSIGN(auto ended, run_program(words, patience));
    if (ended.exit_code != 0) return Error{ErrorCode::io, first_line(ended.output)};
    return std::move(ended.output);
}

std::vector<Words> Hotspot::table(Words words) {
    std::vector<Words> rows;
    words.insert(words.begin(), "-t");
    const auto output = nmcli(std::move(words));
    if (!output) return rows;
    for (std::size_t at = 0; at < output->size();) {
        const auto end = std::min(output->find('\n', at), output->size());
        rows.push_back(fields_of(std::string_view(*output).substr(at, end - at)));
        at = end + 1;
    }
    return rows;
}

std::optional<std::string> Hotspot::wireless_card() {
    for (const auto& row : table({"-f", "DEVICE,TYPE,STATE", "device", "status"})) {
        if (row.size() == 3 && row[1] == "wifi" && row[2] != "unavailable" && row[2] != "unmanaged") return row[0];
    }
    return std::nullopt;
}

HotspotState Hotspot::look() {
    const auto running = nmcli({"-t", "-f", "RUNNING", "general"});
    if (!running || first_line(*running) != "running")
        return has_radio() ? HotspotState::no_manager : HotspotState::no_radio;
    for (const auto& row : table({"-f", "NAME", "connection", "show", "--active"})) {
        if (row[0] == name) return HotspotState::on;
    }
    const auto card = wireless_card();
    if (!card) return HotspotState::no_radio;
    const auto can = table({"-f", "WIFI-PROPERTIES.AP", "device", "show", *card});
    if (can.empty() || can[0].back() != "yes") return HotspotState::no_access_point;
    const auto granted = table({"-f", "PERMISSION,VALUE", "general", "permissions"});
    const bool may = std::ranges::all_of(permissions, [&](const std::string& one) {
        return std::ranges::find(granted, Words{one, "yes"}) != granted.end();
    });
    return may ? HotspotState::ready : HotspotState::not_permitted;
}

Result<void> Hotspot::open(const phone::HotspotPlan& plan) {
    const auto card = wireless_card();
    if (!card) return Error{ErrorCode::io, "no wireless card"};
    before_.clear();
    for (const auto& row : table({"-f", "UUID,DEVICE,NAME", "connection", "show", "--active"})) {
        if (row.size() == 3 && row[1] == *card && row[2] != name) before_ = row[0];
    }
    (void)nmcli({"connection", "delete", "id", name});  // of an earlier try
    Words add = {"connection",
                 "add",
                 "type",
                 "wifi",
                 "ifname",
                 *card,
                 "con-name",
                 name,
                 "autoconnect",
                 "no",
                 "ssid",
                 plan.name,
                 "802-11-wireless.mode",
                 "ap",
                 "802-11-wireless.band",
                 "bg"};
    if (plan.channel > 0) add.insert(add.end(), {"802-11-wireless.channel", std::to_string(plan.channel)});
    add.insert(add.end(),
               {"802-11-wireless-security.key-mgmt", "wpa-psk", "802-11-wireless-security.psk", plan.password,
                "ipv4.method", "shared", "ipv4.addresses", std::string(address) + "/24", "ipv6.method", "disabled"});
    XIAOER_TRY(nmcli(std::move(add)));
    const auto up = nmcli({"connection", "up", "id", name});
    if (up) return {};
    close();
    return up.error();
}

Result<void> Hotspot::keep() {
    XIAOER_TRY(nmcli({"connection", "modify", "id", name, "connection.autoconnect", "yes"}));
    before_.clear();
    return {};
}

void Hotspot::close() {
    (void)nmcli({"connection", "delete", "id", name});  // which takes it down
    if (before_.empty()) return;
    if (const auto up = nmcli({"connection", "up", "uuid", before_}); !up)
        log_error(up.error(), "the Wi-Fi from before");
    before_.clear();
}

}  // namespace xiaoer::cli
