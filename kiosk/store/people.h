// Questions about the people of the group: who is in good standing, whose seat is whose, cards in stock. Any
// connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

// Who gets a free ticket in a draw: not erased, fewer strikes than that; seats, the others, or both. By id.
struct FreeTicketRule {
    bool seats = true;
    bool members = true;
    std::int64_t strikes_max = 3;
};
[[nodiscard]] Result<std::vector<MemberId>> people_with_free_ticket(Database& db, const FreeTicketRule& rule);

// Whether something is at stake for this member: a prize won, ever, or a ticket in a list that is not drawn yet.
[[nodiscard]] Result<bool> has_stakes(Database& db, const MemberId& member);

// A card printed in advance that nobody has been given.
[[nodiscard]] Result<std::optional<CardId>> card_in_stock(Database& db, std::string_view digits);
[[nodiscard]] Result<std::int64_t> cards_in_stock(Database& db);

struct Consent {
    bool alliance = false;
    bool show_name = false;
    bool guardian = false;
};
// The one that counts; nothing of a seat, or of who got a card without a word.
[[nodiscard]] Result<std::optional<Consent>> last_consent(Database& db, const MemberId& member);

[[nodiscard]] Result<std::vector<FactRef>> open_strikes(Database& db, const MemberId& member);
struct StruckOut {
    MemberId member;
    std::int64_t number = 0;
    std::int64_t strikes = 0;
};
// By number.
[[nodiscard]] Result<std::vector<StruckOut>> struck_out(Database& db, std::int64_t strikes_max, std::int64_t most);
[[nodiscard]] Result<std::vector<MemberId>> moderators(Database& db);
[[nodiscard]] Result<bool> checked_in(Database& db, const MemberId& member, std::int64_t day);

}  // namespace xiaoer
