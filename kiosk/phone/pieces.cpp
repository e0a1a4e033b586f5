#include "phone/pieces.h"

#include "base/clock.h"

#include <algorithm>

namespace xiaoer::phone {
namespace {

constexpr std::int64_t lifetime_ms = 30 * minute_ms;
constexpr std::size_t phones_most = 8;

}  // namespace

std::optional<std::size_t> Pieces::add(const SessionId& phone, std::int64_t at, std::string_view piece,
                                       std::int64_t steady_ms) {
    forget_the_old(steady_ms);
    if (!kept_.contains(phone) && kept_.size() == phones_most) {
        kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.at_ms; }));
    }
    auto& kept = kept_[phone];
    const bool follows = at >= 0 && static_cast<std::size_t>(at) <= kept.text.size();
    if (!follows || static_cast<std::size_t>(at) + piece.size() > bytes_max_) return std::nullopt;
    kept.text.resize(static_cast<std::size_t>(at));
    kept.text += piece;
    kept.at_ms = steady_ms;
    return kept.text.size();
}

const std::string* Pieces::of(const SessionId& phone, std::int64_t steady_ms) {
    forget_the_old(steady_ms);
    const auto found = kept_.find(phone);
    return found == kept_.end() || found->second.text.empty() ? nullptr : &found->second.text;
}

void Pieces::forget_the_old(std::int64_t steady_ms) {
    std::erase_if(kept_, [steady_ms](const auto& one) { return steady_ms - one.second.at_ms > lifetime_ms; });
}

}  // namespace xiaoer::phone
