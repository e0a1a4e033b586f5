#include "store/same_person.h"

namespace xiaoer {

Result<MemberId> survivor_of(Database& db, const MemberId& member) {
    auto survivor =
        first_row(db.select("SELECT merged_into FROM members WHERE member = ? AND merged_into IS NOT NULL", {member}),
                  [](const Rows& row) { return row.id<MemberId>(0); });
    if (!survivor) return survivor.error();
    return survivor->value_or(member);
}

Result<std::vector<MemberId>> same_person(Database& db, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto survivor, survivor_of(db, member));
    std::vector<MemberId> all{survivor};
    XIAOER_TRY(for_each_row(db.select("SELECT member FROM members WHERE merged_into = ? ORDER BY member", {survivor}),
                            [&all](const Rows& row) { all.push_back(row.id<MemberId>(0)); }));
    return all;
}

Result<void> note_twins(Database& db, const MemberId& one, const MemberId& other) {
    return db.run("INSERT INTO twins (one, other) VALUES (min(?1, ?2), max(?1, ?2)) ON CONFLICT DO NOTHING",
                  {one, other});
}

Result<std::vector<std::pair<MemberId, MemberId>>> twins_to_merge(Database& db) {
    std::vector<std::pair<MemberId, MemberId>> pairs;
    XIAOER_TRY(for_each_row(
        db.select("SELECT t.one, t.other FROM twins AS t JOIN members AS a ON a.member = t.one JOIN members AS b ON "
                  "b.member = t.other WHERE a.erased = 0 AND b.erased = 0 AND NOT EXISTS (SELECT 1 FROM merges AS m "
                  "WHERE m.one = t.one AND m.other = t.other) AND NOT EXISTS (SELECT 1 FROM unmerges AS u WHERE u.one "
                  "= t.one AND u.other = t.other)"),
        [&pairs](const Rows& row) { pairs.emplace_back(row.id<MemberId>(0), row.id<MemberId>(1)); }));
    return pairs;
}

}  // namespace xiaoer
