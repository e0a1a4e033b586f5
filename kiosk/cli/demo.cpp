#include "cli/demo.h"

#include "base/calendar.h"
#include "base/sha256.h"
#include "cli/cli.h"
#include "domain/rules.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace xiaoer::cli {
namespace {

constexpr std::array<std::string_view, 24> nicknames = {
    "山里人",   "平安是福", "小赵",       "陈静",     "龙吟花姐", "老周",       "快乐每一天", "小颖妈",
    "阿强",     "梅子",     "石板街老李", "静静",     "向日葵",   "五金店老吴", "小陈",       "云淡风轻",
    "春暖花开", "大刘",     "阿芳",       "知足常乐", "老北京",   "桂花",       "小石头",     "晓梅"};

// The clock, the kiosk and the people of the made-up shop, and what they do in a day.
class Demo {
public:
    explicit Demo(const DemoPlan& plan) : plan_(plan), random_(plan.seed), clock_(plan.ends_at - plan.days * day_ms) {}

    Result<DemoFigures> run() {
        XIAOER_TRY_ASSIGN(kiosk_, Kiosk::open({plan_.database, &clock_, &random_, 256, false}));
        XIAOER_TRY_ASSIGN(zone_, Zone::named(demo_settings().zone));
        Settings settings = demo_settings();
        settings.base_url = plan_.base_url;
        XIAOER_TRY(say(OpenShop{settings}));
        XIAOER_TRY(kiosk_->add_staff("兰姐", true, std::string(demo_manager_pin), {}).get());
        XIAOER_TRY_ASSIGN(const auto added, kiosk_->add_staff("小颖", false, std::string(demo_clerk_pin), {}).get());
        clerk_ = std::get<StaffAdded>(added).staff;
        XIAOER_TRY(say(Tick{}));
        for (int day = 0; day < plan_.days; ++day) XIAOER_TRY(live_a_day());
        clock_.set(plan_.ends_at);
        XIAOER_TRY(settle_what_is_closed());
        XIAOER_TRY(say(Tick{}));
        return figures_;
    }

private:
    Result<Outcome> say(Wish wish) { return kiosk_->submit(std::move(wish)).get(); }

    Result<void> live_a_day() {
        const auto start = clock_.now();
        const auto weekday = zone_->to_civil(start).weekday;
        for (std::uint64_t i = 0, count = 2 + random_.below(4); i < count; ++i) XIAOER_TRY(somebody_joins());
        for (std::uint64_t i = 0, count = 5 + random_.below(8); i < count; ++i) XIAOER_TRY(somebody_buys());
        if (weekday == 0) XIAOER_TRY(winners_come());
        clock_.set(start + day_ms);
        XIAOER_TRY(say(Tick{}));
        return settle_what_is_closed();
    }
    void pass_time(std::uint64_t minutes_at_most) {
        clock_.advance(static_cast<std::int64_t>(1 + random_.below(minutes_at_most)) * minute_ms);
    }
    Result<void> somebody_joins() {
        pass_time(20);
        Join wish;
        wish.nickname = nicknames[static_cast<std::size_t>(figures_.members) % nicknames.size()];
        wish.agreed = true;
        wish.show_name = random_.below(3) != 0;
        wish.channel = "counter1";
        wish.browser = browser_of(++figures_.members);
        if (random_.below(2) == 0) wish.phone = "139" + random_.digits(8);
        XIAOER_TRY(say(std::move(wish)));
        return {};
    }
    Result<void> somebody_buys() {
        pass_time(30);
        NewPurchase purchase;
        purchase.receipt_no = std::to_string(1000 + ++figures_.purchases);
        purchase.total_minor = static_cast<std::int64_t>(20 + random_.below(280)) * 100;
        purchase.source = "tap:demo";
        if (random_.below(5) != 0)
            purchase.member =
                static_cast<std::int64_t>(1 + random_.below(static_cast<std::uint64_t>(figures_.members)));
        XIAOER_TRY(say(RecordPurchases{{purchase}, {}}));
        return {};
    }
    // Dice are thrown for every list that is locked.
    Result<void> settle_what_is_closed() {
        XIAOER_TRY_ASSIGN(const auto answer, kiosk_->query(DrawList{}).get());
        for (const auto& draw : std::get<std::vector<DrawSummary>>(answer)) {
            if (draw.state != DrawState::closed) continue;
            std::string throws;
            while (throws.size() < 10) throws += static_cast<char>('1' + random_.below(6));
            XIAOER_TRY(say(SettleDraw{draw.draw, throws, {}}));
            ++figures_.draws;
            XIAOER_TRY(say(Tick{}));
        }
        return {};
    }
    // Market day: most winners with a phone come, show their pass and collect.
    Result<void> winners_come() {
        XIAOER_TRY_ASSIGN(const auto signed_in, kiosk_->sign_in(clerk_, std::string(demo_clerk_pin)).get());
        const auto session = std::get<SignedIn>(signed_in).session;
        for (std::int64_t member = 1; member <= figures_.members; ++member) {
            if (random_.below(5) == 0) continue;
            XIAOER_TRY(collect(browser_of(member), session));
        }
        return {};
    }
    Result<void> collect(const Hash& browser, const SessionId& session) {
        XIAOER_TRY_ASSIGN(const auto issued, say(IssuePass{browser}));
        const auto* pass = std::get_if<PassIssued>(&issued);
        if (pass == nullptr) return {};
        XIAOER_TRY_ASSIGN(const auto looked_up, say(LookUp{pass->scan, session}));
        const auto* found = std::get_if<Recognised>(&looked_up);
        if (found == nullptr) return {};
        HandOver wish{{}, pass->scan, {}, {}, session};
        for (const auto& unit : found->units) {
            if (unit.state == UnitState::waiting && unit.value_minor <= demo_settings().redeem_code_above_minor)
                wish.units.push_back(unit.unit);
        }
        if (wish.units.empty()) return {};
        XIAOER_TRY_ASSIGN(const auto handed, say(wish));
        if (std::holds_alternative<HandedOver>(handed))
            figures_.pickups += static_cast<std::int64_t>(wish.units.size());
        clock_.advance(second_ms * 20);
        return {};
    }
    [[nodiscard]] Hash browser_of(std::int64_t member) const {
        return sha256("demo browser " + std::to_string(member));
    }

    DemoPlan plan_;
    SeededRandom random_;
    ManualClock clock_;
    std::unique_ptr<Kiosk> kiosk_;
    std::optional<Zone> zone_;
    StaffId clerk_;
    DemoFigures figures_;
};

}  // namespace

Settings demo_settings() {
    Settings settings;
    settings.shop = "老北京布鞋";
    settings.branch = "龙吟店";
    settings.wifi_name = "LaoBeijing";
    settings.wifi_password = "88888888";
    settings.prizes = {{"手工布鞋", 1, 12800}, {"照片书一本", 3, 1800}, {"5 元代金券", 10, 500}};
    settings.owner_contact = "加店主微信，备注群友号，拉您进群";
    return settings;
}

Result<DemoFigures> make_demo(const DemoPlan& plan) {
    if (std::filesystem::exists(plan.database))
        return invalid(plan.database.string() + " exists already: the demo makes a new shop only");
    return Demo(plan).run();
}

void add_demo(CLI::App& root, Run& run) {
    struct Words {
        DemoPlan plan;
        std::string db;
    };
    const auto words = std::make_shared<Words>();
    auto* command = root.add_subcommand("demo", "A made-up shop through the real commands");
    command->add_option("--db", words->db, "The database to make")->required();
    command->add_option("--days", words->plan.days, "How many days it has been open")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    command->add_option("--seed", words->plan.seed, "The same seed makes the same people")->capture_default_str();
    command->add_option("--url", words->plan.base_url,
                        "Where its phone page is reached, such as http://192.168.1.10:8080");
    command->callback([words, &run] {
        run = [words]() -> Result<int> {
            words->plan.database = words->db;
            words->plan.ends_at = SystemClock().now();
            XIAOER_TRY_ASSIGN(const auto figures, make_demo(words->plan));
            std::cout << canonical(to_json(figures)) << '\n';
            std::cerr << "staff: 兰姐 (manager) PIN " << demo_manager_pin << ", 小颖 PIN " << demo_clerk_pin << '\n';
            return 0;
        };
    });
}

}  // namespace xiaoer::cli
