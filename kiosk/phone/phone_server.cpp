#include "phone/phone_server.h"

#include "phone/site.h"

namespace xiaoer::phone {

// Destroyed from below: first no more requests, then no more answers from the shop.
struct PhoneServer::Inside {
    Site site;
    std::unique_ptr<net::HttpServer> http;

    Inside(const PhoneOptions& options, Kiosk& kiosk, const Clock& clock, Assets assets, Pages pages)
        : site(options, kiosk, clock, std::move(assets), std::move(pages)) {}
};

PhoneServer::PhoneServer(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
PhoneServer::~PhoneServer() = default;

Result<std::unique_ptr<PhoneServer>> PhoneServer::start(const PhoneOptions& options, Kiosk& kiosk, const Clock& clock) {
    Assets assets;
    XIAOER_TRY_ASSIGN(auto pages, Pages::load(assets.version()));
    auto inside = std::make_unique<Inside>(options, kiosk, clock, std::move(assets), std::move(pages));
    auto& site = inside->site;
    auto serve = [&site](net::Request request, net::Respond respond) {
        site.serve(std::move(request), std::move(respond));
    };
    XIAOER_TRY_ASSIGN(inside->http, net::HttpServer::start(options.http, std::move(serve)));
    return std::unique_ptr<PhoneServer>(new PhoneServer(std::move(inside)));
}

std::uint16_t PhoneServer::port() const { return inside_->http->port(); }

net::HttpServer::Counts PhoneServer::counts() const { return inside_->http->counts(); }

}  // namespace xiaoer::phone
