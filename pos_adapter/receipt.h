// Receipt: what a till said about one sale, whatever the dialect it said it in. The contract of this room.
//
// An amount is never guessed: when a slip does not say one clearly, the kind is `none` and `reason` tells why.
// Values; any thread.
#pragma once

#include "base/bytes.h"
#include "base/calendar.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xiaoer::pos {

enum class ReceiptKind { sale, refund, voided, none };
[[nodiscard]] constexpr auto names_of(ReceiptKind) {
    return std::array<std::string_view, 4>{"sale", "refund", "void", "none"};
}

struct ReceiptLine {
    std::string text;
    std::int64_t quantity_milli = 1000;
    std::int64_t amount_minor = 0;
    friend bool operator==(const ReceiptLine&, const ReceiptLine&) = default;
};

struct Receipt {
    ReceiptKind kind = ReceiptKind::none;
    std::optional<std::string> receipt_no;
    std::optional<std::string> original_receipt_no;  // of a refund: the sale it takes back
    std::optional<std::string> sold_at;              // "2016-05-06T21:32:49", local unless it carries an offset
    std::optional<std::int64_t> total_minor;         // of a refund: negative
    std::optional<std::string> currency;             // ISO 4217; empty when the slip names none
    std::optional<std::string> member_ref;           // as the till prints it
    std::optional<std::string> store;
    std::optional<std::string> terminal;
    std::vector<ReceiptLine> lines;
    std::string dialect;
    std::optional<std::string> reason;  // of `none`: raster, voucher, copy, kitchen, control, unpaid, deposit,
                                        // training, no total, ambiguous
    std::string source;                 // a file's name, or the tap's
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

// One line of `xiaoer pos parse` (DESIGN §9), without the line break. A quantity is a decimal number.
[[nodiscard]] std::string json_line(const Receipt& receipt);

// Such a line, or the same document from a till that speaks to us directly. Strict: `kind` must be there, and the
// total that it needs with the right sign; nothing else must; unknown keys, texts over 500 bytes and more than 1,000
// lines are refused. `dialect` is "json" when it is not said. Errors: invalid, naming the key.
[[nodiscard]] Result<Receipt> receipt_from_json(std::string_view text);
// The same within a document of parse_foreign_json().
[[nodiscard]] Result<Receipt> receipt_from_document(const Json& json);

// What no receipt of a shop comes near, in minor units: above it a figure was misread.
inline constexpr std::int64_t amount_minor_max = 1'000'000'000'000;

// When it was sold; `zone` is the shop's, for times without an offset. Nothing when the slip does not say.
[[nodiscard]] std::optional<Timestamp> sold_at_time(const Receipt& receipt, const Zone& zone);

// What the shop knows about its tills, where a slip leaves it open.
enum class DateOrder { ymd, dmy, mdy };
struct ReadingOptions {
    std::optional<std::string> currency;  // ISO 4217, for "128.00", "¥" and "$"
    std::optional<DateOrder> dates;       // for 02/09/2019; empty: as the slip's language writes them
    std::string source;
};

// A receipt with the bytes it was read from.
struct Slip {
    Id<struct SlipTag> id;  // the same for the same slip after a restart: fit to be a command's id
    Receipt receipt;
    Bytes bytes;
    Timestamp at;  // when its last byte came
};

}  // namespace xiaoer::pos
