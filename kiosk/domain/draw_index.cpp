#include "domain/draw_index.h"

#include <algorithm>

namespace xiaoer {

void ListIndex::add(Entry entry) {
    places_.push_back({from_u64be(entry.member), static_cast<std::uint32_t>(places_.size())});
    total_weight_ += entry.weight;
    block_.push_back(std::move(entry));
    if (block_.size() == block_size) end_block();
}

void ListIndex::finish() {
    if (!block_.empty()) end_block();
    std::ranges::sort(places_);
}

void ListIndex::end_block() {
    first_tickets_.push_back(block_.front().ticket);
    block_roots_.push_back(merkle_root(block_));
    block_.clear();
}

std::vector<std::size_t> ListIndex::places_of(const Pseudonym& member) const {
    std::vector<std::size_t> found;
    for (const auto& place : std::ranges::equal_range(places_, from_u64be(member), {}, &Place::member)) {
        found.push_back(place.index);
    }
    return found;
}

const std::string& ListIndex::first_ticket_of_block(std::size_t place) const {
    XIAOER_ASSERT(place < count());
    return first_tickets_[place / block_size];
}

std::vector<Hash> ListIndex::path(Entries block, std::size_t place) const {
    auto path = inclusion_path(block, place % block_size);
    const auto rest = path_among(block_roots_, place / block_size);
    path.insert(path.end(), rest.begin(), rest.end());
    return path;
}

}  // namespace xiaoer
