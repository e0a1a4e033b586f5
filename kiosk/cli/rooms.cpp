#include "cli/rooms.h"

#include "app/till_slip.h"
#include "base/log.h"
#include "domain/rules.h"

#include <charconv>
#include <iostream>
#include <mutex>

namespace xiaoer::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto start_patience = 60s;

Result<pos::Endpoint> endpoint_of(const std::string& text) {
    const auto colon = text.rfind(':');
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const char* start = colon == std::string::npos ? end : text.data() + colon + 1;
    const auto read = std::from_chars(start, end, port);
    if (read.ec != std::errc{} || read.ptr != end || port == 0) return invalid("\"" + text + "\" is not HOST:PORT");
    return pos::Endpoint{text.substr(0, colon), port};
}

Result<std::shared_ptr<const Snapshot>> wait_for_health(Kiosk& kiosk) {
    struct Checked {
        std::promise<void> promise;
        std::once_flag once;
    };
    const auto checked = std::make_shared<Checked>();  // a publication may still be under way when this returns
    auto done = checked->promise.get_future();
    kiosk.on_publication([&kiosk, checked] {
        if (kiosk.snapshot()->health == Health::starting) return;
        std::call_once(checked->once, [&checked] { checked->promise.set_value(); });
    });
    const bool already = kiosk.snapshot()->health != Health::starting;
    const bool came = already || done.wait_for(start_patience) == std::future_status::ready;
    kiosk.on_publication([] {});
    if (!came) return Error{ErrorCode::busy, "the database check did not end"};
    return kiosk.snapshot();
}

std::string host_of(const std::string& url) {
    const auto start = url.find("://");
    return start == std::string::npos ? url : url.substr(start + 3);
}

}  // namespace

Result<std::unique_ptr<Rooms>> Rooms::open(const std::filesystem::path& database, const Machine& machine,
                                           const Clock& clock, Random& random) {
    std::unique_ptr<Rooms> rooms(new Rooms(clock));
    if (!machine.printer.empty()) {
        XIAOER_TRY_ASSIGN(auto target, parse_printer_target(machine.printer));
        rooms->printer_ = std::make_unique<Printer>(std::move(target));
    }
    XIAOER_TRY_ASSIGN(rooms->kiosk_, Kiosk::open({database, &clock, &random, 1024, true}));
    XIAOER_TRY_ASSIGN(const auto picture, wait_for_health(*rooms->kiosk_));
    if (picture->health == Health::not_saved) return corrupt(picture->health_detail);
    if (!picture->shop_open) XIAOER_TRY(rooms->open_shop());
    if (picture->shop_open && picture->desk.staff.empty()) XIAOER_TRY(rooms->add_owner(""));  // set-up was cut short
    XIAOER_TRY_ASSIGN(rooms->socket_, CommandSocket::serve(database, *rooms->kiosk_));

    phone::PhoneOptions phone;
    phone.http.address = machine.phone_address;
    phone.http.port = machine.phone_port;
    XIAOER_TRY_ASSIGN(rooms->phone_, phone::PhoneServer::start(phone, *rooms->kiosk_, clock));
    XIAOER_TRY(rooms->tell_address(machine));

    if (machine.tap) {
        pos::TapOptions tap;
        tap.listen = {machine.tap_address, machine.tap_port};
        if (!machine.till_printer.empty()) {
            XIAOER_TRY_ASSIGN(tap.printer, endpoint_of(machine.till_printer));
        }
        if (!machine.till.empty()) tap.till = machine.till;
        tap.spool = database.string() + ".spool";
        tap.reading.currency = rooms->kiosk_->snapshot()->settings.currency;
        tap.reading.source = "tap";
        XIAOER_TRY_ASSIGN(rooms->tap_,
                          pos::Tap::start(std::move(tap), clock, [rooms = rooms.get()](const pos::Slip& slip) {
                              return rooms->deliver(slip);
                          }));
    }
    return rooms;
}

Rooms::~Rooms() {
    tap_.reset();
    phone_.reset();
    socket_.reset();
    kiosk_.reset();  // drains
}

Result<void> Rooms::open_shop() {
    XIAOER_TRY_ASSIGN(const auto outcome, kiosk_->submit(OpenShop{}).get());
    const auto* opened = std::get_if<ShopOpened>(&outcome);
    if (opened == nullptr) return invalid("the shop could not be opened");
    const RecoverySheet sheet{opened->kiosk_code, opened->root_key, opened->draw_key};
    if (printer_) print([&sheet](const Slips& slips) { return slips.recovery(sheet); });
    XIAOER_TRY_ASSIGN(const auto slips, Slips::for_shop(Settings{}));
    return add_owner(slips.recovery_text(sheet));
}

Result<void> Rooms::add_owner(const std::string& secrets) {
    SystemRandom random;
    std::string pin = random.digits(6);
    auto added = kiosk_->add_staff("店主", true, pin, {}).get();
    while (!added && added.error().code == ErrorCode::invalid) {  // one of the PINs that are too easy
        pin = random.digits(6);
        added = kiosk_->add_staff("店主", true, pin, {}).get();
    }
    XIAOER_TRY(added);
    // Kept nowhere else, so it is told here once, to whoever started the shop. A service starts it on a terminal first
    // (packaging/xiaoer.service), so that no journal keeps it.
    std::cout << secrets << "店主 PIN " << pin << std::endl;
    return {};
}

Result<void> Rooms::tell_address(const Machine& machine) {
    auto settings = kiosk_->snapshot()->settings;
    const std::string url =
        machine.url.empty() ? "http://" + lan_address() + ":" + std::to_string(phone_->port()) : machine.url;
    if (settings.base_url == url) return {};
    if (!settings.base_url.empty()) {
        log_warning("the pages' address changed from " + host_of(settings.base_url) + " to " + host_of(url) +
                    ": cookies and printed codes of the old one no longer reach this kiosk");
    }
    settings.base_url = url;
    XIAOER_TRY(kiosk_->submit(ChangeSettings{settings, {}}).get());
    return {};
}

bool Rooms::deliver(const pos::Slip& slip) {
    const auto zone = Zone::named(kiosk_->snapshot()->settings.zone);
    auto command = command_of(slip, *zone);
    if (!command) return true;
    const auto outcome = kiosk_->submit(std::move(*command)).get();
    if (!outcome && outcome.error().code == ErrorCode::invalid) {
        log_error(outcome.error(), "recording a slip");  // saying it again would not help
        return true;
    }
    if (!outcome) return false;
    if (const auto* recorded = std::get_if<Recorded>(&*outcome)) print_claim(*recorded);
    return true;
}

void Rooms::print(const std::function<Bytes(const Slips&)>& slip) {
    if (!printer_) return;
    const auto slips = Slips::for_shop(kiosk_->snapshot()->settings);
    if (slips) (void)printer_->print(slip(*slips));
}

void Rooms::print_claim(const Recorded& recorded) {
    if (recorded.claim_codes.size() != 1 || recorded.claim_codes[0].empty()) return;
    if (recorded.claimable[0] == 0) return;
    const auto picture = kiosk_->snapshot();
    const auto& base = picture->settings.base_url;
    ClaimSlip slip{
        recorded.claimable[0], recorded.claim_codes[0], base.empty() ? "" : base + "/c/" + recorded.claim_codes[0], {}};
    if (picture->next_draw) slip.closes_at = picture->next_draw->closes_at;
    print([&slip](const Slips& slips) { return slips.claim(slip); });
}

void Rooms::hear(const Outcome& outcome) {
    const auto picture = kiosk_->snapshot();
    if (const auto* card = std::get_if<CardIssued>(&outcome)) {
        CardSlip slip{card->number, card->scan, card->redeem_code, card->tickets, {}};
        if (picture->next_draw) slip.next_draw = picture->next_draw->draws_at;
        print([&slip](const Slips& slips) { return slips.card(slip); });
    } else if (const auto* handed = std::get_if<HandedOver>(&outcome)) {
        const PickupSlip slip{handed->number, handed->prizes, handed->clerk, handed->at, handed->fact_hash};
        print([&slip](const Slips& slips) { return slips.pickup(slip); });
    } else if (const auto* recorded = std::get_if<Recorded>(&outcome)) {
        print_claim(*recorded);
    }
}

void Rooms::see(const Snapshot& snapshot) {
    const auto& draw = snapshot.next_draw;
    if (!draw || draw->state != DrawState::closed || draw->closing_hash == printed_closing_) return;
    printed_closing_ = draw->closing_hash;
    const ClosingSlip slip{draw->number,    draw->members,  draw->tickets,
                           draw->closes_at, draw->draws_at, draw->closing_hash};
    print([&slip](const Slips& slips) { return slips.closing(slip); });
}

}  // namespace xiaoer::cli
