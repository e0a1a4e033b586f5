// A code to pay with that a customer holds under the scanner by mistake: refused at every window, and in no file and no
// log line afterwards (DESIGN §5).
#include "base/file.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

// WeChat Pay: 10–15 and 16 more digits. Alipay: 25–30 and 14 to 22 more.
constexpr std::array<std::string_view, 3> codes = {"134567890123456786", "281234567890123451",
                                                   "301234567890123456789019"};

void scan_everywhere(Shop& shop, const std::string& code) {
    const Bearer bearer{{}, code, {}};
    const auto purchase = shop.record(Shop::sale("P" + code.substr(0, 2), 5'000)).purchases.at(0);
    const std::vector<Wish> wishes = {
        LookUp{code, {}},
        LookUp{code, shop.clerk},
        TakeScan{shop.clerk},
        HandOver{{{"d-1", 0}}, code, "1234", {}, shop.clerk},
        MarketHandOver{code, "1234", shop.clerk},
        BindPurchase{purchase, {}, bearer, shop.clerk},
        BindPurchase{{}, code, {1, {}, {}}, {}},
        Quote{bearer, shop.clerk},
        SpendCredit{shop.clerk, code, "1234", 100},
        CheckIn{bearer, shop.clerk},
        IssueCard{shop.clerk, {}, {}, code},
    };
    for (const auto& wish : wishes) (void)shop.kiosk->submit(wish).get();
    (void)shop.kiosk->query(MemberPage{Hash{1}}).get();
}

TEST(PaymentCode, that_was_scanned_is_kept_nowhere) {
    testing::internal::CaptureStderr();
    Shop shop;
    shop.join("小赵", 1);
    for (const auto code : codes) {
        EXPECT_EQ(shop.expect<NotRecognised>(LookUp{std::string(code), shop.clerk}).problem, ScanProblem::payment_code);
        scan_everywhere(shop, std::string(code));
    }
    shop.say(Tick{});
    const auto look = [&shop](std::string_view when) {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(shop.folder.path())) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = read_file(entry.path()).value().value();
            for (const auto code : codes) {
                EXPECT_EQ(text_of(bytes).find(code), std::string_view::npos) << entry.path() << " " << when;
            }
            ++files;
        }
        EXPECT_GE(files, 4) << "database, keys, keyring, anchor";
    };
    look("while it runs, with the WAL");
    shop.kiosk.reset();
    look("when it has stopped");
    const auto logged = testing::internal::GetCapturedStderr();
    for (const auto code : codes) EXPECT_EQ(logged.find(code), std::string::npos) << logged;
}

}  // namespace
}  // namespace xiaoer::test
