#include "app/memory.h"

namespace xiaoer {

void PassBook::add(std::string digits, const MemberId& member, std::int64_t steady_ms) {
    if (living_.size() >= most) forget_expired(steady_ms);
    if (living_.size() >= most) living_.clear();  // everybody's phone fetches a new one within seconds
    living_.insert_or_assign(std::move(digits), Living{member, steady_ms + lifetime_ms});
}

std::optional<MemberId> PassBook::find(std::string_view digits, std::int64_t steady_ms) const {
    const auto found = living_.find(digits);
    if (found == living_.end() || steady_ms >= found->second.expires_ms) return std::nullopt;
    return found->second.member;
}

void PassBook::consume(std::string_view digits) {
    if (const auto found = living_.find(digits); found != living_.end()) living_.erase(found);
}

void PassBook::forget_expired(std::int64_t steady_ms) {
    std::erase_if(living_, [steady_ms](const auto& entry) { return steady_ms >= entry.second.expires_ms; });
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

}  // namespace xiaoer
