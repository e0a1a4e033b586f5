#include "ui/gallery.h"

namespace xiaoer::ui {

void hang(Window& window, Recorder& recorder, const Exhibit& exhibit, Language language) {
    const Words words(language, Zone::named(exhibit.snapshot.settings.zone).value(),
                      exhibit.snapshot.settings.currency);
    const Words second(second_language(language), Zone::named(exhibit.snapshot.settings.zone).value(),
                       exhibit.snapshot.settings.currency);
    const View view{exhibit.snapshot, words,          exhibit.now, exhibit.clerk ? &*exhibit.clerk : nullptr, false,
                    &exhibit.till,    exhibit.devices, &second, exhibit.since_ms};
    window.frame({}, [&] {
        Painter painter(window, recorder, language);
        if (exhibit.poster) return draw_poster(painter, *exhibit.poster, view);
        (void)draw_scene(painter, exhibit.scene, view);
    });
}

Result<int> write_gallery(const GalleryOptions& options,
                          const std::function<void(const std::filesystem::path&)>& told) {
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    if (failed) return io_error("cannot make the folder " + options.folder.string());
    int written = 0;
    for (const auto& [width, height] : options.sizes) {
        XIAOER_TRY_ASSIGN(const auto window, Window::open({WindowKind::offscreen, width, height}));
        Recorder recorder;
        for (const auto language : options.languages) {
            for (const auto& exhibit : exhibits(language)) {
                if (!exhibit.name.starts_with(options.only)) continue;
                hang(*window, recorder, exhibit, language);
                window->present();
                const auto path =
                    options.folder /
                    (exhibit.name + "-" + std::string(names_of(language)[static_cast<std::size_t>(language)]) + "-" +
                     std::to_string(width) + "x" + std::to_string(height) + ".png");
                XIAOER_TRY(window->save_png(path));
                told(path);
                ++written;
            }
        }
    }
    return written;
}

}  // namespace xiaoer::ui
