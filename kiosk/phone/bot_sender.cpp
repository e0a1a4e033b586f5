// The thread behind BotSender.
#include "base/log.h"
#include "net/https_client.h"
#include "phone/bots.h"
#include "phone/posts.h"

#include <condition_variable>
#include <set>
#include <thread>

namespace xiaoer::phone {
namespace {

constexpr std::int64_t longest_wait_ms = 10 * minute_ms;

BotVerdict verdict_on(BotKind kind, const net::Posted& posted) {
    switch (posted.how) {
        case net::Posted::How::answered: return read_bot_answer(kind, posted.reply.status, posted.reply.body);
        case net::Posted::How::not_sent: return {BotResult::not_sent, 0};
        case net::Posted::How::unknown: break;
    }
    return {std::nullopt, 0};
}

}  // namespace

struct BotSender::Inside {
    struct Rest {
        std::int64_t until_ms = 0;  // steady
        std::int64_t wait_ms = 0;   // of the last failure
    };

    Inside(Options given, Kiosk& shop, const Clock& time) : options(std::move(given)), kiosk(shop), clock(time) {}

    void run();
    void look();
    void send(std::size_t bot, const OutboxPost& post);
    [[nodiscard]] bool is_news(const OutboxPost& post) const;
    void settle(const Bot& bot, const std::string& post, BotResult result);

    const Options options;
    Kiosk& kiosk;
    const Clock& clock;
    std::set<std::pair<std::size_t, std::string>> done;  // sent, refused or unsure: not asked of the store again
    std::map<std::size_t, Rest> resting;
    std::mutex mutex;
    std::condition_variable stopped;
    bool stopping = false;
    std::thread thread;
};

void BotSender::Inside::run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
        lock.unlock();
        look();
        lock.lock();
        stopped.wait_for(lock, options.look_every, [this] { return stopping; });
    }
}

bool BotSender::Inside::is_news(const OutboxPost& post) const {
    const auto now = clock.now();
    if (post.kind == PostKind::tonight) return post.tonight.back().at > now;
    if (post.kind == PostKind::announced) return post.draw.closes_at > now;
    // The boss says when it is time to remind, and shows nobody's face by a machine.
    if (post.kind == PostKind::reminder || post.kind == PostKind::thanks) return false;
    return now - (post.kind == PostKind::locked ? post.draw.closes_at : post.draw.draws_at) < options.newer_than_ms;
}

void BotSender::Inside::look() {
    const auto answer = kiosk.query(Outbox{}).get();
    const auto* posts = answer ? std::get_if<std::vector<OutboxPost>>(&*answer) : nullptr;
    if (posts == nullptr) return;
    for (auto post = posts->rbegin(); post != posts->rend(); ++post) {  // the oldest first
        if (!is_news(*post)) continue;
        for (std::size_t bot = 0; bot < options.bots.size(); ++bot) {
            if (done.contains({bot, post->id}) || resting[bot].until_ms > clock.steady_ms()) continue;
            send(bot, *post);
        }
    }
}

void BotSender::Inside::settle(const Bot& bot, const std::string& post, BotResult result) {
    const auto settled = kiosk.submit(SettleBotPost{bot.name, post, result}).get();
    if (!settled) log_error(settled.error(), "keeping what a bot sent");
}

void BotSender::Inside::send(std::size_t index, const OutboxPost& post) {
    const auto& bot = options.bots[index];
    const auto taken = kiosk.submit(TakeBotPost{bot.name, post.id}).get();
    if (!taken) return;  // nothing is saved, so nothing is sent
    if (!std::holds_alternative<Done>(*taken)) {
        done.emplace(index, post.id);
        return;
    }
    const auto settings = kiosk.snapshot()->settings;
    const auto zone = Zone::named(settings.zone);
    const Speech speech(settings.language, zone ? *zone : Zone::named("UTC").value());
    const auto request = bot_request(bot, post_text(post, speech, clock.now()), clock.now());
    const auto posted = net::post(request.url, {{"Content-Type", "application/json"}}, request.body);
    BotVerdict verdict{BotResult::refused, 0};
    if (posted) verdict = verdict_on(bot.kind, *posted);
    if (!verdict.result) {
        log_warning("bot " + bot.name + ": a post may or may not have arrived: " + posted->problem);
        done.emplace(index, post.id);  // it stays "sending": never sent again
        return;
    }
    settle(bot, post.id, *verdict.result);
    auto& rest = resting[index];
    if (verdict.result != BotResult::not_sent) {
        done.emplace(index, post.id);
        rest = {};
        return;
    }
    rest.wait_ms = std::min(longest_wait_ms, std::max({options.first_wait_ms, 2 * rest.wait_ms, verdict.wait_ms}));
    rest.until_ms = clock.steady_ms() + rest.wait_ms;
}

BotSender::BotSender(Options options, Kiosk& kiosk, const Clock& clock)
    : inside_(std::make_unique<Inside>(std::move(options), kiosk, clock)) {
    inside_->thread = std::thread([inside = inside_.get()] { inside->run(); });
}

BotSender::~BotSender() {
    {
        const std::lock_guard lock(inside_->mutex);
        inside_->stopping = true;
    }
    inside_->stopped.notify_all();
    inside_->thread.join();
}

}  // namespace xiaoer::phone
