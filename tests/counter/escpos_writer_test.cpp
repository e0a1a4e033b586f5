#include "counter/escpos_writer.h"

#include "base/text.h"
#include "tests/counter/slip_reader.h"

#include <gtest/gtest.h>

namespace xiaoer {
namespace {

PrintedSlip printed(EscPosWriter& writer) {
    auto slip = read_slip(writer.cut());
    EXPECT_EQ(slip.problem, "");
    EXPECT_EQ(slip.cuts, 1);
    return slip;
}

int cells(const std::string& text) {
    int sum = 0;
    for (const char32_t point : code_points(text)) sum += cell_width(point);
    return sum;
}

std::string to_gbk(std::string_view text) {
    std::u32string points;
    for (const char32_t point : code_points(text))
        if (!is_control(point)) points += PrinterText().printable(point);
    return PrinterText().encode(points);
}

TEST(EscPosWriter, text_is_gbk) {
    EXPECT_EQ(to_gbk("小二 A"), "\xd0\xa1\xb6\xfe A");
    EXPECT_EQ(utf8_from_gbk(to_gbk("領獎碼，週六；¥86.00")), "領獎碼，週六；￥86.00");
}

TEST(EscPosWriter, what_gbk_lacks_prints_as_a_geta_mark) {
    EXPECT_EQ(utf8_from_gbk(to_gbk("𠮷野🎁é")), "〓野〓é");
    EXPECT_EQ(utf8_from_gbk(to_gbk("a\xff"
                                   "b")),
              "a〓b")
        << "bytes that are no UTF-8";
}

TEST(EscPosWriter, text_never_becomes_a_command) {
    std::string hostile;
    for (char c = 1; c < 0x20; ++c) hostile += c;
    hostile += "\x7f\x1b@\x1dV\x42 p\xc2\x9b";
    for (const char c : to_gbk(hostile)) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
    EscPosWriter writer;
    writer.line(hostile);
    const auto slip = printed(writer);
    ASSERT_EQ(slip.lines.size(), 1u);
    EXPECT_EQ(slip.lines[0].text, "@VB p");
}

TEST(EscPosWriter, lines_fit_the_paper_at_every_size) {
    const std::string text = "别家鞋店的老顾客带着朋友来 and whoever comes along tonight, 一起领号抽奖。";
    for (const int size : {1, 2, 3}) {
        EscPosWriter writer;
        writer.size(size).line(text);
        std::string joined;
        for (const auto& line : printed(writer).lines) {
            EXPECT_LE(cells(line.text) * size, 32) << line.text;
            EXPECT_EQ(line.size, size);
            joined += line.text;
        }
        std::erase(joined, ' ');
        std::string expected = text;
        std::erase(expected, ' ');
        EXPECT_EQ(joined, expected) << "nothing is lost at a break";
    }
}

TEST(EscPosWriter, words_stay_whole_where_they_can) {
    EscPosWriter writer;
    writer.line("Keep this card and show it in the shop to collect a prize").line(std::string(40, 'x'));
    const auto slip = printed(writer);
    ASSERT_EQ(slip.lines.size(), 4u);
    EXPECT_EQ(slip.lines[0].text, "Keep this card and show it in");
    EXPECT_EQ(slip.lines[1].text, "the shop to collect a prize");
    EXPECT_EQ(slip.lines[2].text, std::string(32, 'x'));
}

TEST(EscPosWriter, a_qr_code_is_stored_and_printed) {
    EscPosWriter writer;
    writer.qr("http://192.168.1.10:8080/c/K7Q2?x=1");
    EXPECT_EQ(printed(writer).qr_codes, std::vector<std::string>{"http://192.168.1.10:8080/c/K7Q2?x=1"});
}

TEST(EscPosWriter, a_printer_that_draws_no_qr_codes_gets_every_module_as_a_picture) {
    const std::string text = "http://192.168.1.10:8080/c/73920518";
    EscPosWriter writer({QrBy::raster, {}});
    writer.centre().qr(text);
    const auto slip = printed(writer);
    EXPECT_TRUE(slip.qr_codes.empty());
    ASSERT_EQ(slip.pictures.size(), 1U);
    const auto& picture = slip.pictures[0];
    const auto code = make_qr(text);
    ASSERT_TRUE(code);
    const int dots = picture.rows / (code->size + 8);
    EXPECT_EQ(picture.rows, dots * (code->size + 8));
    EXPECT_LE(picture.row_bytes * 8, 384) << "paper of 58 mm";
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.rows; ++x) {
            const int column = x / dots - 4, row = y / dots - 4;
            const bool inside = column >= 0 && row >= 0 && column < code->size && row < code->size;
            ASSERT_EQ(picture.dark(x, y), inside && code->at(column, row)) << x << " " << y;
        }
    }
}

TEST(EscPosWriter, a_printer_with_code_pages_is_told_its_page_and_gets_one_byte_a_character) {
    struct Case {
        const char *name, *text, *bytes;
    };
    for (const auto& [name, text, bytes] :
         {Case{"cp437", "Café £3", "Caf\x82 \x9c" "3"}, Case{"cp850", "Ñandú", "\xa5" "and\xa3"},
          Case{"cp1252", "Müller 5 €", "M\xfcller 5 \x80"}, Case{"cp858", "5 €", "5 \xd5"},
          Case{"cp866", "Приз", "\x8f\xe0\xa8\xa7"}, Case{"cp852", "Łódź", "\x9d\xa2" "d\xab"},
          Case{"cp437", "小二…", "??."}}) {
        const auto form = PrinterText::named(name);
        ASSERT_TRUE(form) << name;
        EscPosWriter writer({QrBy::command, *form});
        const auto slip = writer.line(text).cut();
        const auto all = std::string(text_of(slip));
        EXPECT_TRUE(all.starts_with(std::string("\x1b@\x1c.\x1bt"))) << name;
        EXPECT_NE(all.find(std::string(bytes) + "\n"), std::string::npos) << name << " " << text;
    }
    EXPECT_FALSE(PrinterText::named("latin1"));
    EXPECT_NE(PrinterText::named("").error().message.find("gbk, big5, cp437"), std::string::npos);
}

TEST(EscPosWriter, big5_is_for_traditional_printers) {
    EscPosWriter writer({QrBy::command, PrinterText::named("big5").value()});
    EXPECT_NE(std::string(text_of(writer.line("領獎").cut())).find("\xbb\xe2\xbc\xfa\n"), std::string::npos);
}

TEST(EscPosWriter, a_text_too_long_for_a_qr_code_is_printed) {
    EscPosWriter writer;
    writer.qr(std::string(4000, 'x'));
    const auto slip = printed(writer);
    EXPECT_TRUE(slip.qr_codes.empty());
    EXPECT_EQ(slip.lines.size(), 125u);
}

TEST(EscPosWriter, starts_afresh_after_a_cut) {
    EscPosWriter writer;
    writer.size(4).bold(true).centre().line("一");
    (void)writer.cut();
    writer.line(std::string(32, '2'));
    const auto slip = printed(writer);
    ASSERT_EQ(slip.lines.size(), 1u);
    EXPECT_EQ(slip.lines[0].size, 1);
    EXPECT_FALSE(slip.lines[0].bold);
}

}  // namespace
}  // namespace xiaoer
