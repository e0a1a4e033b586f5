#include "ui/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace xiaoer::ui {
namespace {

// Debian's paths first, then where other distributions put the same files.
struct FontFile {
    std::array<const char*, 3> candidates;
    const char* package;
};
constexpr std::array<FontFile, 3> font_files{{
    {{"/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Bold.ttf", "/usr/share/fonts/lxgw-wenkai/LXGWWenKai-Bold.ttf",
      "/usr/share/fonts/TTF/LXGWWenKai-Bold.ttf"},
     "fonts-lxgw-wenkai"},
    {{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
      "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"},
     "fonts-noto-cjk"},
    {{"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
      "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc"},
     "fonts-noto-cjk"},
}};

// Which file, and which face of a collection: Noto's order is JP, KR, SC, TC, HK, then the same monospaced.
struct FaceSource {
    std::size_t file;
    int index;
};
constexpr std::array<FaceSource, face_count> face_sources{{{0, 0}, {1, 2}, {1, 3}, {2, 2}, {2, 3}, {1, 7}}};

// Light hinting: outlines snap to whole pixels in height only, so advances stay those of the design.
constexpr FT_Int32 load_flags = FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;

}  // namespace

struct Fonts::Face {
    FT_Face ft = nullptr;
    int pixels = 0;
    std::unordered_map<char32_t, FT_UInt> index;  // glyph of a code point; 0 when it has none
    std::unordered_map<FT_UInt, FT_Fixed> units;  // advance in font units

    FT_UInt glyph(char32_t code_point) {
        const auto [found, is_new] = index.try_emplace(code_point, 0U);
        if (is_new) found->second = FT_Get_Char_Index(ft, code_point);
        return found->second;
    }
    void set_size(int wanted) {
        if (pixels == wanted) return;
        FT_Set_Pixel_Sizes(ft, 0, static_cast<FT_UInt>(wanted));
        pixels = wanted;
    }
};

FaceId face_of(Type type, Language language) {
    const bool hant = language == Language::hant;
    switch (type) {
        case Type::heading: return FaceId::heading;
        case Type::text: return hant ? FaceId::text_hant : FaceId::text_hans;
        case Type::bold: return hant ? FaceId::bold_hant : FaceId::bold_hans;
        case Type::mono: return FaceId::mono;
    }
    return FaceId::text_hans;
}

Result<void> Fonts::map_files() {
    for (std::size_t i = 0; i < font_files.size(); ++i) {
        int descriptor = -1;
        for (const char* path : font_files[i].candidates)
            if (descriptor < 0) descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return io_error(std::string("no font file ") + font_files[i].candidates[0] + ": install the package " +
                            font_files[i].package);
        struct stat about {};
        void* data = MAP_FAILED;
        if (fstat(descriptor, &about) == 0 && about.st_size > 0)
            data = mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
        if (data == MAP_FAILED) return io_error(std::string("cannot map ") + font_files[i].candidates[0]);
        // Glyphs lie scattered: reading ahead would make the whole file resident.
        madvise(data, static_cast<std::size_t>(about.st_size), MADV_RANDOM);
        files_[i] = {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(about.st_size)};
    }
    return {};
}

Result<std::unique_ptr<Fonts>> Fonts::open() {
    std::unique_ptr<Fonts> fonts(new Fonts);
    XIAOER_TRY(fonts->map_files());
    if (FT_Init_FreeType(&fonts->library_) != 0) return io_error("FreeType does not start");
    return fonts;
}

Fonts::~Fonts() {
    for (auto& face : faces_)
        if (face) FT_Done_Face(face->ft);
    if (library_ != nullptr) FT_Done_FreeType(library_);
    for (const auto& file : files_)
        if (file.data != nullptr) munmap(const_cast<std::uint8_t*>(file.data), file.size);
}

void Fonts::rest() {
    if (!std::exchange(touched_, false)) return;
    for (const auto& file : files_) madvise(const_cast<std::uint8_t*>(file.data), file.size, MADV_DONTNEED);
}

Fonts::Face& Fonts::face(FaceId id) {
    auto& slot = faces_[static_cast<std::size_t>(id)];
    if (!slot) {
        const auto source = face_sources[static_cast<std::size_t>(id)];
        slot = std::make_unique<Face>();
        const auto& file = files_[source.file];
        const auto failed =
            FT_New_Memory_Face(library_, file.data, static_cast<FT_Long>(file.size), source.index, &slot->ft);
        XIAOER_ASSERT(failed == 0);
    }
    return *slot;
}

char32_t Fonts::shown(FaceId id, char32_t code_point) {
    return face(id).glyph(code_point) != 0 ? code_point : missing_mark;
}

float Fonts::advance(FaceId id, int pixels, char32_t code_point) {
    auto& from = face(id);
    const auto glyph = from.glyph(shown(id, code_point));
    const auto [units, is_new] = from.units.try_emplace(glyph, 0);
    if (is_new) FT_Get_Advance(from.ft, glyph, FT_LOAD_NO_SCALE, &units->second);
    return static_cast<float>(units->second) * static_cast<float>(pixels) / static_cast<float>(from.ft->units_per_EM);
}

GlyphImage Fonts::render(FaceId id, int pixels, char32_t code_point) {
    auto& from = face(id);
    from.set_size(pixels);
    touched_ = true;
    GlyphImage image;
    if (FT_Load_Glyph(from.ft, from.glyph(shown(id, code_point)), load_flags) != 0) return image;
    if (FT_Render_Glyph(from.ft->glyph, FT_RENDER_MODE_NORMAL) != 0) return image;
    const auto& slot = *from.ft->glyph;
    image.width = static_cast<int>(slot.bitmap.width);
    image.height = static_cast<int>(slot.bitmap.rows);
    image.left = slot.bitmap_left;
    image.top = slot.bitmap_top;
    image.coverage.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y)
        std::memcpy(image.coverage.data() + static_cast<std::ptrdiff_t>(y) * image.width,
                    slot.bitmap.buffer + static_cast<std::ptrdiff_t>(y) * slot.bitmap.pitch,
                    static_cast<std::size_t>(image.width));
    return image;
}

}  // namespace xiaoer::ui
