#include "domain/draw_settle.h"

namespace xiaoer {

Result<std::vector<Pick>> settle_list(const Announcement& announcement, const Hash& closing, const DrawSeed& seed,
                                      Entries entries, std::string_view public_value) {
    if (const auto checked = check_announcement(announcement); !checked)
        return invalid("announcement: " + checked.error().message);
    if (commitment_of(seed) != announcement.commitment) {
        return invalid("seed: not the one that the announcement committed to");
    }
    XIAOER_TRY(check_entries(entries, announcement.max_weight));
    const Hash hash = closing_hash(closing_of(announcement, entries));
    if (hash != closing) {
        return invalid("closing hash: this draw's is " + to_hex(hash) + ", the published one is " + to_hex(closing));
    }
    if (const auto checked = check_entropy_value(announcement.entropy, public_value); !checked)
        return invalid("entropy_value: " + checked.error().message);
    return pick_winners(settlement_key(seed, hash, public_value), entries, announcement.one_win_per_member,
                        units_to_draw(announcement, entries));
}

}  // namespace xiaoer
