// Members who turned out to be one person (store/apply_merges.cpp). Any connection.
#pragma once

#include "store/db.h"

namespace xiaoer {

// In SQL: all ids of the person whose surviving id is ?1.
#define XIAOER_SAME_PERSON "(SELECT ?1 UNION ALL SELECT member FROM members WHERE merged_into = ?1)"

// The id by which a member is known now: itself, unless it was merged into a smaller one.
[[nodiscard]] Result<MemberId> survivor_of(Database& db, const MemberId& member);
// All ids of the person, the surviving one first.
[[nodiscard]] Result<std::vector<MemberId>> same_person(Database& db, const MemberId& member);

// Two members who gave one phone number: kept until they can be merged.
[[nodiscard]] Result<void> note_twins(Database& db, const MemberId& one, const MemberId& other);
// Those of them that nobody merged or took apart yet.
[[nodiscard]] Result<std::vector<std::pair<MemberId, MemberId>>> twins_to_merge(Database& db);

}  // namespace xiaoer
