// A delivery's events are recorded one after another on the completions' thread: the list of sales is read and written
// there only, and a refund finds the sale that came in front of it.
#include "cli/webhook_door.h"

#include "app/till_slip.h"
#include "base/log.h"
#include "base/sha256.h"

#include <algorithm>

namespace xiaoer::cli {
namespace {

constexpr std::size_t deliveries_max = 64;  // under way; a service that is told 503 comes again
constexpr std::size_t body_max = std::size_t{1} << 20;
constexpr std::string_view path_start = "/webhook/";
constexpr int later = 503;
constexpr int answered_later = 0;  // by a Respond that was kept

// The same event is the same command, whatever delivery brings it.
CommandId command_id(pos::WebhookService service, const pos::WebhookEvent& event) {
    const auto hash =
        sha256({view_of("xiaoer-webhook-v1\n"), view_of(enum_name(service)), view_of("\n"), view_of(event.key)});
    CommandId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

// A future that has its value: what there is nothing to ask for goes the same way as what is asked.
std::future<Result<Outcome>> answered(Outcome outcome) {
    std::promise<Result<Outcome>> promise;
    promise.set_value(std::move(outcome));
    return promise.get_future();
}

}  // namespace

struct WebhookDoor::Delivery {
    pos::WebhookService service{};
    std::vector<pos::WebhookEvent> events;
    std::size_t recorded = 0;  // how many of them
    net::Respond respond;
};

WebhookDoor::WebhookDoor(Kiosk& kiosk, WebhookSecrets secrets, std::unique_ptr<pos::WebhookSales> sales)
    : kiosk_(kiosk), secrets_(std::move(secrets)), sales_(std::move(sales)), completions_(deliveries_max) {}

WebhookDoor::~WebhookDoor() { http_.reset(); }  // first no more calls, then no more answers

Result<std::unique_ptr<WebhookDoor>> WebhookDoor::start(net::HttpServerOptions http,
                                                        const std::filesystem::path& database, Kiosk& kiosk) {
    XIAOER_TRY_ASSIGN(auto secrets, read_webhook_secrets(webhooks_file(database)));
    XIAOER_TRY_ASSIGN(auto sales, pos::WebhookSales::open(database.string() + ".webhook-sales"));
    std::unique_ptr<WebhookDoor> door(new WebhookDoor(kiosk, std::move(secrets), std::move(sales)));
    http.body_max = body_max;
    auto serve = [door = door.get()](const net::Request& request, const net::Respond& respond) {
        const int status = door->serve(request, respond);
        if (status != answered_later) respond({status, "", {}, {}});
    };
    XIAOER_TRY_ASSIGN(door->http_, net::HttpServer::start(std::move(http), std::move(serve)));
    return door;
}

int WebhookDoor::serve(const net::Request& request, const net::Respond& respond) {
    if (!request.path.starts_with(path_start)) return 404;
    const auto rest = std::string_view(request.path).substr(path_start.size());
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto url_end = rest.substr(std::min(slash + 1, rest.size()));
    const auto service = enum_from_name<pos::WebhookService>(rest.substr(0, slash));
    const auto secret = service ? secrets_.find(*service) : secrets_.end();
    if (secret == secrets_.end()) return 404;
    if (request.method != "POST") return 405;
    if (*service == pos::WebhookService::woocommerce && pos::is_woocommerce_ping(request.body)) return 200;
    const auto signature = request.header(pos::signature_header(*service));
    const bool by_url = *service == pos::WebhookService::loyverse && !url_end.empty() &&
                        pos::is_authentic_by_url(secret->second, url_end, request.body);
    if (!by_url && !pos::is_authentic(*service, secret->second, signature, request.body)) return 401;
    return take(*service, request, respond);
}

int WebhookDoor::take(pos::WebhookService service, const net::Request& request, const net::Respond& respond) {
    pos::ReadingOptions options;
    options.currency = kiosk_.snapshot()->settings.currency;
    options.source = "webhook:" + std::string(enum_name(service));
    auto events = pos::read_webhook(service, request.header(pos::topic_header(service)), request.body, options);
    if (!events) {
        // Coming again would not help, and a service that is refused often stops calling at all.
        log_error(events.error(), "a webhook of " + std::string(enum_name(service)));
        return 200;
    }
    if (events->empty()) return 200;
    auto delivery = std::make_shared<Delivery>(Delivery{service, std::move(*events), 0, respond});
    const bool taken =
        completions_.then(answered(Done{}), [this, delivery](const Result<Outcome>&) { record_next(delivery); });
    return taken ? answered_later : later;
}

void WebhookDoor::record_next(const std::shared_ptr<Delivery>& delivery) {
    if (delivery->recorded == delivery->events.size()) return delivery->respond({200, "", {}, {}});
    const auto& event = delivery->events[delivery->recorded];
    const auto receipt = sales_->settle(delivery->service, event);
    const auto zone = Zone::named(kiosk_.snapshot()->settings.zone);
    auto purchase = receipt ? purchase_of(*receipt, *zone) : std::nullopt;
    auto asked =
        purchase
            ? kiosk_.submit(Command{command_id(delivery->service, event), RecordPurchases{{std::move(*purchase)}, {}}})
            : answered(Done{});
    const bool waiting = completions_.then(std::move(asked), [this, delivery](const Result<Outcome>& outcome) {
        const bool useless = !outcome && outcome.error().code == ErrorCode::invalid;
        if (useless) log_error(outcome.error(), "recording a webhook's sale");  // saying it again would not help
        if (!outcome && !useless) return delivery->respond({later, "", {}, {}});
        const auto kept = sales_->remember(delivery->service, delivery->events[delivery->recorded]);
        if (!kept) {
            log_error(kept.error(), "a webhook's sale");
            return delivery->respond({later, "", {}, {}});
        }
        ++delivery->recorded;
        record_next(delivery);
    });
    if (!waiting) delivery->respond({later, "", {}, {}});
}

}  // namespace xiaoer::cli
