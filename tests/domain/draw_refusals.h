// What every verifier of the format must refuse: one case each, made from the published proof by one change of its
// text, and the reason that a person would read. The kiosk's verifier and the phones' are held to the same table.
#pragma once

#include "tests/domain/draw_fixture.h"

#include <ostream>
#include <vector>

namespace xiaoer::draw_fixture {

struct Refusal {
    std::string name;
    std::string from;  // the first place in the proof's text
    std::string to;
    std::string reason;  // part of the message
};

inline void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

inline const std::string value = R"("entropy_value":"4162533164")";
inline std::string value_of(const std::string& text) { return R"("entropy_value":")" + text + '"'; }
inline const std::string first_entry = R"({"member":"9e3779b97f4a7c15","ticket":"t-0010","weight":2})";
inline const std::string second_entry = R"({"member":"9e3779b97f4a7c15","ticket":"t-0011","weight":2})";
inline const std::string first_pick = R"({"ticket":"t-0020","unit":0})";
inline const std::string second_pick = R"({"ticket":"t-0010","unit":1})";
inline const std::string last_pick = R"({"ticket":"t-0060","unit":3})";
inline const std::string round_picks = R"([{"ticket":"t-0041","unit":0},{"ticket":"t-0071","unit":2}])";
inline const std::string not_signed = "closing_signature: not the device's over this announcement and these entries";
inline const std::string to_previous = R"(,"one_win_per_member":true,"opens_at":1763467200000,"previous":")";
inline const std::string prizes = R"("prizes":[{"name":"布鞋一双","quantity":1,"value_minor":12800},)"
                                  R"({"name":"照片书","quantity":3,"value_minor":6800}])";

inline std::vector<Refusal> refusals() {
    return {
        // Keys
        Refusal{"repeated_key", R"("v":1})", R"("v":1,"v":1})", R"(the key "v" is repeated)"},
        Refusal{"repeated_key_in_an_entry", R"("weight":2})", R"("weight":2,"weight":2})", "is repeated"},
        Refusal{"unknown_key", R"("v":1})", R"("v":1,"w":1})", R"("w" is not known here)"},
        Refusal{"unknown_key_in_the_announcement", R"("shop":)", R"("chef":1,"shop":)", R"("chef" is not known)"},
        Refusal{"unknown_key_in_the_entropy", R"("throws":10)", R"("digits":8,"throws":10)", R"("digits" is not kn)"},
        Refusal{"unknown_key_in_a_prize", R"("quantity":1)", R"("quantity":1,"size":1)", R"("size" is not known)"},
        Refusal{"unknown_key_in_an_entry", R"("weight":2})", R"("weight":2,"x":1})", R"("x" is not known)"},
        Refusal{"unknown_key_in_a_pick", R"("unit":0})", R"("unit":0,"x":1})", R"("x" is not known)"},
        Refusal{"unknown_key_in_a_round", R"("units":[)", R"("unit":0,"units":[)", R"("unit" is not known)"},
        Refusal{"unknown_key_with_a_line_end", R"("v":1})", "\"v\":1,\"a\\nb\":1}", "is not known here"},
        Refusal{"missing_key", R"(,"v":1})", "}", R"("v" is missing)"},
        Refusal{"other_version", R"("v":1})", R"("v":2})", R"("v" is not 1)"},
        Refusal{"other_algorithm", "xiaoer-draw-v1", "xiaoer-draw-v2", "algorithm is not xiaoer-draw-v1"},
        // Numbers
        Refusal{"float_weight", R"("weight":2})", R"("weight":2.0})", "a number is not an integer"},
        Refusal{"float_with_exponent", R"("number":1)", R"("number":1e0)", "a number is not an integer"},
        Refusal{"number_that_is_text", R"("number":1)", R"("number":"1")", "expected an integer"},
        Refusal{"integer_of_2_to_the_53", R"("weight":2})", R"("weight":9007199254740992})", "above 2^53"},
        Refusal{"weight_of_0", R"("weight":2})", R"("weight":0})", "number 1 has a weight below 1"},
        Refusal{"weight_below_0", R"("weight":2})", R"("weight":-2})", "number 1 has a weight below 1"},
        Refusal{"weight_of_true", R"("weight":2})", R"("weight":true})", "expected an integer"},
        Refusal{"total_of_2_to_the_53", R"("weight":2})", R"("weight":9007199254740991})", "2^53 or more"},
        Refusal{"flag_that_is_a_number", R"("one_win_per_member":true)", R"("one_win_per_member":1)",
                "expected true or false"},
        // PublicValue
        Refusal{"with_hyphens", value, value_of("4-1-6-2-5-3-3-1-6-4"), "entropy_value: the public value must be exac"},
        Refusal{"one_throw_short", value, value_of("416253316"), "must be exactly 10 characters"},
        Refusal{"one_throw_more", value, value_of("41625331641"), "must be exactly 10 characters"},
        Refusal{"with_a_space", value, value_of("41625 3164"), "only the digits 1 to 6"},
        Refusal{"with_a_space_behind", value, value_of("4162533164 "), "must be exactly 10 characters"},
        Refusal{"with_a_seven", value, value_of("4162533167"), "only the digits 1 to 6"},
        Refusal{"empty", value, value_of(""), "must be exactly 10 characters"},
        Refusal{"another_value", value, value_of("4162533165"), "picks: unit 0 is won by ticket"},
        Refusal{"another_order", value, value_of("1462533164"), "picks: unit 0 is won by ticket"},
        Refusal{"nine_throws", R"("throws":10)", R"("throws":9)", "announcement: entropy.throws is below 10"},
        Refusal{"unknown_kind", R"("kind":"dice")", R"("kind":"coin")", R"("coin" is not a known kind)"},
        // List
        Refusal{"unsorted", first_entry + "," + second_entry, second_entry + "," + first_entry, "in the order of tick"},
        Refusal{"repeated_ticket", "t-0011", "t-0010", "number 2 repeats a ticket"},
        Refusal{"ticket_in_capitals", "t-0010", "T-0010", "number 1 has a ticket that is not [0-9a-z-]{1,40}"},
        Refusal{"empty_ticket", "t-0010", "", "number 1 has a ticket that is not"},
        Refusal{"ticket_of_41", "t-0010", std::string(41, '0'), "number 1 has a ticket that is not"},
        Refusal{"short_member", "9e3779b97f4a7c15", "9e3779b97f4a7c", "expected 16 hex digits"},
        Refusal{"member_in_capitals", "9e3779b97f4a7c15", "9E3779B97F4A7C15", R"("member": )"},
        Refusal{"member_above_max_weight", R"("max_weight":10)", R"("max_weight":5)",
                "member 1715609f7c746c69 holds more than max_weight"},
        Refusal{"entry_taken_away", first_entry + ",", "", "root: the entries give"},
        Refusal{"weight_changed", R"("weight":2})", R"("weight":3})", "root: the entries give"},
        Refusal{"ticket_of_another_member", "3c6ef372fe94f82a", "9e3779b97f4a7c15", "root: the entries give"},
        Refusal{"changed_root", R"("root":"1f)", R"("root":"2f)", "the file says 2fe7c369"},
        // Announced
        Refusal{"changed_prize", "布鞋一双", "布鞋两双", not_signed},
        Refusal{"changed_quantity", R"("quantity":3)", R"("quantity":2)", not_signed},
        Refusal{"changed_value", R"("value_minor":6800)", R"("value_minor":6801)", not_signed},
        Refusal{"changed_rule", R"("one_win_per_member":true)", R"("one_win_per_member":false)", not_signed},
        Refusal{"changed_number", R"("number":1)", R"("number":2)", "previous is zeros though this is not the"},
        Refusal{"changed_previous", R"("previous":"0)", R"("previous":"1)", "previous is not zeros in the device's fi"},
        Refusal{"changed_number_and_previous", R"("number":1)" + to_previous + "0", R"("number":2)" + to_previous + "1",
                not_signed},
        Refusal{"changed_device", "03a107bff3ce", "13a107bff3ce", not_signed},
        Refusal{"changed_seed", R"("seed":"00)", R"("seed":"01)", "seed: not the one that the announcement committed"},
        Refusal{"changed_commitment", R"("commitment":"8e)", R"("commitment":"8f)", "seed: not the one that"},
        Refusal{"changed_signature", R"("closing_signature":"05)", R"("closing_signature":"15)", not_signed},
        Refusal{"short_signature", R"("closing_signature":"057c)", R"("closing_signature":"05)", "expected 128 hex"},
        Refusal{"closes_before_it_opens", R"("opens_at":1763467200000)", R"("opens_at":1763805600001)",
                "announcement: closes_at is before opens_at"},
        Refusal{"no_prizes", prizes, R"("prizes":[])", "announcement: prizes is empty"},
        Refusal{"quantity_of_0", R"("quantity":1)", R"("quantity":0)", "prizes.quantity is below 1"},
        Refusal{"more_units_than_an_integer_holds", R"("quantity":1)", R"("quantity":9007199254740991)",
                "more than 2^53-1 units"},
        // Picks
        Refusal{"last_missing", "," + last_pick, "", "unit 3 is won by ticket t-0060, but the file ends before it"},
        Refusal{"first_missing", first_pick + ",", "", "unit 0 is won by ticket t-0020, but the file says unit 1"},
        Refusal{"one_too_many", last_pick, last_pick + R"(,{"ticket":"t-0030","unit":4})", "has more than the draw"},
        Refusal{"another_order", first_pick + "," + second_pick, second_pick + "," + first_pick,
                "unit 0 is won by ticket t-0020, but the file says unit 1 and ticket t-0010"},
        Refusal{"another_unit", R"("t-0020","unit":0)", R"("t-0020","unit":1)", "the file says unit 1"},
        Refusal{"another_winner", R"("t-0020","unit":0)", R"("t-0021","unit":0)", "the file says unit 0 and ticket"},
        // Rounds
        Refusal{"units_not_ascending", R"("units":[0,2])", R"("units":[2,0])", "round 1: units are not ascending"},
        Refusal{"unit_repeated", R"("units":[0,2])", R"("units":[0,0])", "round 1: units are not ascending"},
        Refusal{"unit_never_announced", R"("units":[0,2])", R"("units":[0,4])", "a unit that was not announced"},
        Refusal{"unit_below_0", R"("units":[0,2])", R"("units":[-1,2])", "a unit that was not announced"},
        Refusal{"no_units", R"("units":[0,2])", R"("units":[])", "round 1: units is empty"},
        Refusal{"other_units", R"("units":[0,2])", R"("units":[0,3])", "round 1: picks: unit"},
        Refusal{"no_picks", round_picks, "[]", "round 1: picks: unit 0 is won by ticket t-0041, but the file ends"},
        Refusal{"other_deadline", R"("claim_by":1765368000000)", R"("claim_by":1765368000001)", "round 1: picks: unit"},
        Refusal{"value_of_another_form", "6135241126", "613524112", "round 1: entropy_value: the public value must"},
        Refusal{"other_value", "6135241126", "6135241125", "round 1: picks: unit"}};
}

// The published proof with that one change.
inline std::string altered(const Refusal& refusal) {
    std::string text = proof_text();
    const auto at = text.find(refusal.from);
    XIAOER_ASSERT(at != std::string::npos);
    return text.replace(at, refusal.from.size(), refusal.to);
}

}  // namespace xiaoer::draw_fixture
