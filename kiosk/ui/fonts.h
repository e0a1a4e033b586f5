// Fonts, by FreeType: LXGW WenKai Bold for headings, Noto Sans CJK for text and figures.
//
// Font files are mapped, not read, and their pages are given back after each picture (they are 55 MB). Glyphs are
// rendered one by one when first shown; Dear ImGui's own atlas (1.86) can only be rebuilt whole and knows 16-bit
// code points, so text does not go through it. Code points that no font has become 〓. UI thread.
#pragma once

#include "base/result.h"
#include "domain/settings.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct FT_FaceRec_;
struct FT_LibraryRec_;

namespace xiaoer::ui {

enum class Type { heading, text, bold, mono };

// A face as FreeType has it: the text faces differ between 简体 and 繁體.
enum class FaceId : std::uint8_t { heading, text_hans, text_hant, bold_hans, bold_hant, mono };
inline constexpr std::size_t face_count = 6;
[[nodiscard]] FaceId face_of(Type type, Language language);

inline constexpr char32_t missing_mark = U'〓';

struct GlyphImage {
    int width = 0, height = 0;
    int left = 0;  // from the pen to the bitmap's left edge, pixels
    int top = 0;   // from the baseline up to the bitmap's top edge, pixels
    std::vector<std::uint8_t> coverage;
};

class Fonts {
public:
    // Errors: io, naming the Debian package, when a font file is not on the machine.
    [[nodiscard]] static Result<std::unique_ptr<Fonts>> open();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    // What stands for this code point in this face: itself, or 〓.
    [[nodiscard]] char32_t shown(FaceId face, char32_t code_point);
    // Pixels the pen moves, for an em of `pixels`.
    [[nodiscard]] float advance(FaceId face, int pixels, char32_t code_point);
    [[nodiscard]] GlyphImage render(FaceId face, int pixels, char32_t code_point);
    // Gives back the pages of the font files that rendering brought in; the next glyph fetches its own again.
    void rest();

private:
    struct Face;
    Fonts() = default;
    Face& face(FaceId id);
    [[nodiscard]] Result<void> map_files();

    struct Mapped {
        const std::uint8_t* data = nullptr;
        std::size_t size = 0;
    };
    std::array<Mapped, 3> files_{};
    bool touched_ = false;
    FT_LibraryRec_* library_ = nullptr;
    std::array<std::unique_ptr<Face>, face_count> faces_;
};

}  // namespace xiaoer::ui
