// An HTTP/1.1 server for strangers on the shop's Wi-Fi: small requests, small answers, and nobody can hold it up.
//
// One thread runs one io_context. A request has one absolute deadline, from the connection (or from the answer
// before it) to the last byte of its own answer; whoever is slower is cut. Headers end at 8 KiB and bodies at
// `body_max`. When all connections are taken, or all of one address, the one that has kept the server waiting
// longest for its request makes room, so that a thousand slow phones do not lock out an honest one.
#pragma once

#include "net/http_message.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace xiaoer::net {

struct HttpServerOptions {
    std::string address = "0.0.0.0";   // numeric, IPv4 or IPv6
    std::uint16_t port = 0;            // 0: any free one, see port()
    std::size_t body_max = 64 * 1024;  // bytes
    std::int64_t deadline_ms = 10'000;
    std::size_t connections_max = 2048;            // fewer when the system allows fewer open files
    std::size_t connections_per_address_max = 64;  // a whole shop may come through one access point
};

// Answers one request. Any thread, at most once (later calls are ignored), at any time, even after the server is
// gone. Not answering by the deadline sends 503.
using Respond = std::function<void(Response)>;

// Called on the server's thread: must not wait. Must not throw.
using Handler = std::function<void(Request, Respond)>;

class HttpServer {
public:
    // Errors: busy (the port is taken), invalid (no such address), io.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, Handler handler);
    // Cuts every connection and joins; the handler is not called again.
    ~HttpServer();

    [[nodiscard]] std::uint16_t port() const;

    // Since the start; any thread.
    struct Counts {
        std::uint64_t answered = 0;  // answers written whole, refusals of the server's own included
        std::uint64_t cut = 0;       // connections closed for being slow or in the way
        std::uint64_t open = 0;      // now
    };
    [[nodiscard]] Counts counts() const;

private:
    struct Inside;
    explicit HttpServer(std::shared_ptr<Inside> inside);
    std::shared_ptr<Inside> inside_;
};

}  // namespace xiaoer::net
