#include "pos_adapter/escpos_tokenizer.h"

#include "paper.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

// What a tokenizer told, as one text: runs as they are, control bytes as <0a>, commands as [1b 40].
class Transcript final : public EscposSink {
public:
    std::string told;

private:
    void text(ByteView bytes) override { told += text_of(bytes); }
    void control(std::uint8_t byte) override { told += "<" + to_hex({&byte, 1}) + ">"; }
    void command(ByteView command) override { told += "[" + to_hex(command) + "]"; }
};

std::string tokens(const std::string& job, std::size_t chunk = std::string::npos) {
    EscposTokenizer tokenizer;
    Transcript transcript;
    for (std::size_t at = 0; at < job.size(); at += chunk == std::string::npos ? job.size() : chunk) {
        tokenizer.feed(view_of(std::string_view(job).substr(at, chunk)), transcript);
    }
    EXPECT_EQ(tokenizer.position(), job.size());
    return transcript.told;
}

std::string byte_of(int value) { return std::string(1, static_cast<char>(value)); }

// A command must end exactly where its payload does: the text behind it comes out whole, whatever the split.
void expect_skips(const std::string& command, const std::string& what) {
    const auto job = command + "END\n";
    const auto whole = tokens(job);
    EXPECT_EQ(whole.substr(whole.size() - std::min<std::size_t>(whole.size(), 8)), "]END<0a>") << what << ": " << whole;
    for (const std::size_t chunk : {1, 2, 3, 7}) EXPECT_EQ(tokens(job, chunk), whole) << what;
}

TEST(Tokenizer, skips_every_payload_exactly) {
    // The payloads hold commands, line feeds and status requests: none of them may be seen.
    const std::string hostile = bytes("\x1b@\x10\x04\x01\x1dV\x00\n\n");  // 10 bytes
    for (const int m : {0, 1, 48, 49}) expect_skips("\x1dV" + byte_of(m), "GS V");
    for (const int m : {65, 66, 97, 98, 103, 104}) expect_skips("\x1dV" + byte_of(m) + "\x0a", "GS V with feed");
    expect_skips("\x1bi", "ESC i");
    expect_skips("\x1bm", "ESC m");
    expect_skips(bytes("\x1dv0\x00\x05\x00\x02\x00") + hostile, "GS v 0");
    expect_skips(bytes("\x1b*\x00\x0a\x00") + hostile, "ESC * 8 dots");
    expect_skips(bytes("\x1b*\x01\x0a\x00") + hostile, "ESC * 8 dots double");
    expect_skips(bytes("\x1b*\x20\x0a\x00") + hostile + hostile + hostile, "ESC * 24 dots");
    expect_skips(bytes("\x1b*\x21\x0a\x00") + hostile + hostile + hostile, "ESC * 24 dots double");
    expect_skips(bytes("\x1d(L\x0a\x00") + hostile, "GS ( L");
    expect_skips(bytes("\x1d(k\x0d\x00\x31\x50\x30") + hostile, "GS ( k: QR data");
    expect_skips(bytes("\x1d"
                       "8L\x0a\x00\x00\x00") +
                     hostile,
                 "GS 8 L");
    expect_skips(bytes("\x1dk\x04") + "CODE39" + bytes("\x00"), "GS k to NUL");
    expect_skips(bytes("\x1dk\x49\x0a") + hostile, "GS k with length");
    expect_skips(bytes("\x1d*\x01\x01") + hostile.substr(0, 8), "GS *");
    expect_skips(bytes("\x1b&\x03\x41\x42\x02") + "abcdef" + bytes("\x01") + "abc", "ESC &");
    expect_skips(bytes("\x1cq\x01\x01\x00\x01\x00") + hostile.substr(0, 8), "FS q");
    expect_skips(bytes("\x1cg1\x00\x00\x00\x00\x00\x0a\x00") + hostile, "FS g 1");
    expect_skips(bytes("\x1bZ\x00\x00\x00\x0a\x00") + hostile, "ESC Z");
    expect_skips(bytes("\x1bp\x00\x3c\xff"), "ESC p");
    expect_skips(bytes("\x1b"
                       "B\x03\x02"),
                 "ESC B: the beeper in no table");
    for (const char c : {'!', '-', 'C', 'W'}) expect_skips(std::string("\x1c") + c + "\x01", "FS one");
    for (const char c : {'S', '?', 'p'}) expect_skips(std::string("\x1c") + c + "\x01\x02", "FS two");
    for (const int n : {1, 2, 3, 4}) expect_skips(std::string("\x10\x04") + byte_of(n), "DLE EOT");
    for (const int n : {0, 7, 8, 18}) expect_skips(std::string("\x10\x04") + byte_of(n) + "\x01", "DLE EOT of four");
    expect_skips(bytes("\x10\x14\x07\x01"), "DLE DC4 7");
    expect_skips(bytes("\x10\x14\x01\x00\x01"), "DLE DC4 1");
    expect_skips(bytes("\x10\x14\x03\x01\x02\x03\x04\x05"), "DLE DC4 3");
    expect_skips(bytes("\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"), "DLE DC4 8");
}

TEST(Tokenizer, tab_stops_end_at_their_nul) {
    EXPECT_EQ(tokens(bytes("\x1b"
                           "D\x08\x10\x18\x00Text")),
              "[1b44]Text");
}

TEST(Tokenizer, a_damaged_pair_never_swallows_a_control_byte) {
    EXPECT_EQ(tokens("\xaa\xa1\x1b@\xd6\n"), "\xaa\xa1[1b40]\xd6<0a>");
    EXPECT_EQ(tokens("\x1b\x1b@"), "[1b40]") << "a damaged prefix";
    EXPECT_EQ(tokens("\x1d\nA"), "<0a>A");
    EXPECT_EQ(tokens(bytes("\x1dk\x04"
                           "123\nA")),
              "[1d6b04]<0a>A")
        << "a barcode without its NUL";
}

TEST(Tokenizer, an_unfinished_command_ends_with_the_connection) {
    EscposTokenizer tokenizer;
    Transcript transcript;
    tokenizer.feed(view_of("\x1dv0"), transcript);
    tokenizer.reset();
    tokenizer.feed(view_of("A\n"), transcript);
    EXPECT_EQ(transcript.told, "A<0a>");
}

TEST(Tokenizer, a_dc2_is_a_command_only_where_seiko_makes_it_one) {
    EXPECT_EQ(tokens(bytes("\x1dV\x42\x00\x12q\x00")), "[1d564200][1271]<00>") << "no text behind the cut";
    EXPECT_EQ(tokens("\x12TOTAL 5.00\n"), "<12>TOTAL 5.00<0a>") << "ESC/P's end of condensed print";
    EXPECT_EQ(tokens("\x12\x1b@\x12\n"), "<12>[1b40]<12><0a>");
    EXPECT_EQ(tokens("\x12TOTAL\n", 1), "<12>TOTAL<0a>");
}

}  // namespace
}  // namespace xiaoer::pos
