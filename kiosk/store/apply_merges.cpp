// members.merged, members.unmerged
//
// Two ids of one person: the smaller survives. Nothing is rewritten; `merged_into` names the survivor of each group
// that the merges make which nobody took back, and whoever asks for a member's tickets, prizes or credit asks for all
// ids of the group (store/same_person.h). So a closed list stays what it was, and taking a merge back leaves no trace.
#include "store/apply.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

using Pair = std::pair<MemberId, MemberId>;

Pair in_order(const MemberId& a, const MemberId& b) { return a < b ? Pair(a, b) : Pair(b, a); }

// Everybody whom merges join to `start`, taken back or not.
Result<std::set<MemberId>> neighbourhood(Database& db, const MemberId& start, bool living_only) {
    std::set<MemberId> found{start};
    std::vector<MemberId> to_look{start};
    while (!to_look.empty()) {
        const auto member = to_look.back();
        to_look.pop_back();
        XIAOER_TRY(for_each_row(
            db.select("SELECT CASE WHEN one = ?1 THEN other ELSE one END FROM merges AS m WHERE (one = ?1 OR other = "
                      "?1) AND (?2 = 0 OR NOT EXISTS (SELECT 1 FROM unmerges AS u WHERE u.one = m.one AND u.other = "
                      "m.other))",
                      {member, living_only}),
            [&](const Rows& row) {
                const auto next = row.id<MemberId>(0);
                if (found.insert(next).second) to_look.push_back(next);
            }));
    }
    return found;
}

Result<void> name_survivors(Database& db, const MemberId& of) {
    XIAOER_TRY_ASSIGN(const auto all, neighbourhood(db, of, false));
    for (const auto& member : all) {
        XIAOER_TRY_ASSIGN(const auto group, neighbourhood(db, member, true));
        const auto& survivor = *group.begin();
        XIAOER_TRY(db.run("UPDATE members SET merged_into = ? WHERE member = ?",
                          {survivor == member ? Bind(std::nullopt) : Bind(survivor), member}));
    }
    return {};
}

template <class Fact>
Result<std::optional<Applied>> unless_two_known(Applying& now, const Fact& fact) {
    if (auto refused = refusal(now, true, fact)) return std::optional(*refused);
    if (fact.one == fact.other) return std::optional(Applied::set_aside("one member twice"));
    for (const auto& member : {fact.one, fact.other}) {
        XIAOER_TRY_ASSIGN(const bool known, has_member(now.db, member));
        if (!known) return std::optional(Applied::waits(need_member(member)));
    }
    return std::optional<Applied>{};
}

}  // namespace

Result<Applied> apply_one(Applying& now, const MembersMerged& fact) {
    XIAOER_TRY_ASSIGN(const auto not_yet, unless_two_known(now, fact));
    if (not_yet) return *not_yet;
    const auto [one, other] = in_order(fact.one, fact.other);
    XIAOER_TRY(now.db.run("INSERT INTO merges (one, other) VALUES (?, ?) ON CONFLICT DO NOTHING", {one, other}));
    XIAOER_TRY(name_survivors(now.db, one));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const MergeUndone& fact) {
    XIAOER_TRY_ASSIGN(const auto not_yet, unless_two_known(now, fact));
    if (not_yet) return *not_yet;
    const auto [one, other] = in_order(fact.one, fact.other);
    XIAOER_TRY(now.db.run("INSERT INTO unmerges (one, other) VALUES (?, ?) ON CONFLICT DO NOTHING", {one, other}));
    XIAOER_TRY(name_survivors(now.db, one));
    XIAOER_TRY(name_survivors(now.db, other));
    return Applied::done();
}

}  // namespace xiaoer
