#include "phone/test_draw.h"

#include "domain/draw_proof.h"

namespace xiaoer::phone {
namespace {

std::vector<Entry> sample_entries(const DrawSeed& seed, Random& random) {
    std::vector<Entry> entries;
    for (std::int64_t i = 1; i <= sample_tickets; ++i) {
        const auto ticket = (i < 10 ? "0" : "") + std::to_string(i);
        entries.push_back({member_pseudonym(seed, MemberId::random(random)), ticket, 1});
    }
    return entries;
}

Announcement announcement_of(const DrawSeed& seed, const SigningKey& device, const std::vector<PrizeOffer>& prizes,
                             Timestamp now) {
    Announcement announcement;
    announcement.opens_at = announcement.closes_at = now;
    announcement.claim_by = now + day_ms;
    announcement.commitment = commitment_of(seed);
    announcement.device = device.public_key();
    announcement.draw = "test";
    announcement.entropy = DiceEntropy{"test", min_dice_throws};
    announcement.prizes = prizes;
    announcement.shop = "test";
    return announcement;
}

}  // namespace

Result<TestDraw> hold_test_draw(std::string_view throws, const std::vector<PrizeOffer>& prizes, Timestamp now,
                                Random& random) {
    const auto seed = random.array<std::tuple_size_v<DrawSeed>>();
    const SigningKey device(SecretKey::random(random));
    ProofFile proof;
    proof.announcement = announcement_of(seed, device, prizes, now);
    XIAOER_TRY(check_announcement(proof.announcement));
    XIAOER_TRY(check_entropy_value(proof.announcement.entropy, throws));
    proof.entries = sample_entries(seed, random);
    proof.root = merkle_root(proof.entries);
    const Hash closing = closing_hash(closing_of(proof.announcement, proof.entries));
    proof.closing_signature = device.sign(closing);
    proof.entropy_value = throws;
    proof.seed = seed;
    const auto units = units_to_draw(proof.announcement, proof.entries);
    proof.picks = pick_winners(settlement_key(seed, closing, throws), proof.entries, true, units);
    TestDraw draw;
    for (const auto& pick : proof.picks) {
        const auto offer = place_of_unit(prizes, pick.unit).offer;
        draw.winners.push_back({pick.ticket, prizes[offer].name, static_cast<std::int64_t>(offer)});
    }
    const auto verdict = verify_proof(proof, closing);
    draw.verified = verdict && verdict->witnessed;
    return draw;
}

}  // namespace xiaoer::phone
