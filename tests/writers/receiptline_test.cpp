// Receipts by a writer that is not ours: the npm package receiptline prints them in each ESC/POS dialect and encoding
// that it has, and what we read is what was written. Left out where node or the package is not there: packaging/test
// puts it into build/receiptline.
#include "base/file.h"
#include "base/json.h"
#include "base/money.h"
#include "base/random.h"
#include "pos_adapter/escpos_reader.h"
#include "tests/flows/process.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xiaoer::pos {
namespace {

using Texts = std::vector<std::string>;

// How one language's tills write, and what can carry it.
struct Tongue {
    std::string name, number, refund, subtotal, discount, total, cash, change;
    std::string currency;
    char decimal;
    char group;  // between thousands; '\0': none
    Texts goods;
    Texts encodings;
};
const std::vector<Tongue>& tongues() {
    static const Texts western = {"multilingual", "cp437", "cp850", "cp858", "cp1252"};
    static const std::vector<Tongue> all = {
        {"Corner Cafe",
         "Receipt #",
         "REFUND",
         "Subtotal",
         "Discount",
         "TOTAL",
         "Cash",
         "Change",
         "USD",
         '.',
         ',',
         {"Flat white", "Croissant", "Toast"},
         {"multilingual", "cp437", "cp852", "cp858", "cp866", "cp1252", "shiftjis", "gb18030", "ksc5601", "big5"}},
        {"Bäckerei Müller",
         "Beleg-Nr. ",
         "RÜCKGABE",
         "Zwischensumme",
         "Rabatt",
         "SUMME",
         "Bar",
         "Rückgeld",
         "EUR",
         ',',
         '.',
         {"Brötchen", "Käsekuchen", "Kaffee groß"},
         western},
        {"Boulangerie Léa",
         "Ticket no ",
         "REMBOURSEMENT",
         "Sous-total",
         "Remise",
         "TOTAL TTC",
         "Espèces",
         "Rendu",
         "EUR",
         ',',
         '\0',
         {"Pain complet", "Éclair café", "Crème brûlée"},
         western},
        {"老北京布鞋",
         "单号: ",
         "退货单",
         "小计",
         "优惠",
         "合计",
         "现金",
         "找零",
         "CNY",
         '.',
         ',',
         {"手工布鞋", "棉袜", "鞋垫"},
         {"gb18030", "cp936"}},
        {"金門百貨",
         "單號: ",
         "退貨單",
         "小計",
         "折扣",
         "合計",
         "現金",
         "找零",
         "TWD",
         '.',
         ',',
         {"布鞋", "襪子", "雨傘"},
         {"big5", "cp950"}},
        {"千鳥食堂",
         "伝票番号: ",
         "返品",
         "小計",
         "割引",
         "合計",
         "お預り",
         "お釣り",
         "JPY",
         '.',
         ',',
         {"ビール", "千鳥コース", "緑茶"},
         {"shiftjis", "cp932"}},
        {"한강상회",
         "영수증번호: ",
         "환불",
         "소계",
         "할인",
         "합계",
         "현금",
         "거스름돈",
         "KRW",
         '.',
         ',',
         {"아메리카노", "김밥", "라면"},
         {"ksc5601", "cp949"}},
    };
    return all;
}
const Texts& dialects() {
    static const Texts all = {"escpos", "epson", "sii", "citizen", "fit", "impact", "impactb", "generic"};
    return all;
}

struct Written {
    std::string command, encoding, text, number, currency;
    std::int64_t total_minor = 0;
    std::vector<ReceiptLine> lines;
};

std::string amount(std::int64_t minor, const Tongue& tongue) {
    auto text = format_amount(minor, tongue.currency);
    auto point = std::min(text.find('.'), text.size());
    std::ranges::replace(text, '.', tongue.decimal);
    const std::size_t digits = minor < 0 ? 1 : 0;
    for (; tongue.group != '\0' && point > digits + 3; point -= 3) text.insert(point - 3, 1, tongue.group);
    return text;
}

// receiptline's own markup: columns between bars, `^` for wide letters.
Written write(const Tongue& tongue, const std::string& command, const std::string& encoding, Random& random) {
    const bool refund = random.below(4) == 0;
    Written receipt{command, encoding, {}, std::to_string(1000 + random.below(9000)), tongue.currency, 0, {}};
    const std::uint64_t price_max = refund ? 9000 : 150000;
    std::string lines;
    for (std::uint64_t left = 1 + random.below(5); left > 0; --left) {
        const auto& good = tongue.goods[random.below(tongue.goods.size())];
        const auto quantity = static_cast<std::int64_t>(1 + random.below(9));
        const auto price = static_cast<std::int64_t>(100 + random.below(price_max)) * (refund ? -1 : 1);
        receipt.total_minor += price;
        receipt.lines.push_back({good, quantity * 1000, price});
        lines += good + " | " + std::to_string(quantity) + "| " + amount(price, tongue) + "\n";
    }
    const auto sum = receipt.total_minor;
    const auto discount = refund ? 0 : static_cast<std::int64_t>(random.below(100));
    receipt.total_minor -= discount;
    const auto total = amount(receipt.total_minor, tongue);
    const auto change = static_cast<std::int64_t>(random.below(500));
    receipt.text = tongue.name + "\n" + (refund ? tongue.refund + "\n" : "") + tongue.number + receipt.number +
                   "\n2026-11-17 18:02\n{border:line}\n---\n{border:space}\n{width:*,2,10}\n" + lines +
                   "---\n{width:*,18}\n" + tongue.subtotal + " | " + amount(sum, tongue) + "\n";
    if (discount > 0) receipt.text += tongue.discount + " | " + amount(-discount, tongue) + "\n";
    receipt.text += "^" + tongue.total + " | ^" + total + "\n";
    if (!refund) {
        receipt.text += tongue.cash + " | " + amount(receipt.total_minor + change, tongue) + "\n" + tongue.change +
                        " | " + amount(change, tongue) + "\n";
    }
    return receipt;
}

std::vector<Written> write_all() {
    SeededRandom random(20261121);
    std::vector<Written> all;
    for (int round = 0; round < 3; ++round) {
        for (const auto& tongue : tongues()) {
            for (const auto& command : dialects()) {
                for (const auto& encoding : tongue.encodings) all.push_back(write(tongue, command, encoding, random));
            }
        }
    }
    return all;
}

// The bytes for the printer, by receiptline.
std::vector<Bytes> print(const std::vector<Written>& receipts, const std::filesystem::path& package) {
    const test::TemporaryFolder folder;
    Json::Array jobs;
    for (const auto& receipt : receipts) {
        jobs.push_back(
            Json::Object{{"command", receipt.command}, {"encoding", receipt.encoding}, {"text", receipt.text}});
    }
    EXPECT_TRUE(write_file(folder / "jobs", view_of(canonical(jobs))));
    const auto script = std::string(XIAOER_SOURCE_DIR) + "/tests/writers/receiptline.js";
    const auto ended = flows::run({"node", script, package, folder / "jobs", folder / "out"});
    EXPECT_EQ(ended.exit_code, 0) << ended.output;
    const auto out = read_file(folder / "out");
    std::vector<Bytes> printed;
    if (!out || !*out) return printed;
    const auto jobs_done = parse_json(text_of(**out)).value();
    for (const auto& job : *jobs_done.array()) {
        printed.push_back(from_base64(*job.string()).value());
    }
    return printed;
}

TEST(Receiptline, what_it_prints_in_any_dialect_and_encoding_is_read_as_it_was_written) {
    const std::filesystem::path package =
        std::string(XIAOER_SOURCE_DIR) + "/build/receiptline/node_modules/receiptline";
    if (!std::filesystem::exists(package)) GTEST_SKIP() << "the npm package receiptline is not there";
    const auto written = write_all();
    const auto printed = print(written, package);
    ASSERT_EQ(printed.size(), written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        const auto& receipt = written[i];
        SCOPED_TRACE(receipt.command + " " + receipt.encoding + "\n" + receipt.text);
        ReadingOptions options;
        options.currency = receipt.currency;
        const auto read = read_escpos(printed[i], options);
        ASSERT_EQ(read.size(), 1u);
        EXPECT_EQ(read[0].kind, receipt.total_minor < 0 ? ReceiptKind::refund : ReceiptKind::sale);
        EXPECT_EQ(read[0].total_minor, receipt.total_minor);
        EXPECT_EQ(read[0].receipt_no, receipt.number);
        EXPECT_EQ(read[0].sold_at, "2026-11-17T18:02:00");
        EXPECT_EQ(read[0].currency, receipt.currency);
        EXPECT_TRUE(read[0].lines == receipt.lines) << json_line(read[0]);
    }
}

}  // namespace
}  // namespace xiaoer::pos
