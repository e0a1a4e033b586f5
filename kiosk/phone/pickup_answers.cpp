#include "phone/pickup_answers.h"

#include "domain/number.h"
#include "domain/strings.h"
#include "embedded/staff_strings.h"

namespace xiaoer::phone {
namespace {

std::string_view staff_text_in(Language language) {
    switch (language) {
        case Language::hans: return embedded::staff_zh_Hans_json();
        case Language::hant: return embedded::staff_zh_Hant_json();
        case Language::en: return embedded::staff_en_json();
    }
    fail_assertion("a language without texts", __FILE__, __LINE__);
}

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string minute_of(Timestamp at, const Zone& zone) {
    const auto civil = zone.to_civil(at);
    return std::to_string(civil.year) + "-" + two(civil.month) + "-" + two(civil.day) + " " + two(civil.hour) + ":" +
           two(civil.minute);
}

std::string detail_in(const Strings& strings, std::string_view detail) {
    const std::string key = "audit.detail." + std::string(detail);
    return strings.contains(key) ? strings[key] : std::string(detail);
}

std::string line_of(std::initializer_list<std::string> cells) {
    std::string line;
    for (const auto& cell : cells) line += (line.empty() ? "" : ",") + csv_cell(cell);
    return line + "\r\n";
}

}  // namespace

std::string csv_cell(std::string_view text) {
    std::string cell = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

Json pickups_json(const std::vector<OpenPickupRow>& rows) {
    Json::Array list;
    for (const auto& row : rows) {
        list.emplace_back(Json::Object{{"unit", to_json(row.unit)},
                                       {"number", row.number},
                                       {"name", row.shown_name},
                                       {"prize", row.prize},
                                       {"claim_by", row.claim_by.ms}});
    }
    return Json::Object{{"kind", "pickups"}, {"rows", std::move(list)}};
}

Json audit_json(const AuditView& view) {
    Json::Array rows, warnings;
    for (const auto& row : view.rows) {
        rows.emplace_back(Json::Object{{"at", row.at.ms},
                                       {"act", enum_name(row.act)},
                                       {"number", row.number},
                                       {"prize", row.prize},
                                       {"clerk", row.clerk},
                                       {"manager", row.manager},
                                       {"detail", row.detail},
                                       {"signature", row.signature},
                                       {"unit", row.unit ? to_json(*row.unit) : Json()}});
    }
    for (const auto& one : view.warnings)
        warnings.emplace_back(Json::Object{{"clerk", one.clerk}, {"number", one.number}, {"sales", one.sales}});
    return Json::Object{
        {"kind", "pickup_audit"}, {"rows", std::move(rows)}, {"more", view.more}, {"warnings", std::move(warnings)}};
}

std::string audit_csv(const AuditView& view, Language language, const Zone& zone) {
    const auto strings = Strings::parse(staff_text_in(language)).value();
    std::string csv = "\xEF\xBB\xBF";
    csv += line_of({strings["audit.csv_time"], strings["audit.csv_act"], strings["audit.csv_number"],
                    strings["audit.csv_prize"], strings["audit.staff"], strings["audit.csv_manager"],
                    strings["audit.csv_detail"]});
    for (const auto& row : view.rows) {
        csv += line_of({minute_of(row.at, zone), strings["audit.act." + std::string(enum_name(row.act))],
                        row.number > 0 ? format_number(row.number) : "", row.prize, row.clerk, row.manager,
                        detail_in(strings, row.detail)});
    }
    return csv;
}

}  // namespace xiaoer::phone
