// The doors through which others tell the shop of sales, with a real kiosk behind them: the till link from the till's
// own sender, webhooks as the services send them.
#include "base/sha256.h"
#include "cli/till_door.h"
#include "cli/webhook_door.h"
#include "domain/number.h"
#include "net/http_client.h"
#include "pos_adapter/till_sender.h"
#include "tests/app/shop.h"
#include "tests/cli/run_binary.h"

namespace xiaoer::test {
namespace {

using cli::TillDoor;
using cli::WebhookDoor;
using Kind = pos::LinkAnswer::Kind;

constexpr int patience_ms = 20'000;
constexpr auto owner_only = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

net::HttpServerOptions on_loopback() {
    net::HttpServerOptions options;
    options.address = "127.0.0.1";
    return options;
}

pos::Receipt sale(const std::string& number, std::int64_t total_minor) {
    pos::Receipt receipt;
    receipt.kind = pos::ReceiptKind::sale;
    receipt.receipt_no = number;
    receipt.sold_at = "2026-11-18T10:00:00";
    receipt.total_minor = total_minor;
    return receipt;
}

class TillLinkOfAShop : public testing::Test {
protected:
    TillLinkOfAShop() {
        EXPECT_TRUE(cli::write_tills(tills_, {{"till-2", key_}}));
        auto door = TillDoor::start(on_loopback(), tills_, *shop.kiosk, shop.clock,
                                    [this](const Recorded& recorded) { heard_.push_back(recorded); });
        XIAOER_ASSERT(door.has_value());
        door_ = std::move(*door);
    }
    ~TillLinkOfAShop() override { door_.reset(); }

    std::unique_ptr<pos::TillSender> till(const std::string& name, const SecretKey& key) {
        pos::TillSenderOptions options;
        options.target = {{"127.0.0.1", door_->port()}, name, key};
        options.spool = shop.folder / (name + ".spool");
        options.retry_first_ms = 5;
        auto sender = pos::TillSender::start(std::move(options), system_clock_);
        XIAOER_ASSERT(sender.has_value());
        return std::move(*sender);
    }
    // Says it and waits until the shop has it.
    void say(pos::TillSender& till, const std::string& id, const pos::Receipt& receipt) {
        ASSERT_TRUE(till.submit(pos::purchase_document(id, receipt)));
        ASSERT_TRUE(till.wait_until_sent(patience_ms));
    }

    Shop shop;
    SystemClock system_clock_;  // the till's: years from the shop's
    const SecretKey key_{std::array<std::uint8_t, 32>{7}};
    const std::filesystem::path tills_ = cli::tills_file(shop.database());
    std::vector<Recorded> heard_;
    std::unique_ptr<TillDoor> door_;
};

TEST_F(TillLinkOfAShop, a_sale_is_recorded_once_however_often_it_comes) {
    const auto till_2 = till("till-2", key_);
    say(*till_2, "1", sale("0042", 12800));
    say(*till_2, "1", sale("0042", 12800));
    say(*till_2, "another-id", sale("42", 12800));  // the same number, as people write it
    ASSERT_EQ(heard_.size(), 3u);
    EXPECT_EQ(heard_[0].recorded, 1);
    EXPECT_EQ(heard_[1].purchases, heard_[0].purchases) << "answered as the first time";
    EXPECT_EQ(heard_[2].duplicates, 1);
    EXPECT_EQ(shop.record(Shop::sale("0042", 12800)).duplicates, 1) << "the tap saw it, too";
}

TEST_F(TillLinkOfAShop, the_member_the_till_knows_gets_the_tickets_and_a_refund_takes_them_back) {
    const auto joined = shop.join("小陈", 1);
    const auto till_2 = till("till-2", key_);
    auto receipt = sale("7", 50000);
    receipt.member_ref = std::to_string(joined.number);
    say(*till_2, "7", receipt);
    ASSERT_EQ(heard_.size(), 1u);
    EXPECT_EQ(heard_[0].tickets, 10);
    auto refund = sale("8", -50000);
    refund.kind = pos::ReceiptKind::refund;
    refund.original_receipt_no = "7";
    say(*till_2, "8", refund);
    ASSERT_EQ(heard_.size(), 2u);
    EXPECT_EQ(heard_[1].refunded, 1);
}

TEST_F(TillLinkOfAShop, a_look_up_tells_number_and_shown_name_and_uses_no_pass_up) {
    const auto joined = shop.join("陈静", 1);
    const auto till_2 = till("till-2", key_);
    const auto pass = shop.pass_of(1);
    for (const auto& scan : {pass, pass, format_number(joined.number)}) {
        const auto answer = till_2->look_up(scan, patience_ms);
        ASSERT_TRUE(answer) << answer.error().message;
        EXPECT_EQ(answer->kind, Kind::member);
        EXPECT_EQ(answer->name, "陈*");
    }
    EXPECT_EQ(till_2->look_up("130000000000000001", patience_ms)->line, "payment_code");
    EXPECT_EQ(till_2->look_up("9999", patience_ms)->line, "unknown");
}

TEST_F(TillLinkOfAShop, an_unread_slip_waits_for_a_clerk) {
    const auto till_2 = till("till-2", key_);
    ASSERT_TRUE(till_2->submit(pos::unread_document("s-1", "raster", view_of("\x1b@picture"))));
    ASSERT_TRUE(till_2->wait_until_sent(patience_ms));
    const auto seen = shop.wait_for([](const Snapshot& s) { return !s.desk.slips.empty(); });
    EXPECT_EQ(seen->desk.slips.size(), 1u);
}

TEST_F(TillLinkOfAShop, a_sale_in_another_currency_is_refused_in_one_line) {
    const auto till_2 = till("till-2", key_);
    auto receipt = sale("9", 100);
    receipt.currency = "JPY";
    say(*till_2, "9", receipt);
    EXPECT_TRUE(std::filesystem::exists(shop.folder / "till-2.spool.refused"));
}

TEST_F(TillLinkOfAShop, a_till_that_is_added_may_call_at_once_and_a_strangers_call_does_nothing) {
    const auto stranger = till("till-3", key_);
    EXPECT_EQ(stranger->look_up("9999", patience_ms)->kind, Kind::unauthorised);
    const auto added = run_xiaoer({"till", "add", "--db", shop.database(), "till-3"});
    ASSERT_EQ(added.exit_code, 0) << added.err;
    EXPECT_EQ(run_xiaoer({"till", "list", "--db", shop.database()}).out,
              "{\"till\":\"till-2\"}\n{\"till\":\"till-3\"}\n");
    EXPECT_EQ(std::filesystem::status(tills_).permissions(), owner_only);
    const auto key = array_from_hex<32>(*parse_json(added.out).value().find("key")->string()).value();
    const auto known = till("till-3b", SecretKey(key));
    EXPECT_EQ(known->look_up("9999", patience_ms)->kind, Kind::unauthorised) << "the key is another name's";
    const auto again = run_xiaoer({"till", "add", "--db", shop.database(), "till-3"});
    EXPECT_EQ(again.exit_code, 1);
    EXPECT_EQ(again.err, "xiaoer: there is a till till-3 already\n");
}

TEST_F(TillLinkOfAShop, other_paths_and_methods_are_not_there) {
    const auto status = [&](const char* method, const char* target) {
        return net::http_request(door_->port(), method, target).value().status;
    };
    EXPECT_EQ(status("GET", "/till/v1"), 405);
    EXPECT_EQ(status("POST", "/till/v2"), 404);
    EXPECT_EQ(status("POST", "/till/v1?x"), 404);
    EXPECT_EQ(status("POST", "/till/v1"), 401);
}

TEST(CallerFiles, keys_that_others_may_read_are_refused) {
    const TemporaryFolder folder;
    const auto file = folder / "shop.db.tills";
    ASSERT_TRUE(cli::write_tills(file, {{"till-2", SecretKey()}}));
    EXPECT_EQ(cli::read_tills(file)->size(), 1u);
    std::filesystem::permissions(file, owner_only | std::filesystem::perms::group_read);
    const auto read = cli::read_tills(file);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("chmod 600"), std::string::npos);
}

// ---- webhooks ---------------------------------------------------------------------------------------------

class WebhooksOfAShop : public testing::Test {
protected:
    WebhooksOfAShop() {
        const auto file = cli::webhooks_file(shop.database());
        const std::string_view secrets =
            "# of the test\n"
            "square square-key https://relay.example/webhook/square\n"
            "shopify hush\n"
            "woocommerce woo-secret\n"
            "loyverse long-random-word 7e2daef3-48ad-4aba-b226-2d180f564f31\n";
        EXPECT_TRUE(write_file_durably(file, view_of(secrets), 0600));
        auto door = WebhookDoor::start(on_loopback(), shop.database(), *shop.kiosk);
        XIAOER_ASSERT(door.has_value());
        door_ = std::move(*door);
    }
    ~WebhooksOfAShop() override { door_.reset(); }

    static std::string body(const std::string& name) {
        return std::string(text_of(**read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/webhooks/" + name)));
    }
    int post(const std::string& path, const net::HttpHeaders& headers, const std::string& text) {
        const auto reply = net::http_request(door_->port(), "POST", path, headers, text, patience_ms);
        return reply ? reply->status : 0;
    }
    static std::string signature(std::string_view key, std::string_view url, std::string_view text) {
        return to_base64(hmac_sha256(view_of(key), {view_of(url), view_of(text)}));
    }
    int woocommerce(const std::string& topic, const std::string& text) {
        return post("/webhook/woocommerce",
                    {{"X-WC-Webhook-Topic", topic}, {"X-WC-Webhook-Signature", signature("woo-secret", "", text)}},
                    text);
    }
    int loyverse(const std::string& text) { return post("/webhook/loyverse/long-random-word", {}, text); }
    // How many sales and refunds the shop's ledger has.
    std::pair<std::size_t, std::size_t> counted() {
        const auto facts = run_xiaoer({"facts", "--db", shop.database()}).out;
        const auto count = [&facts](std::string_view kind) {
            std::size_t found = 0;
            for (auto at = facts.find(kind); at != facts.npos; at = facts.find(kind, at + 1)) ++found;
            return found;
        };
        return {count("\"purchase.recorded\""), count("\"purchase.refunded\"")};
    }
    using Counts = std::pair<std::size_t, std::size_t>;

    Shop shop;
    std::unique_ptr<WebhookDoor> door_;
};

TEST_F(WebhooksOfAShop, a_retry_is_answered_the_same_and_counts_once) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(loyverse(body("loyverse_receipts.json")), 200);
    EXPECT_EQ(counted(), (Counts{1, 1}));
    for (int i = 0; i < 2; ++i) EXPECT_EQ(loyverse(body("loyverse_cancelled.json")), 200);
    EXPECT_EQ(counted(), (Counts{1, 2})) << "what was cancelled is taken back once";
}

TEST_F(WebhooksOfAShop, who_cannot_sign_says_nothing) {
    const auto text = body("woocommerce_order_created.json");
    EXPECT_EQ(post("/webhook/woocommerce", {{"X-WC-Webhook-Topic", "order.created"}}, text), 401);
    EXPECT_EQ(post("/webhook/loyverse/long-random-worm", {}, body("loyverse_receipts.json")), 401);
    EXPECT_EQ(post("/webhook/loyverse", {}, body("loyverse_receipts.json")), 401);
    EXPECT_EQ(
        post("/webhook/square",
             {{"x-square-hmacsha256-signature", signature("square-key", "https://another.example/", text)}}, text),
        401);
    EXPECT_EQ(post("/webhook/stripe", {}, text), 404);
    EXPECT_EQ(post("/", {}, text), 404);
    EXPECT_EQ(counted(), (Counts{0, 0}));
}

TEST_F(WebhooksOfAShop, a_ping_and_what_means_nothing_are_answered_and_let_go) {
    EXPECT_EQ(post("/webhook/woocommerce", {}, "webhook_id=12"), 200);
    EXPECT_EQ(woocommerce("order.created", body("woocommerce_order_on_hold.json")), 200);
    EXPECT_EQ(woocommerce("order.created", "{\"id\":1,\"status\":\"completed\"}"), 200);
    EXPECT_EQ(woocommerce("order.created", body("woocommerce_order_created.json")), 200) << "another currency";
    EXPECT_EQ(counted(), (Counts{0, 0}));
}

TEST_F(WebhooksOfAShop, square_signs_its_url_and_a_refund_finds_its_payment) {
    const auto say = [&](const std::string& text) {
        const auto yuan = [](std::string all) {
            for (auto at = all.find("USD"); at != all.npos; at = all.find("USD")) all.replace(at, 3, "CNY");
            return all;
        }(text);
        return post(
            "/webhook/square",
            {{"x-square-hmacsha256-signature", signature("square-key", "https://relay.example/webhook/square", yuan)}},
            yuan);
    };
    for (const auto* file : {"square_payment_created.json", "square_payment_updated.json", "square_refund_created.json",
                             "square_refund_updated.json", "square_refund_updated.json"}) {
        EXPECT_EQ(say(body(file)), 200) << file;
    }
    EXPECT_EQ(counted(), (Counts{1, 1}));
    const auto facts = run_xiaoer({"facts", "--db", shop.database()}).out;
    const auto refund = facts.substr(facts.rfind('\n', facts.find("purchase.refunded")) + 1);
    EXPECT_NE(refund.find(R"("purchase":{"device":)"), std::string::npos) << "it names the sale: " << refund;
}

}  // namespace
}  // namespace xiaoer::test
