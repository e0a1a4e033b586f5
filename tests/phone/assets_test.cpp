// Styles and scripts as phones fetch them: over real sockets, with and without gzip.
#include "phone/assets.h"

#include "phone/phone_server.h"
#include "tests/app/shop.h"
#include "tests/support/gunzipped.h"
#include "tests/support/http_client.h"

#include <gtest/gtest.h>

namespace xiaoer::phone {
namespace {

class AssetsOnTheWire : public testing::Test {
protected:
    AssetsOnTheWire() {
        PhoneOptions options;
        options.http.address = "127.0.0.1";
        options.http.port = 0;
        auto started = PhoneServer::start(options, *shop.kiosk, shop.clock);
        if (started) server = std::move(*started);
    }
    [[nodiscard]] test::Reply get(const std::string& path, const test::Headers& headers) const {
        return test::http(server->port(), "GET", path, headers);
    }

    test::Shop shop;
    std::unique_ptr<PhoneServer> server;
};

TEST_F(AssetsOnTheWire, are_compressed_for_whoever_asks_and_whole_for_whoever_does_not) {
    for (const auto name : asset_names()) {
        const std::string file(name);
        const auto small = get("/a/0a1b2c3d/" + file, {{"Accept-Encoding", "gzip, deflate, br"}});
        EXPECT_EQ(small.status, 200) << file;
        EXPECT_EQ(small.header("content-encoding"), "gzip") << file;
        EXPECT_EQ(small.header("content-length"), std::to_string(small.body.size())) << file;
        EXPECT_LT(small.body.size() * 2, asset(file).size()) << file;
        EXPECT_EQ(test::gunzipped(small.body), asset(file)) << file;

        const auto whole = get("/a/0a1b2c3d/" + file, {});
        EXPECT_EQ(whole.header("content-encoding"), "") << file;
        EXPECT_EQ(whole.header("content-length"), std::to_string(asset(file).size())) << file;
        EXPECT_EQ(whole.body, asset(file)) << file;
        EXPECT_EQ(get("/a/0a1b2c3d/" + file, {{"Accept-Encoding", "gzip;q=0"}}).body, whole.body) << file;
        for (const auto& reply : {small, whole}) {
            EXPECT_EQ(reply.header("vary"), "accept-encoding") << file;
            EXPECT_EQ(reply.header("cache-control"), "public, max-age=31536000, immutable") << file;
            EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << file;
        }
    }
}

TEST_F(AssetsOnTheWire, have_no_others_beside_them) {
    for (const auto* path : {"/a/", "/a/0", "/a/0/", "/a//phone.css", "/a/0/nosuch.js", "/a/0/phone.css/",
                             "/a/0/../phone.css", "/a/0/1/phone.css", "/a/%2e%2e/phone.css", "/a/0/layout.html"}) {
        EXPECT_EQ(get(path, {}).status, 404) << path;
    }
}

TEST_F(AssetsOnTheWire, a_page_with_a_secret_in_it_is_never_compressed) {
    const auto page = get("/j/counter1", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-encoding"), "");
    EXPECT_NE(page.body.find("name=\"token\""), page.body.npos);
}

TEST_F(AssetsOnTheWire, a_proof_is_compressed_too) {
    EXPECT_GT(shop.buyer("平安是福", 1).number, 0);
    const auto path = "/d/" + shop.draw() + "/proof.json";
    const auto whole = get(path, {});
    const auto small = get(path, {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(small.header("content-encoding"), "gzip");
    EXPECT_LT(small.body.size(), whole.body.size());
    EXPECT_EQ(test::gunzipped(small.body), whole.body);
}

}  // namespace
}  // namespace xiaoer::phone
