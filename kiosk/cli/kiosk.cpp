// xiaoer kiosk: the counter.
#include "base/file.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/rooms.h"
#include "cli/usage.h"
#include "counter/printer.h"
#include "counter/scanner.h"
#include "ui/counter_screen.h"
#include "ui/notice.h"

#include <csignal>
#include <iostream>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string db = "xiaoer.db";
    std::string url, printer, till_printer, boxes, size = "1920x1080";
    std::optional<std::uint16_t> phone_port, tap_port;
    bool windowed = false, offscreen = false;
};

std::atomic<bool> asked_to_stop{false};

Result<ui::WindowOptions> window_of(const Words& words) {
    ui::WindowOptions window;
    window.kind = words.offscreen  ? ui::WindowKind::offscreen
                  : words.windowed ? ui::WindowKind::windowed
                                   : ui::WindowKind::fullscreen;
    XIAOER_TRY_ASSIGN(const auto size, picture_size_in(words.size));
    window.width = size.width, window.height = size.height;
    return window;
}

Result<Machine> machine_of(const Words& words) {
    XIAOER_TRY_ASSIGN(auto machine, read_machine(words.db));
    if (!words.url.empty()) machine.url = words.url;
    if (!words.printer.empty()) machine.printer = words.printer;
    if (!words.till_printer.empty()) machine.till_printer = words.till_printer;
    if (words.phone_port) machine.phone_port = *words.phone_port;
    if (words.tap_port) machine.tap_port = *words.tap_port;
    return machine;
}

// One JSON object: the screen's name, by its name the middle of everything that can be touched, in pixels, and every
// text.
void write_boxes(const std::filesystem::path& path, ui::Screen screen, const ui::Recorder& drawn) {
    Json::Object places;
    Json::Array says;
    for (const auto& record : drawn.records()) {
        if (record.kind == ui::Drawn::text) says.emplace_back(record.name);
        if (record.kind != ui::Drawn::target) continue;
        places.insert_or_assign(record.name, Json::Array{static_cast<std::int64_t>(record.box.mid_x()),
                                                         static_cast<std::int64_t>(record.box.mid_y())});
    }
    const auto text = canonical(
        Json::Object{{"screen", Json(enum_name(screen))}, {"touch", std::move(places)}, {"says", std::move(says)}});
    const auto fresh = path.string() + ".new";  // renamed, so that nobody reads half of it
    std::error_code failed;
    if (write_file(fresh, view_of(text))) std::filesystem::rename(fresh, path, failed);
}

// Says on the screen why the shop cannot open, while the tap alone keeps the till printing; what it prints waits in
// the spool. Where another kiosk has this file, that one has the screen and the tap too.
Error tell_on_screen(const Error& why, const Words& words, const ui::WindowOptions& window, const Machine& machine,
                     const Clock& clock) {
    SystemRandom random;
    const bool served = say_over_socket(words.db, {CommandId::random(random), Tick{}}).has_value();
    if (words.offscreen || served) return why;
    log_error(why, "opening the counter");
    const auto tap = start_tap(words.db, machine, clock, "CNY", [](const pos::Slip&) { return false; });
    if (!tap) log_error(tap.error(), "opening the tap alone");
    if (const auto shown = ui::run_notice(window, why.message, clock, asked_to_stop); !shown)
        log_error(shown.error(), "showing why");
    return why;
}

// On the screen; without one, on the output, where whoever started the shop sees it.
TellOwner owner_told_by(const Words& words, ui::FirstStart& first_start) {
    if (words.offscreen) {
        return [](const std::optional<RecoverySheet>& sheet, const std::string& pin) {
            const auto slips = Slips::for_shop(Settings{});
            std::cout << (sheet && slips ? slips->recovery_text(*sheet) : "") << "店主 PIN " << pin << std::endl;
            return true;
        };
    }
    return [&first_start](const std::optional<RecoverySheet>& sheet, const std::string& pin) {
        return first_start.tell(sheet ? ui::FirstSecrets{sheet->root_key, sheet->draw_key, pin}
                                      : ui::FirstSecrets{"", "", pin});
    };
}

ui::DevicesView::Printer printer_view(const std::optional<PrinterState>& state) {
    using Printer = ui::DevicesView::Printer;
    if (!state) return Printer::none;
    switch (*state) {
        case PrinterState::unknown: return Printer::unknown;
        case PrinterState::ready: return Printer::ready;
        case PrinterState::away: return Printer::away;
        case PrinterState::offline: return Printer::offline;
        case PrinterState::cover_open: return Printer::cover_open;
        case PrinterState::paper_out: return Printer::paper_out;
    }
    fail_assertion("a printer in no state", __FILE__, __LINE__);
}

// Nothing where the machine's file names none.
Result<std::unique_ptr<Scanner>> scanner_of(const Machine& machine, ui::ScanDesk& scans) {
    if (machine.scanner.empty()) return std::unique_ptr<Scanner>();
    XIAOER_TRY(check_scanner_target(machine.scanner));
    return std::make_unique<Scanner>(machine.scanner, [&scans](std::string text) { scans.put(std::move(text)); });
}

Result<int> run_kiosk(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto window, window_of(words));
    XIAOER_TRY_ASSIGN(const auto machine, machine_of(words));
    std::signal(SIGINT, [](int) { asked_to_stop = true; });
    std::signal(SIGTERM, [](int) { asked_to_stop = true; });
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk: an error to be shown, not the end
    SystemClock clock;
    SystemRandom random;
    ui::FirstStart first_start;
    auto opened = Rooms::open(words.db, machine, clock, random, owner_told_by(words, first_start));
    if (!opened) return tell_on_screen(opened.error(), words, window, machine, clock);
    const auto rooms = std::move(*opened);
    log_info("phone pages on port " + std::to_string(rooms->phone_port()) + ", tap on port " +
             std::to_string(rooms->tap_port()));
    if (machine.till_link) log_info("till link on port " + std::to_string(rooms->till_link_port()));
    if (machine.webhooks) log_info("webhooks on port " + std::to_string(rooms->webhooks_port()));
    ui::CounterOptions options;
    options.window = window;
    options.clock = &clock;
    options.first_start = &first_start;
    options.stop = &asked_to_stop;
    if (window.kind == ui::WindowKind::fullscreen) options.screens = {machine.desk_display, machine.customers_display};
    options.posters = &rooms->posters();
    options.till = &rooms->till();
    options.on_outcome = [&rooms](const Outcome& outcome) { rooms->hear(outcome); };
    options.on_snapshot = [&rooms](const Snapshot& snapshot) { rooms->see(snapshot); };
    ui::ScanDesk scans;
    XIAOER_TRY_ASSIGN(const auto scanner, scanner_of(machine, scans));
    if (scanner) {
        options.scans = &scans;
        options.scanner_there = [&scanner] { return scanner->connected(); };
    }
    options.printer = [&rooms] { return printer_view(rooms->printer()); };
    options.print_again = [&rooms](const std::optional<UnitId>& unit) { rooms->print_again(unit); };
    if (!words.boxes.empty()) {
        options.on_frame = [path = words.boxes](ui::Screen screen, const ui::Recorder& drawn) {
            write_boxes(path, screen, drawn);
        };
        options.on_desk_frame = [path = words.boxes + ".desk"](ui::Screen screen, const ui::Recorder& drawn) {
            write_boxes(path, screen, drawn);
        };
    }
    const auto shown = ui::run(rooms->kiosk(), std::move(options));
    first_start.close();  // without a window nobody can be told
    XIAOER_TRY(shown);
    // On "not saved" the counter stays up, so that the till prints on; whoever closes it gets this exit code.
    return has_stopped(rooms->kiosk().snapshot()->health) ? 1 : 0;
}

}  // namespace

void add_kiosk(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command =
        root.add_subcommand("kiosk", "The counter: screen, phone pages, tap; creates the shop on first start");
    command->add_option("--db", words->db, "The shop's database; FILE.toml beside it describes the machine")
        ->capture_default_str();
    auto* windowed = command->add_flag("--windowed", words->windowed, "In a window instead of the whole screen");
    command->add_flag("--offscreen", words->offscreen, "Without a display")->excludes(windowed);
    check_word(command->add_option("--size", words->size, "Of the window or the offscreen picture"), picture_size_in)
        ->capture_default_str();
    command->add_option("--url", words->url, "How phones reach this machine, such as http://192.168.1.10:8080");
    command->add_option("--phone-port", words->phone_port, "Port of the phone pages; 0 takes a free one");
    command->add_option("--tap-port", words->tap_port, "Port of the receipt tap; 0 takes a free one");
    check_word(command->add_option("--till-printer", words->till_printer, "HOST:PORT of the printer behind the tap"),
               [](const std::string& text) { return pos::parse_line(text); });
    check_word(command->add_option("--printer", words->printer,
                                   "Xiaoer's own printer: tcp:HOST:PORT, serial:/dev/NAME:BAUD or file:PATH"),
               [](const std::string& text) { return parse_printer_target(text); });
    command->add_option(
        "--boxes", words->boxes,
        "Keep a file with what is shown and where it can be touched, for tests and helpers; of a desk's "
        "own display FILE.desk");
    command->callback([words, &run] { run = [words] { return run_kiosk(*words); }; });
}

}  // namespace xiaoer::cli
