// Print jobs of many tills, tests/data/escpos/jobs/<what>.txt: "== name CHARSET [currency] [dates]", the paper as UTF-8
// with bytes in {hex}, {logo} and {qr}, then "=> " and the line that `pos parse` prints, one a slip.
#include "base/codec.h"
#include "base/file.h"
#include "paper.h"
#include "pos_adapter/escpos_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

namespace xiaoer::pos {
namespace {

struct Job {
    std::string name, charset;
    ReadingOptions options;
    std::string paper;
    std::vector<std::string> expected;
};

std::string qr() { return bytes("\x1d(k\x10\x00\x31\x50\x30https://a.cn/\x31\x1d(k\x03\x00\x31\x51\x30"); }

std::string braced(std::string_view what) {
    if (what == "logo") return raster(4, 8, '\xaa');
    if (what == "qr") return qr();
    const auto hex = from_hex(what);
    XIAOER_ASSERT(hex);
    return std::string(text_of(*hex));
}

std::string printed(const Job& job) {
    std::string bytes = init;
    std::string_view rest = job.paper;
    while (!rest.empty()) {
        const auto open = std::min(rest.find('{'), rest.size());
        bytes += encoded(rest.substr(0, open), job.charset.c_str());
        rest.remove_prefix(open);
        if (rest.empty()) break;
        const auto close = rest.find('}');
        bytes += braced(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
    }
    return bytes + "\n\n" + cut;
}

void read_head(Job& job, const std::string& line) {
    std::istringstream words(line.substr(3));
    words >> job.name >> job.charset;
    for (std::string word; words >> word;) {
        if (word == "dmy" || word == "ymd") {
            job.options.dates = word == "dmy" ? DateOrder::dmy : DateOrder::ymd;
        } else {
            job.options.currency = word;
        }
    }
}

std::vector<Job> jobs_of(const std::filesystem::path& path) {
    const auto file = read_file(path);
    XIAOER_ASSERT(file && *file);
    std::istringstream lines{std::string(text_of(**file))};
    std::vector<Job> jobs;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("== ")) {
            read_head(jobs.emplace_back(), line);
        } else if (line.starts_with("=> ")) {
            jobs.back().expected.push_back(line.substr(3));
        } else if (jobs.back().expected.empty()) {
            jobs.back().paper += line + "\n";
        }
    }
    return jobs;
}

TEST(Jobs, of_many_tills_read_as_expected) {
    int count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(XIAOER_SOURCE_DIR) + "/tests/data/escpos/jobs")) {
        for (const auto& job : jobs_of(entry.path())) {
            std::vector<std::string> read;
            for (const auto& receipt : read_escpos(view_of(printed(job)), job.options)) {
                read.push_back(json_line(receipt));
            }
            EXPECT_EQ(read, job.expected) << job.name << "\n" << job.paper;
            ++count;
        }
    }
    EXPECT_GT(count, 180);
}

}  // namespace
}  // namespace xiaoer::pos
