// What a till is answered when no printer is there, however its requests are cut into pieces, and wherever bytes that
// look like one stand.
#include "pos_adapter/till_answers.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

struct Request {
    const char* name;
    std::string bytes;
    std::string answer;
};
std::string of(std::initializer_list<int> values) {
    std::string bytes;
    for (const int value : values) bytes += static_cast<char>(value);
    return bytes;
}
const std::vector<Request>& requests() {
    static const std::vector<Request> all = {
        {"DLE EOT 1", of({0x10, 4, 1}), of({0x12})},
        {"DLE EOT 4", of({0x10, 4, 4}), of({0x12})},
        {"DLE EOT 7, of four bytes", of({0x10, 4, 7, 1}), of({0x12})},
        {"GS r 1", of({0x1d, 'r', 1}), of({0})},
        {"GS r 49", of({0x1d, 'r', 49}), of({0})},
        {"GS I 1", of({0x1d, 'I', 1}), of({0x20})},
        {"GS I 67", of({0x1d, 'I', 67}), "_TM-T88V" + of({0})},
        {"GS a, automatic status", of({0x1d, 'a', 0xff}), of({0x10, 0, 0, 0x0f})},
        {"GS a 0, none", of({0x1d, 'a', 0}), ""},
        {"ESC v", of({0x1b, 'v'}), of({0})},
        {"ESC u", of({0x1b, 'u', 0}), of({0})},
    };
    return all;
}
// Payloads that hold all of these requests, in every command that has one.
std::vector<std::string> payloads() {
    std::string inner;
    for (const auto& request : requests()) inner += request.bytes;
    inner.resize(48, '\x10');
    const int size = static_cast<int>(inner.size());
    return {of({0x1d, 'v', '0', 0, 6, 0, 8, 0}) + inner,            // a picture of 6 × 8 bytes
            of({0x1b, '*', 33, size / 3, 0}) + inner,               // a picture of three bytes a column
            of({0x1d, '(', 'k', size + 3, 0, 49, 80, 48}) + inner,  // what a QR code says
            of({0x1d, '8', 'L', size, 0, 0, 0}) + inner, of({0x1d, 'k', 73, size}) + inner};  // a barcode
}
std::string answer(TillAnswers& till, std::string_view bytes, std::size_t piece) {
    std::string all;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        const auto said = till.answer(view_of(bytes.substr(0, piece)));
        all.append(said.begin(), said.end());
    }
    return all;
}

TEST(TillAnswers, each_request_is_answered_in_every_split) {
    for (const auto& request : requests()) {
        for (std::size_t piece = 1; piece <= request.bytes.size(); ++piece) {
            TillAnswers till;
            EXPECT_EQ(answer(till, "text\n" + request.bytes + "text", piece), request.answer)
                << request.name << " in pieces of " << piece;
        }
    }
}

TEST(TillAnswers, a_request_is_answered_with_its_last_byte_and_not_before) {
    for (const auto& request : requests()) {
        TillAnswers till;
        const std::string_view bytes = request.bytes;
        EXPECT_EQ(answer(till, bytes.substr(0, bytes.size() - 1), 1), "") << request.name;
        EXPECT_EQ(answer(till, bytes.substr(bytes.size() - 1), 1), request.answer) << request.name;
    }
}

TEST(TillAnswers, what_stands_inside_a_payload_asks_nothing) {
    for (const auto& payload : payloads()) {
        for (const std::size_t piece :
             {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}, payload.size()}) {
            TillAnswers till;
            EXPECT_EQ(answer(till, payload, piece), "") << payload.substr(0, 3) << " in pieces of " << piece;
            EXPECT_EQ(answer(till, of({0x10, 4, 2}), piece), of({0x12})) << "behind it one is heard";
        }
    }
}

TEST(TillAnswers, a_till_that_went_away_in_a_payload_begins_anew) {
    TillAnswers till;
    EXPECT_EQ(answer(till, payloads()[0].substr(0, 20), 20), "");
    till.reset();
    EXPECT_EQ(answer(till, of({0x10, 4, 1}), 3), of({0x12}));
}

}  // namespace
}  // namespace xiaoer::pos
