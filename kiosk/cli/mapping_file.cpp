#include "cli/mapping_file.h"

#include "base/money.h"
#include "cli/toml_file.h"
#include "pos_adapter/text_encoding.h"

#include <functional>
#include <map>

namespace xiaoer::cli {
namespace {

using Mapping = pos::CsvMapping;

Error at(const std::string& path, const toml::node& node, const std::string& what) {
    return invalid(path + " line " + std::to_string(node.source().begin.line) + ": " + what);
}

using Fill = std::function<std::string(const toml::node&)>;  // Returns: what is wrong, "" when nothing is

Fill text(std::string& place) {
    return [&place](const toml::node& node) -> std::string {
        const auto value = node.value_exact<std::string>();
        if (!value) return "is a text";
        place = *value;
        return "";
    };
}
Fill words(std::vector<std::string>& place) {
    return [&place](const toml::node& node) -> std::string {
        const auto* array = node.as_array();
        if (array == nullptr) return "is a list of texts";
        for (const auto& element : *array) {
            const auto value = element.value_exact<std::string>();
            if (!value) return "is a list of texts";
            place.push_back(*value);
        }
        return "";
    };
}
Fill flag(bool& place) {
    return [&place](const toml::node& node) -> std::string {
        const auto value = node.value_exact<bool>();
        if (!value) return "is true or false";
        place = *value;
        return "";
    };
}
// One of a few texts, each with its meaning.
template <class T>
Fill choice(T& place, std::map<std::string, T> meanings) {
    return [&place, meanings = std::move(meanings)](const toml::node& node) -> std::string {
        const auto found = meanings.find(node.value_exact<std::string>().value_or(""));
        if (found != meanings.end()) {
            place = found->second;
            return "";
        }
        std::string names;
        for (const auto& [name, meaning] : meanings) names += (names.empty() ? "\"" : ", \"") + name + "\"";
        return "is one of " + names;
    };
}
template <class Check>
Fill checked(std::string& place, Check good, const char* wrong) {
    return [&place, good, wrong](const toml::node& node) -> std::string {
        const auto value = node.value_exact<std::string>();
        if (!value || !good(*value)) return wrong;
        place = *value;
        return "";
    };
}

std::map<std::string, Fill> keys_of(Mapping& mapping, std::string& currency) {
    using Dates = std::optional<pos::DateOrder>;
    auto& columns = mapping.columns;
    return {{"file.encoding",
             checked(
                 mapping.encoding, [](const std::string& name) { return pos::encoding_named(name).has_value(); },
                 "is the name of an encoding, such as \"gbk\" or \"cp1252\"")},
            {"file.separator",
             choice<char>(mapping.separator, {{",", ','}, {";", ';'}, {"\t", '\t'}, {"tab", '\t'}, {"|", '|'}})},
            {"file.decimal", choice<char>(mapping.decimal, {{".", '.'}, {",", ','}})},
            {"file.dates",
             choice<Dates>(mapping.dates,
                           {{"dmy", pos::DateOrder::dmy}, {"mdy", pos::DateOrder::mdy}, {"ymd", pos::DateOrder::ymd}})},
            {"file.currency", checked(
                                  currency, [](const std::string& code) { return minor_digits(code).has_value(); },
                                  "is three capital letters, such as \"CNY\"")},
            {"file.sum_rows", flag(mapping.sum_rows)},
            {"columns.receipt_no", text(columns.receipt_no)},
            {"columns.original_receipt_no", text(columns.original_receipt_no)},
            {"columns.sold_at", text(columns.sold_at)},
            {"columns.time", text(columns.time)},
            {"columns.total", text(columns.total)},
            {"columns.kind", text(columns.kind)},
            {"columns.currency", text(columns.currency)},
            {"columns.member_ref", text(columns.member_ref)},
            {"columns.store", text(columns.store)},
            {"columns.terminal", text(columns.terminal)},
            {"columns.item", text(columns.item)},
            {"columns.quantity", text(columns.quantity)},
            {"columns.amount", text(columns.amount)},
            {"kinds.sale", words(mapping.sale_words)},
            {"kinds.refund", words(mapping.refund_words)},
            {"kinds.void", words(mapping.void_words)},
            {"kinds.ignored", words(mapping.ignored_words)}};
}

}  // namespace

Result<pos::CsvMapping> read_mapping(const std::filesystem::path& file) {
    const std::string path = file.string();
    XIAOER_TRY_ASSIGN(const auto parsed, read_toml(file));
    if (!parsed) return io_error("there is no file " + path);
    Mapping mapping;
    std::string currency;
    const auto keys = keys_of(mapping, currency);
    for (const auto& [section, table] : *parsed) {
        if (!table.is_table()) return at(path, table, std::string(section.str()) + " is not a section");
        for (const auto& [key, node] : *table.as_table()) {
            const std::string name = std::string(section.str()) + "." + std::string(key.str());
            const auto fill = keys.find(name);
            if (fill == keys.end()) return at(path, node, name + " is not known here");
            if (const auto wrong = fill->second(node); !wrong.empty()) return at(path, node, name + " " + wrong);
        }
    }
    if (!currency.empty()) mapping.currency = currency;
    if (mapping.columns.total.empty()) return invalid(path + ": columns.total is missing");
    if (mapping.sum_rows && mapping.columns.receipt_no.empty()) {
        return invalid(path + ": sum_rows needs columns.receipt_no");
    }
    return mapping;
}

}  // namespace xiaoer::cli
