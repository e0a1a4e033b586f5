#include "pos_adapter/till_link.h"

#include "base/codec.h"
#include "base/sha256.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace xiaoer::pos {
namespace {

constexpr std::size_t till_name_max = 32;
constexpr std::size_t id_max = 64;
constexpr std::size_t scan_max = 64;
constexpr std::size_t reason_max = 40;

std::string hex_of_hash(std::string_view body) { return to_hex(sha256(body)); }

// Another till may use the same ids, and so may the kiosk's own taps.
Id<struct SlipTag> slip_id(std::string_view till, std::string_view id) {
    const auto hash = sha256({view_of("xiaoer-till-id-v1\n"), view_of(till), view_of("\n"), view_of(id)});
    Id<struct SlipTag> made;
    std::copy_n(hash.begin(), made.bytes.size(), made.bytes.begin());
    return made;
}

// The text member `key`; nothing when there is none, or it is something else.
const std::string* text_at(const Json& json, std::string_view key) {
    const auto* member = json.find(key);
    return member == nullptr ? nullptr : member->string();
}

Result<LinkWish> read_look_up(const Json& document) {
    const auto* scan = text_at(document, "look_up");
    if (scan == nullptr || scan->empty() || scan->size() > scan_max || document.object()->size() != 1) {
        return invalid(R"(a look-up is {"look_up":"what was scanned or typed"})");
    }
    return LinkWish(LinkLookUp{*scan});
}

Result<void> fill_unread(const Json& unread, Slip& slip) {
    const auto* reason = text_at(unread, "reason");
    const auto* bytes = text_at(unread, "bytes");
    if (reason == nullptr || reason->size() > reason_max || bytes == nullptr || unread.object()->size() != 2) {
        return invalid(R"("unread" is {"bytes":"base64","reason":"one word"})");
    }
    XIAOER_TRY_ASSIGN(slip.bytes, from_base64(*bytes));
    if (slip.bytes.size() > till_link_slip_max) return invalid("\"bytes\" are more than one mebibyte");
    slip.receipt.reason = *reason;
    return {};
}

}  // namespace

bool is_till_name(std::string_view name) {
    return !name.empty() && name.size() <= till_name_max && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool is_link_id(std::string_view id) {
    return !id.empty() && id.size() <= id_max && std::ranges::all_of(id, [](char c) { return c > ' ' && c < 0x7f; });
}

std::string link_signature(const SecretKey& key, const LinkCall& call) {
    std::string signed_text = "xiaoer-till-v1";
    for (const auto part : {call.method, call.path, call.till, call.time}) signed_text.append("\n").append(part);
    signed_text += "\n" + hex_of_hash(call.body);
    return to_hex(hmac_sha256(key.bytes(), {view_of(signed_text)}));
}

std::string link_answer_signature(const SecretKey& key, std::string_view call_signature, int status,
                                  std::string_view body) {
    const std::string signed_text = "xiaoer-till-answer-v1\n" + std::string(call_signature) + "\n" +
                                    std::to_string(status) + "\n" + hex_of_hash(body);
    return to_hex(hmac_sha256(key.bytes(), {view_of(signed_text)}));
}

Result<void> check_purchase(const Receipt& receipt) {
    const bool sale = receipt.kind == ReceiptKind::sale;
    if (!sale && receipt.kind != ReceiptKind::refund) return invalid("\"kind\" is sale or refund");
    if (!receipt.total_minor) return invalid("\"total_minor\" is missing");
    if (sale && *receipt.total_minor <= 0) return invalid("the total of a sale is above zero");
    if (!sale && *receipt.total_minor >= 0) return invalid("the total of a refund is below zero");
    if (!receipt.sold_at) return invalid("\"sold_at\" is missing: what waited in a spool is not sold when it arrives");
    return {};
}

Result<LinkWish> read_link_document(std::string_view body, std::string_view till) {
    XIAOER_TRY_ASSIGN(const auto document, parse_foreign_json(body));
    if (document.object() == nullptr) return invalid("the body is one JSON object");
    if (document.find("look_up") != nullptr) return read_look_up(document);
    const auto* id = text_at(document, "id");
    if (id == nullptr || !is_link_id(*id)) return invalid("\"id\" is 1 to 64 printable characters without spaces");
    Slip slip;
    if (const auto* unread = document.find("unread")) {
        XIAOER_TRY(fill_unread(*unread, slip));
    } else if (const auto* receipt = document.find("receipt")) {
        XIAOER_TRY_ASSIGN(slip.receipt, receipt_from_document(*receipt));
        XIAOER_TRY(check_purchase(slip.receipt));
    } else {
        return invalid(R"("receipt", "unread" or "look_up" is missing)");
    }
    if (document.object()->size() != 2) return invalid("beside \"id\" there is one of \"receipt\" and \"unread\"");
    slip.id = slip_id(till, *id);
    slip.receipt.dialect = "till-link";
    slip.receipt.source = "till:" + std::string(till);
    return LinkWish(std::move(slip));
}

std::string purchase_document(std::string_view id, const Receipt& receipt) {
    XIAOER_ASSERT(is_link_id(id));
    return R"({"id":)" + canonical(Json(id)) + R"(,"receipt":)" + json_line(receipt) + "}";
}

std::string unread_document(std::string_view id, std::string_view reason, ByteView bytes) {
    XIAOER_ASSERT(is_link_id(id));
    const auto kept = bytes.first(std::min(bytes.size(), till_link_slip_max));
    return canonical(Json::Object{
        {"id", Json(id)}, {"unread", Json::Object{{"reason", Json(reason)}, {"bytes", Json(to_base64(kept))}}}});
}

std::string look_up_document(std::string_view scan) { return canonical(Json::Object{{"look_up", Json(scan)}}); }

int http_status(LinkAnswer::Kind kind) {
    switch (kind) {
        case LinkAnswer::Kind::invalid: return 400;
        case LinkAnswer::Kind::clock:
        case LinkAnswer::Kind::unauthorised: return 401;
        case LinkAnswer::Kind::later: return 503;
        default: return 200;
    }
}

std::string answer_document(const LinkAnswer& answer) {
    Json::Object document{{"answer", Json(enum_name(answer.kind))}};
    switch (answer.kind) {
        case LinkAnswer::Kind::member:
            document.emplace("number", answer.number);
            document.emplace("name", answer.name);
            break;
        case LinkAnswer::Kind::unknown:
        case LinkAnswer::Kind::invalid: document.emplace("line", answer.line); break;
        case LinkAnswer::Kind::clock: document.emplace("time", answer.time.ms); break;
        default: break;
    }
    return canonical(document);
}

Result<LinkAnswer> read_answer_document(std::string_view body) {
    XIAOER_TRY_ASSIGN(const auto document, parse_foreign_json(body));
    const auto* kind = text_at(document, "answer");
    if (kind == nullptr) return invalid("\"answer\" is missing");
    LinkAnswer answer;
    XIAOER_TRY_ASSIGN(answer.kind, enum_from_name<LinkAnswer::Kind>(*kind));
    if (const auto* line = text_at(document, "line")) answer.line = *line;
    if (const auto* number = text_at(document, "number")) answer.number = *number;
    if (const auto* name = text_at(document, "name")) answer.name = *name;
    if (const auto* time = document.find("time"); time != nullptr && time->integer() != nullptr) {
        answer.time = {*time->integer()};
    }
    return answer;
}

LinkReceived receive_call(const LinkCall& call, const TillKeys& keys, Timestamp now) {
    using Kind = LinkAnswer::Kind;
    const auto refuse = [](Kind kind, std::string line, const SecretKey* key, Timestamp time) {
        return LinkReceived{LinkAnswer{kind, std::move(line), {}, {}, time}, key};
    };
    const auto till = keys.find(call.till);
    // A till that is not known costs as long as one that is: names cannot be told by the time it takes.
    const SecretKey nobody;
    const auto expected = link_signature(till == keys.end() ? nobody : till->second, call);
    const bool authentic = equal_in_constant_time(view_of(expected), view_of(call.signature));
    if (till == keys.end() || !authentic) return refuse(Kind::unauthorised, {}, nullptr, {});
    const SecretKey* key = &till->second;
    std::int64_t time_ms = 0;
    const auto* end = call.time.data() + call.time.size();
    const auto read = std::from_chars(call.time.data(), end, time_ms);
    const bool fits = read.ec == std::errc{} && read.ptr == end && time_ms >= now.ms - till_link_clock_window_ms &&
                      time_ms <= now.ms + till_link_clock_window_ms;
    if (!fits) return refuse(Kind::clock, {}, key, now);
    auto wish = read_link_document(call.body, call.till);
    if (!wish) return refuse(Kind::invalid, wish.error().message, key, {});
    return std::visit([key](auto&& what) { return LinkReceived{std::move(what), key}; }, std::move(*wish));
}

}  // namespace xiaoer::pos
