// The kiosk's end of the till link (docs/till-link.md): its own listener, a queue to the shop, signed answers.
//
// Made and destroyed on one thread, before the Kiosk goes. The tills' file is read again when it changes, so that a
// till can be added while the counter runs.
#pragma once

#include "app/kiosk.h"
#include "net/http_server.h"
#include "phone/completions.h"
#include "pos_adapter/till_link.h"

namespace xiaoer::cli {

class TillDoor {
public:
    // Called when purchases were recorded, before the till is answered, on the thread of the completions.
    using Hear = std::function<void(const Recorded&)>;

    // `kiosk` and `clock` outlive it. Errors: as net::HttpServer::start, and what the tills' file says.
    [[nodiscard]] static Result<std::unique_ptr<TillDoor>> start(net::HttpServerOptions http,
                                                                 std::filesystem::path tills, Kiosk& kiosk,
                                                                 const Clock& clock, Hear hear);
    ~TillDoor();
    TillDoor(const TillDoor&) = delete;
    TillDoor& operator=(const TillDoor&) = delete;

    [[nodiscard]] std::uint16_t port() const { return http_->port(); }

private:
    TillDoor(std::filesystem::path tills, Kiosk& kiosk, const Clock& clock, Hear hear);
    [[nodiscard]] Result<void> read_keys();
    void serve(const net::Request& request, const net::Respond& respond);

    const std::filesystem::path tills_;
    std::filesystem::file_time_type tills_written_{};
    pos::TillKeys keys_;  // the server's thread only, once it runs
    Kiosk& kiosk_;
    const Clock& clock_;
    const Hear hear_;
    phone::Completions completions_;
    std::unique_ptr<net::HttpServer> http_;
};

}  // namespace xiaoer::cli
