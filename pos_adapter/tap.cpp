#include "pos_adapter/tap.h"

#include "pos_adapter/slip_reader.h"
#include "pos_adapter/till_server.h"

#include <thread>

namespace xiaoer::pos {

struct Tap::Threads {
    Threads(TapOptions wanted, const Clock& clock, Socket listener, std::unique_ptr<Spool> spool, Deliver deliver)
        : options(std::move(wanted)),
          inbox(std::move(spool)),
          server(options, std::move(listener), inbox, clock),
          reader(inbox, options.reading, std::move(deliver), options.profile) {
        // A crash may have left half a slip: what comes now is another one.
        inbox.put(Spool::Kind::closed, clock.now(), {});
        serving = std::thread([this] { server.run(); });
        reading = std::thread([this] { reader.run(); });
    }
    ~Threads() {
        server.stop();
        serving.join();
        inbox.stop();
        reading.join();
    }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

    const TapOptions options;
    SlipInbox inbox;
    TillServer server;
    SlipReader reader;
    std::thread serving;
    std::thread reading;
};

Result<std::unique_ptr<Tap>> Tap::start(TapOptions options, const Clock& clock, Deliver deliver) {
    if (options.printer) XIAOER_TRY(check_line(*options.printer));
    if (options.serial) XIAOER_TRY(check_line(*options.serial));
    Socket listener;
    if (!options.serial) {
        XIAOER_TRY_ASSIGN(listener, listen_on(options.listen));
    }
    XIAOER_TRY_ASSIGN(auto spool, Spool::open(options.spool));
    auto threads =
        std::make_unique<Threads>(std::move(options), clock, std::move(listener), std::move(spool), std::move(deliver));
    return std::unique_ptr<Tap>(new Tap(std::move(threads)));
}

Tap::Tap(std::unique_ptr<Threads> threads) : threads_(std::move(threads)) {}
Tap::~Tap() = default;

std::uint16_t Tap::port() const {
    if (!threads_->server.listener().open()) return 0;
    const auto port = port_of(threads_->server.listener());
    return port ? *port : std::uint16_t{0};
}

bool Tap::saving() const { return threads_->inbox.saving(); }

}  // namespace xiaoer::pos
