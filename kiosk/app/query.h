// Query: a question that the reader thread answers from its own read-only connection. Values; any thread.
#pragma once

#include "app/outcome.h"

namespace xiaoer {

struct MemberPage {  // what a member's own phone shows
    Hash browser{};  // SHA-256 of the cookie
};
struct DrawList {  // every draw by number, cancelled and withheld ones too, newest first; without the winners' names
    std::int64_t most = 100;
};
struct OneDraw {  // with its winners, at most 100
    std::string draw;
};
struct DrawProof {  // the proof file's text; an error when the draw is not settled
    std::string draw;
};
struct TicketView {
    std::string ticket;
    Timestamp at;
    std::string why;  // "purchase", "free"…
};
struct MemberPageView {
    std::int64_t number = 0;
    std::string name;  // in full: it is their own page
    Language language = Language::hans;
    std::vector<TicketView> tickets;  // for the coming draw, at most 50
    std::int64_t ticket_count = 0;
    std::vector<PickupUnit> prizes;  // waiting first, at most 20
};
struct DrawSummary {
    std::string draw;
    std::int64_t number = 0;
    DrawState state = DrawState::announced;
    Timestamp draws_at;
    std::string closing_hash;
    std::int64_t winner_count = 0;
    std::vector<WinnerView> winners;  // of OneDraw only
};
struct ProofText {
    std::string json;
};
struct NoSuchMember {};
struct NoSuchDraw {};

using Query = std::variant<MemberPage, DrawList, OneDraw, DrawProof>;
using Answer = std::variant<MemberPageView, std::vector<DrawSummary>, DrawSummary, ProofText, NoSuchMember, NoSuchDraw>;

}  // namespace xiaoer
