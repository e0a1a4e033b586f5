// draw.value_entered, draw.round_announced, draw.round_settled
//
// A round draws unclaimed units again over the same list. As with a settlement, the draw's device says it or whoever
// succeeded that; should both have (the old one's last facts turned up later), the earlier in the line of succession
// counts, and what the other made of it is set aside, whichever came in first.
#include "store/apply.h"
#include "store/draws.h"
#include "store/succession.h"

namespace xiaoer {
namespace {

constexpr std::string_view another_before = "this round was announced before";

struct Round {
    FactRef announced;
    RoundHead head;
    std::optional<FactRef> settled;
};

Result<std::optional<Round>> find_round_row(Database& db, std::string_view draw, std::int64_t round) {
    std::string head;
    auto row = first_row(db.select("SELECT device, seq, head, settled_by, settled_seq FROM draw_rounds WHERE draw = ? "
                                   "AND round = ?",
                                   {draw, round}),
                         [&head](const Rows& r) {
                             head = r.text(2);
                             Round found{{r.id<DeviceId>(0), r.integer(1)}, {}, {}};
                             if (!r.is_null(3)) found.settled = FactRef{r.id<DeviceId>(3), r.integer(4)};
                             return found;
                         });
    if (!row || !*row) return row;
    XIAOER_TRY_ASSIGN(const auto json, parse_json(head));
    XIAOER_TRY_ASSIGN((*row)->head, from_json<RoundHead>(json));
    return row;
}

std::string stage(std::int64_t round, std::string_view what) {
    return "round " + std::to_string(round) + std::string(what);
}

Result<void> put_aside(Database& db, const FactRef& ref, std::string_view why) {
    XIAOER_TRY(forget_acts(db, ref));
    XIAOER_TRY(db.run("DELETE FROM set_aside WHERE device = ? AND seq = ?", {ref.device, ref.seq}));
    return db.run("INSERT INTO set_aside (device, seq, why) VALUES (?, ?, ?)", {ref.device, ref.seq, why});
}

// This round and those after it, which came from further down the line.
Result<void> take_out_rounds(Database& db, std::string_view draw, std::int64_t from) {
    std::vector<std::int64_t> rounds;
    XIAOER_TRY(for_each_row(
        db.select("SELECT round FROM draw_rounds WHERE draw = ? AND round >= ? ORDER BY round", {draw, from}),
        [&rounds](const Rows& row) { rounds.push_back(row.integer(0)); }));
    for (const auto number : rounds) {
        XIAOER_TRY_ASSIGN(const auto round, find_round_row(db, draw, number));
        XIAOER_TRY(put_aside(db, round->announced, another_before));
        if (round->settled) XIAOER_TRY(put_aside(db, *round->settled, "this round was settled before"));
    }
    return db.run("DELETE FROM draw_rounds WHERE draw = ? AND round >= ?", {draw, from});
}

const char* wrong_in(const Announcement& announcement, const DrawRoundAnnounced& fact) {
    if (fact.round < 1) return "rounds count from 1";
    if (!check_round_units(announcement, fact.head.units)) return "the round has other units than the draw";
    if (!check_entropy(fact.head.entropy)) return "the round says nothing of its public value";
    return nullptr;
}

Result<void> say_of_units(Applying& now, const DrawRoundAnnounced& fact) {
    for (const auto unit : fact.head.units) {
        XIAOER_TRY(keep_act(now, {fact.draw, unit}, "round", {}, {}, std::to_string(fact.round), now.at));
    }
    return add_up_units(now.db, fact.draw);
}

Result<void> give_units(Applying& now, const DrawRoundSettled& fact, const RoundHead& head) {
    const std::string round = std::to_string(fact.round);
    std::set<std::int64_t> left(head.units.begin(), head.units.end());
    for (const auto& pick : fact.picks) {
        if (left.erase(pick.unit) == 0) continue;
        auto member = first_row(
            now.db.select("SELECT member FROM draw_entries WHERE draw = ? AND ticket = ?", {fact.draw, pick.ticket}),
            [](const Rows& row) { return row.id<MemberId>(0); });
        if (!member) return member.error();
        XIAOER_TRY(keep_act(now, {fact.draw, pick.unit}, "redrawn", *member, {},
                            round + " " + std::to_string(head.claim_by.ms) + " " + pick.ticket, now.at));
    }
    for (const auto unit : left) XIAOER_TRY(keep_act(now, {fact.draw, unit}, "left", {}, {}, round, now.at));
    return add_up_units(now.db, fact.draw);
}

}  // namespace

Result<Applied> apply_one(Applying& now, const DrawValueEntered& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw) return Applied::waits(need_draw(fact.draw, "announced"));
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, device_id_of(draw->announcement.device), fact));
    if (away) return std::move(*away);
    XIAOER_TRY(now.db.run(
        "INSERT INTO draw_values (device, seq, draw, round, value, entered_by, confirmed_by) VALUES (?, ?, ?, ?, ?, ?, "
        "?)",
        {now.ref.device, now.ref.seq, fact.draw, fact.round, fact.value, fact.entered_by, fact.confirmed_by}));
    return Applied::done();
}

Result<Applied> apply_one(Applying& now, const DrawRoundAnnounced& fact) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    if (!draw || draw->state != "settled") return Applied::waits(need_draw(fact.draw, "settled"));
    const auto first = device_id_of(draw->announcement.device);
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, first, fact));
    if (away) return std::move(*away);
    if (const char* wrong = wrong_in(draw->announcement, fact)) return Applied::set_aside(wrong);
    XIAOER_TRY_ASSIGN(const auto before, fact.round > 1 ? find_round_row(now.db, fact.draw, fact.round - 1)
                                                        : Result<std::optional<Round>>(std::nullopt));
    if (fact.round > 1 && !(before && before->settled))
        return Applied::waits(need_draw(fact.draw, stage(fact.round - 1, " settled")));
    XIAOER_TRY_ASSIGN(const auto so_far, find_round_row(now.db, fact.draw, fact.round));
    if (so_far) {
        XIAOER_TRY_ASSIGN(const bool earlier, is_earlier(now.db, now.ref.device, so_far->announced.device, first));
        if (so_far->announced.device == now.ref.device || !earlier)
            return Applied::set_aside(std::string(another_before));
        if (so_far->head == fact.head) {  // both said the same: what was made of it stands
            XIAOER_TRY(put_aside(now.db, so_far->announced, another_before));
            XIAOER_TRY(now.db.run("UPDATE draw_rounds SET device = ?, seq = ? WHERE draw = ? AND round = ?",
                                  {now.ref.device, now.ref.seq, fact.draw, fact.round}));
            XIAOER_TRY(say_of_units(now, fact));
            return Applied::done();
        }
        XIAOER_TRY(take_out_rounds(now.db, fact.draw, fact.round));
    }
    XIAOER_TRY(now.db.run("INSERT INTO draw_rounds (draw, round, device, seq, head) VALUES (?, ?, ?, ?, ?)",
                          {fact.draw, fact.round, now.ref.device, now.ref.seq, canonical(to_json(fact.head))}));
    XIAOER_TRY(say_of_units(now, fact));
    return Applied::done({need_draw(fact.draw, stage(fact.round, " announced"))});
}

Result<Applied> apply_one(Applying& now, const DrawRoundSettled& fact) {
    XIAOER_TRY_ASSIGN(const auto round, find_round_row(now.db, fact.draw, fact.round));
    if (!round) return Applied::waits(need_draw(fact.draw, stage(fact.round, " announced")));
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(now.db, fact.draw));
    const auto first = device_id_of(draw->announcement.device);
    XIAOER_TRY_ASSIGN(auto away, unless_home(now, first, fact));
    if (away) return std::move(*away);
    if (fact.head != round_head_hash(round->head)) return Applied::set_aside("this is of another round");
    if (!check_entropy_value(round->head.entropy, fact.entropy_value))
        return Applied::set_aside("the public value has another form than was announced");
    if (round->settled) {
        XIAOER_TRY_ASSIGN(const bool earlier, is_earlier(now.db, now.ref.device, round->settled->device, first));
        if (round->settled->device == now.ref.device || !earlier)
            return Applied::set_aside("this round was settled before");
        XIAOER_TRY(put_aside(now.db, *round->settled, "this round was settled before"));
        XIAOER_TRY(take_out_rounds(now.db, fact.draw, fact.round + 1));
    }
    Json::Array picks;
    for (const auto& pick : fact.picks) picks.push_back(to_json(pick));
    XIAOER_TRY(now.db.run(
        "UPDATE draw_rounds SET entropy_value = ?, settled_by = ?, settled_seq = ?, picks = ? WHERE "
        "draw = ? AND round = ?",
        {fact.entropy_value, now.ref.device, now.ref.seq, canonical(Json(std::move(picks))), fact.draw, fact.round}));
    XIAOER_TRY(give_units(now, fact, round->head));
    return Applied::done({need_draw(fact.draw, stage(fact.round, " settled"))});
}

}  // namespace xiaoer
