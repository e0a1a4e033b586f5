#include "domain/chain.h"

#include "base/sha256.h"

namespace xiaoer {
namespace {

// Keys in canonical order: at, body, device, kind, seq.
std::string canonical_fact(const Fact& fact, std::string_view canonical_body) {
    std::string text = "{\"at\":" + std::to_string(fact.at.ms) + ",\"body\":";
    text += canonical_body;
    text += ",\"device\":\"" + fact.device.hex() + "\",\"kind\":";
    append_canonical(text, std::string_view(fact.kind));
    text += ",\"seq\":" + std::to_string(fact.seq) + "}";
    return text;
}

Bytes message_of(std::initializer_list<ByteView> parts) {
    Bytes message;
    for (const auto part : parts) message.insert(message.end(), part.begin(), part.end());
    return message;
}

}  // namespace

DeviceId device_id_of(const PublicKey& key) {
    const Hash hash = sha256({key});
    DeviceId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

Hash fact_hash(const Hash& previous, const Fact& fact, std::string_view canonical_body) {
    return sha256({view_of("xiaoer-fact-v1\n"), previous, view_of(canonical_fact(fact, canonical_body))});
}

Hash fact_hash(const Hash& previous, const Fact& fact) { return fact_hash(previous, fact, canonical(fact.body)); }

std::string fact_line(const Fact& fact, const Hash& hash) {
    return canonical(Json::Object{{"at", fact.at.ms},
                                  {"body", fact.body},
                                  {"device", fact.device.hex()},
                                  {"hash", to_hex(hash)},
                                  {"kind", fact.kind},
                                  {"seq", fact.seq}});
}

Bytes head_message(const PublicKey& key, const Head& head) {
    const auto seq = u64be(static_cast<std::uint64_t>(head.seq));
    return message_of({view_of("xiaoer-head-v1\n"), key, seq, head.hash});
}

Bytes enrolment_message(const PublicKey& device, std::string_view code, std::int64_t number_from,
                        std::int64_t number_to) {
    const auto from = u64be(static_cast<std::uint64_t>(number_from));
    const auto to = u64be(static_cast<std::uint64_t>(number_to));
    return message_of({view_of("xiaoer-enrolment-v1\n"), device, view_of(code), from, to});
}

Bytes revocation_message(const DeviceId& old, const Head& last) {
    const auto seq = u64be(static_cast<std::uint64_t>(last.seq));
    return message_of({view_of("xiaoer-revocation-v1\n"), old.bytes, seq, last.hash});
}

Bytes succession_message(const DeviceId& old, const Head& last, const PublicKey& successor) {
    const auto seq = u64be(static_cast<std::uint64_t>(last.seq));
    return message_of({view_of("xiaoer-succession-v1\n"), old.bytes, seq, last.hash, successor});
}

}  // namespace xiaoer
