// xiaoer day: one whole shop day offscreen, on the real components: the phone page over HTTP, the tap over TCP, the
// scanner's text, taps on the screen, the database. Prints each step as it happens and saves what the screen showed.
//
// A Saturday at the shoe shop, its clock moved along, then the Sunday after. What a step expects and does not see
// ends the day with exit 1.
#include "base/calendar.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "cli/demo.h"
#include "cli/rooms.h"
#include "net/http_client.h"
#include "store/audit.h"
#include "ui/counter_screen.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

constexpr int patience_ms = 60'000;  // for a machine that is busy with something else
constexpr std::string_view shop_file =
    "made-up-day.db";  // each day begins with another; nobody's own shop has this name
constexpr CivilTime saturday{2026, 11, 21, 9, 0, 0, 6};
constexpr std::string_view throws = "4162533164";

// "老北京布鞋 … 合计 128.00", as a till with a GBK printer sends it.
constexpr std::string_view receipt_start = "\x1b@\xc0\xcf\xb1\xb1\xbe\xa9\xb2\xbc\xd0\xac\n\xb5\xa5\xba\xc5: ";
constexpr std::string_view receipt_end =
    "\n\xca\xd6\xb9\xa4\xb2\xbc\xd0\xac      1   128.00\n\xba\xcf\xbc\xc6: 128.00\n\n\n\x1dV\x00";

class Day {
public:
    explicit Day(std::filesystem::path out) : out_(std::move(out)) {}

    Result<int> run() {
        XIAOER_TRY(open());
        XIAOER_TRY(morning());
        XIAOER_TRY(clerk_works());
        XIAOER_TRY(draw_night());
        XIAOER_TRY(market_day());
        return close();
    }

private:
    Result<void> open();
    Result<void> morning();
    Result<void> clerk_works();
    Result<void> draw_night();
    Result<void> market_day();
    Result<int> close();

    Result<void> join_by_phone();
    Result<void> print_receipt(std::string_view number);
    Result<void> claim_by_phone();
    Result<void> sign_in();
    Result<void> press(std::string_view widget);
    Result<void> press_all(std::string_view prefix, std::string_view keys);
    Result<void> until(std::string_view what, const std::function<bool()>& holds);
    Result<void> say(const std::string& text);  // prints the step and saves the screen
    Result<std::string> form_value(const std::string& page, const std::string& name);
    [[nodiscard]] std::shared_ptr<const Snapshot> picture() { return rooms_->kiosk().snapshot(); }

    std::filesystem::path out_;
    ShiftedClock clock_;
    SystemRandom random_;
    std::optional<Zone> zone_;
    std::unique_ptr<Rooms> rooms_;
    std::unique_ptr<ui::Counter> counter_;
    std::string cookie_;  // the customer's phone
    std::int64_t number_ = 0;
    int step_ = 0;
};

Result<void> Day::open() {
    std::error_code failed;
    std::filesystem::create_directories(out_, failed);
    for (const auto& entry : std::filesystem::directory_iterator(out_, failed)) {
        if (entry.path().filename().string().starts_with(shop_file)) std::filesystem::remove(entry.path(), failed);
    }
    XIAOER_TRY_ASSIGN(zone_, Zone::named("Asia/Shanghai"));
    std::cout << "A demo shop, twelve days old:" << std::endl;
    DemoPlan plan;
    plan.database = out_ / shop_file;
    plan.days = 12;
    plan.ends_at = zone_->to_time(saturday);
    XIAOER_TRY_ASSIGN(const auto figures, make_demo(plan));
    std::cout << "  " << canonical(to_json(figures)) << std::endl;
    clock_.jump_to(plan.ends_at);
    Machine machine;
    machine.phone_address = machine.tap_address = "127.0.0.1";
    machine.phone_port = machine.tap_port = 0;
    machine.printer = "file:" + (out_ / "printer.bin").string();
    XIAOER_TRY_ASSIGN(rooms_, Rooms::open(plan.database, machine, clock_, random_, {}));
    XIAOER_TRY(rooms_->wait_until_ready());
    // Phones of this day are on this machine.
    auto settings = picture()->settings;
    settings.base_url = "http://127.0.0.1:" + std::to_string(rooms_->phone_port());
    XIAOER_TRY(rooms_->kiosk().submit(ChangeSettings{settings, {}}).get());
    ui::CounterOptions options;
    options.window = {ui::WindowKind::offscreen, 1920, 1080};
    options.clock = &clock_;
    options.posters = &rooms_->posters();
    options.on_outcome = [this](const Outcome& outcome) { rooms_->hear(outcome); };
    options.on_snapshot = [this](const Snapshot& snapshot) { rooms_->see(snapshot); };
    XIAOER_TRY_ASSIGN(counter_, ui::Counter::open(rooms_->kiosk(), std::move(options)));
    return {};
}

Result<void> Day::until(std::string_view what, const std::function<bool()>& holds) {
    const auto start = clock_.steady_ms();
    while (!holds()) {
        counter_->turn(20);
        if (clock_.steady_ms() - start > patience_ms)
            return invalid("the day stopped: " + std::string(what) + " did not come");
    }
    return {};
}

Result<void> Day::say(const std::string& text) {
    for (int i = 0; i < 3; ++i) counter_->turn(20);  // what was published meanwhile
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "%02d.png", ++step_);
    XIAOER_TRY(counter_->screenshot(out_ / name.data()));
    const auto civil = zone_->to_civil(clock_.now());
    std::array<char, 16> time{};
    std::snprintf(time.data(), time.size(), "%02d:%02d", civil.hour, civil.minute);
    std::cout << "  " << time.data() << "  " << text << "  [" << (out_ / name.data()).string() << "]" << std::endl;
    return {};
}

Result<void> Day::press(std::string_view widget) {
    XIAOER_TRY(until(widget, [&] { return counter_->tap(widget); }));
    if (!counter_->settle(patience_ms)) return invalid("the day stopped: no answer after " + std::string(widget));
    return {};
}

Result<void> Day::press_all(std::string_view prefix, std::string_view keys) {
    for (const char key : keys) XIAOER_TRY(press(std::string(prefix) + key));
    return {};
}

Result<std::string> Day::form_value(const std::string& page, const std::string& name) {
    const auto field = page.find("name=\"" + name + "\" value=\"");
    if (field == std::string::npos) return invalid("the join page has no " + name);
    const auto start = page.find("value=\"", field) + 7;
    return page.substr(start, page.find('"', start) - start);
}

Result<void> Day::join_by_phone() {
    const auto port = rooms_->phone_port();
    const std::string target = picture()->join_url.substr(picture()->join_url.find("/j/"));
    XIAOER_TRY_ASSIGN(const auto page, net::http_request(port, "GET", target));
    std::string form;
    for (const auto* name : {"channel", "browser", "token"}) {
        XIAOER_TRY_ASSIGN(const auto value, form_value(page.body, name));
        form += std::string(name) + "=" + net::percent_encoded(value) + "&";
    }
    form += "agreed=1&show_name=1&nickname=" + net::percent_encoded("小满");
    const std::string origin = "http://127.0.0.1:" + std::to_string(port);
    XIAOER_TRY_ASSIGN(
        const auto joined,
        net::http_request(port, "POST", "/api/join",
                          {{"Origin", origin}, {"Content-Type", "application/x-www-form-urlencoded"}}, form));
    const auto given = joined.head.find("set-cookie: x_");
    if (given == std::string::npos) {
        return invalid("the phone page gave no number: " + joined.head.substr(0, joined.head.find('\r')));
    }
    cookie_ = joined.head.substr(given + 12, joined.head.find(';', given) - given - 12);
    return {};
}

Result<void> Day::print_receipt(std::string_view number) {
    return net::send_bytes(rooms_->tap_port(),
                           std::string(receipt_start) + std::string(number) + std::string(receipt_end));
}

Result<void> Day::claim_by_phone() {
    const auto port = rooms_->phone_port();
    const std::string url = picture()->purchase->claim_url;
    const std::string target = url.substr(url.find("/c/"));
    XIAOER_TRY_ASSIGN(const auto page, net::http_request(port, "GET", target, {{"Cookie", cookie_}}));
    XIAOER_TRY_ASSIGN(const auto claim, form_value(page.body, "claim"));
    XIAOER_TRY_ASSIGN(const auto token, form_value(page.body, "token"));
    XIAOER_TRY_ASSIGN(const auto reply, net::http_request(port, "POST", "/api/claim",
                                                          {{"Cookie", cookie_},
                                                           {"Origin", "http://127.0.0.1:" + std::to_string(port)},
                                                           {"Content-Type", "application/x-www-form-urlencoded"}},
                                                          "claim=" + net::percent_encoded(claim) +
                                                              "&token=" + net::percent_encoded(token)));
    if (reply.status >= 400) return invalid("the claim was refused: HTTP " + std::to_string(reply.status));
    return {};
}

Result<void> Day::morning() {
    XIAOER_TRY(say("the counter opens: Wi-Fi, join code, next draw"));
    XIAOER_TRY(join_by_phone());
    XIAOER_TRY(until("the greeting", [this] { return counter_->screen() == ui::Screen::welcome; }));
    number_ = picture()->greeting->number;
    XIAOER_TRY(say("小满 joins on the phone and is greeted by number"));
    XIAOER_TRY(print_receipt("0014"));
    XIAOER_TRY(until("the sale", [this] {
        return picture()->purchase && !picture()->purchase->bound_to && counter_->screen() == ui::Screen::claim;
    }));
    XIAOER_TRY(say("the till prints 128.00: two tickets, to be claimed"));
    XIAOER_TRY(claim_by_phone());
    XIAOER_TRY(until("the claim", [this] { return picture()->purchase->bound_to == number_; }));
    return say("小满 claims them on the phone");
}

Result<void> Day::sign_in() {
    if (counter_->screen() != ui::Screen::attract) {
        XIAOER_TRY(press(counter_->screen() == ui::Screen::welcome ? "welcome.done" : "claim.close"));
    }
    XIAOER_TRY(press("logo"));
    XIAOER_TRY(until("sign-in", [this] { return counter_->screen() == ui::Screen::sign_in; }));
    const auto& staff = picture()->desk.staff;
    for (std::size_t i = 0; i < staff.size(); ++i) {
        if (staff[i].manager) continue;
        XIAOER_TRY(press("staff." + std::to_string(i)));
        break;
    }
    XIAOER_TRY(press_all("key.", demo_clerk_pin));
    XIAOER_TRY(press("pin.send"));
    return until("the desk", [this] { return counter_->screen() == ui::Screen::desk; });
}

Result<void> Day::clerk_works() {
    XIAOER_TRY(sign_in());
    XIAOER_TRY(say("小颖 signs in: the desk"));
    XIAOER_TRY(press("desk.record"));
    XIAOER_TRY(press_all("key.", "86"));
    XIAOER_TRY(press("desk.next"));
    XIAOER_TRY(press_all("key.", "0001"));
    XIAOER_TRY(press("desk.send"));
    XIAOER_TRY(until("the desk again", [this] { return counter_->screen() == ui::Screen::desk; }));
    XIAOER_TRY(say("记一笔: 86 to number 0001"));
    XIAOER_TRY(press("desk.card"));
    XIAOER_TRY(press("desk.issue"));
    XIAOER_TRY(say("a card for somebody without a phone: printed"));
    return press("desk.card_done");
}

Result<void> Day::draw_night() {
    const auto announced = picture()->next_draw;
    if (!announced) return invalid("the day stopped: no draw is announced");
    clock_.jump_to(announced->closes_at + second_ms);
    const auto id = announced->id;
    XIAOER_TRY(until("the locked list", [&] {
        return picture()->next_draw && picture()->next_draw->id == id &&
               picture()->next_draw->state == DrawState::closed;
    }));
    XIAOER_TRY(press("desk.draw"));
    XIAOER_TRY(say("20:00, the list is locked: " + picture()->next_draw->closing_hash.substr(0, 16) + "…"));
    XIAOER_TRY(press("stage.throw"));
    XIAOER_TRY(press_all("face.", throws));
    XIAOER_TRY(say("ten throws, keyed as they fall"));
    XIAOER_TRY(press("stage.read_back_go"));
    XIAOER_TRY(press("stage.settle"));
    XIAOER_TRY(until("the result", [&] { return picture()->last_draw && picture()->last_draw->id == id; }));
    XIAOER_TRY(until("the value", [&] { return counter_->drawn().target("stage.reveal").has_value(); }));
    XIAOER_TRY(say("settled: the ten throws, large"));
    XIAOER_TRY(press("stage.reveal"));
    XIAOER_TRY(say("the first winner"));
    while (counter_->tap("stage.next")) counter_->turn(20);
    return say("the winners' board");
}

Result<void> Day::market_day() {
    auto sunday = saturday;
    sunday.day += 1, sunday.hour = 10, sunday.minute = 24;
    clock_.jump_to(zone_->to_time(sunday));
    XIAOER_TRY(press("stage.leave"));
    XIAOER_TRY(until("a screen", [this] {
        return counter_->screen() == ui::Screen::desk || counter_->screen() == ui::Screen::attract;
    }));
    if (!counter_->signed_in()) XIAOER_TRY(sign_in());
    // Whoever of the demo's people won something below the first value, so that the plain path is shown.
    const auto first_value = picture()->settings.redeem_code_above_minor;
    for (std::int64_t member = 1; member <= number_; ++member) {
        const Hash browser = member == number_ ? sha256(cookie_.substr(cookie_.find('=') + 1))
                                               : sha256("demo browser " + std::to_string(member));
        XIAOER_TRY_ASSIGN(const auto issued, rooms_->kiosk().submit(IssuePass{browser}).get());
        const auto* pass = std::get_if<PassIssued>(&issued);
        if (pass == nullptr) continue;
        XIAOER_TRY_ASSIGN(const auto seen, rooms_->kiosk().submit(LookUp{pass->scan, {}}).get());
        const auto* who = std::get_if<Recognised>(&seen);
        const auto plain = [&](const PickupUnit& unit) {
            return unit.state == UnitState::waiting && unit.value_minor <= first_value;
        };
        if (who == nullptr || who->redeem_code_needed || std::ranges::none_of(who->units, plain)) continue;
        XIAOER_TRY(press("desk.pickup"));
        counter_->scan(pass->scan);
        XIAOER_TRY(until("the pickup", [this] { return counter_->scene().pickup.who.has_value(); }));
        XIAOER_TRY(say("Sunday, market day: a winner shows the pass"));
        XIAOER_TRY(press("pickup.hand_over"));
        XIAOER_TRY(
            until("the hand-over", [this] { return counter_->scene().pickup.phase == ui::PickupState::Phase::done; }));
        XIAOER_TRY(say("handed over, once"));
        XIAOER_TRY(press("pickup.next"));
        counter_->scan(pass->scan);
        XIAOER_TRY(until("the refusal", [this] {
            return counter_->scene().pickup.phase == ui::PickupState::Phase::asking && counter_->settle(50);
        }));
        return say("the same pass again: refused");
    }
    return invalid("the day stopped: nobody won anything below the first value");
}

Result<int> Day::close() {
    counter_.reset();
    rooms_.reset();
    XIAOER_TRY_ASSIGN(const auto report, audit(out_ / shop_file));
    std::cout << "  audit: " << report.facts << " facts, every link, signature and table row holds" << std::endl;
    return 0;
}

}  // namespace

void add_day(CLI::App& root, Run& run) {
    const auto out = std::make_shared<std::string>();
    auto* command = root.add_subcommand("day", "One whole shop day offscreen on the real components, with screenshots");
    command->add_option("--out", *out, "Folder for the screenshots and the day's database")->required();
    command->callback([out, &run] { run = [out] { return Day(*out).run(); }; });
}

}  // namespace xiaoer::cli
