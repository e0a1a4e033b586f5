// The folder as a transport: a USB stick, a Syncthing folder, a network share (DESIGN §9, `folder:DIR`).
//
// Each kiosk only ever adds bundles of its own (bundle.h). A bundle says what its sender had when it was made: from
// that, and from the bundles that still lie there, whoever comes next tells what the others lack, and writes that. So a
// bundle that was lost, torn or removed is made up for as soon as its reader has said that it did not come, and a new
// kiosk gets everything. A sender's newest bundle counts; one with nothing in it is written when only what it had has
// changed. Bundles older than 30 days are removed, but for the last word of a kiosk that is only away.
#pragma once

#include "sync/bundle.h"
#include "sync/folder.h"

namespace xiaoer::sync {

inline constexpr std::int64_t bundles_kept_ms = 30 * day_ms;

class FolderTransport final : public Transport {
public:
    struct Sender {
        SyncKeys keys;
        SigningKey own;
        std::vector<DeviceId> audience;  // the merchant's other living kiosks
        Timestamp now;                   // when this sync began
        Random& random;                  // outlives the transport
    };
    FolderTransport(std::unique_ptr<Folder> folder, Sender sender)
        : folder_(std::move(folder)), sender_(std::move(sender)) {}

    [[nodiscard]] Result<Have> far_side(const Have& ours) override;
    [[nodiscard]] Result<void> put(const Batch& batch) override;
    [[nodiscard]] Result<void> finish_putting(const Have& ours) override;
    [[nodiscard]] Result<Batch> get(const Have& ours) override;
    [[nodiscard]] Result<std::int64_t> waiting(const Have& ours) override;
    [[nodiscard]] std::vector<SetAside> set_aside() override { return std::exchange(set_aside_, {}); }

private:
    struct Lying {  // a bundle that could be read
        Label label;
        std::string file;
        std::vector<bool> given;        // pieces of it that get() gave already …
        std::vector<bool> vault_given;  // … and spans of the vault
    };
    struct Steps;                       // which pieces of a chain lie there, in order
    [[nodiscard]] Result<void> look();  // reads the labels, once
    [[nodiscard]] const Have* newest_had(const DeviceId& sender) const;
    [[nodiscard]] Steps steps() const;
    [[nodiscard]] std::vector<DeviceId> readers() const;
    [[nodiscard]] bool all_have(const Label& label) const;
    [[nodiscard]] bool is_old(const Label& label) const;
    [[nodiscard]] Batch wanted_of(Lying& bundle, Batch body, const Have& ours);
    [[nodiscard]] Result<void> write(const Have& had, const Batch& batch);
    [[nodiscard]] Result<void> remove_old();

    std::unique_ptr<Folder> folder_;
    Sender sender_;
    std::optional<std::vector<Lying>> lying_;  // by sender and number
    std::int64_t next_number_ = 1;
    Have had_;                                      // as the last far_side() was told
    std::map<DeviceId, std::int64_t> vault_after_;  // what was put of the vault, or need not be
    std::vector<SetAside> set_aside_;
};

}  // namespace xiaoer::sync
