#include "pos_adapter/xiaoer_pos.h"

#include "pos_adapter/till_sender.h"

#include <algorithm>
#include <cstring>
#include <limits>

using xiaoer::Error;
using xiaoer::ErrorCode;
using xiaoer::invalid;
using xiaoer::pos::LinkAnswer;
using xiaoer::pos::TillSender;

// The sender goes first: its thread writes `trouble` until it has ended.
struct xiaoer_pos {
    xiaoer::SystemClock clock;
    std::mutex mutex;
    std::string trouble;
    std::unique_ptr<TillSender> sender;
};

namespace {

// Without a destructor, so that it may be read at any time in a thread's life.
thread_local std::array<char, 256> problem_line{};

void copy_text(std::string_view text, char* to, std::size_t size) {
    auto kept = std::min(text.size(), size - 1);
    while (kept < text.size() && kept > 0 && (text[kept] & 0xc0) == 0x80) --kept;  // no half of a character
    std::memcpy(to, text.data(), kept);
    to[kept] = '\0';
}

int problem(int code, std::string_view line) {
    copy_text(line, problem_line.data(), problem_line.size());
    return code;
}
int problem(const Error& error) {
    switch (error.code) {
        case ErrorCode::invalid: return problem(XIAOER_POS_INVALID, error.message);
        case ErrorCode::busy: return problem(XIAOER_POS_BUSY, error.message);
        case ErrorCode::unreachable: return problem(XIAOER_POS_AWAY, error.message);
        case ErrorCode::io:
        case ErrorCode::corrupt: break;
    }
    return problem(XIAOER_POS_DISK, error.message);
}

// The library's outer wall: nothing is thrown through it, not even for want of memory.
template <class Body>
int guarded(Body body) noexcept {
    try {
        problem_line[0] = '\0';
        return body();
    } catch (...) {
        return problem(XIAOER_POS_DISK, "out of memory");
    }
}

int open_link(xiaoer_pos& link, const char* address, unsigned short port, const char* till, const char* key,
              const char* spool) {
    const auto bytes = xiaoer::array_from_hex<32>(key);
    if (!bytes || port == 0) return problem(XIAOER_POS_INVALID, "a key is 64 hex digits, a port is not 0");
    xiaoer::pos::TillSenderOptions options;
    options.target = {{address, port}, till, xiaoer::SecretKey(*bytes)};
    options.spool = spool;
    options.on_trouble = [&link](const std::string& line) {
        const std::lock_guard lock(link.mutex);
        link.trouble = line;
    };
    auto sender = TillSender::start(std::move(options), link.clock);
    if (!sender) return problem(sender.error());
    link.sender = std::move(*sender);
    return XIAOER_POS_OK;
}

int submit(xiaoer_pos& link, std::string_view id, const char* receipt) {
    if (!xiaoer::pos::is_link_id(id)) {
        return problem(XIAOER_POS_INVALID, "an id is 1 to 64 printable ASCII characters without spaces");
    }
    const auto read = xiaoer::pos::receipt_from_json(receipt);
    if (!read) return problem(read.error());
    const auto kept = link.sender->submit(xiaoer::pos::purchase_document(id, *read));
    return kept ? XIAOER_POS_OK : problem(kept.error());
}

int answered(const LinkAnswer& answer, xiaoer_pos_member& member) {
    switch (answer.kind) {
        case LinkAnswer::Kind::member:
            copy_text(answer.number, member.number, sizeof member.number);
            copy_text(answer.name, member.name, sizeof member.name);
            return XIAOER_POS_OK;
        case LinkAnswer::Kind::unknown: return problem(XIAOER_POS_UNKNOWN, answer.line);
        case LinkAnswer::Kind::invalid: return problem(XIAOER_POS_INVALID, answer.line);
        case LinkAnswer::Kind::unauthorised:
            return problem(XIAOER_POS_UNAUTHORISED, "the kiosk does not know this till, or its key");
        default: return problem(XIAOER_POS_AWAY, "the kiosk is busy");
    }
}

}  // namespace

int xiaoer_pos_version(void) { return XIAOER_POS_VERSION; }

const char* xiaoer_pos_problem(void) { return problem_line.data(); }

int xiaoer_pos_open(const char* address, unsigned short port, const char* till, const char* key, const char* spool,
                    xiaoer_pos** link) {
    if (link != nullptr) *link = nullptr;
    return guarded([&] {
        if (!address || !till || !key || !spool || !link) return problem(XIAOER_POS_INVALID, "an argument is NULL");
        auto opened = std::make_unique<xiaoer_pos>();
        const int code = open_link(*opened, address, port, till, key, spool);
        if (code == XIAOER_POS_OK) *link = opened.release();
        return code;
    });
}

int xiaoer_pos_submit(xiaoer_pos* link, const char* id, const char* receipt) {
    return guarded([&] {
        if (!link || !id || !receipt) return problem(XIAOER_POS_INVALID, "an argument is NULL");
        return submit(*link, id, receipt);
    });
}

int xiaoer_pos_look_up(xiaoer_pos* link, const char* scan, int timeout_ms, xiaoer_pos_member* member) {
    return guarded([&] {
        if (!link || !scan || !member) return problem(XIAOER_POS_INVALID, "an argument is NULL");
        *member = {};
        const auto answer = link->sender->look_up(scan, timeout_ms);
        return answer ? answered(*answer, *member) : problem(answer.error());
    });
}

unsigned long xiaoer_pos_waiting(xiaoer_pos* link) { return link ? link->sender->waiting() : 0; }

int xiaoer_pos_wait(xiaoer_pos* link, int timeout_ms) {
    return guarded([&] {
        if (!link) return problem(XIAOER_POS_INVALID, "an argument is NULL");
        if (link->sender->wait_until_sent(timeout_ms)) return int{XIAOER_POS_OK};
        return problem(XIAOER_POS_AWAY, "some sales still wait");
    });
}

int xiaoer_pos_trouble(xiaoer_pos* link, char* line, unsigned long size) {
    return guarded([&] {
        if (!link || !line || size == 0) return problem(XIAOER_POS_INVALID, "an argument is NULL");
        const std::lock_guard lock(link->mutex);
        copy_text(link->trouble, line, size);
        return int{XIAOER_POS_OK};
    });
}

void xiaoer_pos_close(xiaoer_pos* link) {
    (void)guarded([&] {
        delete link;
        return int{XIAOER_POS_OK};
    });
}
