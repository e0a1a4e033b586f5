// A draw of 1,000,000 tickets: locked, settled and its proof written; the proof file read and verified again. Each half
// runs in a process of its own, so that its memory is its own, beside a bare pass of SHA-256 over the file's bytes.
#include "base/file.h"
#include "base/sha256.h"
#include "domain/draw_proof.h"
#include "tests/bench/own_process.h"
#include "tests/support/temporary_folder.h"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <random>

namespace xiaoer {
namespace {

constexpr std::size_t ticket_count = 1'000'000;
constexpr std::size_t member_count = 200'000;
constexpr std::int64_t winner_count = 100;
const std::string throws = "4162533164";

template <class Work>
double seconds(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::int64_t peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

DrawSeed seed() { return seed_of(SecretKey(std::array<std::uint8_t, 32>{7}), "d-00000-0001"); }
SigningKey device() { return SigningKey(SecretKey(std::array<std::uint8_t, 32>{9})); }

Announcement announcement() {
    Announcement draw;
    draw.draw = "d-00000-0001";
    draw.number = 1;
    draw.opens_at = {1};
    draw.closes_at = {2};
    draw.claim_by = {3};
    draw.commitment = commitment_of(seed());
    draw.device = device().public_key();
    draw.entropy = DiceEntropy{"one die", 10};
    draw.max_weight = 100;
    draw.prizes = {{"布鞋", winner_count, 5'000}};
    draw.shop = "小店";
    return draw;
}

std::vector<Entry> entries() {
    std::mt19937_64 random(1);
    std::vector<Entry> list(ticket_count);
    for (std::size_t i = 0; i < ticket_count; ++i) {
        char ticket[16];
        std::snprintf(ticket, sizeof ticket, "%07zu-%04x", i, static_cast<unsigned>(random() & 0xffff));
        list[i] = {u64be(random() % member_count + 1), ticket, 1};
    }
    return list;
}

void write_half(const std::filesystem::path& file) {
    ProofFile proof;
    proof.announcement = announcement();
    proof.entries = entries();
    const double time = seconds([&] {
        const auto closing = closing_of(proof.announcement, proof.entries);
        const auto hash = closing_hash(closing);
        proof.closing_signature = device().sign(hash);
        proof.root = closing.root;
        proof.seed = seed();
        proof.entropy_value = throws;
        const auto units = units_to_draw(proof.announcement, proof.entries);
        proof.picks = pick_winners(settlement_key(proof.seed, hash, throws), proof.entries, true, units);
        XIAOER_ASSERT(write_file(file, view_of(write_proof(proof))));
    });
    std::printf("locked, settled, proof written: %.2f s, peak %ld MB\n", time, static_cast<long>(peak_mb()));
}

void verify_half(const std::filesystem::path& file) {
    const double time = seconds([&] {
        const auto bytes = read_file(file).value().value();
        const auto proof = read_proof(text_of(bytes)).value();
        XIAOER_ASSERT(verify_proof(proof).value().winners == winner_count);
    });
    const auto peak = static_cast<long>(peak_mb());
    const auto bytes = read_file(file).value().value();
    const double bare = seconds([&] { static_cast<void>(sha256({bytes})); });
    std::printf("read and verified: %.2f s, peak %ld MB; %.1f times one SHA-256 over the %zu MB of the file (%.2f s)\n",
                time, peak, time / bare, bytes.size() / 1'000'000, bare);
}

}  // namespace
}  // namespace xiaoer

int main() {
    if (!xiaoer::start_crypto()) return 1;
    const xiaoer::test::TemporaryFolder folder;
    const auto file = folder.path() / "proof.json";
    xiaoer::bench::in_its_own_process([&] { xiaoer::write_half(file); });
    xiaoer::bench::in_its_own_process([&] { xiaoer::verify_half(file); });
    return 0;
}
