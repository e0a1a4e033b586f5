#include "domain/witness.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

const SecretKey ours{{1, 2, 3}}, theirs{{4, 5, 6}};

Witness seen(std::int64_t reconciled, std::int64_t seq) { return {DeviceId{{7}}, Hash{9}, reconciled, seq}; }

TEST(Witness, says_what_was_written) {
    const auto text = write_witness(seen(2, 150), ours);
    const auto read = read_witness(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->device, DeviceId{{7}});
    EXPECT_EQ(read->hash, Hash{9});
    EXPECT_EQ(read->reconciled, 2);
    EXPECT_EQ(read->seq, 150);
    EXPECT_TRUE(is_genuine(text, *read, ours));
}

TEST(Witness, of_another_machine_or_changed_by_anyone_is_not_genuine) {
    const auto text = write_witness(seen(0, 150), ours);
    EXPECT_FALSE(is_genuine(text, *read_witness(text), theirs));
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == '1' ? '2' : '1';
        const auto read = read_witness(changed);
        EXPECT_FALSE(read && is_genuine(changed, *read, ours)) << changed;
    }
    EXPECT_FALSE(is_genuine(text + "0", *read_witness(text + "0"), ours));
}

TEST(Witness, anything_else_is_none) {
    const auto text = write_witness(seen(0, 150), ours);
    for (const auto& other : {std::string(), std::string("1.2.3"), std::string("...."), std::string(5000, '.'),
                              text.substr(0, 60), "-" + text, "x" + text.substr(1)}) {
        EXPECT_FALSE(read_witness(other)) << other;
    }
    EXPECT_FALSE(read_witness(text.substr(0, 33) + "-1" + text.substr(34))) << "no count is negative";
}

TEST(Witness, a_reconciled_ledger_is_later_than_all_before) {
    EXPECT_TRUE(is_later(seen(0, 11), seen(0, 10)));
    EXPECT_FALSE(is_later(seen(0, 10), seen(0, 10)));
    EXPECT_TRUE(is_later(seen(1, 3), seen(0, 10)));
    EXPECT_FALSE(is_later(seen(0, 10), seen(1, 3)));
}

}  // namespace
}  // namespace xiaoer
