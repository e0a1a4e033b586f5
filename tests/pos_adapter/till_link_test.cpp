// The published vectors (docs/till-link.md), and what is around them.
#include "pos_adapter/till_link.h"

#include "base/codec.h"
#include "base/file.h"
#include "pos_adapter/crc32c.h"
#include "pos_adapter/till_outbox.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <charconv>
#include <csignal>

namespace xiaoer::pos {
namespace {

Json vectors(const std::string& name) {
    const auto bytes = read_file(std::string(XIAOER_SOURCE_DIR) + "/tests/data/till_link/" + name);
    XIAOER_ASSERT(bytes && *bytes);
    return parse_json(text_of(**bytes)).value();
}
std::string text(const Json& json, std::string_view key) {
    const auto* member = json.find(key);
    XIAOER_ASSERT(member != nullptr && member->string() != nullptr);
    return *member->string();
}
Timestamp time_of(const std::string& milliseconds) {
    Timestamp time;
    std::from_chars(milliseconds.data(), milliseconds.data() + milliseconds.size(), time.ms);
    return time;
}

const SecretKey key(array_from_hex<32>("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").value());

LinkCall signed_call(std::string_view body, std::string& signature) {
    LinkCall call{"POST", till_link_path, "till-2", "1794909600000", {}, body};
    signature = link_signature(key, call);
    call.signature = signature;
    return call;
}
LinkReceived received(std::string_view body) {
    static const TillKeys keys{{"till-2", key}};
    std::string signature;
    return receive_call(signed_call(body, signature), keys, {1794909600000});
}
std::string refusal(std::string_view body) {
    const auto answer = received(body);
    const auto* refused = std::get_if<LinkAnswer>(&answer.what);
    return refused == nullptr ? "taken" : refused->line;
}

TEST(TillLink, published_calls_are_signed_received_and_answered_as_published) {
    const auto document = vectors("calls.json");
    const TillKeys keys{{"till-2", SecretKey(array_from_hex<32>(text(document, "key")).value())}};
    for (const auto& vector : *document.find("calls")->array()) {
        SCOPED_TRACE(text(vector, "name"));
        const auto body = text(vector, "body");
        const auto till = text(vector, "till");
        const auto time = text(vector, "time");
        const auto signature = text(vector, "signature");
        const auto answer = text(vector, "answer");
        const auto status = *vector.find("status")->integer();
        const LinkCall call{"POST", till_link_path, till, time, signature, body};
        const bool unauthorised = answer == R"({"answer":"unauthorised"})";
        const bool as_published = link_signature(keys.at("till-2"), call) == signature;
        EXPECT_EQ(as_published, !unauthorised || till != "till-2");
        const auto received = receive_call(call, keys, time_of(text(vector, "now")));
        EXPECT_EQ(received.key == nullptr, unauthorised);
        if (const auto* refused = std::get_if<LinkAnswer>(&received.what)) {
            EXPECT_EQ(answer_document(*refused), answer);
            EXPECT_EQ(http_status(refused->kind), status);
        } else {
            EXPECT_EQ(status, 200) << "taken, though it should have been refused";
        }
        const auto read = read_answer_document(answer);
        ASSERT_TRUE(read);
        EXPECT_EQ(answer_document(*read), answer);
        if (vector.find("answer_signature") == nullptr) continue;
        EXPECT_EQ(link_answer_signature(keys.at("till-2"), signature, static_cast<int>(status), answer),
                  text(vector, "answer_signature"));
    }
}

TEST(TillLink, a_purchase_arrives_as_it_was_sent) {
    Receipt receipt;
    receipt.kind = ReceiptKind::sale;
    receipt.receipt_no = "0042";
    receipt.sold_at = "2026-11-17T18:00:00";
    receipt.total_minor = 12800;
    receipt.lines = {{"牛肉", 250, 9700}};
    const auto taken = received(purchase_document("42", receipt));
    const auto* slip = std::get_if<Slip>(&taken.what);
    ASSERT_NE(slip, nullptr);
    auto expected = receipt;
    expected.dialect = "till-link";
    expected.source = "till:till-2";
    EXPECT_EQ(slip->receipt, expected);
    EXPECT_TRUE(slip->bytes.empty());
}

TEST(TillLink, an_unread_slip_brings_its_bytes_and_no_amount) {
    const auto taken = received(unread_document("42", "raster", view_of("\x1b@picture")));
    const auto* slip = std::get_if<Slip>(&taken.what);
    ASSERT_NE(slip, nullptr);
    EXPECT_EQ(text_of(slip->bytes), "\x1b@picture");
    EXPECT_EQ(slip->receipt.kind, ReceiptKind::none);
    EXPECT_EQ(slip->receipt.reason, "raster");
    EXPECT_EQ(slip->receipt.total_minor, std::nullopt);
}

TEST(TillLink, the_same_id_is_the_same_command_for_one_till_only) {
    const auto id = [](std::string_view till, const std::string& said) {
        Receipt receipt;
        receipt.kind = ReceiptKind::sale;
        receipt.sold_at = "2026-11-17T18:00:00";
        receipt.total_minor = 100;
        return std::get<Slip>(read_link_document(purchase_document(said, receipt), till).value()).id;
    };
    EXPECT_EQ(id("till-1", "42"), id("till-1", "42"));
    EXPECT_NE(id("till-1", "42"), id("till-1", "43"));
    EXPECT_NE(id("till-1", "42"), id("till-2", "42"));
}

TEST(TillLink, what_means_nothing_is_refused_in_one_line) {
    EXPECT_EQ(refusal(R"({"look_up":"0327"})"), "taken");
    EXPECT_NE(refusal(R"({"look_up":""})"), "taken");
    EXPECT_NE(refusal(R"({"look_up":327})"), "taken");
    EXPECT_NE(refusal(R"({"look_up":"0327","id":"1"})"), "taken");
    EXPECT_EQ(refusal("[]"), "the body is one JSON object");
    EXPECT_EQ(refusal("{}"), "\"id\" is 1 to 64 printable characters without spaces");
    EXPECT_EQ(refusal(R"({"id":"a b","receipt":{}})"), "\"id\" is 1 to 64 printable characters without spaces");
    EXPECT_EQ(refusal(R"({"id":"1"})"), R"("receipt", "unread" or "look_up" is missing)");
    EXPECT_EQ(refusal(R"({"id":"1","receipt":{"kind":"void","sold_at":"2026-11-17T18:00:00"}})"),
              "\"kind\" is sale or refund");
    EXPECT_EQ(refusal(R"({"id":"1","receipt":{"kind":"sale","sold_at":"2026-11-17T18:00:00","total_minor":0}})"),
              "the total of a sale is above zero");
    EXPECT_EQ(refusal(R"({"id":"1","unread":{"reason":"raster","bytes":"?"}})"), "not base64");
    EXPECT_NE(refusal(R"({"id":"1","more":1,"unread":{"reason":"raster","bytes":"AA=="}})"), "taken");
}

TEST(TillLink, a_call_is_bound_to_its_path_its_till_and_its_time) {
    const TillKeys keys{{"till-2", key}, {"till-3", key}};
    std::string signature;
    const auto good = signed_call(R"({"look_up":"0327"})", signature);
    const auto answered = [&](const LinkCall& call) {
        const auto got = receive_call(call, keys, {1794909600000});
        const auto* answer = std::get_if<LinkAnswer>(&got.what);
        return answer == nullptr ? "taken" : std::string(enum_name(answer->kind));
    };
    EXPECT_EQ(answered(good), "taken");
    auto bad = good;
    bad.path = "/till/v2";
    EXPECT_EQ(answered(bad), "unauthorised");
    bad = good;
    bad.till = "till-3";
    EXPECT_EQ(answered(bad), "unauthorised");
    bad = good;
    bad.time = "1794909600001";
    EXPECT_EQ(answered(bad), "unauthorised");
    bad = good;
    bad.signature = bad.signature.substr(1);
    EXPECT_EQ(answered(bad), "unauthorised");
    bad.signature = {};
    EXPECT_EQ(answered(bad), "unauthorised");
    bad = good;
    bad.time = "soon";
    const auto signed_too = link_signature(key, bad);
    bad.signature = signed_too;
    EXPECT_EQ(answered(bad), "clock");
}

TEST(TillLink, an_answer_with_more_to_say_is_understood) {
    const auto answer = read_answer_document(R"({"answer":"recorded","tickets":3,"rate":0.5})");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->kind, LinkAnswer::Kind::recorded);
    EXPECT_FALSE(read_answer_document(R"({"answer":"perhaps"})"));
    EXPECT_FALSE(read_answer_document("<html>"));
}

// ---- the spool --------------------------------------------------------------------------------------------

class Outbox : public testing::Test {
protected:
    [[nodiscard]] Bytes file() const { return read_file(path_).value().value(); }
    [[nodiscard]] std::unique_ptr<TillOutbox> open() const {
        auto outbox = TillOutbox::open(path_);
        XIAOER_ASSERT(outbox.has_value());
        return std::move(*outbox);
    }
    static std::string front(TillOutbox& outbox) { return outbox.front().value().value_or("nothing"); }

    const test::TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_ / "spool";
};

TEST_F(Outbox, is_byte_for_byte_as_published) {
    const auto vector = vectors("spool.json");
    {
        const auto outbox = open();
        for (const auto& document : *vector.find("documents")->array()) ASSERT_TRUE(outbox->put(*document.string()));
    }
    EXPECT_EQ(to_hex(file()), text(vector, "file"));
    EXPECT_EQ(crc32c(view_of("123456789")), 0xe3069283u);
}

TEST_F(Outbox, keeps_the_order_over_a_restart_and_is_empty_when_all_is_acknowledged) {
    {
        const auto outbox = open();
        ASSERT_TRUE(outbox->put("one"));
        ASSERT_TRUE(outbox->put("two"));
        EXPECT_EQ(front(*outbox), "one");
        outbox->acknowledge();
        EXPECT_EQ(outbox->waiting(), 1u);
    }
    const auto outbox = open();
    EXPECT_EQ(outbox->waiting(), 2u) << "saying it twice is safe";
    EXPECT_EQ(front(*outbox), "one");
    outbox->acknowledge();
    EXPECT_EQ(front(*outbox), "two");
    ASSERT_TRUE(outbox->put("three"));
    outbox->acknowledge();
    EXPECT_EQ(front(*outbox), "three");
    outbox->acknowledge();
    EXPECT_EQ(front(*outbox), "nothing");
    EXPECT_TRUE(file().empty());
}

TEST_F(Outbox, drops_a_tail_torn_at_any_byte_and_nothing_else) {
    {
        const auto outbox = open();
        ASSERT_TRUE(outbox->put("whole"));
        ASSERT_TRUE(outbox->put("torn"));
    }
    const auto all = file();
    for (std::size_t size = 13; size < all.size(); ++size) {
        ASSERT_TRUE(write_file(path_, ByteView(all).first(size)));
        const auto outbox = open();
        EXPECT_EQ(outbox->waiting(), 1u);
        ASSERT_TRUE(outbox->put("next"));
        EXPECT_EQ(front(*outbox), "whole");
        outbox->acknowledge();
        EXPECT_EQ(front(*outbox), "next");
    }
}

TEST_F(Outbox, takes_zeros_and_garbage_for_a_torn_tail) {
    SeededRandom random(4);
    for (const std::size_t size : {1u, 8u, 64u, 4096u}) {
        for (const bool zeros : {true, false}) {
            Bytes tail(size);
            if (!zeros) random.fill(tail);
            ASSERT_TRUE(write_file(path_, tail));
            const auto outbox = open();
            EXPECT_EQ(outbox->waiting(), 0u);
            EXPECT_TRUE(file().empty());
        }
    }
}

TEST_F(Outbox, belongs_to_one_process_at_a_time) {
    const auto first = open();
    const auto second = TillOutbox::open(path_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
}

TEST_F(Outbox, keeps_nothing_of_what_a_full_disk_cut_short) {
    const auto outbox = open();
    ASSERT_TRUE(outbox->put("before"));
    rlimit unlimited{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limited{20, unlimited.rlim_max};  // the record's frame fits, its bytes do not
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limited), 0);
    const auto kept = outbox->put("cut short");
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &unlimited), 0);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, ErrorCode::io);
    EXPECT_EQ(file().size(), 14u);
    ASSERT_TRUE(outbox->put("after"));
    EXPECT_EQ(outbox->waiting(), 2u);
}

}  // namespace
}  // namespace xiaoer::pos
