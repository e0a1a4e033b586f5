// Every screen in every state, language and size, by figures: what a person would see at a glance as wrong.
//
// The recorder tells every text, target, panel and picture of a frame with its box in pixels and what holds it.
#include "ui/gallery.h"

#include "base/text.h"

#include <gtest/gtest.h>

namespace xiaoer::ui {
namespace {

constexpr float tolerance = 1.5F;  // pixels: boxes are rounded to whole ones

bool holds(const Box& outer, const Box& inner) {
    return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
           inner.right() <= outer.right() + tolerance && inner.bottom() <= outer.bottom() + tolerance;
}

bool overlap(const Box& a, const Box& b) {
    return std::min(a.right(), b.right()) - std::max(a.x, b.x) > tolerance &&
           std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > tolerance;
}

std::string told(const Record& record) {
    const auto figure = [](float value) { return std::to_string(static_cast<int>(value)) + " "; };
    return "\"" + record.name + "\" " + figure(record.box.x) + figure(record.box.y) + figure(record.box.w) +
           figure(record.box.h);
}

// Collects what is wrong with one frame.
class Inspection {
public:
    Inspection(Window& window, const Recorder& recorder, const Exhibit& exhibit, bool longest)
        : window_(window), records_(recorder.records()), exhibit_(exhibit), longest_(longest) {}

    std::vector<std::string> run() {
        for (std::size_t i = 0; i < records_.size(); ++i) {
            check_place(records_[i]);
            if (records_[i].kind == Drawn::text) check_text(records_[i]);
            if (records_[i].kind == Drawn::target) check_target(records_[i]);
            if (records_[i].kind == Drawn::picture) check_code(records_[i]);
            for (std::size_t j = i + 1; j < records_.size(); ++j) check_pair(records_[i], records_[j]);
        }
        return std::move(wrong_);
    }

private:
    void report(const std::string& what, const Record& record) {
        wrong_.push_back(exhibit_.name + ": " + what + ": " + told(record));
    }

    void check_place(const Record& record) {
        const Box screen{0, 0, static_cast<float>(window_.width()), static_cast<float>(window_.height())};
        const Box& outer = record.parent < 0 ? screen : records_[static_cast<std::size_t>(record.parent)].box;
        if (!holds(outer, record.box)) report("leaves what holds it", record);
    }
    void check_text(const Record& record) {
        if (!holds(record.allotted, record.box)) report("text leaves its box", record);
        if (contrast(record.foreground, record.background) < 4.5)
            report("contrast " + std::to_string(contrast(record.foreground, record.background)), record);
        if (record.cut && !longest_) report("usual words are cut", record);
    }
    void check_target(const Record& record) {
        if (record.box.w < smallest_target || record.box.h < smallest_target) report("target under 64 px", record);
    }
    void check_code(const Record& record) {
        if (for_customers(exhibit_.scene.screen) &&
            std::min(record.box.w, record.box.h) <
                0.35F * static_cast<float>(std::min(window_.width(), window_.height())))
            report("code under 35% of the short side", record);
    }
    void check_pair(const Record& a, const Record& b) {
        if (a.kind == Drawn::over || b.kind == Drawn::over) return;
        if (a.parent == b.parent && overlap(a.box, b.box)) report("overlaps " + told(b), a);
        if (a.kind == Drawn::target && b.kind == Drawn::target && a.name == b.name)
            report("two targets of one name", a);
    }

    Window& window_;
    const std::vector<Record>& records_;
    const Exhibit& exhibit_;
    bool longest_;
    std::vector<std::string> wrong_;
};

struct Case {
    Language language;
    int width, height;
    bool longest;
};

class Layout : public testing::TestWithParam<Case> {};

TEST_P(Layout, nothing_leaves_overlaps_hides_or_is_too_small) {
    const auto& given = GetParam();
    const auto window = Window::open({WindowKind::offscreen, given.width, given.height});
    ASSERT_TRUE(window) << window.error().message;
    Recorder recorder;
    std::size_t texts = 0;
    for (const auto& exhibit : exhibits(given.language, given.longest)) {
        hang(**window, recorder, exhibit, given.language);
        for (const auto& record : recorder.records()) texts += record.kind == Drawn::text ? 1U : 0U;
        for (const auto& wrong : Inspection(**window, recorder, exhibit, given.longest).run()) ADD_FAILURE() << wrong;
    }
    EXPECT_GT(texts, 500U);
}

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto language : {Language::hans, Language::hant, Language::en})
        for (const bool longest : {false, true})
            for (const auto& [width, height] : {std::pair{1920, 1080}, std::pair{1080, 1920}})
                all.push_back({language, width, height, longest});
    return all;
}

INSTANTIATE_TEST_SUITE_P(everywhere, Layout, testing::ValuesIn(cases()), [](const auto& tested) {
    const auto& given = tested.param;
    return std::string(given.language == Language::hans   ? "hans"
                       : given.language == Language::hant ? "hant"
                                                          : "en") +
           (given.width > given.height ? "_landscape" : "_portrait") + (given.longest ? "_longest" : "");
});

TEST_P(Layout, every_clerk_can_be_chosen) {
    const auto& given = GetParam();
    const auto window = Window::open({WindowKind::offscreen, given.width, given.height});
    ASSERT_TRUE(window);
    Recorder recorder;
    for (const auto& exhibit : exhibits(given.language, given.longest)) {
        if (exhibit.name != "sign-in") continue;
        hang(**window, recorder, exhibit, given.language);
        for (std::size_t i = 0; i < exhibit.snapshot.desk.staff.size(); ++i)
            EXPECT_TRUE(recorder.target("staff." + std::to_string(i))) << i;
    }
}

TEST_P(Layout, the_wifi_is_shown_whole) {
    const auto& given = GetParam();
    const auto window = Window::open({WindowKind::offscreen, given.width, given.height});
    ASSERT_TRUE(window);
    Recorder recorder;
    const auto attract = exhibits(given.language, given.longest).front();
    ASSERT_EQ(attract.name, "attract");
    hang(**window, recorder, attract, given.language);
    std::string shown;
    for (const auto& record : recorder.records()) shown += record.kind == Drawn::text ? record.name + "\n" : "";
    EXPECT_NE(shown.find(attract.snapshot.settings.wifi_name), std::string::npos);
    EXPECT_NE(shown.find(attract.snapshot.settings.wifi_password), std::string::npos);
}

// The test above must be able to fail: a frame with each fault is found.
TEST(LayoutInspection, finds_each_fault) {
    const auto window = Window::open({WindowKind::offscreen, 1920, 1080});
    ASSERT_TRUE(window);
    const auto exhibit = exhibits(Language::hans).front();
    const auto wrong_with = [&](const std::function<void(Painter&)>& paint) {
        Recorder recorder;
        (*window)->frame({}, [&] {
            Painter painter(**window, recorder, Language::hans);
            paint(painter);
        });
        return Inspection(**window, recorder, exhibit, false).run().size();
    };
    EXPECT_EQ(wrong_with([](Painter& p) { p.text({100, 100, 400, 60}, "好", {}); }), 0U);
    EXPECT_GT(wrong_with([](Painter& p) { p.text({100, 100, 400, 20}, "好", {}); }), 0U);
    EXPECT_GT(wrong_with([](Painter& p) { p.text({100, 100, 40, 60}, "一二三四五", {}); }), 0U);
    EXPECT_GT(wrong_with([](Painter& p) { p.text({1900, 100, 400, 60}, "好好好", {}); }), 0U);
    EXPECT_GT(wrong_with([](Painter& p) {
                  p.text({100, 100, 400, 60}, "好", {Type::text, size::body, colour::line});
              }),
              0U);
    EXPECT_GT(wrong_with([](Painter& p) { (void)p.target({100, 100, 60, 80}, "small"); }), 0U);
    EXPECT_GT(wrong_with([](Painter& p) {
                  p.text({100, 100, 400, 60}, "好", {});
                  p.text({110, 110, 400, 60}, "好", {});
              }),
              0U);
    EXPECT_GT(wrong_with([](Painter& p) { p.qr({100, 100, 300, 300}, "1"); }), 0U);
}

TEST(Glyphs, every_font_has_the_mark_for_what_it_lacks) {
    const auto fonts = Fonts::open();
    ASSERT_TRUE(fonts) << fonts.error().message;
    for (std::size_t i = 0; i < face_count; ++i) {
        const auto face = static_cast<FaceId>(i);
        EXPECT_EQ((*fonts)->shown(face, missing_mark), missing_mark);
        EXPECT_EQ((*fonts)->shown(face, U'\U0001F600'), missing_mark) << "an emoji";
        EXPECT_GT((*fonts)->render(face, 36, missing_mark).width, 0);
        EXPECT_GT((*fonts)->advance(face, 36, U'好'), 0);
    }
}

TEST(Glyphs, a_rare_surname_is_shown_where_the_font_has_it) {
    const auto fonts = Fonts::open();
    ASSERT_TRUE(fonts);
    EXPECT_EQ((*fonts)->shown(FaceId::text_hans, U'𠮷'), U'𠮷');
}

}  // namespace
}  // namespace xiaoer::ui
