#include "cli/machine.h"

#include "cli/toml_file.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <functional>
#include <map>

namespace xiaoer::cli {
namespace {

Error at(const std::string& path, const toml::node& node, const std::string& what) {
    return invalid(path + " line " + std::to_string(node.source().begin.line) + ": " + what);
}

// The place in a Machine that "section.key" fills.
using Place = std::variant<std::string*, std::uint16_t*, bool*>;
std::map<std::string, Place> places_of(Machine& machine) {
    return {{"phone.address", &machine.phone_address},
            {"phone.port", &machine.phone_port},
            {"phone.url", &machine.url},
            {"tap.address", &machine.tap_address},
            {"tap.port", &machine.tap_port},
            {"tap.serial", &machine.tap_serial},
            {"tap.printer", &machine.till_printer},
            {"tap.till", &machine.till},
            {"tap.enabled", &machine.tap},
            {"till_link.enabled", &machine.till_link},
            {"till_link.address", &machine.till_link_address},
            {"till_link.port", &machine.till_link_port},
            {"webhooks.enabled", &machine.webhooks},
            {"webhooks.address", &machine.webhooks_address},
            {"webhooks.port", &machine.webhooks_port},
            {"exports.drop_folder", &machine.drop_folder},
            {"exports.dialect", &machine.exports_dialect},
            {"exports.dates", &machine.exports_dates},
            {"exports.mapping", &machine.exports_mapping},
            {"printer.target", &machine.printer},
            {"sync.with", &machine.sync_with},
            {"sync.at", &machine.sync_at},
            {"scanner.device", &machine.scanner}};
}

Result<void> fill(Place place, const toml::node& node, const std::string& path, const std::string& key) {
    if (auto* const* text = std::get_if<std::string*>(&place)) {
        const auto value = node.value_exact<std::string>();
        if (!value) return at(path, node, key + " is a text");
        **text = *value;
        return {};
    }
    if (auto* const* flag = std::get_if<bool*>(&place)) {
        const auto value = node.value_exact<bool>();
        if (!value) return at(path, node, key + " is true or false");
        **flag = *value;
        return {};
    }
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < 0 || *value > 65535) return at(path, node, key + " is a port, 0 to 65535");
    *std::get<std::uint16_t*>(place) = static_cast<std::uint16_t>(*value);
    return {};
}

}  // namespace

Result<Machine> read_machine(const std::filesystem::path& database) {
    Machine machine;
    const std::string path = database.string() + ".toml";
    XIAOER_TRY_ASSIGN(const auto parsed, read_toml(path));
    if (!parsed) return machine;
    const auto places = places_of(machine);
    for (const auto& [section, table] : *parsed) {
        if (!table.is_table()) return at(path, table, std::string(section.str()) + " is not a section");
        for (const auto& [key, node] : *table.as_table()) {
            const std::string name = std::string(section.str()) + "." + std::string(key.str());
            const auto place = places.find(name);
            if (place == places.end()) return at(path, node, name + " is not known here");
            XIAOER_TRY(fill(place->second, node, path, name));
        }
    }
    return machine;
}

std::string lan_address() {
    ifaddrs* list = nullptr;
    std::string found = "127.0.0.1";
    if (::getifaddrs(&list) != 0) return found;
    for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
        const bool usable = one->ifa_addr != nullptr && one->ifa_addr->sa_family == AF_INET &&
                            (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0;
        if (!usable) continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr, text.data(), text.size());
        found = text.data();
        break;
    }
    ::freeifaddrs(list);
    return found;
}

}  // namespace xiaoer::cli
