// A counter's screens on a bench: what they are given, without a window.
#pragma once

#include "ui/scene.h"

namespace xiaoer::ui {

inline constexpr Timestamp now{1'795'055'040'000};

// A counter with a clerk behind it.
struct Bench {
    Snapshot snapshot;
    Words words{Language::hans, Zone::named("Asia/Shanghai").value(), "CNY"};
    Clerk clerk{{}, "小颖", false};
    Scene scene;

    Bench() {
        snapshot.shop_open = true;
        PurchaseView purchase;
        purchase.purchase = "p3", purchase.tickets = 2;
        snapshot.purchase = purchase;
        snapshot.desk.unbound = {{"p3", "0014", 8600, now - minute_ms}, {"p2", "0013", 100, now - hour_ms}};
        snapshot.desk.slips = {{41, "raster", now}};
        DrawView draw;
        draw.id = "d12", draw.dice_throws = 10, draw.state = DrawState::closed;
        snapshot.next_draw = draw;
    }
    [[nodiscard]] View view(bool signed_in = true) const {
        return {snapshot, words, now, signed_in ? &clerk : nullptr, false};
    }
};

template <class Kind>
const Kind* wish_of(const Next& next) {
    return next.wish ? std::get_if<Kind>(&*next.wish) : nullptr;
}

}  // namespace xiaoer::ui
