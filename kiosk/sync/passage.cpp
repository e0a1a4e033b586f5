#include "sync/passage.h"

namespace xiaoer::sync {
namespace {

Error stopped() { return {ErrorCode::unreachable, "stopped; the next sync goes on from here"}; }

// Chains in an order in which most facts find what they name: a chain that was begun earlier cannot be told apart, so
// by device.
Result<void> put_chains(OurSide& ours, Transport& transport, const Have& have, const Have& far, Passage& passage,
                        Progress& progress) {
    Batch batch;
    const auto flush = [&]() -> Result<void> {
        XIAOER_TRY(transport.put(batch));
        for (const auto& range : batch.ranges) {
            passage.facts += std::ssize(range.facts);
            progress.facts += std::ssize(range.facts);
        }
        batch = {};
        return {};
    };
    for (const auto& [device, head] : have.chains) {
        const auto there = far.chains.find(device);
        auto seq = there == far.chains.end() ? 0 : there->second.seq;
        while (seq < head.seq) {
            if (progress.stop) return stopped();
            XIAOER_TRY_ASSIGN(auto range, ours.range_after(device, seq));
            if (!range) break;
            seq = range->head.seq;
            batch.ranges.push_back(std::move(*range));
            if (batch.ranges.size() == Transport::most_ranges) XIAOER_TRY(flush());
        }
    }
    return flush();
}

Result<void> put_vault(OurSide& ours, Transport& transport, const Have& have, const Have& far, Passage& passage,
                       Progress& progress) {
    for (const auto& [origin, newest] : have.vault) {
        const auto there = far.vault.find(origin);
        auto number = there == far.vault.end() ? 0 : there->second;
        while (number < newest) {
            if (progress.stop) return stopped();
            Batch batch;
            XIAOER_TRY_ASSIGN(batch.vault, ours.writings_after(origin, number, Transport::most_writings));
            if (batch.vault.empty()) break;  // what was written since was all written over
            number = batch.vault.back().number;
            XIAOER_TRY(transport.put(batch));
            passage.values += std::ssize(batch.vault);
        }
    }
    return {};
}

std::int64_t count_lacking(const Have& have, const Have& far) {
    std::int64_t facts = 0;
    for (const auto& [device, head] : have.chains) {
        const auto there = far.chains.find(device);
        facts += std::max<std::int64_t>(0, head.seq - (there == far.chains.end() ? 0 : there->second.seq));
    }
    return facts;
}

Result<void> put_all(OurSide& ours, Transport& transport, const Say& say, Passage& passage, Progress& progress) {
    XIAOER_TRY_ASSIGN(const auto have, ours.have());
    XIAOER_TRY_ASSIGN(const auto far, transport.far_side(have));
    const auto own = have.chains.find(ours.device());
    const auto known = far.chains.find(ours.device());
    if (known != far.chains.end() && known->second.seq > (own == have.chains.end() ? 0 : own->second.seq)) {
        XIAOER_TRY(say(HeedOwnHead{known->second}));
        passage.set_aside.push_back({"this kiosk's own chain",
                                     "others have more of it than is here: an older copy of "
                                     "the database was put back"});
    }
    progress.of += count_lacking(have, far);
    // The vault first: whoever reads a fact of somebody then finds their name there, too.
    XIAOER_TRY(put_vault(ours, transport, have, far, passage, progress));
    XIAOER_TRY(put_chains(ours, transport, have, far, passage, progress));
    XIAOER_TRY(transport.finish_putting(have));
    passage.told_seq = own == have.chains.end() ? 0 : own->second.seq;
    return {};
}

// A piece that cannot be taken in holds up its own chain only.
Result<void> take_in_batch(const Batch& batch, const Say& say, Passage& passage, Progress& progress) {
    for (const auto& range : batch.ranges) {
        if (progress.stop) return stopped();
        const auto outcome = say(ReceiveFacts{range});
        const std::string what = "device " + range.device.hex() + ", fact " + std::to_string(range.facts.front().seq);
        if (!outcome) {
            if (outcome.error().code != ErrorCode::invalid) return outcome.error();
            passage.set_aside.push_back({what, outcome.error().message});
            continue;
        }
        const auto* received = std::get_if<FactsReceived>(&*outcome);
        if (received == nullptr) continue;
        if (received->forked) passage.set_aside.push_back({what, "it has said two things at one place of its chain"});
        passage.facts += received->facts;
        progress.facts += received->facts;
        passage.erased += received->erased;
    }
    if (batch.vault.empty()) return {};
    const auto outcome = say(ReceiveVault{batch.vault});
    if (!outcome) {
        if (outcome.error().code != ErrorCode::invalid) return outcome.error();
        passage.set_aside.push_back({"values of the vault", outcome.error().message});
        return {};
    }
    passage.values += std::ssize(batch.vault);
    return {};
}

Result<void> get_all(OurSide& ours, Transport& transport, const Say& say, Passage& passage, Progress& progress) {
    XIAOER_TRY_ASSIGN(auto have, ours.have());
    XIAOER_TRY_ASSIGN(const auto waiting, transport.waiting(have));
    progress.of += waiting;
    while (true) {
        if (progress.stop) return stopped();
        XIAOER_TRY_ASSIGN(const auto batch, transport.get(have));
        if (batch.empty()) return {};
        XIAOER_TRY(take_in_batch(batch, say, passage, progress));
        XIAOER_TRY_ASSIGN(have, ours.have());
    }
}

void finish(Passage& passage, Transport& transport, const Result<void>& done) {
    for (auto& one : transport.set_aside()) passage.set_aside.push_back(std::move(one));
    if (!done) passage.problem = done.error().message;
}

}  // namespace

Passage upload(OurSide& ours, Transport& transport, const Say& say, Progress& progress) {
    Passage passage;
    finish(passage, transport, put_all(ours, transport, say, passage, progress));
    return passage;
}

Passage download(OurSide& ours, Transport& transport, const Say& say, Progress& progress) {
    Passage passage;
    finish(passage, transport, get_all(ours, transport, say, passage, progress));
    return passage;
}

}  // namespace xiaoer::sync
