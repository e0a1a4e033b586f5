// xiaoer tap: on the till's own machine, between its program and its printer; what it reads goes to the kiosk by the
// till link. No database. It prints on when the kiosk is away, when the disk is full, and when a key is wrong.
#include "pos_adapter/tap.h"
#include "app/till_slip.h"
#include "base/log.h"
#include "cli/caller_files.h"
#include "cli/cli.h"
#include "cli/usage.h"
#include "pos_adapter/till_desk.h"
#include "pos_adapter/till_sender.h"

#include <signal.h>

namespace xiaoer::cli {
namespace {

struct Words {
    std::string kiosk, key_file, printer, serial, profile;
    std::string listen = "127.0.0.1:9100";
    std::string spool = "xiaoer-tap";
    std::optional<std::string> till, currency;
};

Result<pos::Endpoint> endpoint_in(const std::string& text) {
    XIAOER_TRY_ASSIGN(const auto line, pos::parse_line(text));
    if (!std::holds_alternative<pos::Endpoint>(line)) return invalid("\"" + text + "\" is not ADDRESS:PORT");
    return std::get<pos::Endpoint>(line);
}

Result<pos::SerialLine> serial_line_in(const std::string& text) {
    XIAOER_TRY_ASSIGN(const auto line, pos::parse_line(text));
    if (!std::holds_alternative<pos::SerialLine>(line)) return invalid("\"" + text + "\" is not serial:/dev/NAME:BAUD");
    return std::get<pos::SerialLine>(line);
}

Result<pos::TapOptions> tap_of(const Words& words) {
    pos::TapOptions tap;
    XIAOER_TRY_ASSIGN(tap.listen, endpoint_in(words.listen));
    if (!words.serial.empty()) {
        XIAOER_TRY_ASSIGN(tap.serial, serial_line_in(words.serial));
    }
    if (!words.printer.empty()) {
        XIAOER_TRY_ASSIGN(tap.printer, pos::parse_line(words.printer));
    }
    tap.till = words.till;
    tap.spool = words.spool + ".slips";
    tap.reading.currency = words.currency;
    tap.reading.source = "tap";
    if (!words.profile.empty()) {
        XIAOER_TRY_ASSIGN(auto read, pos::read_till_profile(words.profile));
        tap.profile = [profile = std::make_shared<const pos::TillProfile>(std::move(read))] { return profile; };
    }
    return tap;
}

Result<pos::TillSenderOptions> sender_of(const Words& words) {
    XIAOER_TRY_ASSIGN(const auto kiosk, endpoint_in(words.kiosk));
    XIAOER_TRY_ASSIGN(const auto keys, read_tills(words.key_file));
    if (keys.size() != 1)
        return invalid(words.key_file + " does not hold one till's name and key (xiaoer till add --out)");
    pos::TillSenderOptions sender;
    sender.target = {kiosk, keys.begin()->first, keys.begin()->second};
    sender.spool = words.spool + ".link";
    sender.on_trouble = [](const std::string& line) { log_warning("sales wait: " + line); };
    return sender;
}

// When the slip ended, for one that does not say: a purchase that waits in a spool is not sold when it arrives.
std::string utc_text(Timestamp at) {
    const auto utc = Zone::named("UTC");
    return iso_date_time(utc->to_civil(at)) + "Z";
}

// Returns: false to be asked again. What nobody has to know of (a copy, a kitchen slip) is let go.
bool send_on(pos::TillSender& sender, const pos::Slip& slip) {
    const auto id = slip.id.hex();
    auto receipt = slip.receipt;
    const bool purchase = receipt.kind == pos::ReceiptKind::sale || receipt.kind == pos::ReceiptKind::refund;
    if (!purchase && !needs_a_clerk(receipt)) return true;
    if (!receipt.sold_at) receipt.sold_at = utc_text(slip.at);
    const auto document = purchase ? pos::purchase_document(id, receipt)
                                   : pos::unread_document(id, receipt.reason.value_or("void"), slip.bytes);
    const auto kept = sender.submit(document);
    if (!kept) log_error(kept.error(), "keeping a slip for the kiosk");
    return kept || kept.error().code == ErrorCode::invalid;
}

Result<int> run_tap(const Words& words) {
    // Blocked before any thread is made, so that the signal comes to sigwait() and nowhere else.
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk: the till prints on
    const SystemClock clock;
    XIAOER_TRY_ASSIGN(auto sending, sender_of(words));
    XIAOER_TRY_ASSIGN(auto tapping, tap_of(words));
    XIAOER_TRY_ASSIGN(const auto sender, pos::TillSender::start(std::move(sending), clock));
    XIAOER_TRY_ASSIGN(const auto tap, pos::Tap::start(std::move(tapping), clock, [&sender](const pos::Slip& slip) {
                          return send_on(*sender, slip);
                      }));
    log_info(words.serial.empty() ? "tap on port " + std::to_string(tap->port()) : "tap on " + words.serial);
    int signal_number = 0;
    (void)sigwait(&stops, &signal_number);
    return 0;
}

}  // namespace

void add_tap(CLI::App& root, Run& run) {
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand(
        "tap", "On a till's own machine: relays to its printer and tells the kiosk what was sold, by the till link");
    check_word(command->add_option("--kiosk", words->kiosk, "ADDRESS:PORT of the kiosk's till link")->required(),
               endpoint_in);
    command->add_option("--key", words->key_file, "The till's key file, from `xiaoer till add --out`")->required();
    auto* listen = command->add_option("--listen", words->listen, "ADDRESS:PORT where the till prints to");
    check_word(listen->capture_default_str(), endpoint_in);
    check_word(command->add_option("--serial", words->serial,
                                   "serial:/dev/NAME[:BAUD[:8N1[:none]]] of a till on a serial line"),
               serial_line_in)
        ->excludes(listen);
    command->add_option(
        "--profile", words->profile,
        "What was taught of this till's slips: a JSON file such as FILE.profile beside the shop's database");
    check_word(command->add_option("--printer", words->printer, "The real printer: ADDRESS:PORT or serial:/dev/NAME…"),
               [](const std::string& text) { return pos::parse_line(text); });
    command->add_option("--till", words->till, "The only address that may print");
    command->add_option("--spool", words->spool, "Files for what is under way: SPOOL.slips and SPOOL.link")
        ->capture_default_str();
    command->add_option("--currency", words->currency, "The shop's currency (ISO 4217), where a slip does not say");
    command->callback([words, &run] { run = [words] { return run_tap(*words); }; });
}

}  // namespace xiaoer::cli
