#include "base/json_list.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace xiaoer {
namespace {

constexpr std::size_t max_depth = 64;

// Builds a Json while nlohmann's reader walks the text; any refusal is one sentence in `problem`.
class Builder {
public:
    explicit Builder(bool foreign) : foreign_(foreign) {}
    Builder(std::string_view list, const TakeElement& take) : foreign_(false), list_(list), take_(&take) {}

    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    bool number_integer(std::int64_t value) {
        if (value < -max_json_integer) {
            return foreign_ ? put(std::to_string(value)) : refuse("an integer is below -(2^53-1)");
        }
        return put(value);
    }
    bool number_unsigned(std::uint64_t value) {
        if (value > static_cast<std::uint64_t>(max_json_integer)) {
            return foreign_ ? put(std::to_string(value)) : refuse("an integer is above 2^53-1");
        }
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(double, const std::string& text) {
        return foreign_ ? put(text) : refuse("a number is not an integer");
    }
    bool string(std::string& value) { return put(std::move(value)); }
    bool binary(nlohmann::json::binary_t&) { return refuse("binary data"); }
    bool start_object(std::size_t) { return open(Json::Object{}); }
    bool start_array(std::size_t) { return open(Json::Array{}); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& value) {
        if (open_.back().value.object()->contains(value)) return refuse("the key \"" + value + "\" is repeated");
        open_.back().key = std::move(value);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) {
        return refuse("not JSON at byte " + std::to_string(position));
    }

    Json root;
    std::string problem;

private:
    struct Level {
        Json value;
        std::string key;
    };

    bool refuse(std::string why) {
        problem = std::move(why);
        return false;
    }
    bool put(Json value) {
        if (open_.empty()) {
            root = std::move(value);
        } else if (is_in_list()) {
            const auto taken = (*take_)(value);
            return taken || refuse(taken.error().message);
        } else if (auto* array = open_.back().value.array()) {
            array->push_back(std::move(value));
        } else {
            open_.back().value.object()->emplace(std::move(open_.back().key), std::move(value));
        }
        return true;
    }
    // Whether what comes next is an element of the list that somebody takes.
    [[nodiscard]] bool is_in_list() const {
        return take_ != nullptr && open_.size() == 2 && open_[1].value.array() != nullptr && open_[0].key == list_;
    }
    bool open(Json container) {
        if (open_.size() >= max_depth) return refuse("nested too deep");
        open_.push_back({std::move(container), {}});
        return true;
    }
    bool close() {
        Json value = std::move(open_.back().value);
        open_.pop_back();
        return put(std::move(value));
    }

    const bool foreign_;
    const std::string_view list_{};
    const TakeElement* const take_ = nullptr;
    std::vector<Level> open_;
};

Result<Json> parse(std::string_view text, Builder builder) {
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return invalid(builder.problem);
    return std::move(builder.root);
}

}  // namespace

bool Utf16Less::operator()(std::string_view a, std::string_view b) const {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_a == a.end() || in_b == b.end()) return in_b != b.end();
    const auto rank = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xf0 ? 2 * 0xed + 1 : 2 * byte;  // surrogates sort between U+D7FF and U+E000
    };
    const int rank_a = rank(*in_a);
    const int rank_b = rank(*in_b);
    return rank_a != rank_b ? rank_a < rank_b : static_cast<unsigned char>(*in_a) < static_cast<unsigned char>(*in_b);
}

const Json* Json::find(std::string_view key) const {
    const auto* members = object();
    if (members == nullptr) return nullptr;
    const auto found = members->find(key);
    return found == members->end() ? nullptr : &found->second;
}

Result<Json> parse_json(std::string_view text) { return parse(text, Builder(false)); }
Result<Json> parse_foreign_json(std::string_view text) { return parse(text, Builder(true)); }
Result<Json> parse_json_with_list(std::string_view text, std::string_view key, const TakeElement& take) {
    return parse(text, Builder(key, take));
}

void append_canonical(std::string& out, std::string_view string) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : string) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\b': out += "\\b"; break;
            case '\t': out += "\\t"; break;
            case '\n': out += "\\n"; break;
            case '\f': out += "\\f"; break;
            case '\r': out += "\\r"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += digits[static_cast<unsigned char>(c) >> 4];
                    out += digits[static_cast<unsigned char>(c) & 15];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

void append_canonical(std::string& out, const Json& value) {
    if (value.is_null()) {
        out += "null";
    } else if (const auto* boolean = value.boolean()) {
        out += *boolean ? "true" : "false";
    } else if (const auto* integer = value.integer()) {
        out += std::to_string(*integer);
    } else if (const auto* string = value.string()) {
        append_canonical(out, std::string_view(*string));
    } else if (const auto* array = value.array()) {
        char before = '[';
        for (const auto& element : *array) {
            out += std::exchange(before, ',');
            append_canonical(out, element);
        }
        out += array->empty() ? "[]" : "]";
    } else {
        char before = '{';
        for (const auto& [key, member] : *value.object()) {
            out += std::exchange(before, ',');
            append_canonical(out, std::string_view(key));
            out += ':';
            append_canonical(out, member);
        }
        out += value.object()->empty() ? "{}" : "}";
    }
}

std::string canonical(const Json& value) {
    std::string out;
    append_canonical(out, value);
    return out;
}

}  // namespace xiaoer
