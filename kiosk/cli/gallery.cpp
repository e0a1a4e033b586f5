#include "ui/gallery.h"

#include "cli/cli.h"
#include "cli/usage.h"

#include <iostream>

namespace xiaoer::cli {
namespace {

struct Choices {
    std::string folder, language, size, only;
};

Result<Language> language_in(const std::string& text) {
    const auto names = names_of(Language{});
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return invalid("no such language: " + text);
    return static_cast<Language>(found - names.begin());
}

Result<int> run_gallery(const Choices& choices) {
    ui::GalleryOptions options{.folder = choices.folder, .only = choices.only};
    if (!choices.language.empty()) {
        XIAOER_TRY_ASSIGN(const auto language, language_in(choices.language));
        options.languages = {language};
    }
    if (!choices.size.empty()) {
        XIAOER_TRY_ASSIGN(const auto size, picture_size_in(choices.size));
        options.sizes = {{size.width, size.height}};
    }
    const auto tell = [](const std::filesystem::path& path) { std::cout << path.string() << '\n'; };
    XIAOER_TRY_ASSIGN(const int written, ui::write_gallery(options, tell));
    if (written == 0) return invalid("no picture's name begins with " + choices.only);
    return 0;
}

}  // namespace

void add_gallery(CLI::App& root, Run& run) {
    auto* command = root.add_subcommand("gallery", "Every screen in every state as PNG; needs no database");
    const auto choices = std::make_shared<Choices>();
    command->add_option("--out", choices->folder, "Folder to write to")->required();
    check_word(command->add_option("--lang", choices->language, "zh-Hans, zh-Hant or en; all of them if not given"),
               language_in);
    check_word(command->add_option("--size", choices->size, "WIDTHxHEIGHT; 1920x1080 and 1080x1920 if not given"),
               picture_size_in);
    command->add_option("--only", choices->only, "Only pictures whose name begins with this");
    command->callback([choices, &run] { run = [choices] { return run_gallery(*choices); }; });
}

}  // namespace xiaoer::cli
