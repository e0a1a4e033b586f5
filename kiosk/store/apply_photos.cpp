// photo.taken, photo.taken_back
//
// A photo that was taken back stays so, whichever of the two facts came first.
#include "store/apply.h"

namespace xiaoer {

Result<Applied> apply_one(Applying& now, const PhotoTaken& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, fact.member));
    if (!known) return Applied::waits(need_member(fact.member));
    XIAOER_TRY(
        now.db.run("INSERT INTO photos (device, seq, photo, member, at, purpose, draw, unit) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {now.ref.device, now.ref.seq, fact.photo, fact.member, now.at, enum_name(fact.purpose),
                    fact.unit.draw, fact.unit.unit}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const PhotoTakenBack& fact) {
    if (auto refused = refusal(now, true, fact)) return *refused;
    XIAOER_TRY(now.db.run("INSERT INTO photos_taken_back (device, seq, photo) VALUES (?, ?, ?)",
                          {now.ref.device, now.ref.seq, fact.photo}));
    return Applied::done();
}

}  // namespace xiaoer
