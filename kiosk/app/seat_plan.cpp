#include "app/seat_plan.h"

#include "store/members.h"

#include <unordered_map>
#include <unordered_set>

namespace xiaoer {
namespace {

// The lines of one name so far, against the people who have it.
struct NameSoFar {
    bool looked_up = false;
    std::vector<std::int64_t> seats;      // numbers
    std::vector<std::int64_t> phoneless;  // those of them without a phone
    std::int64_t other = 0;               // a number of somebody who did not come from a roll-call
    std::size_t lines = 0;                // that stand for a person
    std::size_t new_phones = 0;           // those of them with a phone that nobody has
};

class Planner {
public:
    Planner(Vault& vault, const std::vector<SeatDecision>& decisions) : vault_(vault) {
        for (const auto& decision : decisions) decisions_.insert_or_assign(decision.line, decision.take);
    }

    Result<PlannedSeat> plan(RollRow&& row) {
        PlannedSeat planned{std::move(row), SeatFate::fresh, 0};
        XIAOER_TRY_ASSIGN(planned.fate, fate_of(planned.row, planned.number));
        return planned;
    }

private:
    Result<SeatFate> fate_of(const RollRow& row, std::int64_t& number) {
        const auto decided = decisions_.find(row.line);
        const bool taken = decided != decisions_.end() && decided->second;
        if (decided != decisions_.end() && !taken) return SeatFate::left_out;
        if (row.nickname.empty() && row.phone.empty()) return SeatFate::unread;
        if (!row.phone.empty()) {
            XIAOER_TRY_ASSIGN(const bool there, phone_is_there(row.phone, number));
            if (there) {
                if (!row.nickname.empty()) ++names_[name_key(row.nickname)].lines;
                return SeatFate::already;
            }
        }
        const bool odd = row.problem != RollProblem::none && row.problem != RollProblem::twice;
        if (row.nickname.empty()) return odd && !taken ? SeatFate::unread : SeatFate::fresh;
        XIAOER_TRY_ASSIGN(const auto by_name, fate_by_name(row, number));
        if (by_name == SeatFate::already || taken) return by_name == SeatFate::already ? by_name : SeatFate::fresh;
        return odd ? SeatFate::unread : by_name;
    }

    // A member's phone, or one of a line further up.
    Result<bool> phone_is_there(const std::string& phone, std::int64_t& number) {
        XIAOER_TRY_ASSIGN(const auto member, member_of_phone(vault_, phone));
        if (!phones_.insert(phone).second && !member) return true;
        if (!member) return false;
        XIAOER_TRY_ASSIGN(const auto row, find_member(vault_.db, *member));
        number = row ? row->number : 0;
        return true;
    }

    Result<SeatFate> fate_by_name(const RollRow& row, std::int64_t& number) {
        auto& name = names_[name_key(row.nickname)];
        if (!name.looked_up) XIAOER_TRY(look_up(name, row.nickname));
        const auto earlier_lines = name.lines++;
        const auto& people = row.phone.empty() ? name.seats : name.phoneless;
        const auto place = row.phone.empty() ? earlier_lines : name.new_phones++;
        if (place < people.size()) {
            number = people[place];
            return SeatFate::already;
        }
        number = name.seats.empty() ? name.other : name.seats.front();
        return number != 0 || earlier_lines > 0 ? SeatFate::same_name : SeatFate::fresh;
    }

    Result<void> look_up(NameSoFar& name, std::string_view nickname) {
        name.looked_up = true;
        XIAOER_TRY_ASSIGN(const auto list, namesakes(vault_, nickname));
        for (const auto& person : list) {
            if (!person.from_roll_call)
                name.other = person.number;
            else
                name.seats.push_back(person.number);
            if (person.from_roll_call && !person.has_phone) name.phoneless.push_back(person.number);
        }
        return {};
    }

    Vault& vault_;
    std::unordered_map<std::int64_t, bool> decisions_;
    std::unordered_map<std::string, NameSoFar> names_;
    std::unordered_set<std::string> phones_;
};

}  // namespace

Result<std::vector<PlannedSeat>> plan_seats(Vault& vault, RollCall&& call, const std::vector<SeatDecision>& decisions) {
    Planner planner(vault, decisions);
    std::vector<PlannedSeat> plan;
    plan.reserve(call.rows.size());
    for (auto& row : call.rows) {
        XIAOER_TRY_ASSIGN(auto planned, planner.plan(std::move(row)));
        plan.push_back(std::move(planned));
    }
    return plan;
}

SeatCounts count_fates(const std::vector<PlannedSeat>& plan) {
    SeatCounts counts;
    for (const auto& seat : plan) {
        switch (seat.fate) {
            case SeatFate::fresh: ++counts.fresh; break;
            case SeatFate::already: ++counts.already; break;
            case SeatFate::same_name: ++counts.same_name; break;
            case SeatFate::unread: ++counts.unread; break;
            case SeatFate::left_out: ++counts.left_out; break;
        }
    }
    return counts;
}

}  // namespace xiaoer
