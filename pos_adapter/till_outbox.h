// What a till has said and the kiosk has not acknowledged: the sender's spool of the till link.
//
// A record file (record_file.h) without a heading; a record's bytes are the JSON document that will be the body of
// the call. It starts over when all is acknowledged. After a restart everything in it is sent again, also what was
// acknowledged already: saying it twice is safe.
//
// put() may be called from any thread; the others belong to the one sender.
#pragma once

#include "pos_adapter/record_file.h"

#include <atomic>
#include <mutex>
#include <string>

namespace xiaoer::pos {

class TillOutbox {
public:
    static constexpr std::uint64_t bytes_max = std::uint64_t{64} << 20;

    // Errors: io, busy when another process has it.
    [[nodiscard]] static Result<std::unique_ptr<TillOutbox>> open(const std::filesystem::path& path);

    // Returns when the document survives a power cut. Errors: io (also when 64 MiB wait); it is then not kept.
    [[nodiscard]] Result<void> put(std::string_view document);
    // The oldest that was not acknowledged; nothing when there is none. Errors: corrupt; what follows is dropped.
    [[nodiscard]] Result<std::optional<std::string>> front();
    // Requires: front() gave one.
    void acknowledge();
    // Any thread. How many wait.
    [[nodiscard]] std::size_t waiting() const { return waiting_; }

private:
    explicit TillOutbox(std::unique_ptr<RecordFile> file);

    std::mutex mutex_;
    const std::unique_ptr<RecordFile> file_;
    std::uint64_t front_ = 0;       // where the oldest begins
    std::uint64_t front_size_ = 0;  // its size, once it was read
    std::atomic<std::size_t> waiting_ = 0;
};

}  // namespace xiaoer::pos
