// A proof's list is read by a short way where it stands as write_proof() writes it, and by the long way where somebody
// wrote it otherwise: both give the same.
#include "tests/domain/draw_fixture.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, text.npos);
    return text.replace(at, from.size(), to);
}

TEST(DrawRead, gives_the_same_proof_however_its_list_is_written) {
    const auto proof = draw_fixture::proof();
    const auto text = draw_fixture::proof_text();
    EXPECT_EQ(proof.entries.size(), 14u);
    EXPECT_EQ(proof.entries.front().ticket, "t-0010");
    EXPECT_EQ(write_proof(proof), text) << "the vector is written as we write";
    const std::string first = R"({"member":"9e3779b97f4a7c15","ticket":"t-0010","weight":2})";
    for (const auto* other : {R"({"member":"9e3779b97f4a7c15","ticket":"t-0010","weight": 2})",
                              R"({"weight":2,"ticket":"t-0010","member":"9e3779b97f4a7c15"})",
                              R"({"member":"9e3779b97f4a7c15","ticket":"t\u002d0010","weight":2})"}) {
        EXPECT_EQ(read_proof(with(text, first, other)).value(), proof) << other;
    }
    EXPECT_EQ(read_proof(with(text, "\"entries\":[", "\"entries\": [")).value(), proof);
}

TEST(DrawRead, names_the_byte_in_the_whole_file_where_it_ends_to_be_json) {
    const auto text = draw_fixture::proof_text();
    const auto broken = with(text, "\"v\":1}", "\"v\":1]");
    const auto refused = read_proof(broken);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("at byte " + std::to_string(broken.size())), std::string::npos)
        << refused.error().message;
}

TEST(DrawRead, a_list_in_another_place_is_no_list) {
    const auto text = draw_fixture::proof_text();
    const auto from = text.find("\"entries\":");
    const auto to = text.find(",\"entropy_value\"");
    const auto list = text.substr(from, to - from);
    auto moved = text;
    moved.replace(from, to - from, "\"entries\":[]");
    for (const auto* place : {"\"chain\":", "\"picks\":[{"}) {
        auto hidden = moved;
        const auto at = hidden.find(place);
        if (at == hidden.npos) continue;
        hidden.insert(at + std::string_view(place).size(), "\"x\":1," + list + ",");
        EXPECT_FALSE(read_proof(hidden)) << place;
    }
    auto in_announcement = moved;
    in_announcement.insert(in_announcement.find("\"draw\":"), list + ",");
    EXPECT_FALSE(read_proof(in_announcement));
    EXPECT_FALSE(read_proof(with(text, "\"entries\":", "\"entries\":[],\"entries\":"))) << "twice";
}

TEST(DrawRead, an_empty_list_and_a_long_one_come_back_as_they_were_written) {
    auto proof = draw_fixture::proof();
    proof.entries.clear();
    EXPECT_EQ(read_proof(write_proof(proof)).value(), proof);
    for (std::size_t i = 0; i < 3000; ++i) {
        proof.entries.push_back(
            {u64be(i), "t-" + std::to_string(i), static_cast<std::int64_t>(i) + max_json_integer - 3000});
    }
    EXPECT_EQ(read_proof(write_proof(proof)).value(), proof);
}

}  // namespace
}  // namespace xiaoer
