#include "domain/fact_range.h"

namespace xiaoer {

bool holds(const SignedHead& head) {
    return head.seq > 0 && verify(head.key, head_message(head.key, {head.seq, head.hash}), head.signature);
}

Result<void> check_range(const FactRange& range) {
    const std::string whose = "facts of device " + range.device.hex();
    if (range.facts.empty() || range.facts.size() > FactRange::most)
        return invalid(whose + " in a piece of a wrong size");
    Hash previous = range.previous;
    std::int64_t seq = range.facts.front().seq;
    if (seq < 1 || (seq == 1) != (previous == Hash{})) return invalid(whose + " begin nowhere");
    for (const auto& fact : range.facts) {
        if (fact.seq != seq++) return invalid(whose + " with a gap before " + std::to_string(fact.seq));
        const Fact link{fact.at, Json(), range.device, fact.kind, fact.seq};
        if (fact_hash(previous, link, fact.body) != fact.hash) {
            return invalid("fact " + std::to_string(fact.seq) + " of device " + range.device.hex() +
                           " does not follow the one before it");
        }
        previous = fact.hash;
    }
    if (range.head.seq != range.facts.back().seq || range.head.hash != previous ||
        device_id_of(range.head.key) != range.device || !holds(range.head)) {
        return invalid(whose + " that it did not sign");
    }
    return {};
}

}  // namespace xiaoer
