// The draw that ends a shop's set-up: the real code of a draw on made-up entries, so that the boss has seen one before
// the first that counts. It knows no store: nothing of it can be kept. Pure; any thread.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "domain/draw_picks.h"

namespace xiaoer::phone {

inline constexpr std::int64_t sample_tickets = 10;  // "01" … "10", each of another made-up member

struct TestWinner {
    std::string ticket;
    std::string prize;
    std::int64_t tier = 0;  // index of the prize offered
};
struct TestDraw {
    std::vector<TestWinner> winners;
    bool verified = false;  // the proof passed the verifier that everybody has, with the closing hash as witness
};

// `throws`: ten digits 1 to 6, in the order thrown. `prizes`: of the shop; units beyond the sample tickets are not
// drawn. Errors: invalid, when the throws or the prizes are none that a draw could have.
[[nodiscard]] Result<TestDraw> hold_test_draw(std::string_view throws, const std::vector<PrizeOffer>& prizes,
                                              Timestamp now, Random& random);

}  // namespace xiaoer::phone
