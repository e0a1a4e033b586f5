#include "ui/gallery.h"

#include "base/file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

std::map<std::string, Bytes> write_once() {
    const test::TemporaryFolder folder;
    GalleryOptions options;
    options.folder = folder.path();
    options.languages = {Language::hans};
    options.sizes = {{960, 540}};
    std::map<std::string, Bytes> files;
    const auto written = write_gallery(options, [&](const std::filesystem::path& path) {
        files[path.filename().string()] = read_file(path).value().value();
    });
    EXPECT_TRUE(written);
    EXPECT_EQ(written.value_or(0), static_cast<int>(files.size()));
    return files;
}

TEST(Gallery, is_the_same_from_run_to_run) {
    const auto first = write_once();
    const auto second = write_once();
    EXPECT_GT(first.size(), 40U);
    for (const auto& [name, bytes] : first) EXPECT_TRUE(second.contains(name) && second.at(name) == bytes) << name;
}

TEST(Gallery, every_picture_has_its_own_name_and_look) {
    std::map<Bytes, std::string> seen;
    for (const auto& [name, bytes] : write_once()) {
        const auto [other, is_new] = seen.try_emplace(bytes, name);
        EXPECT_TRUE(is_new) << name << " looks like " << other->second;
    }
}

TEST(Gallery, shows_every_screen) {
    std::set<Screen> screens;
    for (const auto& exhibit : exhibits(Language::hans)) screens.insert(exhibit.scene.screen);
    EXPECT_EQ(screens.size(), names_of(Screen{}).size());
}

}  // namespace
}  // namespace xiaoer::ui
