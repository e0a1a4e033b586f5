// What a merchant has taught about a till's slips, where the words that everybody uses do not do: what stands before
// the total, before the receipt's number, before the time; the character set and the currency.
//
// A taught word wins over all that we know: of a slip that has it, nothing else is taken for the total. A profile is a
// JSON object, as it stands in FILE.profile beside the database and as `--profile` takes it:
//
//     {"number":["票号"],"time":["开单"],"total":["顾客实付"],"currency":"CNY","encoding":"gbk"}
//
// Labels are kept as normal_label() writes them. Values; any thread.
#pragma once

#include "base/codec.h"
#include "pos_adapter/encoding.h"
#include "pos_adapter/slip_line.h"

#include <functional>
#include <memory>

namespace xiaoer::pos {

struct TillProfile {
    std::vector<std::string> total, number, time;
    std::optional<std::string> encoding;  // one of profile_encodings(); empty: found out slip by slip
    std::optional<std::string> currency;  // ISO 4217
    XIAOER_FIELDS(visit("total", self.total); visit("number", self.number); visit("time", self.time);
                  visit("encoding", self.encoding); visit("currency", self.currency);)
    friend bool operator==(const TillProfile&, const TillProfile&) = default;
};

[[nodiscard]] std::string json_of(const TillProfile& profile);
// Errors: invalid on what is no profile: unknown keys, a character set or currency that is none, more than eight words
// of a kind.
[[nodiscard]] Result<TillProfile> till_profile_from_json(std::string_view text);

// What was taught by now; null for nothing. Called on the thread that reads slips.
using AskProfile = std::function<std::shared_ptr<const TillProfile>()>;

// "gbk", "utf-8"…, in the order in which a screen offers them.
[[nodiscard]] const std::vector<std::string>& profile_encodings();
[[nodiscard]] std::optional<Encoding> encoding_of_profile(const TillProfile& profile);

// ---- reading: for read_labels(), on folded lines ----------------------------------------------------------

// The fields under a taught word for the total, called by a word that everybody knows, each on its own line; all other
// lines empty. Nothing when no line has one.
[[nodiscard]] std::optional<std::vector<std::vector<Field>>> taught_totals(
    const std::vector<std::vector<Field>>& fields, const TillProfile& profile);
// What stands behind a taught word for the number.
[[nodiscard]] std::optional<std::string> taught_number(const std::vector<std::string>& lines,
                                                       const TillProfile& profile);
// What stands behind a taught word for the time, each with the line below; empty when no line has one.
[[nodiscard]] std::vector<std::string> taught_times(const std::vector<std::string>& lines, const TillProfile& profile);

// ---- teaching ---------------------------------------------------------------------------------------------

enum class TaughtRole { total, number, time };
[[nodiscard]] constexpr auto names_of(TaughtRole) { return std::array<std::string_view, 3>{"total", "number", "time"}; }

// The stretches of a printed line with two spaces or more between them: what a finger points at.
struct Stretch {
    std::size_t begin = 0, end = 0;  // bytes
};
[[nodiscard]] std::vector<Stretch> stretches_of(std::string_view line);

// Learns the words that stand before what was pointed at, on its line or alone on the line above.
// Returns: the words, as they are kept; "" when there are none, and nothing is learnt.
[[nodiscard]] std::string learn(TillProfile& profile, TaughtRole role, const std::vector<std::string>& lines,
                                std::size_t line, std::size_t stretch);

}  // namespace xiaoer::pos
