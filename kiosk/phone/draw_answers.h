// What a staff phone's pages of the draws are told, as JSON. Pure; any thread.
#pragma once

#include "app/query.h"
#include "phone/speech.h"

namespace xiaoer::phone {

// {"kind":"draws","open":[draw],"rounds":[draw],"last":draw,"all":[{"draw","number","state","draws_at","winners"}]}.
// A draw is {"draw","number","name","state","form","interest","late","closes_at","draws_at","claim_by","members",
// "tickets","commitment","closing_hash","entropy","value_words","entered","notice":[{"label","text"}],"prizes",
// "winners","rounds"}; "entered" is {"value","staff","by"} or null. `group`: the language in which the shop speaks to
// its group.
[[nodiscard]] Json draws_json(const Snapshot& snapshot, const std::vector<DrawSummary>& all, const Speech& group,
                              Timestamp now);

}  // namespace xiaoer::phone
