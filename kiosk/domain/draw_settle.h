// The kiosk's own settlement of a draw (points 4 and 5 of `xiaoer-draw-v1`): before it picks, it looks once more
// whether everything is as it was announced and locked. A list that somebody changed in the database after its closing
// hash went out, or a draw key that is another, gives no winners and not wrong ones. Pure; any thread.
#pragma once

#include "domain/draw_picks.h"

namespace xiaoer {

// The winners of the settlement, by unit.
// `closing`: the hash that went out. Errors: invalid, in the words of verify_proof(), at the first thing that differs:
// announcement, seed, entries, closing hash, public value.
[[nodiscard]] Result<std::vector<Pick>> settle_list(const Announcement& announcement, const Hash& closing,
                                                    const DrawSeed& seed, Entries entries,
                                                    std::string_view public_value);

}  // namespace xiaoer
