// FILE.sock: the door of a running kiosk for the command line (DESIGN §2, "One writer").
//
// A connection says one JSON line, a Command, and gets one back: {"outcome":…} or {"error":{"code","message"}}.
// The socket is 0600: whoever can open it owns the machine.
#pragma once

#include "app/kiosk.h"

#include <thread>

namespace xiaoer {

class CommandSocket {
public:
    // Serves until destroyed, on a thread of its own; one connection at a time. Errors: io.
    [[nodiscard]] static Result<std::unique_ptr<CommandSocket>> serve(const std::filesystem::path& database,
                                                                      Kiosk& kiosk);
    ~CommandSocket();

private:
    CommandSocket(int listener, std::filesystem::path path, Kiosk& kiosk);
    void run();
    void answer(int connection);
    int listener_;
    std::filesystem::path path_;
    Kiosk& kiosk_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

// Says one command to the kiosk that serves `database`. Errors: unreachable when none does, and the kiosk's own.
[[nodiscard]] Result<Outcome> say_over_socket(const std::filesystem::path& database, const Command& command);

}  // namespace xiaoer
