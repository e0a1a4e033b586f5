// What the boss's pages are told: figures, posts and people as JSON, each with what its page shows and nothing else.
// Pure; any thread.
#pragma once

#include "app/query.h"
#include "phone/speech.h"

namespace xiaoer::phone {

enum class BookTime { last_week, this_week, last_month, this_month };
[[nodiscard]] constexpr auto names_of(BookTime) {
    return std::array<std::string_view, 4>{"last_week", "this_week", "last_month", "this_month"};
}
// Whole business days; weeks begin on Monday; what is not over yet ends with today.
[[nodiscard]] BookFigures figures_for(BookTime when, Timestamp now, const Zone& zone);

// {"kind":"book","from","to","baseline_minor", and every figure of store/book.h by its name}
[[nodiscard]] Json book_json(const BookFigures& asked, const BookView& view);
// {"kind":"outbox","pictures","other","posts":[{"id","title","text","other_text","forwarded"}],"to_add","to_remove"},
// the people as [{"number","name","mark"}]. `group`: the language in which the shop speaks to its group; `other`: a
// second one, for who reads that better; `other_name`: its tag.
[[nodiscard]] Json outbox_json(const std::vector<OutboxPost>& posts, const GroupWorkView& work, bool pictures,
                               const Settings& settings, const Speech& group, const Speech& other,
                               std::string_view other_name, Timestamp now);
[[nodiscard]] Json member_json(const MemberCard& card);
// {"kind":"sync","kiosks","to_tell","at","worked","problem","set_aside"}: when a sync was tried last and when one came
// to its end, both null before the first; why the last did not, "" when it did; a line each of what was set aside.
[[nodiscard]] Json sync_json(const SyncStateView& view);

}  // namespace xiaoer::phone
