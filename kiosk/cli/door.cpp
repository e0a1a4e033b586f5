#include "cli/door.h"

#include "app/command_socket.h"

#include <iostream>

namespace xiaoer::cli {

Result<std::unique_ptr<Door>> Door::open(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) return invalid("there is no file " + database.string());
    auto door = std::make_unique<Door>();
    door->database_ = database;
    auto kiosk = Kiosk::open({database, &door->clock_, &door->random_, 64, false});
    if (kiosk) {
        door->kiosk_ = std::move(*kiosk);
    } else if (kiosk.error().code != ErrorCode::busy) {
        return kiosk.error();
    }
    return door;
}

Result<Outcome> Door::say(Wish wish) { return say(Command{CommandId::random(random_), std::move(wish)}); }

std::future<Result<Outcome>> Door::begin(Wish wish) {
    if (kiosk_) return kiosk_->submit(std::move(wish));
    std::promise<Result<Outcome>> said;
    said.set_value(say(std::move(wish)));
    return said.get_future();
}

Result<Outcome> Door::say(const Command& command) {
    return kiosk_ ? kiosk_->submit(command).get() : say_over_socket(database_, command);
}

int print_outcome(const Outcome& outcome) {
    std::cout << canonical(to_json(outcome)) << '\n';
    const auto refusal = std::visit(
        []<class T>(const T& what) -> std::string {
            if constexpr (std::same_as<T, Refused>) return what.why;
            if constexpr (std::same_as<T, NotAllowed> || std::same_as<T, NotRecognised> || std::same_as<T, Frozen>) {
                return std::string(T::kind);
            }
            return {};
        },
        outcome);
    if (refusal.empty()) return 0;
    std::cerr << "xiaoer: refused: " << refusal << '\n';
    return 1;
}

}  // namespace xiaoer::cli
