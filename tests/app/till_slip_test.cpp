// What a slip from the tap becomes.
#include "app/till_slip.h"
#include "base/calendar.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

pos::Slip sale(std::optional<std::string> currency) {
    pos::Slip slip;
    slip.receipt.kind = pos::ReceiptKind::sale;
    slip.receipt.total_minor = 5000;
    slip.receipt.currency = std::move(currency);
    slip.receipt.source = "tap";
    slip.bytes = {'5', '0'};
    return slip;
}

TEST(TillSlip, a_sale_in_the_shops_currency_is_recorded) {
    const auto command = command_of(sale("CNY"), Zone::named("UTC").value(), "CNY");
    ASSERT_TRUE(command);
    EXPECT_TRUE(std::holds_alternative<RecordPurchases>(command->wish));
}

TEST(TillSlip, one_in_another_or_in_a_contradicting_currency_waits_for_a_clerk) {
    for (const auto& currency : {std::optional<std::string>("HKD"), std::optional<std::string>()}) {
        const auto command = command_of(sale(currency), Zone::named("UTC").value(), "CNY");
        ASSERT_TRUE(command);
        const auto* kept = std::get_if<KeepSlip>(&command->wish);
        ASSERT_NE(kept, nullptr);
        EXPECT_EQ(kept->reason, "currency");
        EXPECT_EQ(kept->bytes, (Bytes{'5', '0'}));
    }
}

}  // namespace
}  // namespace xiaoer::test
