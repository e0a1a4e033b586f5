#include "ui/gallery.h"

#include "cli/cli.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Choices {
    std::string folder, language, size, only;
};

Result<int> run_gallery(const Choices& choices) {
    ui::GalleryOptions options{.folder = choices.folder, .only = choices.only};
    if (!choices.language.empty()) {
        const auto names = names_of(Language{});
        const auto found = std::find(names.begin(), names.end(), choices.language);
        if (found == names.end()) return invalid("no such language: " + choices.language);
        options.languages = {static_cast<Language>(found - names.begin())};
    }
    if (!choices.size.empty()) {
        int width = 0, height = 0;
        char rest = 0;
        if (std::sscanf(choices.size.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 320 || height < 320 ||
            width > 7680 || height > 7680)
            return invalid("a size is WIDTHxHEIGHT, 320 to 7680 each");
        options.sizes = {{width, height}};
    }
    const auto tell = [](const std::filesystem::path& path) { std::cout << path.string() << '\n'; };
    XIAOER_TRY(ui::write_gallery(options, tell));
    return 0;
}

}  // namespace

void add_gallery(CLI::App& root, Run& run) {
    auto* command = root.add_subcommand("gallery", "Every screen in every state as PNG; needs no database");
    const auto choices = std::make_shared<Choices>();
    command->add_option("--out", choices->folder, "Folder to write to")->required();
    command->add_option("--lang", choices->language, "zh-Hans, zh-Hant or en; all of them if not given");
    command->add_option("--size", choices->size, "WIDTHxHEIGHT; 1920x1080 and 1080x1920 if not given");
    command->add_option("--only", choices->only, "Only pictures whose name begins with this");
    command->callback([choices, &run] { run = [choices] { return run_gallery(*choices); }; });
}

}  // namespace xiaoer::cli
