// A draw of 10,000 entries checked by a real Chromium: the page that checks itself is opened from a file, and tells how
// long it took from its first line of script to its verdict, and the longest time in which it answered nobody.
#include "base/file.h"
#include "domain/draw_proof.h"
#include "phone/pages.h"
#include "tests/flows/webdriver.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cstdio>

namespace xiaoer {
namespace {

constexpr std::size_t entry_count = 10'000;
constexpr int runs = 5;

SigningKey device() { return SigningKey(SecretKey(std::array<std::uint8_t, 32>{9})); }

ProofFile proof() {
    ProofFile proof;
    proof.seed = seed_of(SecretKey(std::array<std::uint8_t, 32>{7}), "d-00000-0001");
    auto& draw = proof.announcement;
    draw.draw = "d-00000-0001";
    draw.commitment = commitment_of(proof.seed);
    draw.device = device().public_key();
    draw.entropy = DiceEntropy{"one die", 10};
    draw.max_weight = 100;
    draw.prizes = {{"布鞋", 100, 5'000}};
    draw.shop = "小店";
    for (std::size_t i = 0; i < entry_count; ++i)
        proof.entries.push_back({u64be(i % 2'000 + 1), "t-" + std::to_string(1'000'000'000 + i), 1});
    const auto closing = closing_of(draw, proof.entries);
    const auto hash = closing_hash(closing);
    proof.root = closing.root;
    proof.closing_signature = device().sign(hash);
    proof.entropy_value = "4162533164";
    proof.picks = pick_winners(settlement_key(proof.seed, hash, proof.entropy_value), proof.entries, true,
                               units_to_draw(draw, proof.entries));
    return proof;
}

// {verdict's milliseconds, longest pause} of one opening.
std::pair<std::int64_t, std::int64_t> open_once(flows::Browser& phone, const std::string& url) {
    phone.open(url);
    phone.wait_for(".verdict.good", flows::Duration(30'000));
    const auto told = phone.run_script(
        "var card = document.querySelector('.verify');"
        "return [Number(card.getAttribute('data-ms')), "
        "Number(card.getAttribute('data-pause-ms'))];");
    return {*told.array()->at(0).integer(), *told.array()->at(1).integer()};
}

void measure() {
    const test::TemporaryFolder folder;
    const auto file = folder / "draw.html";
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->settings.shop = "小店";
    const phone::View view{Language::hans,
                           "/",
                           snapshot,
                           {1'795'055'040'000},
                           phone::Speech(Language::hans, Zone::named("Asia/Shanghai").value())};
    DrawSummary draw{"d-00000-0001", 1, DrawState::settled, {1'795'055'040'000}, {}, 100};
    draw.tickets = static_cast<std::int64_t>(entry_count);
    const auto page = phone::Pages::load("0a1b2c3d").value().published(view, draw, write_proof(proof()));
    XIAOER_ASSERT(write_file(file, view_of(page)));
    std::vector<std::int64_t> times, pauses;
    flows::Browser phone;
    for (int i = 0; i < runs; ++i) {
        const auto [time, pause] = open_once(phone, "file://" + file.string());
        times.push_back(time);
        pauses.push_back(pause);
    }
    std::ranges::sort(times);
    std::printf("10,000 entries in Chromium: median %ld ms, worst %ld ms; longest pause %ld ms; the file has %zu KB\n",
                static_cast<long>(times[runs / 2]), static_cast<long>(times.back()),
                static_cast<long>(std::ranges::max(pauses)), page.size() / 1024);
}

}  // namespace
}  // namespace xiaoer

int main() {
    if (!xiaoer::start_crypto()) return 1;
    xiaoer::measure();
    return 0;
}
