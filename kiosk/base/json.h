// JSON as the two published formats mean it (DESIGN §4): RFC 8785 canonical form of objects, arrays, strings,
// booleans, null and integers within ±(2^53−1). Floats and repeated keys are refused when read.
//
// Json is a value; any thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xiaoer {

// RFC 8785 §3.2.3: keys are ordered by their UTF-16 code units. In UTF-8 that is byte order, except that
// code points above U+FFFF come before U+E000…U+FFFF.
struct Utf16Less {
    using is_transparent = void;
    [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const;
};

inline constexpr std::int64_t max_json_integer = (std::int64_t{1} << 53) - 1;

class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, Utf16Less>;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(std::int64_t value) : value_(value) {}
    Json(int value) : value_(std::int64_t{value}) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}

    [[nodiscard]] bool is_null() const { return value_.index() == 0; }
    // Nothing (nullptr) when the value is of another kind.
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value_); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value_); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&value_); }
    [[nodiscard]] Object* object() { return std::get_if<Object>(&value_); }

    // The member `key` of an object; nullptr when there is none or this is no object.
    [[nodiscard]] const Json* find(std::string_view key) const;

    friend bool operator==(const Json&, const Json&) = default;

private:
    std::variant<std::nullptr_t, bool, std::int64_t, std::string, Array, Object> value_{nullptr};
};

// Errors: invalid on anything that is not one JSON text of the kinds above, nested at most 64 deep.
[[nodiscard]] Result<Json> parse_json(std::string_view text);

// JSON that others write (tills, webhooks, exports): the same, except that a number with a fraction or an exponent,
// and an integer out of range, is kept as a string, digit for digit: no amount passes through a binary float.
[[nodiscard]] Result<Json> parse_foreign_json(std::string_view text);

// The one canonical text of a value.
[[nodiscard]] std::string canonical(const Json& value);
void append_canonical(std::string& out, const Json& value);
void append_canonical(std::string& out, std::string_view string);

}  // namespace xiaoer
