// The kiosk's end of the till link as a test needs it: the real HTTP server and the real receiver, with a shelf
// behind them instead of a shop.
#pragma once

#include "net/http_server.h"
#include "pos_adapter/till_link.h"

#include <condition_variable>
#include <mutex>

namespace xiaoer::pos {

class KioskDoor {
public:
    explicit KioskDoor(std::uint16_t port = 0) {
        net::HttpServerOptions options;
        options.address = "127.0.0.1";
        options.port = port;
        options.body_max = till_link_body_max;
        auto server = net::HttpServer::start(
            options, [this](net::Request request, const net::Respond& respond) { respond(answer(request)); });
        XIAOER_ASSERT(server.has_value());
        server_ = std::move(*server);
    }
    ~KioskDoor() { server_.reset(); }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] static SecretKey key() { return SecretKey(std::array<std::uint8_t, 32>{1, 2, 3}); }
    [[nodiscard]] static std::string key_hex() { return to_hex(key().bytes()); }

    // What the next calls meet.
    void set_busy(bool busy) {
        with_lock([&] { busy_ = busy; });
    }
    void set_ahead(std::int64_t by_ms) {
        with_lock([&] { ahead_ms_ = by_ms; });
    }
    void refuse(std::string receipt_no) {
        with_lock([&] { refused_ = std::move(receipt_no); });
    }
    void forge_answers() {
        with_lock([&] { forging_ = true; });
    }

    [[nodiscard]] std::vector<Slip> slips() {
        const std::lock_guard lock(mutex_);
        return slips_;
    }
    [[nodiscard]] std::size_t calls() {
        const std::lock_guard lock(mutex_);
        return calls_;
    }
    [[nodiscard]] bool wait_for_calls(std::size_t count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return calls_ >= count; });
    }

private:
    template <class Change>
    void with_lock(Change change) {
        const std::lock_guard lock(mutex_);
        change();
    }

    net::Response answer(const net::Request& request) {
        const std::lock_guard lock(mutex_);
        ++calls_;
        changed_.notify_all();
        const LinkCall call{request.method,
                            request.path,
                            request.header("x-xiaoer-till"),
                            request.header("x-xiaoer-time"),
                            request.header("x-xiaoer-signature"),
                            request.body};
        const TillKeys keys{{"till-2", key()}};
        const auto received = receive_call(call, keys, SystemClock().now() + ahead_ms_);
        LinkAnswer answer = std::visit([this](const auto& what) { return decide(what); }, received.what);
        net::Response response{http_status(answer.kind), "application/json", {}, answer_document(answer)};
        if (received.key != nullptr) {
            const auto signature = link_answer_signature(forging_ ? SecretKey() : *received.key, call.signature,
                                                         response.status, response.body);
            response.headers.push_back({"X-Xiaoer-Signature", signature});
        }
        return response;
    }
    LinkAnswer decide(const LinkAnswer& refused) const { return refused; }
    LinkAnswer decide(const LinkLookUp& look_up) const {
        if (look_up.scan == "0327") return {LinkAnswer::Kind::member, {}, "0327", "小*", {}};
        return {LinkAnswer::Kind::unknown, "unknown", {}, {}, {}};
    }
    LinkAnswer decide(const Slip& slip) {
        if (busy_) return {};
        if (refused_ && slip.receipt.receipt_no == refused_) return {LinkAnswer::Kind::invalid, "not here", {}, {}, {}};
        slips_.push_back(slip);
        return {LinkAnswer::Kind::recorded, {}, {}, {}, {}};
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Slip> slips_;
    std::size_t calls_ = 0;
    bool busy_ = false;
    bool forging_ = false;
    std::int64_t ahead_ms_ = 0;
    std::optional<std::string> refused_;
    std::unique_ptr<net::HttpServer> server_;
};

}  // namespace xiaoer::pos
