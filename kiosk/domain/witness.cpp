#include "domain/witness.h"

#include "base/sha256.h"

#include <charconv>
#include <tuple>

namespace xiaoer {
namespace {

constexpr std::string_view purpose = "xiaoer-witness-v1\n";
constexpr std::size_t text_max = 256;  // bytes; a real one has about 180

// Takes what stands before the next dot off the text.
std::string_view cut_part(std::string_view& text) {
    const auto dot = std::min(text.find('.'), text.size());
    const auto part = text.substr(0, dot);
    text.remove_prefix(std::min(dot + 1, text.size()));
    return part;
}

std::optional<std::int64_t> count_in(std::string_view digits) {
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (problem != std::errc() || end != digits.data() + digits.size() || count < 0) return std::nullopt;
    return count;
}

}  // namespace

std::string write_witness(const Witness& witness, const SecretKey& key) {
    const std::string said = witness.device.hex() + "." + std::to_string(witness.reconciled) + "." +
                             std::to_string(witness.seq) + "." + to_hex(witness.hash);
    return said + "." + to_hex(hmac_sha256(key.bytes(), {view_of(purpose), view_of(said)}));
}

std::optional<Witness> read_witness(std::string_view text) {
    if (text.size() > text_max) return std::nullopt;
    const auto device = DeviceId::from_hex(cut_part(text));
    const auto reconciled = count_in(cut_part(text));
    const auto seq = count_in(cut_part(text));
    const auto hash = array_from_hex<32>(cut_part(text));
    if (!device || !reconciled || !seq || !hash) return std::nullopt;
    return Witness{*device, *hash, *reconciled, *seq};
}

bool is_genuine(std::string_view text, const Witness& witness, const SecretKey& key) {
    return equal_in_constant_time(view_of(text), view_of(write_witness(witness, key)));
}

bool is_later(const Witness& one, const Witness& other) {
    return std::tie(one.reconciled, one.seq) > std::tie(other.reconciled, other.seq);
}

}  // namespace xiaoer
