#include "tests/flows/shop_kiosk.h"

#include "base/calendar.h"
#include "base/file.h"

#include <algorithm>
#include <sstream>

namespace xiaoer::flows {
namespace {

constexpr int display_width = 1280, display_height = 720;

}  // namespace

std::string find_code(const Picture& picture, std::string_view part) {
    for (const auto& code : read_codes(picture)) {
        if (code.find(part) != std::string::npos) return code;
    }
    return {};
}

Picture cut_out(const Picture& picture, int x, int y, int width, int height) {
    Picture part{width, height, {}};
    for (int row = y; row < y + height; ++row) {
        const auto* from =
            picture.rgb.data() +
            (static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) * 3;
        part.rgb.insert(part.rgb.end(), from, from + static_cast<std::ptrdiff_t>(width) * 3);
    }
    return part;
}

ShopKiosk::ShopKiosk(Plan plan)
    : screen(plan.two_displays ? 2 * display_width : 1920, plan.two_displays ? display_height : 1080),
      plan_(std::move(plan)) {
    if (plan_.two_displays) {
        plug(Side::customers), plug(Side::desk);
        plan_.toml += "[screens]\ndesk = \"DESK\"\ncustomers = \"CUSTOMERS\"\n";
    }
    if (!plan_.toml.empty() && !write_file(db() + ".toml", view_of(plan_.toml))) throw FlowFailure("no FILE.toml");
    const auto made = run({XIAOER_BINARY, "demo", "--db", db(), "--days", "1", "--url", url()}, patience);
    if (made.exit_code != 0) throw FlowFailure("no demo shop: " + made.output);
    start();
}

void ShopKiosk::start(int file_blocks_max) {
    launch(file_blocks_max);
    wait_for_screen("attract");
}

void ShopKiosk::launch(int file_blocks_max) {
    Words words;
    if (file_blocks_max > 0)
        words = {"bash", "-c", "ulimit -f " + std::to_string(file_blocks_max) + "; exec \"$0\" \"$@\""};
    const auto own_target = plan_.printer_on_network ? "tcp:127.0.0.1:" + std::to_string(own_printer.port())
                                                     : "file:" + (folder_ / "slips").string();
    const Words kiosk = {XIAOER_BINARY,    "kiosk",
                         "--db",           db(),
                         "--url",          url(),
                         "--boxes",        boxes_path(Side::customers).string(),
                         "--phone-port",   std::to_string(phone_port_),
                         "--tap-port",     std::to_string(tap_port_),
                         "--printer",      own_target,
                         "--till-printer", "127.0.0.1:" + std::to_string(printer.port())};
    words.insert(words.end(), kiosk.begin(), kiosk.end());
    if (!plan_.two_displays) words.emplace_back("--windowed");
    auto environment = screen.environment();
    environment.emplace_back("ASAN_OPTIONS", "detect_leaks=0");  // the window system's own leaks are not ours to mend
    process_.emplace(words, environment);
}

void ShopKiosk::kill_and_start_again(int file_blocks_max) {
    process_->kill();
    std::filesystem::remove(boxes_path(Side::customers));
    std::filesystem::remove(boxes_path(Side::desk));
    start(file_blocks_max);
}

std::string ShopKiosk::screen_name(Side side) {
    const auto now = boxes(side);
    const auto* name = now.find("screen");
    return name == nullptr ? "" : *name->string();
}

void ShopKiosk::wait_for_screen(std::string_view name, Side side) {
    wait_until(
        "the screen " + std::string(name), [&] { return screen_name(side) == name; }, patience);
}

void ShopKiosk::touch(const std::string& widget, Side side) {
    wait_for_widget(widget, side);
    const auto place = place_of(widget, side);
    if (!place) throw FlowFailure("the widget " + widget + " went");
    const int left = plan_.two_displays && side == Side::desk ? display_width : 0;
    screen.click(left + place->first, place->second);
}

void ShopKiosk::key(std::string_view digits, Side side) {
    for (const char digit : digits) touch(std::string("key.") + digit, side);
}

bool ShopKiosk::shows(const std::string& widget, Side side) { return place_of(widget, side).has_value(); }

bool ShopKiosk::says(std::string_view words, Side side) {
    const auto now = boxes(side);
    const auto* said = now.find("says");
    if (said == nullptr) return false;
    return std::ranges::any_of(*said->array(),
                               [&](const Json& text) { return text.string()->find(words) != std::string::npos; });
}

void ShopKiosk::wait_for_words(std::string_view words, Side side) {
    wait_until(
        "the words " + std::string(words), [&] { return says(words, side); }, patience);
}

void ShopKiosk::wait_for_widget(const std::string& widget, Side side) {
    wait_until(
        "the widget " + widget, [&] { return shows(widget, side); }, patience);
}

void ShopKiosk::sign_in(bool manager, Side side) {
    if (!plan_.two_displays) rest(), touch("logo");
    wait_for_screen("sign-in", side);
    touch(manager ? "staff.1" : "staff.0", side);  // clerks come before managers
    key(manager ? manager_pin : clerk_pin, side);
    touch("pin.send", side);
    wait_for_screen("desk", side);
}

void ShopKiosk::rest() {
    wait_until(
        "the screen at rest",
        [&] {
            for (const auto* way_out : {"welcome.done", "claim.close"}) {
                const auto place = place_of(way_out, Side::customers);
                if (place) screen.click(place->first, place->second);
            }
            return screen_name() == "attract";
        },
        patience);
}

void ShopKiosk::open_pickups() {
    touch("desk.pickup");
    wait_for_screen("pickup");
}

std::int64_t ShopKiosk::facts(std::string_view kind) {
    const auto printed = run({XIAOER_BINARY, "facts", "--db", db()}, patience).output;
    const std::string mark = "\"kind\":\"" + std::string(kind) + "\"";
    std::int64_t count = 0;
    for (auto at = printed.find(mark); at != std::string::npos; at = printed.find(mark, at + 1)) ++count;
    return count;
}

void ShopKiosk::wait_for_facts(std::string_view kind, std::int64_t count) {
    wait_until(
        std::string(kind), [&] { return facts(kind) == count; }, patience);
}

Ended ShopKiosk::command(Words words) {
    words.insert(words.begin(), XIAOER_BINARY);
    return run(std::move(words), patience);
}

void ShopKiosk::set(const Json::Object& settings) {
    const auto path = folder_ / "settings.json";
    if (!write_file(path, view_of(canonical(settings)))) throw FlowFailure("no file of settings");
    const auto done = command({"shop", "set", "--db", db(), path.string()});
    if (done.exit_code != 0) throw FlowFailure("settings: " + done.output);
}

void ShopKiosk::hold_draw(const std::string& prize, std::int64_t value_minor, std::int64_t claim_for_ms) {
    const auto zone = Zone::named("Asia/Shanghai").value();
    const auto soon = SystemClock().now() + 3 * second_ms;
    const auto at = [&](Timestamp time) { return iso_date_time(zone.to_civil(time)); };
    const auto closed = facts("draw.closed");
    const auto announced =
        command({"draw", "announce", "--db", db(), "--closes", at(soon), "--draws", at(soon), "--claim-by",
                 at(soon + claim_for_ms), "--prize", prize + ":200:" + std::to_string(value_minor)});
    if (announced.exit_code != 0) throw FlowFailure("draw: " + announced.output);
    const auto outcome = parse_json(announced.output.substr(0, announced.output.find('\n')));
    wait_for_facts("draw.closed", closed + 1);
    const auto settled =
        command({"draw", "settle", "--db", db(), "--draw", *outcome->find("draw")->string(), "--throws", "4162533164"});
    if (settled.exit_code != 0) throw FlowFailure("settling: " + settled.output);
}

ShopKiosk::Newcomer ShopKiosk::join(Browser& phone, const std::string& nickname) {
    std::string join_url;
    wait_until(
        "the join code", [&] { return !(join_url = find_code(screen.picture(), "/j/")).empty(); }, patience);
    phone.open(join_url);
    phone.type("input[name=nickname]", nickname);
    phone.click("input[name=agreed]");
    phone.click("button.act");
    Newcomer newcomer;
    newcomer.number = phone.text(".number");
    newcomer.redeem_code = phone.text(".code");
    std::erase_if(newcomer.number, [](char c) { return c < '0' || c > '9'; });
    std::erase_if(newcomer.redeem_code, [](char c) { return c < '0' || c > '9'; });
    return newcomer;
}

void ShopKiosk::pair(Browser& phone) {
    touch("desk.phones");
    std::string url;
    wait_until(
        "the code that pairs a phone", [&] { return !(url = find_code(screen.picture(), "/s/")).empty(); }, patience);
    phone.open(url);
    phone.wait_for("main[data-view=home], main[data-view=desk]", patience);
    touch("desk.back");
}

void ShopKiosk::buy(Browser& phone, int yuan) {
    const auto bound = facts("purchase.bound");
    send_to_till(tap_port_, "\x1b@Old Beijing Shoes\nReceipt No: " + std::to_string(7001 + receipts_++) + "\nTOTAL " +
                                std::to_string(yuan) + ".00\n\n\n\x1dV\x01");
    wait_for_screen("claim");
    std::string claim_url;
    wait_until(
        "the claim code", [&] { return !(claim_url = find_code(screen.picture(), "/c/")).empty(); }, patience);
    phone.open(claim_url);
    phone.click("button.act");
    wait_for_facts("purchase.bound", bound + 1);
}

std::string ShopKiosk::pass_of(Browser& phone) {
    phone.open(url() + "/m");
    std::string digits;
    wait_until(
        "a pass that can be scanned",
        [&] {
            const auto picture = folder_ / "pass.png";
            if (!write_file(picture, phone.picture(".pass"))) return false;
            // zbarimg also complains of a missing D-Bus: the pass is the line of 26 digits.
            const auto read = run({"zbarimg", "-q", "--raw", picture.string()}, patience);
            std::istringstream lines(read.output);
            while (std::getline(lines, digits)) {
                if (digits.size() == 26 && digits.find_first_not_of("0123456789") == std::string::npos) return true;
            }
            return false;
        },
        patience);
    return digits;
}

std::string ShopKiosk::slips() const {
    const auto bytes = read_file(folder_ / "slips");
    return bytes && *bytes ? std::string(text_of(**bytes)) : std::string();
}

void ShopKiosk::pull(Side side) { xrandr({"--delmonitor", side == Side::desk ? "DESK" : "CUSTOMERS"}); }

// A monitor of RandR 1.5: a part of the one picture that Xvfb has.
void ShopKiosk::plug(Side side) {
    const bool desk = side == Side::desk;
    const auto size = std::to_string(display_width) + "/338x" + std::to_string(display_height) + "/190+";
    xrandr({"--setmonitor", desk ? "DESK" : "CUSTOMERS", size + (desk ? std::to_string(display_width) : "0") + "+0",
            desk ? "none" : "screen"});
}

void ShopKiosk::xrandr(Words words) {
    words.insert(words.begin(), "xrandr");
    const auto done = run(std::move(words), 30s, screen.environment());
    if (done.exit_code != 0) throw FlowFailure("xrandr: " + done.output);
}

std::filesystem::path ShopKiosk::boxes_path(Side side) const {
    const bool desk = plan_.two_displays && side == Side::desk;
    return folder_ / (desk ? "boxes.json.desk" : "boxes.json");
}

Json ShopKiosk::boxes(Side side) const {
    const auto bytes = read_file(boxes_path(side));
    if (!bytes || !*bytes) return {};
    return parse_json(text_of(**bytes)).value_or(Json());
}

std::optional<std::pair<int, int>> ShopKiosk::place_of(const std::string& widget, Side side) {
    const auto now = boxes(side);
    const auto* touch_list = now.find("touch");
    const auto* place = touch_list == nullptr ? nullptr : touch_list->find(widget);
    if (place == nullptr) return std::nullopt;
    const auto& middle = *place->array();
    return std::pair(static_cast<int>(*middle[0].integer()), static_cast<int>(*middle[1].integer()));
}

}  // namespace xiaoer::flows
