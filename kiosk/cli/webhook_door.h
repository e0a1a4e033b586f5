// Where Square, Shopify, Loyverse and WooCommerce tell of sales: its own listener, off unless the machine's file asks
// for it, meant for a relay on the internet that passes their calls on.
//
//     POST /webhook/square  /webhook/shopify  /webhook/woocommerce  /webhook/loyverse[/SECRET]
//
// 401 when the signature is not the service's, 404 for a service without a secret, 503 until the shop has it on its
// disk, 200 from then on, for the same event always. Made and destroyed on one thread, before the Kiosk goes.
#pragma once

#include "app/kiosk.h"
#include "cli/caller_files.h"
#include "net/http_server.h"
#include "phone/completions.h"
#include "pos_adapter/webhook_sales.h"

namespace xiaoer::cli {

class WebhookDoor {
public:
    // `kiosk` outlives it. Errors: as net::HttpServer::start, and what the files say.
    [[nodiscard]] static Result<std::unique_ptr<WebhookDoor>> start(net::HttpServerOptions http,
                                                                    const std::filesystem::path& database,
                                                                    Kiosk& kiosk);
    ~WebhookDoor();
    WebhookDoor(const WebhookDoor&) = delete;
    WebhookDoor& operator=(const WebhookDoor&) = delete;

    [[nodiscard]] std::uint16_t port() const { return http_->port(); }

private:
    struct Delivery;

    WebhookDoor(Kiosk& kiosk, WebhookSecrets secrets, std::unique_ptr<pos::WebhookSales> sales);
    [[nodiscard]] int serve(const net::Request& request, const net::Respond& respond);
    [[nodiscard]] int take(pos::WebhookService service, const net::Request& request, const net::Respond& respond);
    void record_next(const std::shared_ptr<Delivery>& delivery);

    Kiosk& kiosk_;
    const WebhookSecrets secrets_;
    std::unique_ptr<pos::WebhookSales> sales_;  // the completions' thread only
    phone::Completions completions_;
    std::unique_ptr<net::HttpServer> http_;
};

}  // namespace xiaoer::cli
