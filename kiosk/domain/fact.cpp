#include "domain/fact.h"

#include <charconv>

namespace xiaoer {
namespace {

template <class... T>
Result<FactBody> read_one_of(std::string_view kind, const Json& body, std::type_identity<std::variant<T...>>) {
    Result<FactBody> result = invalid("\"" + std::string(kind) + "\" is not a known kind of fact");
    const auto read = [&]<class F>(std::type_identity<F>) {
        auto value = from_json<F>(body);
        if (value) {
            result = FactBody(std::move(*value));
        } else {
            result = value.error();
        }
    };
    (void)((T::kind == kind && (read(std::type_identity<T>{}), true)) || ...);
    return result;
}

}  // namespace

XIAOER_ONE_OF_COMPILED_HERE(FactBody)

std::string to_text(const FactRef& ref) { return ref.device.hex() + "-" + std::to_string(ref.seq); }

Result<FactRef> fact_ref_from_text(std::string_view text) {
    if (text.size() < 34 || text[32] != '-') return invalid("not the id of a purchase");
    auto device = DeviceId::from_hex(text.substr(0, 32));
    if (!device) return device.error();
    FactRef ref{*device, 0};
    const auto [end, problem] = std::from_chars(text.data() + 33, text.data() + text.size(), ref.seq);
    if (problem != std::errc{} || end != text.data() + text.size() || ref.seq < 1) {
        return invalid("not the id of a purchase");
    }
    return ref;
}

std::string_view kind_of(const FactBody& body) {
    return std::visit([]<class F>(const F&) { return F::kind; }, body);
}

Json body_json(const FactBody& body) {
    return std::visit([](const auto& fact) { return to_json(fact); }, body);
}

Result<FactBody> read_fact_body(std::string_view kind, const Json& body) {
    return read_one_of(kind, body, std::type_identity<FactBody::Variant>{});
}

}  // namespace xiaoer
