// What the pictures of the gallery are made from: the shop they show, and the wall they hang on. UI thread.
#pragma once

#include "ui/gallery.h"

namespace xiaoer::ui {

// Thursday 2026-11-19 10:24 in Shanghai: the day after tomorrow is a Saturday with a draw.
inline constexpr Timestamp gallery_thursday{1795055040000};

inline constexpr const char* pairing_url =
    "http://192.168.1.10:8080/s/6d1f0c9a4be2875310fedcba98765432#"
    "7840a8b7ea96ecf5df55d5798fdb7572dd5a2b78438ff4894a9fe761dd33ff23";

// The names that pictures show, and the longest that a shop may have.
struct Cast {
    bool longest = false;
    [[nodiscard]] std::string pick(const char* usual, const char* long_one) const { return longest ? long_one : usual; }
};

// That many days after the Thursday.
[[nodiscard]] Timestamp at(int days, int hour, int minute);
[[nodiscard]] StaffId staff_id(std::uint8_t n);
[[nodiscard]] std::vector<PrizeOffer> gallery_prizes(const Cast& cast);
[[nodiscard]] Snapshot gallery_shop(const Cast& cast);
[[nodiscard]] Recognised gallery_visitor(const Cast& cast);

// Collects pictures; each begins from a shop in order.
class Wall {
public:
    // Room for all: what hangs already is written to while more is hung.
    explicit Wall(bool longest) : cast{longest} { all.reserve(256); }

    Exhibit& hang(std::string name, Screen screen) {
        all.push_back({std::move(name), {}, gallery_shop(cast), gallery_thursday, std::nullopt});
        all.back().scene.screen = screen;
        return all.back();
    }
    Exhibit& hang_for_clerk(std::string name, Screen screen, bool manager = false) {
        auto& made = hang(std::move(name), screen);
        made.clerk = Clerk{{}, cast.pick(manager ? "店长" : "小颖", "欧阳春风（周末兼职的店员）"), manager};
        return made;
    }

    Cast cast;
    std::vector<Exhibit> all;
};

void hang_desk(Wall& wall, const Words& words);          // gallery_desk.cpp
void hang_counter_desk(Wall& wall, const Words& words);  // gallery_data_desk.cpp
void hang_pickup(Wall& wall, const Words& words);        // gallery_pickup.cpp
void hang_scratch(Wall& wall);                           // gallery_data_scratch.cpp

}  // namespace xiaoer::ui
