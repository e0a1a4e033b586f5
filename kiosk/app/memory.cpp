#include "app/memory.h"

namespace xiaoer {

void PassBook::add(std::string digits, const MemberId& member, std::int64_t steady_ms) {
    while (!by_age_.empty() && (living_.size() >= most || !find(by_age_.front(), steady_ms))) {
        consume(by_age_.front());
        by_age_.pop_front();
    }
    if (auto& own = by_member_[member]; own.size() >= most_of_one) consume(std::string(own.front()));
    by_member_[member].push_back(digits);
    by_age_.push_back(digits);
    living_.insert_or_assign(std::move(digits), Living{member, steady_ms + lifetime_ms});
}

std::optional<MemberId> PassBook::find(std::string_view digits, std::int64_t steady_ms) const {
    const auto found = living_.find(digits);
    if (found == living_.end() || steady_ms >= found->second.expires_ms) return std::nullopt;
    return found->second.member;
}

void PassBook::consume(std::string_view digits) {
    const auto found = living_.find(digits);
    if (found == living_.end()) return;
    const auto own = by_member_.find(found->second.member);
    std::erase(own->second, digits);
    if (own->second.empty()) by_member_.erase(own);
    living_.erase(found);
}

void PassBook::forget(const MemberId& member) {
    const auto own = by_member_.find(member);
    if (own == by_member_.end()) return;
    for (const auto& digits : own->second) living_.erase(digits);
    by_member_.erase(own);
}

std::string AskingBook::add(const AskToBind& asking, std::int64_t steady_ms, Random& random) {
    std::erase_if(living_, [&](const auto& entry) {
        return steady_ms >= entry.second.expires_ms || entry.second.asking.browser == asking.browser;
    });
    if (living_.size() >= most) living_.clear();  // who stands at the counter asks again within a minute
    std::string code;
    do {
        code = random.digits(4);
    } while (living_.contains(code));
    living_.emplace(code, Living{asking, steady_ms + lifetime_ms});
    return code;
}

std::optional<AskToBind> AskingBook::find(std::string_view code, std::int64_t steady_ms) const {
    const auto found = living_.find(code);
    if (found == living_.end() || steady_ms >= found->second.expires_ms) return std::nullopt;
    return found->second.asking;
}

void AskingBook::remove(std::string_view code) {
    if (const auto found = living_.find(code); found != living_.end()) living_.erase(found);
}

void Sessions::add(const SessionId& id, Session session, std::int64_t steady_ms) {
    std::erase_if(open_, [steady_ms](const auto& entry) { return steady_ms - entry.second.used_ms > idle_ms; });
    open_.insert_or_assign(id, Open{std::move(session), steady_ms});
}

std::optional<Session> Sessions::find(const SessionId& id, std::int64_t steady_ms) {
    const auto found = open_.find(id);
    if (found == open_.end()) return std::nullopt;
    if (steady_ms - found->second.used_ms > idle_ms) {
        open_.erase(found);
        return std::nullopt;
    }
    found->second.used_ms = steady_ms;
    return found->second.session;
}

void Sessions::remove(const SessionId& id) { open_.erase(id); }

void Sessions::remove_all_of(const StaffId& staff) {
    std::erase_if(open_, [&staff](const auto& entry) { return entry.second.session.staff == staff; });
}

void Pairings::add(const PhoneId& id, Pairing pairing, std::int64_t steady_ms) {
    const bool crowded = open_.size() >= most;
    std::erase_if(open_, [&](const auto& entry) {
        const auto& [key, other] = entry;
        if (other.used) return crowded;
        return other.staff == pairing.staff || steady_ms >= other.expires_ms;
    });
    open_.insert_or_assign(id, std::move(pairing));
}

const Pairing* Pairings::find(const PhoneId& id, std::int64_t steady_ms) const {
    const auto found = open_.find(id);
    if (found == open_.end()) return nullptr;
    const auto& pairing = found->second;
    return pairing.used || steady_ms < pairing.expires_ms ? &pairing : nullptr;
}

void Pairings::use(const PhoneId& id) {
    if (const auto found = open_.find(id); found != open_.end()) found->second.used = true;
}

std::int64_t GuessLimit::wait_ms(const std::optional<SessionId>& window, std::int64_t steady_ms) const {
    const auto found = at_.find(window);
    if (found == at_.end() || found->second.size() < most) return 0;
    return std::max<std::int64_t>(0, found->second.front() + within_ms - steady_ms);
}

void GuessLimit::wrong(const std::optional<SessionId>& window, std::int64_t steady_ms) {
    if (at_.size() >= windows_most && !at_.contains(window)) {
        std::erase_if(at_, [steady_ms](const auto& entry) { return steady_ms - entry.second.back() >= within_ms; });
        if (at_.size() >= windows_most) at_.clear();
    }
    auto& times = at_[window];
    times.push_back(steady_ms);
    if (times.size() > most) times.pop_front();
}

void Identified::add(const StaffId& manager, const MemberId& member, std::int64_t steady_ms) {
    std::erase_if(until_, [steady_ms](const auto& entry) { return entry.second <= steady_ms; });
    until_.insert_or_assign({manager, member}, steady_ms + lifetime_ms);
}

bool Identified::holds(const StaffId& manager, const MemberId& member, std::int64_t steady_ms) const {
    const auto found = until_.find({manager, member});
    return found != until_.end() && steady_ms < found->second;
}

}  // namespace xiaoer
