// One's own data: interests, and being forgotten.
#include "app/handling.h"
#include "store/local.h"
#include "store/members.h"
#include "store/same_person.h"

#include <set>

namespace xiaoer {
namespace {

Result<Outcome> erase(Handling& now, const MemberRow& row) {
    XIAOER_TRY_ASSIGN(const auto all, same_person(now.db(), row.member));
    for (const auto& member : all) {
        XIAOER_TRY_ASSIGN(const auto cards, cards_of(now.db(), member));
        for (const auto& card : cards) XIAOER_TRY(now.writing.append(CardRevoked{card}));
        XIAOER_TRY(now.writing.append(MemberErased{member}));
        XIAOER_TRY(erase_subject(now.vault, member));
        now.after_commit.emplace_back([&memory = now.memory, member] { memory.passes.forget(member); });
    }
    now.after_commit.emplace_back(
        [&memory = now.memory] { memory.shown_names.clear(), memory.greeting.reset(), memory.purchase.reset(); });
    return Outcome(Erased{row.number});
}

}  // namespace

Result<Outcome> handle(Handling& now, const EraseMember& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    std::optional<MemberRow> row;
    if (wish.number) {
        XIAOER_TRY_ASSIGN(row, member_by_number(now.db(), *wish.number));
    } else if (wish.member) {
        XIAOER_TRY_ASSIGN(row, find_member(now.db(), *wish.member));
    }
    if (!row || row->erased) return Outcome(NotRecognised{ScanProblem::unknown});
    return erase(now, *row);
}

Result<Outcome> handle(Handling& now, const EraseSelf& wish) {
    XIAOER_TRY_ASSIGN(const auto member, member_of_browser(now.db(), wish.browser));
    if (!member) return Outcome(UnknownBrowser{});
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), *member));
    if (!row || row->erased) return Outcome(UnknownBrowser{});
    return erase(now, *row);
}

Result<Outcome> handle(Handling& now, const SetInterests& wish) {
    XIAOER_TRY_ASSIGN(const auto member, member_of_browser(now.db(), wish.browser));
    if (!member) return Outcome(UnknownBrowser{});
    const std::set<std::string> known(now.settings.interests.begin(), now.settings.interests.end());
    std::string text;
    for (const auto& interest : std::set<std::string>(wish.interests.begin(), wish.interests.end())) {
        if (!known.contains(interest)) return Outcome(Refused{"interests"});
        text += (text.empty() ? "" : ",") + interest;
    }
    XIAOER_TRY(put_personal(now.vault, *member, "interests", text, now.random));
    now.written = true;
    return Outcome(Done{});
}

}  // namespace xiaoer
