#include "cli/rooms.h"

#include "app/pins.h"
#include "app/till_slip.h"
#include "base/log.h"
#include "cli/bots_file.h"
#include "cli/network.h"
#include "cli/pos_files.h"
#include "domain/rules.h"
#include "store/joining.h"
#include "store/secrets.h"
#include "sync/sync.h"
#include "ui/photo.h"

namespace xiaoer::cli {
namespace {

std::string fresh_pin() {
    SystemRandom random;
    std::string pin;
    do pin = random.digits(6);
    while (!check_new_pin(pin));  // not one of those that are too easy
    return pin;
}

std::string host_of(const std::string& url) {
    const auto start = url.find("://");
    return start == std::string::npos ? url : url.substr(start + 3);
}

}  // namespace

Result<std::unique_ptr<pos::Tap>> start_tap(const std::filesystem::path& database, const Machine& machine,
                                            const Clock& clock, const std::string& currency, pos::Tap::Deliver deliver,
                                            pos::AskProfile profile) {
    if (!machine.tap) return std::unique_ptr<pos::Tap>();
    pos::TapOptions tap;
    tap.listen = {machine.tap_address, machine.tap_port};
    if (!machine.till_printer.empty()) {
        XIAOER_TRY_ASSIGN(tap.printer, pos::parse_line(machine.till_printer));
    }
    if (!machine.tap_serial.empty()) {
        XIAOER_TRY_ASSIGN(const auto line, pos::parse_line(machine.tap_serial));
        if (!std::holds_alternative<pos::SerialLine>(line)) return invalid("tap.serial is serial:/dev/NAME:BAUD");
        tap.serial = std::get<pos::SerialLine>(line);
    }
    if (!machine.till.empty()) tap.till = machine.till;
    tap.spool = database.string() + ".spool";
    tap.reading.currency = currency;
    tap.reading.source = "tap";
    tap.profile = std::move(profile);
    return pos::Tap::start(std::move(tap), clock, std::move(deliver));
}

Result<std::unique_ptr<Rooms>> Rooms::open(const std::filesystem::path& database, const Machine& machine,
                                           const Clock& clock, Random& random, TellOwner tell) {
    std::unique_ptr<Rooms> rooms(new Rooms());
    rooms->till_ = std::make_unique<pos::TillDesk>(till_profile_file(database));
    XIAOER_TRY_ASSIGN(rooms->printing_, Printing::open(machine.printer));
    XIAOER_TRY_ASSIGN(rooms->kiosk_, Kiosk::open({database, &clock, &random, 1024, true}));
    XIAOER_TRY_ASSIGN(rooms->tap_, start_tap(
                                       database, machine, clock, rooms->kiosk_->snapshot()->settings.currency,
                                       [rooms = rooms.get()](const pos::Slip& slip) { return rooms->deliver(slip); },
                                       [&till = *rooms->till_] { return till.profile(); }));
    XIAOER_TRY_ASSIGN(rooms->socket_, CommandSocket::serve(database, *rooms->kiosk_));
    phone::PhoneOptions phone;
    phone.http.address = machine.phone_address;
    phone.http.port = machine.phone_port;
    phone.make_poster = [&desk = rooms->posters_](OutboxPost post) { return desk.ask(std::move(post)); };
    phone.staff = rooms->staff_tools();
    XIAOER_TRY_ASSIGN(rooms->phone_, phone::PhoneServer::start(phone, *rooms->kiosk_, clock));
    XIAOER_TRY(rooms->open_doors(database, machine, clock));
    XIAOER_TRY_ASSIGN(auto bots, read_bots(database));
    if (!bots.empty()) {
        phone::BotSender::Options sending;
        sending.bots = std::move(bots);
        rooms->bots_ = std::make_unique<phone::BotSender>(std::move(sending), *rooms->kiosk_, clock);
    }
    rooms->opening_ = std::thread([rooms = rooms.get(), database, url = machine.url, tell = std::move(tell)] {
        auto ready = rooms->make_ready(database, url, tell);
        if (!ready) log_error(ready.error(), "opening the shop");
        rooms->ready_.set_value(std::move(ready));
    });
    return rooms;
}

Rooms::~Rooms() {
    if (opening_.joinable()) opening_.join();
    tap_.reset();
    tills_.reset();
    webhooks_.reset();
    drops_.reset();
    nightly_.reset();
    bots_.reset();
    phone_.reset();
    socket_.reset();
    kiosk_.reset();  // drains
}

Result<void> Rooms::open_doors(const std::filesystem::path& database, const Machine& machine, const Clock& clock) {
    if (machine.till_link) {
        net::HttpServerOptions http;
        http.address = machine.till_link_address;
        http.port = machine.till_link_port;
        XIAOER_TRY_ASSIGN(tills_, TillDoor::start(std::move(http), tills_file(database), *kiosk_, clock,
                                                  [this](const Recorded& recorded) {
                                                      printing_->print_claim(recorded, *kiosk_->snapshot());
                                                  }));
    }
    if (machine.webhooks) {
        net::HttpServerOptions http;
        http.address = machine.webhooks_address;
        http.port = machine.webhooks_port;
        XIAOER_TRY_ASSIGN(webhooks_, WebhookDoor::start(std::move(http), database, *kiosk_));
    }
    if (!machine.drop_folder.empty()) {
        XIAOER_TRY_ASSIGN(drops_, DropDoor::start(machine, *kiosk_));
    }
    if (!machine.sync_with.empty()) {
        XIAOER_TRY(sync::check_far_side(machine.sync_with));
        XIAOER_TRY_ASSIGN(const int minute_of_day, sync::minute_of_day_in(machine.sync_at));
        nightly_ = std::make_unique<sync::NightlySync>(sync::Nightly{database, machine.sync_with, minute_of_day},
                                                       *kiosk_, clock);
    }
    return {};
}

Result<void> Rooms::make_ready(const std::filesystem::path& database, const std::string& url, const TellOwner& tell) {
    XIAOER_TRY(kiosk_->submit(Tick{}).get());  // answered once the database is checked
    const auto picture = kiosk_->snapshot();
    if (picture->health == Health::not_saved) return corrupt(picture->health_detail);
    XIAOER_TRY_ASSIGN(const bool joining, awaits_first_sync(database));
    if (joining) return {};  // the first sync opens the shop, not we
    if (!picture->shop_open) {
        XIAOER_TRY(open_shop(database, tell));
    } else if (picture->desk.staff.empty()) {  // set-up was cut short
        const auto pin = fresh_pin();
        if (!tell({}, pin)) return invalid("the owner was not told the PIN");
        XIAOER_TRY(add_owner(pin));
    }
    return tell_address(url);
}

// The owner has the sheet before the shop is: a power cut in between makes another, and none that nobody saw is used.
Result<void> Rooms::open_shop(const std::filesystem::path& database, const TellOwner& tell) {
    XIAOER_TRY_ASSIGN(const auto keys, read_keys(database));
    if (!keys) return io_error("the key file is missing");
    SystemRandom random;
    OpenShop wish;
    wish.root_key = random.array<32>();
    wish.code = random.digits(5);
    const RecoverySheet sheet{wish.code, to_hex(*wish.root_key), to_hex(keys->draw_key.bytes())};
    const auto pin = fresh_pin();
    printing_->print_recovery(sheet);
    {
        const std::lock_guard lock(sheet_mutex_);
        sheet_ = sheet;
    }
    if (!tell(sheet, pin)) return invalid("the owner was not told the recovery sheet");
    XIAOER_TRY_ASSIGN(const auto outcome, kiosk_->submit(std::move(wish)).get());
    if (!std::holds_alternative<ShopOpened>(outcome)) return invalid("the shop could not be opened");
    return add_owner(pin);
}

Result<void> Rooms::add_owner(const std::string& pin) {
    XIAOER_TRY_ASSIGN(const auto added, kiosk_->add_staff("店主", true, pin, {}).get());
    if (const auto* owner = std::get_if<StaffAdded>(&added)) XIAOER_TRY(kiosk_->submit(AwaitOwner{owner->staff}).get());
    return {};
}

phone::StaffTools Rooms::staff_tools() {
    phone::StaffTools tools;
    tools.hear = [this](const Outcome& outcome) { hear(outcome); };
    tools.print_test = [this] {
        printing_->print_test(*kiosk_->snapshot());
        return printing_->has_printer();
    };
    using Rows = std::vector<OpenPickupRow>;
    tools.print_labels = [this](const Rows& rows) { return printing_->print_labels(rows, *kiosk_->snapshot()); };
    tools.print_paper = [this](const Rows& rows, Timestamp now) {
        return printing_->print_paper(rows, *kiosk_->snapshot(), now);
    };
    tools.print_badge = [this](const std::string& name, const std::string& badge) {
        return printing_->print_badge(name, badge, *kiosk_->snapshot());
    };
    tools.print_recovery = [this] {
        const std::lock_guard lock(sheet_mutex_);
        if (!sheet_ || !printing_->has_printer()) return false;
        printing_->print_recovery(*sheet_);
        return true;
    };
    tools.network = [this] {
        phone::NetworkView network;
        for (const auto& own : own_addresses()) network.addresses.push_back({url_at(own.address), own.lent});
        network.wireless = has_radio();
        return network;
    };
    tools.clean_photo = ui::cleaned_photo;
    return tools;
}

std::string Rooms::url_at(const std::string& address) const {
    return "http://" + address + ":" + std::to_string(phone_->port());
}

Result<void> Rooms::tell_address(const std::string& given) {
    auto settings = kiosk_->snapshot()->settings;
    // Of several addresses the owner has tried one from a phone: it stays while it leads here.
    const auto own = own_addresses();
    const auto tried =
        std::ranges::find(own, settings.base_url, [this](const auto& one) { return url_at(one.address); });
    if (given.empty() && tried != own.end()) return {};
    const auto url = given.empty() ? url_at(lan_address()) : given;
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
    till_->add(slip);
    const auto picture = kiosk_->snapshot();
    if (!picture->shop_open) return false;  // it waits in the spool
    const auto zone = Zone::named(picture->settings.zone);
    auto command = command_of(slip, *zone, picture->settings.currency);
    if (!command) return true;
    auto outcome = kiosk_->submit(std::move(*command)).get();
    if (!outcome && outcome.error().code == ErrorCode::invalid) {
        log_error(outcome.error(), "recording a slip");  // saying it again would not help: a clerk has to look
        outcome = kiosk_->submit(keep(slip, "refused")).get();
    }
    if (!outcome) return false;
    if (const auto* recorded = std::get_if<Recorded>(&*outcome)) printing_->print_claim(*recorded, *kiosk_->snapshot());
    return true;
}

}  // namespace xiaoer::cli
