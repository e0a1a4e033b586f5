// Where each member's entries stand in a closed list, and the Merkle tree over it as far as an inclusion path needs it:
// the roots of its blocks of 1,024 entries. 12 bytes an entry, so that a kiosk answers a phone about a list of a
// million from a thousand rows and not from all of them. Values; one thread at a time.
#pragma once

#include "domain/draw_tree.h"

namespace xiaoer {

class ListIndex {
public:
    static constexpr std::size_t block_size = 1024;

    // Requires: check_entries passed, and the entries come in their order.
    void add(Entry entry);
    // After the last entry, before any question.
    void finish();

    [[nodiscard]] std::size_t count() const { return places_.size(); }
    [[nodiscard]] std::int64_t total_weight() const { return total_weight_; }
    // Ascending.
    [[nodiscard]] std::vector<std::size_t> places_of(const Pseudonym& member) const;
    // The first ticket of the block that this place is in. Requires: place < count().
    [[nodiscard]] const std::string& first_ticket_of_block(std::size_t place) const;
    // As inclusion_path() of the whole list. Requires: `block` holds all entries of that place's block.
    [[nodiscard]] std::vector<Hash> path(Entries block, std::size_t place) const;

private:
    struct Place {
        std::uint64_t member;
        std::uint32_t index;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    void end_block();

    std::vector<Place> places_;  // by member, once finished
    std::vector<std::string> first_tickets_;
    std::vector<Hash> block_roots_;
    std::vector<Entry> block_;  // not ended yet
    std::int64_t total_weight_ = 0;
};

}  // namespace xiaoer
