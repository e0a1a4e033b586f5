// The outbox's posts as pictures for the chat group: announced, locked with the closing hash and its code, results,
// still to collect. Rendered by the kiosk itself, so that the boss only forwards. UI thread.
#pragma once

#include "app/query.h"
#include "ui/widgets.h"

namespace xiaoer::ui {

inline constexpr int poster_width = 1080, poster_height = 1440;  // pixels: three to four, whole in a chat's preview

// Draws on the whole of the painter's screen.
// `photo`: of a post of kind `thanks`; one without it says the words alone.
void draw_poster(Painter& painter, const OutboxPost& post, const View& view, const Photo* photo = nullptr);

// The poster as a PNG file's bytes, on a window of its own that lasts only for this.
// Errors: io without fonts, invalid when its photo cannot be read.
[[nodiscard]] Result<Bytes> render_poster(const OutboxPost& post, const Snapshot& snapshot, Timestamp now,
                                          Language language);

}  // namespace xiaoer::ui
