#include "sync/folder_transport.h"

#include <algorithm>

namespace xiaoer::sync {
namespace {

std::int64_t seq_in(const Have& have, const DeviceId& device) {
    const auto found = have.chains.find(device);
    return found == have.chains.end() ? 0 : found->second.seq;
}
std::int64_t number_in(const std::map<DeviceId, std::int64_t>& numbers, const DeviceId& origin) {
    const auto found = numbers.find(origin);
    return found == numbers.end() ? 0 : found->second;
}

}  // namespace

// For each device, (after, to) of what lies there, by `after`.
struct FolderTransport::Steps {
    using OfOne = std::vector<std::pair<std::int64_t, std::int64_t>>;
    std::map<DeviceId, OfOne> chains, vault;

    // How far somebody gets with them who has come up to `from`.
    static std::int64_t reach(const std::map<DeviceId, OfOne>& all, const DeviceId& device, std::int64_t from) {
        const auto found = all.find(device);
        if (found == all.end()) return from;
        for (const auto& [after, to] : found->second) {
            if (after <= from) from = std::max(from, to);
        }
        return from;
    }
};

FolderTransport::Steps FolderTransport::steps() const {
    Steps steps;
    for (const auto& bundle : *lying_) {
        for (const auto& span : bundle.label.spans) steps.chains[span.device].emplace_back(span.from - 1, span.to);
        for (const auto& span : bundle.label.vault) steps.vault[span.origin].emplace_back(span.after, span.to);
    }
    for (auto* all : {&steps.chains, &steps.vault}) {
        for (auto& [device, list] : *all) std::ranges::sort(list);
    }
    return steps;
}

Result<void> FolderTransport::look() {
    if (lying_) return {};
    std::vector<Lying> lying;
    const auto own = device_id_of(sender_.own.public_key());
    XIAOER_TRY_ASSIGN(const auto names, folder_->names());
    for (const auto& file : names) {
        const auto name = bundle_name_in(file);
        if (!name) continue;  // no bundle: not ours to judge
        if (name->sender == own) next_number_ = std::max(next_number_, name->number + 1);
        XIAOER_TRY_ASSIGN(const auto bytes, folder_->read(file));
        if (!bytes) continue;  // removed meanwhile
        auto label = read_label(sender_.keys, *name, *bytes);
        if (!label) {
            set_aside_.push_back({file, label.error().message});
            continue;
        }
        const auto pieces = label->spans.size(), writings = label->vault.size();
        lying.push_back(
            {std::move(*label), file, std::vector<bool>(pieces, false), std::vector<bool>(writings, false)});
    }
    lying_ = std::move(lying);
    return {};
}

// What a kiosk said last that it had.
const Have* FolderTransport::newest_had(const DeviceId& sender) const {
    const Have* newest = nullptr;
    for (const auto& bundle : *lying_) {
        if (bundle.label.name.sender == sender) newest = &bundle.label.had;
    }
    return newest;
}

// Alone, a kiosk keeps what it has added since its last bundle there, for whoever replaces it.
std::vector<DeviceId> FolderTransport::readers() const {
    if (!sender_.audience.empty()) return sender_.audience;
    return {device_id_of(sender_.own.public_key())};
}

Result<Have> FolderTransport::far_side(const Have& ours) {
    XIAOER_TRY(look());
    had_ = ours;
    const auto lie = steps();
    const auto own = device_id_of(sender_.own.public_key());
    const bool alone = sender_.audience.empty();
    static const Have nothing;
    Have far;
    for (const auto& reader : readers()) {
        const auto* said = newest_had(reader);
        const Have& had = said == nullptr ? nothing : *said;
        for (const auto& [device, head] : ours.chains) {
            if (device == reader && !alone) continue;  // a kiosk has its own chain
            const auto reach = std::min(head.seq, Steps::reach(lie.chains, device, seq_in(had, device)));
            const auto known = far.chains.find(device);
            if (known == far.chains.end() || reach < known->second.seq) far.chains[device].seq = reach;
        }
        for (const auto& [origin, number] : ours.vault) {
            if (origin == reader && !alone) continue;
            const auto reach = std::min(number, Steps::reach(lie.vault, origin, number_in(had.vault, origin)));
            const auto known = far.vault.find(origin);
            if (known == far.vault.end() || reach < known->second) far.vault[origin] = reach;
        }
    }
    // Nobody lacks the chain of the only other kiosk.
    for (const auto& [device, head] : ours.chains) far.chains.try_emplace(device, head);
    for (const auto& [origin, number] : ours.vault) far.vault.try_emplace(origin, number);
    // What anybody has of our own chain that we do not: an old copy of the ledger was put back here.
    for (const auto& bundle : *lying_) {
        const auto head = bundle.label.had.chains.find(own);
        if (head != bundle.label.had.chains.end() && head->second.seq > seq_in(ours, own) &&
            head->second.seq > seq_in(far, own)) {
            far.chains[own] = head->second;
        }
    }
    vault_after_ = far.vault;
    return far;
}

Result<void> FolderTransport::write(const Have& had, const Batch& batch) {
    XIAOER_TRY_ASSIGN(
        const auto bytes,
        write_bundle(sender_.keys, sender_.own, {next_number_, sender_.now, had, vault_after_, batch}, sender_.random));
    const BundleName name{device_id_of(sender_.own.public_key()), next_number_};
    const auto file = file_name(name);
    XIAOER_TRY(folder_->write(file, bytes));
    ++next_number_;
    for (const auto& writing : batch.vault) vault_after_[writing.origin] = writing.number;
    XIAOER_TRY_ASSIGN(auto label, read_label(sender_.keys, name, bytes));
    const auto pieces = label.spans.size(), writings = label.vault.size();
    lying_->push_back({std::move(label), file, std::vector<bool>(pieces, true), std::vector<bool>(writings, true)});
    return {};
}

Result<void> FolderTransport::put(const Batch& batch) {
    XIAOER_TRY(look());
    return batch.empty() ? Result<void>() : write(had_, batch);
}

Result<void> FolderTransport::finish_putting(const Have& ours) {
    XIAOER_TRY(look());
    const auto own = device_id_of(sender_.own.public_key());
    const auto* said = newest_had(own);
    bool fresh = false;
    for (const auto& bundle : *lying_) {
        if (bundle.label.name.sender == own) fresh = !is_old(bundle.label);
    }
    if (said == nullptr || *said != ours || !fresh) XIAOER_TRY(write(ours, {}));
    return remove_old();
}

bool FolderTransport::is_old(const Label& label) const {
    return std::abs(sender_.now - label.made_at) >= bundles_kept_ms;
}

// Whether every other kiosk said that it has what is in a bundle.
bool FolderTransport::all_have(const Label& label) const {
    return std::ranges::all_of(sender_.audience, [&](const DeviceId& reader) {
        const auto* had = newest_had(reader);
        if (reader == label.name.sender) return true;
        if (had == nullptr) return false;
        return std::ranges::all_of(label.spans,
                                   [&](const Span& span) { return seq_in(*had, span.device) >= span.to; }) &&
               std::ranges::all_of(
                   label.vault, [&](const VaultSpan& span) { return number_in(had->vault, span.origin) >= span.to; });
    });
}

// By the clock here, which may be wrong by years: so another living kiosk's bundle goes only when nobody waits for it,
// and never its newest, which says what it has. What goes too early is written again as soon as somebody lacks it.
Result<void> FolderTransport::remove_old() {
    const auto own = device_id_of(sender_.own.public_key());
    std::map<DeviceId, std::int64_t> newest;
    for (const auto& bundle : *lying_) newest[bundle.label.name.sender] = bundle.label.name.number;
    for (const auto& bundle : *lying_) {
        const auto& label = bundle.label;
        if (!is_old(label)) continue;
        const bool lives = std::ranges::find(sender_.audience, label.name.sender) != sender_.audience.end();
        const bool last_word = label.name.number == newest[label.name.sender];
        if (label.name.sender == own || !lives || (!last_word && all_have(label)))
            XIAOER_TRY(folder_->remove(bundle.file));
    }
    return {};
}

// Pieces that do not follow yet are asked for again once others have come in; each is given once.
Batch FolderTransport::wanted_of(Lying& bundle, Batch body, const Have& ours) {
    const auto own = device_id_of(sender_.own.public_key());
    Batch batch;
    auto reached = ours;
    for (std::size_t i = 0; i < std::min(body.ranges.size(), bundle.given.size()); ++i) {
        auto& range = body.ranges[i];
        auto& seq = reached.chains[range.device].seq;
        if (bundle.given[i] || range.device == own || range.facts.empty() || range.head.seq <= seq ||
            range.facts.front().seq > seq + 1)
            continue;
        seq = range.head.seq;
        bundle.given[i] = true;
        batch.ranges.push_back(std::move(range));
    }
    std::set<DeviceId> origins;
    for (std::size_t i = 0; i < bundle.label.vault.size(); ++i) {
        const auto& span = bundle.label.vault[i];
        const auto number = number_in(ours.vault, span.origin);
        if (bundle.vault_given[i] || span.origin == own || span.after > number || span.to <= number) continue;
        bundle.vault_given[i] = true;
        origins.insert(span.origin);
    }
    for (auto& writing : body.vault) {
        if (origins.contains(writing.origin)) batch.vault.push_back(std::move(writing));
    }
    return batch;
}

Result<Batch> FolderTransport::get(const Have& ours) {
    XIAOER_TRY(look());
    const auto own = device_id_of(sender_.own.public_key());
    for (auto& bundle : *lying_) {
        const auto& label = bundle.label;
        bool wanted = false;
        for (std::size_t i = 0; i < label.spans.size() && !wanted; ++i) {
            const auto seq = seq_in(ours, label.spans[i].device);
            wanted = !bundle.given[i] && label.spans[i].device != own && label.spans[i].to > seq &&
                     label.spans[i].from <= seq + 1;
        }
        for (std::size_t i = 0; i < label.vault.size() && !wanted; ++i) {
            const auto number = number_in(ours.vault, label.vault[i].origin);
            wanted = !bundle.vault_given[i] && label.vault[i].origin != own && label.vault[i].to > number &&
                     label.vault[i].after <= number;
        }
        if (!wanted) continue;
        XIAOER_TRY_ASSIGN(const auto bytes, folder_->read(bundle.file));
        auto body = bytes ? read_body(sender_.keys, *bytes) : Result<Batch>(invalid("it was removed meanwhile"));
        if (!body) {
            set_aside_.push_back({bundle.file, body.error().message});
            bundle.given.assign(bundle.given.size(), true), bundle.vault_given.assign(bundle.vault_given.size(), true);
            continue;
        }
        auto batch = wanted_of(bundle, std::move(*body), ours);
        if (!batch.empty()) return batch;
    }
    return Batch{};
}

Result<std::int64_t> FolderTransport::waiting(const Have& ours) {
    XIAOER_TRY(look());
    const auto lie = steps();
    const auto own = device_id_of(sender_.own.public_key());
    std::int64_t facts = 0;
    for (const auto& [device, list] : lie.chains) {
        const auto seq = seq_in(ours, device);
        if (device != own) facts += Steps::reach(lie.chains, device, seq) - seq;
    }
    return facts;
}

}  // namespace xiaoer::sync
