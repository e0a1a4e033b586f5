#include "pos_adapter/escpos_text.h"

#include "paper.h"

#include <gtest/gtest.h>

namespace xiaoer::pos {
namespace {

std::vector<SlipText> slips_of(const std::string& job, std::size_t chunk = std::string::npos) {
    std::vector<SlipText> slips;
    SlipAssembler assembler([&](SlipText slip) { slips.push_back(std::move(slip)); });
    for (std::size_t at = 0; at < job.size(); at += chunk == std::string::npos ? job.size() : chunk) {
        assembler.feed(view_of(std::string_view(job).substr(at, chunk)));
    }
    assembler.end_slip(true);
    return slips;
}
std::string first_line(const std::string& job) {
    const auto slips = slips_of(job);
    return slips.empty() || slips[0].lines.empty() ? "" : slips[0].lines[0];
}

TEST(SlipText, every_split_of_a_chinese_job_reads_the_same) {
    const auto job = init + gbk("合计：１２８．００元\n谢谢惠顾\n") + cut;
    const auto whole = slips_of(job);
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_EQ(whole[0].lines[0], "合计：１２８．００元");
    for (std::size_t chunk = 1; chunk < 12; ++chunk) EXPECT_EQ(slips_of(job, chunk)[0].lines, whole[0].lines);
}

TEST(SlipText, character_sets_are_chosen_from_state_and_evidence) {
    EXPECT_EQ(first_line(gbk("欢迎光临 合计 实收\n")), "欢迎光临 合计 实收");
    EXPECT_EQ(first_line("合计 实收 12.00\n"), "合计 实收 12.00") << "UTF-8";
    EXPECT_EQ(first_line(encoded("總計 現金 找零 電話 發票號碼\n", "BIG5")), "總計 現金 找零 電話 發票號碼");
    EXPECT_EQ(first_line(encoded("お買上げ合計 ビール お釣り\n", "CP932")), "お買上げ合計 ビール お釣り");
    EXPECT_EQ(first_line(encoded("합계 금액 받은금액 거스름돈 영수증\n", "CP949")),
              "합계 금액 받은금액 거스름돈 영수증");
    EXPECT_EQ(first_line("\x1bt\x10" + encoded("Größe Müller Straße\n", "CP1252")), "Größe Müller Straße");
    EXPECT_EQ(first_line(encoded("Größe Müller Straße\n", "CP437")), "Größe Müller Straße") << "the first page";
    EXPECT_EQ(first_line("\x1bt\x13" + encoded("12,50 € à payer\n", "CP858")), "12,50 € à payer");
    EXPECT_EQ(first_line("\x1c.\x1bt\x11" + encoded("Итого сдача\n", "CP866")), "Итого сдача");
    EXPECT_EQ(first_line("\x1b"
                         "R\x02"
                         "Gr|~e\n"),
              "Größe")
        << "German letters in ASCII's places";
    EXPECT_EQ(first_line("\x1b"
                         "R\x08\x1b"
                         "C\x01\x01\x01\\500\n"),
              "¥500");
}

// What iconv makes of it; empty when that is no character of the set.
std::string by_iconv(iconv_t converter, std::string bytes) {
    std::string out(8, '\0');
    char* in = bytes.data();
    char* to = out.data();
    std::size_t in_left = bytes.size(), to_left = out.size();
    const bool done = ::iconv(converter, &in, &in_left, &to, &to_left) != static_cast<std::size_t>(-1);
    ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
    out.resize(out.size() - to_left);
    return done ? out : "";
}

TEST(SlipText, every_pair_is_what_iconv_says) {
    Decoder decoder;
    const std::pair<WideCharset, const char*> sets[] = {{WideCharset::gb18030, "GB18030"},
                                                        {WideCharset::big5, "CP950"},
                                                        {WideCharset::shift_jis, "CP932"},
                                                        {WideCharset::cp949, "CP949"}};
    for (const auto& [set, name] : sets) {
        auto* converter = ::iconv_open("UTF-8", name);
        ASSERT_NE(converter, iconv_t(-1));
        int read = 0;
        for (int lead = 0x81; lead < 0xff; ++lead) {
            for (int trail = 0x40; trail < 0xff; ++trail) {
                const std::string pair{static_cast<char>(lead), static_cast<char>(trail)};
                const auto wanted = by_iconv(converter, pair);
                if (wanted.empty() || wanted.size() > 3 || trail == 0x5c) continue;
                std::string got;
                EXPECT_TRUE(decoder.append(got, view_of(pair + "A" + pair), {Charset::Family::wide, set, 0}, 0));
                EXPECT_EQ(got, wanted + "A" + wanted) << name << " " << lead << " " << trail;
                ++read;
            }
        }
        EXPECT_GT(read, 6000) << name;
        ::iconv_close(converter);
    }
}

TEST(SlipText, a_row_that_lost_a_byte_is_read_by_its_words) {
    const auto total = gbk("合计");
    EXPECT_EQ(first_line(gbk("谢谢 单号 ") + "\xb5" + total + ":12.80\n"), "谢谢 单号 \xef\xbf\xbd合计:12.80");
    EXPECT_EQ(first_line(gbk("谢谢 单号 ") + total.substr(0, 3) + ":12.80\n").find("合计"), std::string::npos)
        << "half of 计 is no 计";
}

TEST(SlipText, a_stray_byte_on_a_rule_line_costs_only_that_line) {
    // AA A1 AA A1 … A1, then ESC: the last A1 has no partner and must not take the command for one.
    std::string rule = "\xaa";
    for (int i = 0; i < 16; ++i) rule += "\xa1\xaa";
    const auto slips = slips_of(gbk("合计 12.00\n") + rule +
                                "\xa1\x1b"
                                "E\x01" +
                                gbk("谢谢惠顾\n"));
    ASSERT_EQ(slips.size(), 1u);
    EXPECT_EQ(slips[0].lines[0], "合计 12.00");
    EXPECT_TRUE(slips[0].lines[1].ends_with("谢谢惠顾")) << slips[0].lines[1];
}

TEST(SlipText, columns_are_kept) {
    EXPECT_EQ(first_line("A\tB\n"), "A       B");
    // 360 dots are 30 cells; a wide character is two.
    EXPECT_EQ(first_line(gbk("合计") + bytes("\x1b$\x68\x01") + "12.00\n"), "合计" + std::string(26, ' ') + "12.00");
    EXPECT_EQ(first_line(bytes("\x1b$\x00\x00\x1b\\\x30\x00") + "X\n"), "    X");
}

TEST(SlipText, a_slip_ends_at_a_cut_or_with_the_connection) {
    for (const auto& end : {cut, bytes("\x1dV\x00"), bytes("\x1dV\x31"), bytes("\x1bi"), bytes("\x1bm")}) {
        EXPECT_EQ(slips_of("one\n" + end + "two\n" + end + "three\n").size(), 3u);
    }
    EXPECT_EQ(slips_of("one\n" + cut + drawer + init +
                       "\x1b"
                       "d\x03\n\n")
                  .size(),
              1u)
        << "a tail is no slip";
    EXPECT_EQ(slips_of(init + "\n\n  \n" + cut).size(), 0u) << "blank paper is no slip";
    EXPECT_TRUE(slips_of(raster(4, 8, '\xaa') + cut).at(0).picture);
}

TEST(SlipText, an_endless_stream_is_cut_into_pieces) {
    EXPECT_GT(slips_of(std::string(std::size_t{3} << 20, 'x')).size(), 2u);
}

}  // namespace
}  // namespace xiaoer::pos
