#include "domain/fact_text.h"

namespace xiaoer {
namespace {

constexpr std::size_t usual_ticket_text = 110;  // bytes

std::string text_of_list(const DrawListed& fact) {
    std::string text = "{\"draw\":";
    text.reserve(fact.entries.size() * usual_ticket_text);
    append_canonical(text, std::string_view(fact.draw));
    text += ",\"entries\":[";
    for (const auto& entry : fact.entries) {
        text += "{\"member\":\"" + entry.member.hex() + "\",\"ticket\":";
        append_canonical(text, std::string_view(entry.ticket));
        text += ",\"weight\":" + std::to_string(entry.weight) + "},";
    }
    if (!fact.entries.empty()) text.pop_back();
    return text + "]}";
}

}  // namespace

std::string canonical_body(const FactBody& body) {
    const auto* listed = std::get_if<DrawListed>(&body);
    return listed != nullptr ? text_of_list(*listed) : canonical(body_json(body));
}

}  // namespace xiaoer
