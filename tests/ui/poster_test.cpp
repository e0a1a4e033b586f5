// Posters are drawn beside a counter that goes on showing its own screen.
#include "ui/gallery.h"
#include "ui/photo.h"
#include "ui/png.h"
#include "ui/poster_desk.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

const Exhibit& exhibit(std::string_view name) {
    static const auto all = exhibits(Language::hans);
    return *std::ranges::find(all, name, &Exhibit::name);
}

TEST(Poster, is_a_png_and_leaves_the_counters_window_as_it_was) {
    const auto window = Window::open({WindowKind::offscreen, 1920, 1080}).value();
    Recorder recorder;
    hang(*window, recorder, exhibit("attract"), Language::hans);
    window->present();
    const auto before = window->png().value();
    const auto& shown = exhibit("poster-results");
    const auto poster = render_poster(*shown.poster, shown.snapshot, shown.now, Language::hans);
    ASSERT_TRUE(poster) << poster.error().message;
    EXPECT_TRUE(text_of(*poster).starts_with("\x89PNG"));
    hang(*window, recorder, exhibit("attract"), Language::hans);
    window->present();
    EXPECT_EQ(window->png().value(), before);
}

TEST(PosterDesk, draws_what_was_asked_when_the_screen_has_time_and_wakes_it) {
    PosterDesk desk;
    int woken = 0;
    desk.on_ask([&woken] { ++woken; });
    const auto& shown = exhibit("poster-locked");
    auto first = desk.ask(*shown.poster, Language::hans);
    auto second = desk.ask(*shown.poster, Language::hans);
    EXPECT_EQ(woken, 2);
    desk.serve_one(shown.snapshot, shown.now);
    desk.serve_one(shown.snapshot, shown.now);
    const auto chinese = first.get().value();
    EXPECT_EQ(chinese, second.get().value());
    auto english = desk.ask(*shown.poster, Language::en);
    desk.serve_one(shown.snapshot, shown.now);
    EXPECT_NE(english.get().value(), chinese) << "for a group that reads both";
    for (int i = 0; i < 16; ++i) (void)desk.ask(*shown.poster, Language::hans);
    const auto refused = desk.ask(*shown.poster, Language::hans).get();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::busy);
}

// A JPEG of one colour, with what a camera writes into it (EXIF, JEITA CP-3451: APP1) in front of the picture.
Bytes camera_photo(int width, int height) {
    const std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                            0xFF2080C0U);
    auto file = jpeg_of(pixels, width, height).value();
    const std::string_view exif = "Exif the-place-where-it-was-taken";
    Bytes segment{0xFF, 0xE1, 0x00, static_cast<std::uint8_t>(exif.size() + 2)};
    segment.insert(segment.end(), exif.begin(), exif.end());
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    return file;
}

TEST(Photo, is_written_again_with_nothing_in_it_but_the_picture) {
    const auto file = camera_photo(64, 48);
    ASSERT_NE(text_of(file).find("the-place"), std::string_view::npos);
    const auto clean = cleaned_photo(file);
    ASSERT_TRUE(clean) << clean.error().message;
    EXPECT_EQ(text_of(*clean).find("the-place"), std::string_view::npos);
    const auto photo = read_photo(*clean).value();
    EXPECT_EQ(photo.width, 64);
    EXPECT_EQ(photo.height, 48);
    EXPECT_NEAR(static_cast<double>(photo.pixels[100] & 0xFF), 0xC0, 8) << "the picture is the same";
}

TEST(Photo, what_is_no_photo_or_too_large_is_refused_and_never_unpacked) {
    EXPECT_FALSE(cleaned_photo({}));
    EXPECT_FALSE(cleaned_photo(view_of("GIF89a no photo at all")));
    EXPECT_FALSE(cleaned_photo(Bytes(1024 * 1024 + 1, 0xFF)));
    EXPECT_FALSE(cleaned_photo(camera_photo(photo_side_max + 1, 8)));
    const auto whole = camera_photo(64, 48);
    for (std::size_t cut = 0; cut < whole.size(); cut += 7)  // under the sanitizers this is the test
        (void)cleaned_photo(ByteView(whole).first(cut));
    auto lying = whole;  // one that says it has 65,535 × 65,535 pixels
    const auto frame = std::string_view(text_of(lying)).find("\xff\xc0");
    ASSERT_NE(frame, std::string_view::npos);
    for (std::size_t i = 5; i < 9; ++i) lying[frame + i] = 0xFF;
    EXPECT_FALSE(cleaned_photo(lying));
}

TEST(Poster, a_photo_stands_whole_on_the_thank_you) {
    auto post = *exhibit("poster-thanks").poster;
    const auto& shown = exhibit("poster-thanks");
    EXPECT_FALSE(render_poster(post, shown.snapshot, shown.now, Language::hans)) << "no poster without its photo";
    post.thanks.jpeg = camera_photo(120, 160);
    const auto poster = render_poster(post, shown.snapshot, shown.now, Language::hans);
    ASSERT_TRUE(poster) << poster.error().message;
    EXPECT_TRUE(text_of(*poster).starts_with("\x89PNG"));
    EXPECT_EQ(text_of(*poster).find("the-place"), std::string_view::npos);
}

}  // namespace
}  // namespace xiaoer::ui
