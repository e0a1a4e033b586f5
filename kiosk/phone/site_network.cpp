// How phones reach this machine, and its own hotspot (staff_call.h, AskNetwork and AskHotspot).
#include "base/text.h"
#include "phone/conversation.h"

namespace xiaoer::phone {
namespace {

Json network_json(const NetworkView& network) {
    Json::Array addresses;
    for (const auto& one : network.addresses)
        addresses.emplace_back(Json::Object{{"url", one.url}, {"lent", one.lent}});
    const auto& hotspot = network.hotspot;
    return Json::Object{{"kind", "network"},
                        {"addresses", std::move(addresses)},
                        {"hotspot", Json::Object{{"state", enum_name(hotspot.state)},
                                                 {"trial", enum_name(hotspot.trial)},
                                                 {"problem", hotspot.problem},
                                                 {"url", hotspot.url}}}};
}

Json refusal(std::string_view what) { return Json::Object{{"kind", "error"}, {"what", what}}; }

bool is_printable_ascii(std::string_view text) {
    return text.find_first_not_of(
               " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
               "abcdefghijklmnopqrstuvwxyz{|}~") == text.npos;
}

// IEEE 802.11: an SSID is 1 to 32 bytes, a WPA passphrase 8 to 63 characters of ASCII, 2.4 GHz has 13 channels. Nothing
// for what cannot be; neither begins with a minus, so that nmcli takes it for no option.
std::optional<HotspotPlan> plan_of(const AskHotspot& ask) {
    HotspotPlan plan{clean_text(trim(ask.name.value_or("")), 32), ask.password.value_or(""), ask.channel.value_or(0)};
    const bool name = !plan.name.empty() && plan.name.size() <= 32 && plan.name[0] != '-';
    const bool password = plan.password.size() >= 8 && plan.password.size() <= 63 && plan.password[0] != '-' &&
                          is_printable_ascii(plan.password);
    if (!name || !password || plan.channel < 0 || plan.channel > 13) return std::nullopt;
    return plan;
}

}  // namespace

void Site::tell_network(const StaffVisit& staff) {
    answer_staff(staff, network_json(tools_.network ? tools_.network() : NetworkView{}));
}

void Site::do_hotspot(const StaffVisit& staff, const AskHotspot& ask) {
    if (!tools_.network || !tools_.try_hotspot) return answer_staff(staff, refusal("not_allowed"));
    if (ask.what == HotspotWish::close) {
        tools_.close_hotspot();
        return answer_staff(staff, to_json(Outcome(Done{})));
    }
    if (ask.what == HotspotWish::try_it) {
        const auto plan = plan_of(ask);
        if (!plan) return answer_staff(staff, refusal("invalid"));
        if (!tools_.try_hotspot(*plan)) return answer_staff(staff, refusal("no_hotspot"));
        return answer_staff(staff, to_json(Outcome(Done{})));
    }
    // Only whoever came through the hotspot has seen that it works.
    const auto url = tools_.network().hotspot.url;
    const auto asked = "http://" + std::string(staff.visit->request.header("host"));
    const bool through_it = url == asked || url == asked + ":80";  // which a browser leaves out
    const auto plan = through_it ? tools_.keep_hotspot() : std::nullopt;
    if (!plan) return answer_staff(staff, refusal("no_hotspot"));
    auto settings = kiosk_.snapshot()->settings;
    settings.wifi_name = plan->name;
    settings.wifi_password = plan->password;
    settings.base_url = url;
    answer_outcome(staff, kiosk_.submit(ChangeSettings{std::move(settings), staff.caller.session}), false);
}

}  // namespace xiaoer::phone
