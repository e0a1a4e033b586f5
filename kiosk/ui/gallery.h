// Every screen in every state, from made-up data with a fixed clock: for `xiaoer gallery` and the layout test.
// The same from run to run, byte for byte. UI thread.
#pragma once

#include "ui/poster.h"
#include "ui/scene.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace xiaoer::ui {

// One picture: a scene on a snapshot at a moment.
struct Exhibit {
    std::string name;  // "attract", "claim-bound"…
    Scene scene;
    Snapshot snapshot;
    Timestamp now;
    std::optional<Clerk> clerk;
    std::optional<OutboxPost> poster{};  // instead of the scene
    pos::TillPicture till{};             // what is known of the till
    DevicesView devices{};
    std::int64_t since_ms = View::still;
};

// `longest`: the longest names, prizes and figures that the shop may have, for the layout test.
[[nodiscard]] std::vector<Exhibit> exhibits(Language language, bool longest = false);

// Draws one exhibit into `window` and its figures into `recorder`.
void hang(Window& window, Recorder& recorder, const Exhibit& exhibit, Language language);

struct GalleryOptions {
    std::filesystem::path folder;
    std::vector<Language> languages{Language::hans, Language::hant, Language::en};
    std::vector<std::pair<int, int>> sizes{{1920, 1080}, {1080, 1920}};
    std::string only{};  // a picture's name begins with this
};
// Writes FOLDER/<name>-<lang>-<width>x<height>.png. Returns: how many. `told` hears of each file written.
[[nodiscard]] Result<int> write_gallery(const GalleryOptions& options,
                                        const std::function<void(const std::filesystem::path&)>& told);

}  // namespace xiaoer::ui
