// xiaoer pos parse and xiaoer pos ingest, as a merchant types them.
#include "tests/cli/run_binary.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>

namespace xiaoer {
namespace {

const std::string exports = std::string(XIAOER_SOURCE_DIR) + "/tests/data/exports/";

std::string last_line(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    const auto begin = text.rfind('\n', end);
    return text.substr(begin == std::string::npos ? 0 : begin + 1, end - begin);
}

TEST(PosParse, a_bad_row_is_told_with_its_line_and_the_rest_goes_on) {
    const auto ran = run_xiaoer({"pos", "parse", exports + "square_transactions.csv"});
    EXPECT_EQ(ran.exit_code, 0);
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 6);
    EXPECT_NE(ran.out.find(R"("dialect":"square-transactions","reason":"line 6: the total)"), std::string::npos);
    EXPECT_NE(ran.err.find("square_transactions.csv: line 6: the total \"$12.005\" is not an amount"),
              std::string::npos);
    EXPECT_NE(last_line(ran.out).find("\"XD4\""), std::string::npos);
}

TEST(PosParse, a_mapping_says_what_the_columns_of_any_csv_mean) {
    const test::TemporaryFolder folder;
    const auto mapping = folder.path() / "till.toml";
    ASSERT_TRUE(write_file(mapping, view_of(R"([file]
decimal = ","
sum_rows = true
[columns]
receipt_no = "Bon-Nr"
sold_at = "Datum"
total = "Betrag"
currency = "Währung"
)")));
    const auto ran = run_xiaoer({"pos", "parse", "--mapping", mapping.string(), exports + "till_german.csv"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_NE(ran.out.find(R"("receipt_no":"4711")"), std::string::npos);
    EXPECT_NE(ran.out.find(R"("total_minor":124650)"), std::string::npos);
    ASSERT_TRUE(write_file(mapping, view_of("[columns]\ntotal = \"Betrag\"\nrabatt = \"x\"\n")));
    const auto wrong = run_xiaoer({"pos", "parse", "--mapping", mapping.string(), exports + "till_german.csv"});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_NE(wrong.err.find("line 3: columns.rabatt is not known here"), std::string::npos) << wrong.err;
}

TEST(PosParse, a_profile_says_what_was_taught_of_a_tills_slips) {
    const test::TemporaryFolder folder;
    const auto slip = (folder.path() / "slip.bin").string(), profile = (folder.path() / "shop.db.profile").string();
    ASSERT_TRUE(write_file(slip, view_of("\x1b@票据流转 77\n2026-05-06 21:32\n顾客应交   96.00\n\x1dV\x01")));
    ASSERT_TRUE(write_file(profile, view_of(R"({"number":["票据流转"],"time":[],"total":["顾客应交"]})")));
    EXPECT_NE(run_xiaoer({"pos", "parse", slip}).out.find("\"kind\":\"none\""), std::string::npos);
    const auto ran = run_xiaoer({"pos", "parse", "--profile", profile, slip});
    EXPECT_NE(ran.out.find("\"total_minor\":9600"), std::string::npos) << ran.out << ran.err;
    EXPECT_NE(ran.out.find("\"receipt_no\":\"77\""), std::string::npos);
    ASSERT_TRUE(write_file(profile, view_of("{}")));
    const auto wrong = run_xiaoer({"pos", "parse", "--profile", profile, slip});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_NE(wrong.err.find("shop.db.profile: \"total\" is missing"), std::string::npos) << wrong.err;
}

TEST(PosParse, wrong_words_and_missing_files_are_one_line) {
    EXPECT_EQ(run_xiaoer({"pos", "parse", "--dialect", "squeer-csv", exports + "drop.json"}).exit_code, 2);
    const auto missing = run_xiaoer({"pos", "parse", "/nowhere.csv", exports + "drop.json"});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_EQ(missing.err.find("xiaoer: there is no file /nowhere.csv\n"), 0u) << missing.err;
    EXPECT_NE(missing.out.find("\"total_minor\":12800"), std::string::npos) << "the next file is read all the same";
}

class PosIngest : public testing::Test {
protected:
    void SetUp() override {
        const auto made = run_xiaoer({"demo", "--db", db_, "--days", "1", "--seed", "7"});
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }
    std::string ingest(const std::string& file, int exit_code = 0) {
        const auto ran = run_xiaoer({"pos", "ingest", "--db", db_, "--currency", "CNY", file});
        EXPECT_EQ(ran.exit_code, exit_code) << ran.err;
        if (exit_code != 0) {
            EXPECT_NE(ran.err.find("not one sale could be read"), std::string::npos) << ran.err;
        }
        return ran.out;
    }
    // The fixture as a shop of yuan would have it.
    std::string without_marks(const std::string& name) {
        auto text = std::string(text_of(read_file(exports + name).value().value()));
        std::erase(text, '$');
        return write(name, text);
    }
    std::string write(const std::string& name, const std::string& text) {
        EXPECT_TRUE(write_file(folder_.path() / name, view_of(text)));
        return (folder_.path() / name).string();
    }

    test::TemporaryFolder folder_;
    const std::string db_ = (folder_.path() / "shop.db").string();
};

TEST_F(PosIngest, a_file_twice_records_nothing_the_second_time) {
    const auto file = without_marks("square_items_24.csv");
    EXPECT_EQ(ingest(file), "{\"recorded\":3,\"refunded\":1,\"duplicates\":0,\"ignored\":0,\"unread\":0}\n");
    EXPECT_EQ(ingest(file), "{\"recorded\":0,\"refunded\":0,\"duplicates\":4,\"ignored\":0,\"unread\":0}\n");
    EXPECT_EQ(run_xiaoer({"audit", "--db", db_}).exit_code, 0);
}

TEST_F(PosIngest, rows_without_a_number_are_each_recorded_once) {
    const auto file = without_marks("square_items_35.csv");
    EXPECT_EQ(ingest(file), "{\"recorded\":3,\"refunded\":0,\"duplicates\":0,\"ignored\":0,\"unread\":0}\n");
    EXPECT_EQ(ingest(file), "{\"recorded\":0,\"refunded\":0,\"duplicates\":3,\"ignored\":0,\"unread\":0}\n");
}

TEST_F(PosIngest, what_is_no_purchase_is_ignored_or_unread) {
    EXPECT_EQ(ingest(without_marks("square_items_33.csv")),
              "{\"recorded\":2,\"refunded\":0,\"duplicates\":0,\"ignored\":0,\"unread\":2}\n");
    EXPECT_EQ(ingest(exports + "square_items_24.csv", 1),
              "{\"recorded\":0,\"refunded\":0,\"duplicates\":0,\"ignored\":0,\"unread\":4}\n")
        << "dollars in a shop of yuan";
    EXPECT_EQ(ingest(exports + "loyverse_receipts_mdy.csv"),
              "{\"recorded\":1,\"refunded\":2,\"duplicates\":0,\"ignored\":1,\"unread\":0}\n");
    EXPECT_EQ(ingest(exports + "loyverse_receipts_either.csv", 1),
              "{\"recorded\":0,\"refunded\":0,\"duplicates\":0,\"ignored\":0,\"unread\":2}\n")
        << "the order of day and month is not guessed";
}

TEST_F(PosIngest, many_batches_are_recorded) {
    std::string text = "Date,Receipt number,Receipt type,Total collected,Status\n";
    for (int i = 0; i < 2500; ++i) {
        text += "2026-01-01 10:00," + std::to_string(i + 1) + ",Sale," + std::to_string(i + 1) + ".00,Closed\n";
    }
    EXPECT_EQ(ingest(write("many.csv", text)),
              "{\"recorded\":2500,\"refunded\":0,\"duplicates\":0,\"ignored\":0,\"unread\":0}\n");
}

// Shopify has no row for each refund: the order's own says how much was refunded so far.
TEST_F(PosIngest, a_second_partial_refund_of_one_order_takes_back_only_what_is_new) {
    const auto orders = [this](const std::string& status, const std::string& refunded) {
        return write("orders.csv",
                     "Name,Financial Status,Currency,Total,Refunded Amount,Created at,Cancelled at,Lineitem name\n"
                     "#1001," +
                         status + ",CNY,200.00," + refunded + ",2026-11-18 10:00:00 +0800,,Shoes\n");
    };
    const auto summary = [](int recorded, int refunded, int duplicates) {
        return "{\"recorded\":" + std::to_string(recorded) + ",\"refunded\":" + std::to_string(refunded) +
               ",\"duplicates\":" + std::to_string(duplicates) + ",\"ignored\":0,\"unread\":0}\n";
    };
    EXPECT_EQ(ingest(orders("paid", "0.00")), summary(1, 0, 0));
    EXPECT_EQ(ingest(orders("partially_refunded", "20.00")), summary(0, 1, 1));
    EXPECT_EQ(ingest(orders("partially_refunded", "50.00")), summary(0, 1, 1));
    EXPECT_EQ(ingest(orders("partially_refunded", "50.00")), summary(0, 0, 2));
    const auto facts = run_xiaoer({"facts", "--db", db_}).out;
    EXPECT_NE(facts.find("\"total_minor\":-2000"), std::string::npos);
    EXPECT_NE(facts.find("\"total_minor\":-3000"), std::string::npos) << "50 less the 20 before";
    EXPECT_EQ(facts.find("\"total_minor\":-5000"), std::string::npos);
}

}  // namespace
}  // namespace xiaoer
