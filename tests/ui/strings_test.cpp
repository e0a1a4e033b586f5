// The words of the screens: the same keys and fields in every language, nothing shown that is not there, and a
// glyph for every code point.
#include "ui/strings.h"
#include "ui/fonts.h"

#include "base/file.h"
#include "base/text.h"

#include <gtest/gtest.h>

#include <regex>

namespace xiaoer::ui {
namespace {

constexpr std::array languages{Language::hans, Language::hant, Language::en};

std::set<std::string> fields_of(const std::string& text) {
    static const std::regex field(R"(\{([a-z]+))");
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), field), end; at != end; ++at) found.insert((*at)[1]);
    return found;
}

TEST(Strings, every_language_has_the_same_keys_and_fields) {
    const auto& first = Strings::of(Language::hans).all();
    for (const auto language : languages) {
        const auto& other = Strings::of(language).all();
        EXPECT_EQ(first.size(), other.size());
        for (const auto& [key, text] : first) {
            ASSERT_TRUE(other.contains(key)) << key;
            const auto fields = fields_of(text);
            for (const auto& field : fields_of(other.at(key)))
                EXPECT_TRUE(fields.contains(field)) << key << " {" << field;
        }
    }
}

TEST(Strings, every_code_point_has_a_glyph) {
    const auto fonts = Fonts::open();
    ASSERT_TRUE(fonts);
    for (const auto language : languages)
        for (const auto& [key, text] : Strings::of(language).all())
            for (const auto point : code_points(text))
                for (const auto type : {Type::heading, Type::text, Type::bold})
                    EXPECT_TRUE(point == U'\n' || (*fonts)->shown(face_of(type, language), point) == point) << key;
}

// Keys that screens put together (a family and a name) are the families below.
bool is_composed(const std::string& key) {
    static const std::set<std::string> families{"day",  "days",    "month", "hour",  "tier",
                                                "scan", "refused", "error", "event", "document"};
    return families.contains(key.substr(0, key.find('.')));
}

TEST(Strings, screens_use_only_keys_that_exist_and_every_key_is_used) {
    std::set<std::string> used;
    static const std::regex literal(R"re("([a-z_]+(?:\.[a-z_0-9]+)?)")re");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(XIAOER_SOURCE_DIR "/kiosk/ui")) {
        if (entry.path().extension() != ".cpp" || entry.path().filename().string().starts_with("gallery_")) continue;
        const auto file = read_file(entry.path());
        ASSERT_TRUE(file && *file);
        const std::string code(text_of(**file));
        for (std::sregex_iterator at(code.begin(), code.end(), literal), end; at != end; ++at) used.insert((*at)[1]);
    }
    const auto& texts = Strings::of(Language::hans).all();
    std::set<std::string> families;
    for (const auto& [key, text] : texts) {
        families.insert(key.substr(0, key.find('.')));
        const bool by_family = is_composed(key) || key.ends_with("_what") || key.starts_with("pickup.ask_");
        EXPECT_TRUE(by_family || used.contains(key)) << key << " is never shown";
    }
    // Names of widgets look like keys too: those are the ones that are pressed, never shown.
    static const std::regex widget(
        R"(pickup\.ask_|.*\.(back|leave|send|close|number|desk|reconcile|play|done|scratch))");
    for (const auto& key : used) {
        const bool looks_like_one =
            key.find('.') != std::string::npos && families.contains(key.substr(0, key.find('.')));
        EXPECT_TRUE(!looks_like_one || texts.contains(key) || std::regex_match(key, widget)) << key << " is in no file";
    }
}

TEST(Strings, fields_are_filled_and_forms_chosen) {
    const auto& english = Strings::of(Language::en);
    EXPECT_EQ(english.get("welcome.tickets", {{"n", "1"}}), "1 draw ticket for you");
    EXPECT_EQ(english.get("welcome.tickets", {{"n", "2"}}), "2 draw tickets for you");
    EXPECT_EQ(english.get("no.such.key"), "no.such.key");
}

TEST(Strings, every_reason_of_a_refusal_has_its_words) {
    static const std::regex refused(R"re(Refused\{"([a-z_]+)"\}|return "([a-z_]+)";)re");
    std::set<std::string> reasons;
    for (const auto& entry : std::filesystem::directory_iterator(XIAOER_SOURCE_DIR "/kiosk/app")) {
        if (!entry.path().filename().string().starts_with("handle_")) continue;
        const std::string text(text_of(read_file(entry.path()).value().value()));
        for (std::sregex_iterator at(text.begin(), text.end(), refused), end; at != end; ++at)
            reasons.insert((*at)[1].matched ? (*at)[1] : (*at)[2]);
    }
    EXPECT_GT(reasons.size(), 40u);
    for (const auto& reason : reasons) EXPECT_TRUE(Strings::of(Language::en).has("refused." + reason)) << reason;
}

}  // namespace
}  // namespace xiaoer::ui
