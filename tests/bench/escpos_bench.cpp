// How fast the printer's bytes become lines of text, beside what a machine needs to look at the same bytes and copy
// them once (memchr for line ends, memcpy of each line), in the same run. Slips as tills print them: an init, aligned
// columns, a cut; plain ASCII, Chinese in GBK, and German in page 1252.
#include "pos_adapter/encoding.h"
#include "pos_adapter/escpos_text.h"
#include "pos_adapter/label_reader.h"

#include <benchmark/benchmark.h>

#include <cstring>

namespace xiaoer::pos {
namespace {

constexpr std::size_t job_size = std::size_t{4} << 20;

std::string slip_of(std::string_view name) {
    const std::string cut(
        "\x1b"
        "d\x03\x1dV\x42\x00",
        7);
    if (name == "ascii") {
        return "\x1b@\x1b"
               "a\x01"
               "CORNER CAFE\n12 High Street\n\x1b"
               "a\x30Receipt #10482    2026-11-17 18:02\n"
               "--------------------------------\nFlat white            2      8.40\nCroissant             3      "
               "9.60\n"
               "Loyalty discount              -1.50\n--------------------------------\n\x1b!\x30TOTAL            "
               "16.50\n"
               "\x1b!\x01"
               "Cash             20.00\nChange            3.50\nThank you, see you soon\n" +
               cut;
    }
    if (name == "page") {
        return "\x1b@\x1bt\x10"
               "B\xe4"
               "ckerei M\xfcller\nBeleg 4711   17.11.2026 18:02\nBr\xf6tchen         6 x 0,45     2,70\n"
               "K\xe4sekuchen                     3,20\nSUMME EUR                     5,90\nBar                        "
               "  10,00\n"
               "R\xfc"
               "ckgeld                      4,10\nVielen Dank f\xfcr Ihren Einkauf\n" +
               cut;
    }
    // 单号：20261117-0042 / 棉袜 … / 合计：128.00, in GBK
    return "\x1b@\xc0\xcf\xb1\xb1\xbe\xa9\xb2\xbc\xd0\xac\n\xb5\xa5\xba\xc5\xa3\xba"
           "20261117-0042\n\xca\xb1\xbc\xe4\xa3\xba"
           "2026-11-17 18:02:33\n--------------------------------\n\xc3\xde\xcd\xe0        2   15.50    31.00\n"
           "\xca\xd6\xb9\xa4\xb2\xbc\xd0\xac    1   97.00    97.00\n--------------------------------\n"
           "\xba\xcf\xbc\xc6\xa3\xba"
           "128.00\n\xca\xb5\xca\xd5\xa3\xba"
           "150.00\n\xd5\xd2\xc1\xe3\xa3\xba"
           "22.00\n"
           "\xd0\xbb\xd0\xbb\xbb\xdd\xb9\xcb\n" +
           cut;
}

Bytes job_of(std::string_view name) {
    const auto slip = slip_of(name);
    Bytes job;
    job.reserve(job_size + slip.size());
    while (job.size() < job_size) job.insert(job.end(), slip.begin(), slip.end());
    return job;
}

void count(benchmark::State& state, const Bytes& job) {
    state.SetBytesProcessed(static_cast<std::int64_t>(job.size()) * static_cast<std::int64_t>(state.iterations()));
}

void bare_pass(benchmark::State& state, const char* name) {
    const auto job = job_of(name);
    Bytes copy(job.size());
    for (auto _ : state) {
        std::size_t at = 0;
        while (at < job.size()) {
            const auto* end = std::memchr(job.data() + at, '\n', job.size() - at);
            const auto next = end == nullptr
                                  ? job.size()
                                  : static_cast<std::size_t>(static_cast<const std::uint8_t*>(end) - job.data()) + 1;
            std::memcpy(copy.data() + at, job.data() + at, next - at);
            at = next;
        }
        benchmark::DoNotOptimize(copy.data());
        benchmark::ClobberMemory();
    }
    count(state, job);
}

void slips_as_text(benchmark::State& state, const char* name) {
    const auto job = job_of(name);
    std::size_t lines = 0;
    for (auto _ : state) {
        SlipAssembler assembler([&lines](const SlipText& slip) { lines += slip.lines.size(); });
        assembler.feed(job);
        assembler.end_slip(true);
    }
    benchmark::DoNotOptimize(lines);
    count(state, job);
}

void slips_as_receipts(benchmark::State& state, const char* name) {
    const auto job = job_of(name);
    ReadingOptions options;
    options.currency = "EUR";
    std::size_t sales = 0;
    for (auto _ : state) {
        SlipAssembler assembler(
            [&](const SlipText& slip) { sales += read_labels(slip, options).kind == ReceiptKind::sale ? 1 : 0; });
        assembler.feed(job);
        assembler.end_slip(true);
    }
    benchmark::DoNotOptimize(sales);
    count(state, job);
}

BENCHMARK_CAPTURE(bare_pass, ascii, "ascii");
BENCHMARK_CAPTURE(slips_as_text, ascii, "ascii");
BENCHMARK_CAPTURE(slips_as_text, gbk, "gbk");
BENCHMARK_CAPTURE(slips_as_text, page_1252, "page");
BENCHMARK_CAPTURE(slips_as_receipts, ascii, "ascii");
BENCHMARK_CAPTURE(slips_as_receipts, gbk, "gbk");

}  // namespace
}  // namespace xiaoer::pos

BENCHMARK_MAIN();
