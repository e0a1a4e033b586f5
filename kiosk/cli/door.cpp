#include "cli/door.h"

#include "app/command_socket.h"
#include "ui/strings.h"

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

namespace {

// The screens' own words; the test of refusals holds every reason to have some.
std::string why(const Refused& refused) { return ui::Strings::of(Language::en).get("refused." + refused.why); }
std::string why(const NotAllowed& refused) {
    return ui::Strings::of(Language::en).get(refused.manager_needed ? "not_allowed.manager" : "not_allowed.signed_out");
}
std::string why(const NotRecognised& refused) {
    return ui::Strings::of(Language::en).get("scan." + std::string(enum_name(refused.problem)));
}
std::string why(const Frozen&) {
    return "The ledger is behind what was remembered of it outside; a manager has to look at it on the counter first";
}
std::string why(const auto&) { return {}; }

}  // namespace

int print_outcome(const Outcome& outcome) {
    std::cout << canonical(to_json(outcome)) << '\n';
    const auto refusal = std::visit([](const auto& what) { return why(what); }, outcome);
    if (refusal.empty()) return 0;
    std::cerr << "xiaoer: " << refusal << '\n';
    return 1;
}

}  // namespace xiaoer::cli
