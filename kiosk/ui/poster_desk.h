// Where other rooms ask for posters: only the UI thread can draw, and it draws one between two frames.
#pragma once

#include "ui/poster.h"

#include <deque>
#include <functional>
#include <future>
#include <map>
#include <mutex>

namespace xiaoer::ui {

class PosterDesk {
public:
    // Any thread. The PNG; the same post asked again within half a minute gets the same bytes without drawing. Errors
    // inside: busy when too many wait, io.
    [[nodiscard]] std::future<Result<Bytes>> ask(OutboxPost post, Language language);

    // UI thread: draws the oldest that waits, if one does.
    void serve_one(const Snapshot& snapshot, Timestamp now);
    // Called on the asking thread after each ask, to wake the UI thread; must not block.
    void on_ask(std::function<void()> wake);

private:
    struct Asked {
        OutboxPost post;
        Language language;
        std::promise<Result<Bytes>> answer;
    };
    struct Drawn {
        Bytes png;
        Timestamp at;
    };
    std::mutex mutex_;  // guards all below
    std::deque<Asked> asked_;
    std::map<std::string, Drawn> drawn_;  // by the post's id and the language
    std::function<void()> wake_;
};

}  // namespace xiaoer::ui
