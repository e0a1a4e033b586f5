#include "cli/till_door.h"

#include "app/till_slip.h"
#include "base/log.h"
#include "cli/caller_files.h"
#include "domain/number.h"

namespace xiaoer::cli {
namespace {

using Kind = pos::LinkAnswer::Kind;

constexpr std::size_t calls_max = 64;  // under way; a till that is told "later" comes again

pos::LinkAnswer answer_to(const Recorded& recorded) {
    if (recorded.recorded + recorded.refunded > 0) return {Kind::recorded, {}, {}, {}, {}};
    if (recorded.duplicates > 0) return {Kind::duplicate, {}, {}, {}, {}};
    return {Kind::invalid, "the shop has another currency", {}, {}, {}};
}

pos::LinkAnswer answer_to(const Result<Outcome>& outcome) {
    if (!outcome && outcome.error().code == ErrorCode::invalid) {
        return {Kind::invalid, outcome.error().message, {}, {}, {}};
    }
    if (!outcome) return {};
    if (const auto* recorded = std::get_if<Recorded>(&*outcome)) return answer_to(*recorded);
    if (const auto* member = std::get_if<Recognised>(&*outcome)) {
        return {Kind::member, {}, format_number(member->number), member->name, {}};
    }
    if (const auto* nobody = std::get_if<NotRecognised>(&*outcome)) {
        return {Kind::unknown, std::string(enum_name(nobody->problem)), {}, {}, {}};
    }
    if (std::holds_alternative<Done>(*outcome)) return {Kind::recorded, {}, {}, {}, {}};  // a slip was kept
    return {};
}

// Nothing for a slip that nobody has to look at, and which therefore should not have been sent.
std::optional<Command> command_for(const pos::Slip& slip, const Settings& settings, Random&) {
    const auto zone = Zone::named(settings.zone);
    // Unlike a printer's bytes, a call can be answered: another currency is told to the till.
    if (auto purchase = purchase_of(slip.receipt, *zone))
        return Command{CommandId{slip.id.bytes}, RecordPurchases{{std::move(*purchase)}, {}}};
    return command_of(slip, *zone, settings.currency);
}
std::optional<Command> command_for(const pos::LinkLookUp& look_up, const Settings&, Random& random) {
    return Command{CommandId::random(random), LookUp{look_up.scan, {}}};
}

net::Response response_of(const pos::LinkAnswer& answer, const std::optional<SecretKey>& key,
                          std::string_view call_signature) {
    net::Response response{pos::http_status(answer.kind), "application/json", {}, pos::answer_document(answer)};
    if (key) {
        response.headers.push_back(
            {"X-Xiaoer-Signature", pos::link_answer_signature(*key, call_signature, response.status, response.body)});
    }
    return response;
}

}  // namespace

TillDoor::TillDoor(std::filesystem::path tills, Kiosk& kiosk, const Clock& clock, Hear hear)
    : tills_(std::move(tills)), kiosk_(kiosk), clock_(clock), hear_(std::move(hear)), completions_(calls_max) {}

TillDoor::~TillDoor() { http_.reset(); }  // first no more calls, then no more answers

Result<std::unique_ptr<TillDoor>> TillDoor::start(net::HttpServerOptions http, std::filesystem::path tills,
                                                  Kiosk& kiosk, const Clock& clock, Hear hear) {
    std::unique_ptr<TillDoor> door(new TillDoor(std::move(tills), kiosk, clock, std::move(hear)));
    XIAOER_TRY(door->read_keys());
    http.body_max = pos::till_link_body_max;
    auto serve = [door = door.get()](const net::Request& request, const net::Respond& respond) {
        door->serve(request, respond);
    };
    XIAOER_TRY_ASSIGN(door->http_, net::HttpServer::start(std::move(http), std::move(serve)));
    return door;
}

Result<void> TillDoor::read_keys() {
    std::error_code missing;
    const auto written = std::filesystem::last_write_time(tills_, missing);
    if (!missing && written == tills_written_) return {};
    XIAOER_TRY_ASSIGN(keys_, read_tills(tills_));
    tills_written_ = written;
    return {};
}

void TillDoor::serve(const net::Request& request, const net::Respond& respond) {
    if (request.path != pos::till_link_path || !request.query.empty()) return respond({404, "", {}, {}});
    if (request.method != "POST") return respond({405, "", {{"allow", "POST"}}, {}});
    if (auto read = read_keys(); !read)
        log_error(read.error(), "the tills that may call");  // the keys stay as they were
    const std::string signature(request.header("x-xiaoer-signature"));
    const pos::LinkCall call{
        request.method, request.path, request.header("x-xiaoer-till"), request.header("x-xiaoer-time"),
        signature,      request.body};
    const auto received = pos::receive_call(call, keys_, clock_.now());
    const auto key = received.key == nullptr ? std::nullopt : std::optional(*received.key);
    const auto reply = [respond, key, signature](const pos::LinkAnswer& answer) {
        respond(response_of(answer, key, signature));
    };
    if (const auto* refused = std::get_if<pos::LinkAnswer>(&received.what)) return reply(*refused);

    SystemRandom random;
    const auto settings = kiosk_.snapshot()->settings;
    const auto* slip = std::get_if<pos::Slip>(&received.what);
    auto command = slip != nullptr ? command_for(*slip, settings, random)
                                   : command_for(std::get<pos::LinkLookUp>(received.what), settings, random);
    if (!command) return reply({Kind::invalid, "nobody needs to look at such a slip", {}, {}, {}});
    const bool waiting = completions_.then(kiosk_.submit(std::move(*command)), [this, reply](Result<Outcome> outcome) {
        if (const auto* recorded = outcome ? std::get_if<Recorded>(&*outcome) : nullptr) hear_(*recorded);
        reply(answer_to(outcome));
    });
    if (!waiting) reply({});
}

}  // namespace xiaoer::cli
