#include "ui/poster_desk.h"

namespace xiaoer::ui {
namespace {

constexpr std::size_t waiting_most = 16;
constexpr std::int64_t drawn_lasts_ms = 30 * second_ms;

}  // namespace

std::future<Result<Bytes>> PosterDesk::ask(OutboxPost post, Language language) {
    std::promise<Result<Bytes>> answer;
    auto future = answer.get_future();
    std::function<void()> wake;
    {
        const std::lock_guard lock(mutex_);
        if (asked_.size() >= waiting_most) {
            answer.set_value(Error{ErrorCode::busy, "too many posters are being drawn; try again in a moment"});
            return future;
        }
        asked_.push_back({std::move(post), language, std::move(answer)});
        wake = wake_;
    }
    if (wake) wake();
    return future;
}

void PosterDesk::serve_one(const Snapshot& snapshot, Timestamp now) {
    std::optional<Asked> asked;
    std::optional<Bytes> known;
    std::string name;
    {
        const std::lock_guard lock(mutex_);
        if (asked_.empty()) return;
        asked = std::move(asked_.front());
        asked_.pop_front();
        name = asked->post.id + "-" + std::string(enum_name(asked->language));
        std::erase_if(drawn_, [now](const auto& entry) { return now - entry.second.at >= drawn_lasts_ms; });
        if (const auto found = drawn_.find(name); found != drawn_.end()) known = found->second.png;
    }
    auto png = known ? Result<Bytes>(std::move(*known)) : render_poster(asked->post, snapshot, now, asked->language);
    if (png && !known) {
        const std::lock_guard lock(mutex_);
        drawn_.insert_or_assign(name, Drawn{*png, now});
    }
    asked->answer.set_value(std::move(png));
}

void PosterDesk::on_ask(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace xiaoer::ui
