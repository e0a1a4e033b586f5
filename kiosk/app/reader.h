// Reader: the other connection, read-only, that answers queries. Reader thread only; never writes or checkpoints.
#pragma once

#include "app/query.h"
#include "store/draws.h"
#include "store/inclusion.h"
#include "store/members.h"
#include "store/outbox.h"
#include "store/photos.h"
#include "store/vault.h"

namespace xiaoer {

class Reader {
public:
    // Requires: a Store opened (and migrated) the same file before.
    [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& path, const DeviceId& own);
    [[nodiscard]] Result<Answer> answer(const Query& query, Timestamp now);

private:
    Reader(Database db, Keys keys, Keyring keyring, const DeviceId& own);
    [[nodiscard]] Result<Answer> answer_one(const SyncState& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const MemberPage& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const DrawList& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const InstantList& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const OneDraw& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const DrawProof& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const DrawShare& query, Timestamp now);
    [[nodiscard]] Result<const ListIndex*> index_of(const DrawRow& draw);
    [[nodiscard]] Result<DrawSummary> summary_of(const DrawRow& draw, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const ExportMember& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const BookFigures& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const OneMember& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const GroupWork& query, Timestamp now);
    [[nodiscard]] Result<std::vector<GroupPerson>> named(std::vector<PersonToMark> people);
    [[nodiscard]] Result<void> add_rewards(MemberPageView& page, const MemberRow& row, Vault& vault, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const Outbox& query, Timestamp now);
    // In reader_pickups.cpp.
    [[nodiscard]] Result<Answer> answer_one(const OpenPickups& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const PickupAudit& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const SignatureOf& query, Timestamp now);
    [[nodiscard]] Result<Answer> answer_one(const OnePhoto& query, Timestamp now);
    [[nodiscard]] Result<OutboxPost> thanks_post(const PhotoRow& photo);
    [[nodiscard]] Result<void> add_thanks(std::vector<OutboxPost>& posts, Timestamp now);
    Database db_;
    Keys keys_;
    Keyring keyring_;
    DeviceId own_;
    std::optional<std::pair<std::string, ListIndex>> index_;  // of the draw that a phone asked about last
};

}  // namespace xiaoer
