#include "sync/bundle.h"

#include "base/sha256.h"
#include "sync/compress.h"
#include "sync/framing.h"

#include <charconv>

namespace xiaoer::sync {
namespace {

constexpr std::string_view magic = "XIAOERB1";
constexpr std::size_t header_bytes = 8 + 8 + 32 + 8 + 8;
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t body_max = 256u << 20;
constexpr std::string_view suffix = ".bundle";

Error torn() { return invalid("it is torn or was altered"); }

Bytes header_of(const SyncKeys& keys, const PublicKey& sender, std::int64_t number, std::uint32_t epoch) {
    Writer header;
    header.put(view_of(magic));
    header.put(mark_of(keys));
    header.put(sender);
    header.number(number);
    header.number(epoch);
    return header.take();
}

Bytes signed_message(ByteView before) {
    Writer message;
    message.put(view_of("xiaoer-bundle-v1\n"));
    message.put(sha256({before}));
    return message.take();
}

std::string context(std::string_view part, ByteView header) {
    return "xiaoer-bundle-" + std::string(part) + "\n" + to_hex(header);
}

void write_head(Writer& out, const SignedHead& head) {
    out.put(head.key);
    out.number(head.seq);
    out.put(head.hash);
    out.put(head.signature);
}
SignedHead read_signed_head(Reader& in) {
    SignedHead head;
    head.key = in.array<32>(), head.seq = in.number(), head.hash = in.array<32>(), head.signature = in.array<64>();
    return head;
}

void write_numbers(Writer& out, const std::map<DeviceId, std::int64_t>& numbers) {
    out.number(std::ssize(numbers));
    for (const auto& [device, number] : numbers) out.put(device.bytes), out.number(number);
}
std::map<DeviceId, std::int64_t> read_numbers(Reader& in) {
    std::map<DeviceId, std::int64_t> numbers;
    for (auto left = in.count(24); left > 0; --left) {
        const DeviceId device{in.array<16>()};
        numbers[device] = in.number();
    }
    return numbers;
}

Bytes label_of(const Letter& letter) {
    Writer out;
    out.number(letter.now.ms);
    out.number(std::ssize(letter.had.chains));
    for (const auto& [device, head] : letter.had.chains) write_head(out, head);
    write_numbers(out, letter.had.vault);
    out.number(std::ssize(letter.batch.ranges));
    for (const auto& range : letter.batch.ranges) {
        out.put(range.device.bytes);
        out.number(range.facts.front().seq), out.number(range.head.seq);
    }
    std::map<DeviceId, std::int64_t> to;
    for (const auto& writing : letter.batch.vault) to[writing.origin] = writing.number;
    out.number(std::ssize(to));
    for (const auto& [origin, number] : to) {
        const auto after = letter.vault_after.find(origin);
        out.put(origin.bytes);
        out.number(after == letter.vault_after.end() ? 0 : after->second), out.number(number);
    }
    return out.take();
}

Result<Label> label_in(const BundleName& name, ByteView plain) {
    Reader in(plain);
    Label label{name, {in.number()}, {}, {}, {}};
    for (auto left = in.count(136); left > 0; --left) {
        const auto head = read_signed_head(in);
        label.had.chains[device_id_of(head.key)] = head;
    }
    label.had.vault = read_numbers(in);
    for (auto left = in.count(32); left > 0; --left) {
        Span span;
        span.device.bytes = in.array<16>(), span.from = in.number(), span.to = in.number();
        label.spans.push_back(span);
    }
    for (auto left = in.count(32); left > 0; --left) {
        VaultSpan span;
        span.origin.bytes = in.array<16>(), span.after = in.number(), span.to = in.number();
        label.vault.push_back(span);
    }
    if (!in.at_end()) return torn();
    return label;
}

Bytes body_of(const Batch& batch) {
    Writer out;
    out.number(std::ssize(batch.ranges));
    for (const auto& range : batch.ranges) {
        write_head(out, range.head);
        out.put(range.previous);
        out.number(std::ssize(range.facts));
        for (const auto& fact : range.facts) out.number(fact.at.ms), out.text(fact.kind), out.text(fact.body);
    }
    out.number(std::ssize(batch.vault));
    for (const auto& writing : batch.vault) {
        out.put(writing.origin.bytes);
        out.number(writing.number), out.number(writing.version);
        out.put(writing.subject);
        out.text(writing.field), out.text(writing.value);
    }
    return out.take();
}

// The hashes are not in the body: they follow from the contents, and the signed head tells whether they are right.
FactRange read_range_in(Reader& in) {
    FactRange range;
    range.head = read_signed_head(in);
    range.device = device_id_of(range.head.key);
    range.previous = in.array<32>();
    const auto count = in.count(24);
    Hash previous = range.previous;
    std::int64_t seq = range.head.seq - static_cast<std::int64_t>(count) + 1;
    for (std::size_t i = 0; i < count && in.good(); ++i, ++seq) {
        ChainedFact fact{seq, {in.number()}, in.text(), in.text(), {}};
        fact.hash = fact_hash(previous, {fact.at, Json(), range.device, fact.kind, seq}, fact.body);
        previous = fact.hash;
        range.facts.push_back(std::move(fact));
    }
    return range;
}

// What was sealed stands between the label's length and the signature.
struct Parts {
    ByteView header, label, body;
    std::uint32_t epoch = 0;
};
Result<Parts> parts_of(ByteView file) {
    if (file.size() < header_bytes + 8 + signature_bytes) return torn();
    Parts parts;
    parts.header = file.first(header_bytes);
    Reader end(parts.header.last(8));
    const auto epoch = end.number();
    Reader in(file.subspan(header_bytes, file.size() - header_bytes - signature_bytes));
    const auto length = in.count(1);
    if (!in.good() || epoch < 0 || epoch > UINT32_MAX) return torn();
    parts.epoch = static_cast<std::uint32_t>(epoch);
    parts.label = in.rest().first(length), parts.body = in.rest().subspan(length);
    return parts;
}

Result<Bytes> open_part(const SyncKeys& keys, const Parts& parts, ByteView sealed, std::string_view which) {
    const auto* key = keys.of_epoch(parts.epoch);
    if (key == nullptr) return invalid("it is sealed with a key that this kiosk does not have yet");
    auto plain = unseal(*key, sealed, context(which, parts.header));
    if (!plain) return invalid("no kiosk of this shop sealed it");
    return std::move(*plain);
}

}  // namespace

std::string file_name(const BundleName& name) {
    const auto digits = std::to_string(name.number);
    return name.sender.hex() + "-" + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits +
           std::string(suffix);
}

std::optional<BundleName> bundle_name_in(std::string_view text) {
    if (text.size() < 33 + 8 + suffix.size() || !text.ends_with(suffix) || text[32] != '-') return std::nullopt;
    const auto sender = DeviceId::from_hex(text.substr(0, 32));
    const auto digits = text.substr(33, text.size() - 33 - suffix.size());
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!sender || problem != std::errc() || end != digits.data() + digits.size() || number < 1) return std::nullopt;
    return BundleName{*sender, number};
}

Result<Bytes> write_bundle(const SyncKeys& keys, const SigningKey& sender, const Letter& letter, Random& random) {
    const auto epoch = keys.newest();
    const auto& key = *keys.of_epoch(epoch);
    const Bytes header = header_of(keys, sender.public_key(), letter.number, epoch);
    const Bytes label = seal(key, label_of(letter), context("label", header), random);
    XIAOER_TRY_ASSIGN(const auto packed, compress(body_of(letter.batch)));
    Writer file;
    file.put(header);
    file.number(std::ssize(label));
    file.put(label);
    file.put(seal(key, packed, context("body", header), random));
    const auto signature = sender.sign(signed_message(file.bytes()));
    file.put(signature);
    return file.take();
}

Result<Label> read_label(const SyncKeys& keys, const BundleName& name, ByteView file) {
    if (file.size() >= 16 && text_of(file.first(8)) == magic && !std::ranges::equal(file.subspan(8, 8), mark_of(keys)))
        return invalid("it is another shop's");
    XIAOER_TRY_ASSIGN(const auto parts, parts_of(file));
    Reader in(parts.header);
    if (in.array<8>() != Reader(view_of(magic)).array<8>()) return torn();
    (void)in.array<8>();
    const PublicKey sender = in.array<32>();
    const auto number = in.number();
    Signature signature{};
    std::ranges::copy(file.last(signature_bytes), signature.begin());
    if (!verify(sender, signed_message(file.first(file.size() - signature_bytes)), signature)) return torn();
    if (BundleName{device_id_of(sender), number} != name) return invalid("it has the name of another bundle");
    XIAOER_TRY_ASSIGN(const auto plain, open_part(keys, parts, parts.label, "label"));
    return label_in(name, plain);
}

Result<Batch> read_body(const SyncKeys& keys, ByteView file) {
    XIAOER_TRY_ASSIGN(const auto parts, parts_of(file));
    XIAOER_TRY_ASSIGN(const auto packed, open_part(keys, parts, parts.body, "body"));
    XIAOER_TRY_ASSIGN(const auto plain, decompress(packed, body_max));
    Reader in(plain);
    Batch batch;
    for (auto left = in.count(176); left > 0 && in.good(); --left) batch.ranges.push_back(read_range_in(in));
    for (auto left = in.count(64); left > 0 && in.good(); --left) {
        VaultWriting writing;
        writing.origin.bytes = in.array<16>();
        writing.number = in.number(), writing.version = in.number();
        writing.subject = in.array<16>();
        writing.field = in.text(), writing.value = in.text();
        batch.vault.push_back(std::move(writing));
    }
    if (!in.at_end()) return torn();
    return batch;
}

}  // namespace xiaoer::sync
