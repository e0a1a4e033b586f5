// NetworkManager's nmcli, as far as a hotspot needs it: a program of its own that a test puts before the real one on
// PATH. It writes down what it was asked and answers from files beside it, which the test changes. Any thread.
#pragma once

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace xiaoer::test {

class StandInNmcli {
public:
    StandInNmcli() {
        std::filesystem::create_directories(folder_ / "bin");
        std::ofstream(program()) << script;
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
        answer("devices", "eth0:ethernet:connected\nwlan0:wifi:connected\nlo:loopback:unmanaged\n");
        answer("access_point", "WIFI-PROPERTIES.AP:yes\n");
        answer("permissions",
               "org.freedesktop.NetworkManager.network-control:yes\n"
               "org.freedesktop.NetworkManager.settings.modify.system:yes\n"
               "org.freedesktop.NetworkManager.wifi.share.protected:yes\n");
        answer("running", "running\n");
        answer("active", "5c6b1f2e-0000-4000-8000-000000000001:wlan0:Router\\: old\n");
    }
    void answer(const std::string& what, const std::string& text) {
        std::ofstream(folder_ / what, std::ios::binary) << text;
    }
    // Every call, a line each, its words with bars between them.
    [[nodiscard]] std::string asked() const {
        const auto bytes = read_file(folder_ / "asked");
        return bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
    }
    [[nodiscard]] bool was_asked(std::string_view part) const { return asked().find(part) != std::string::npos; }
    // PATH with this nmcli first.
    [[nodiscard]] std::string path() const {
        const char* others = std::getenv("PATH");
        return (folder_ / "bin").string() + ":" + (others == nullptr ? "/usr/bin:/bin" : others);
    }

private:
    [[nodiscard]] std::string program() const { return (folder_ / "bin" / "nmcli").string(); }

    static constexpr auto script = R"sh(#!/bin/sh
here=$(dirname "$0")/..
{ printf '%s|' "$@"; echo; } >> "$here/asked"
case "$*" in
  "-t -f RUNNING general") cat "$here/running" ;;
  *"device status") cat "$here/devices" ;;
  *"device show wlan0") cat "$here/access_point" ;;
  *"general permissions") cat "$here/permissions" ;;
  *"-f NAME connection show --active")
    cut -d: -f3- "$here/active"
    if [ -e "$here/up" ]; then echo xiaoer-hotspot; fi ;;
  *"connection show --active") cat "$here/active" ;;
  "connection up id xiaoer-hotspot")
    if [ -s "$here/broken" ]; then cat "$here/broken" >&2; exit 4; fi
    touch "$here/up" ;;
  "connection delete id xiaoer-hotspot") rm -f "$here/up" ;;
esac
)sh";
    TemporaryFolder folder_;
};

}  // namespace xiaoer::test
