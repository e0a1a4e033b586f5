// A phone's own share of a draw whose list is too long for it.
#include "app/reader.h"
#include "store/local.h"

namespace xiaoer {
namespace {

constexpr std::size_t own_entries_most = 50;
constexpr std::size_t own_paths_most = 20;  // each is up to 20 hashes

Json path_json(const std::vector<Hash>& path) {
    Json::Array list;
    for (const auto& hash : path) list.emplace_back(to_hex(hash));
    return list;
}

}  // namespace

// Indexed once a draw and kept for the next phone: a settled list does not change.
Result<const ListIndex*> Reader::index_of(const DrawRow& draw) {
    if (!index_ || index_->first != draw.draw) {
        XIAOER_TRY_ASSIGN(auto index, index_of_list(db_, draw));
        index_.emplace(draw.draw, std::move(index));
    }
    return &index_->second;
}

Result<Answer> Reader::answer_one(const DrawShare& query, Timestamp) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(db_, query.draw));
    if (!draw) return Answer(NoSuchDraw{});
    if (draw->state != "settled") return invalid("draw " + draw->draw + " is not settled");
    XIAOER_TRY_ASSIGN(const auto* index, index_of(*draw));
    std::optional<MemberId> member;
    if (query.browser) {
        XIAOER_TRY_ASSIGN(member, member_of_browser(db_, *query.browser));
    }
    const bool is_long = index->count() > static_cast<std::size_t>(whole_list_most);
    const auto places = member ? index->places_of(member_pseudonym(draw->seed, *member)) : std::vector<std::size_t>{};
    const auto shown = std::min(places.size(), is_long ? own_paths_most : own_entries_most);
    Json::Array mine;
    for (std::size_t i = 0; i < shown; ++i) {
        XIAOER_TRY_ASSIGN(const auto found, inclusion_in_list(db_, *draw, *index, places[i]));
        mine.emplace_back(Json::Object{{"entry", to_json(found.entry)},
                                       {"index", static_cast<std::int64_t>(places[i])},
                                       {"path", is_long ? path_json(found.path) : Json(Json::Array{})}});
    }
    const Json::Object share{{"announcement", to_json(draw->announcement)},
                             {"closing", Json::Object{{"count", static_cast<std::int64_t>(index->count())},
                                                      {"root", to_hex(draw->root)},
                                                      {"total_weight", index->total_weight()}}},
                             {"closing_signature", to_hex(draw->closing_signature)},
                             {"known", member.has_value()},
                             {"mine", std::move(mine)},
                             {"more", static_cast<std::int64_t>(places.size() - shown)},
                             {"seed", to_hex(draw->seed)}};
    return Answer(DrawShareText{canonical(share)});
}

}  // namespace xiaoer
