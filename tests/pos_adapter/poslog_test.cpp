#include "read_export.h"

namespace xiaoer::pos {
namespace {

std::string poslog(const std::string& transactions) { return "<POSLog>" + transactions + "</POSLog>"; }

TEST(Poslog, a_file_that_breaks_off_tells_what_came_before) {
    const auto told = read_text(
        "<POSLog><Transaction><RetailTransaction><Total TotalType=\"TransactionGrandAmount\">5.00"
        "</Total></RetailTransaction></Transaction>\n<Transaction>");
    ASSERT_EQ(told.receipts.size(), 1u);
    EXPECT_EQ(told.receipts[0].total_minor, 500);
    EXPECT_EQ(told.error.find("line 2: "), 0u) << told.error;
}

TEST(Poslog, entities_of_its_own_are_refused) {
    const auto told = read_text("<!DOCTYPE POSLog [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><POSLog>&b;</POSLog>");
    EXPECT_NE(told.error.find("entities"), std::string::npos) << told.error;
}

TEST(Poslog, other_xml_and_bottomless_xml_are_refused) {
    EXPECT_NE(read_text("<?xml version=\"1.0\"?><html><body>5.00</body></html>").error, "");
    std::string deep = "<POSLog><Transaction>";
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_NE(read_text(deep).error.find("nested"), std::string::npos);
}

TEST(Poslog, chinese_tills_may_write_it_in_gbk) {
    const auto told =
        read_text("<?xml version=\"1.0\" encoding=\"GBK\"?>" +
                  poslog("<Transaction><CurrencyCode>CNY</CurrencyCode><RetailTransaction><LineItem><Sale>"
                         "<Description>\xc3\xde\xcd\xe0</Description><ExtendedAmount>15.5</ExtendedAmount>"
                         "</Sale></LineItem><Total TotalType=\"TransactionGrandAmount\">15.5</Total>"
                         "</RetailTransaction></Transaction>"));
    ASSERT_EQ(told.receipts.size(), 1u) << told.error;
    EXPECT_EQ(told.receipts[0].lines.at(0).text, "棉袜");
    EXPECT_EQ(told.receipts[0].total_minor, 1550);
}

TEST(Poslog, a_total_beats_what_the_tenders_say) {
    const std::string tender = "<LineItem><Tender><Amount>20.00</Amount></Tender></LineItem>";
    const auto total = [&](const std::string& totals) {
        const auto told = read_text(
            poslog("<Transaction><RetailTransaction>" + tender + totals + "</RetailTransaction></Transaction>"));
        return told.receipts.empty() ? std::nullopt : told.receipts[0].total_minor;
    };
    EXPECT_EQ(total("<Total TotalType=\"TransactionGrandAmount\">18.00</Total>"), 1800);
    EXPECT_EQ(total(""), 2000);
    EXPECT_EQ(total("<Total TotalType=\"TransactionGrandAmount\">18,00,00</Total>"), std::nullopt) << "never guessed";
}

}  // namespace
}  // namespace xiaoer::pos
