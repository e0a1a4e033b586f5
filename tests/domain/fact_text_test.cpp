#include "domain/fact_text.h"

#include "base/random.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

TEST(FactText, a_part_of_a_list_is_written_as_its_canonical_json) {
    SeededRandom random(1);
    DrawListed listed{"d-\"quoted\"-1", {}};
    for (std::int64_t i = 0; i < 4; ++i) {
        EXPECT_EQ(canonical_body(listed), canonical(body_json(listed)));
        listed.entries.push_back({MemberId::random(random), "t-" + std::to_string(i) + "\n", i * 1'000'000'007});
    }
}

TEST(FactText, any_other_fact_is_written_by_its_fields) {
    const FactBody cancelled = DrawCancelled{"d-1"};
    EXPECT_EQ(canonical_body(cancelled), R"({"draw":"d-1"})");
}

}  // namespace
}  // namespace xiaoer
