// The fuzz entry under random bytes: pure noise, and real jobs with damage.
#include "tests/fuzz/escpos_fuzz.cpp"

#include "base/random.h"
#include "paper.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

TEST(Fuzz, noise_is_read_without_harm) {
    SeededRandom random(1);
    for (int round = 0; round < 300; ++round) {
        Bytes noise(random.below(2000));
        random.fill(noise);
        EXPECT_EQ(LLVMFuzzerTestOneInput(noise.data(), noise.size()), 0);
    }
}

TEST(Fuzz, damaged_slips_are_read_without_harm) {
    SeededRandom random(2);
    const auto sale =
        init +
        gbk("单号：7 会员号：0327\n2026-05-06 21:32:49\n棉袜 2 15.50 31.00\n合计：31.00\n实收：50.00\n找零：19.00\n") +
        raster(3, 5, '\x1b') + cut + "RECEIPT #8\nTOTAL $1,234.50\n" + cut;
    for (int round = 0; round < 2000; ++round) {
        auto damaged = sale;
        for (auto hits = random.below(6); hits > 0; --hits) {
            const auto at = static_cast<std::ptrdiff_t>(random.below(damaged.size()));
            switch (random.below(3)) {
                case 0: damaged[static_cast<std::size_t>(at)] = static_cast<char>(random.below(256)); break;
                case 1: damaged.erase(damaged.begin() + at); break;
                default: damaged.insert(damaged.begin() + at, static_cast<char>(random.below(256))); break;
            }
        }
        const auto job = view_of(damaged);
        EXPECT_EQ(LLVMFuzzerTestOneInput(job.data(), job.size()), 0);
    }
}

}  // namespace
}  // namespace xiaoer::pos
