// What the merchant sets, with the defaults of a small shop. Kept in the database's local tables. Values; any thread.
#pragma once

#include "domain/prize.h"

#include <cstdint>
#include <string>
#include <vector>

namespace xiaoer {

enum class Language { hans, hant, en };
[[nodiscard]] constexpr auto names_of(Language) { return std::array<std::string_view, 3>{"zh-Hans", "zh-Hant", "en"}; }

enum class DrawForm { staffed, closed_shop, online };
[[nodiscard]] constexpr auto names_of(DrawForm) {
    return std::array<std::string_view, 3>{"staffed", "closed_shop", "online"};
}

// One evening of the week's programme for the chat group (domain/programme.h).
struct Evening {
    int weekday = 0;  // 0 = Sunday
    int minute = 0;   // of the day, 0–1439
    std::string title;
    std::string text;  // what 小二 posts beneath it; may be empty
    XIAOER_FIELDS(visit("weekday", self.weekday); visit("minute", self.minute); visit("title", self.title);
                  visit("text", self.text);)
    friend bool operator==(const Evening&, const Evening&) = default;
};

struct Settings {
    std::string shop = "小店";
    std::string branch;                  // "" when there is only one
    std::string zone = "Asia/Shanghai";  // IANA
    std::string currency = "CNY";        // ISO 4217
    Language language = Language::hans;  // of the screen at rest and of printed slips
    std::string wifi_name;
    std::string wifi_password;              // shown on the screen, so no secret
    std::string base_url;                   // "http://192.168.1.10:8080"; "" hides the join QR
    std::string join_channel = "counter1";  // channel token in the attract screen's QR
    std::int64_t minor_per_ticket = 5000;   // amount spent for one draw ticket
    std::int64_t tickets_per_purchase_max = 20;
    std::int64_t max_weight = 200;                                // the most one member may hold in a draw
    bool show_amount = false;                                     // on the customers' screen
    std::string draw_rule = "FREQ=WEEKLY;BYDAY=WE,SA;BYHOUR=20";  // RFC 5545; the hour of the show
    DrawForm draw_form = DrawForm::staffed;
    std::int64_t close_before_ms = 90 * minute_ms;  // closed_shop: the list locks this long before the show
    bool one_win_per_member = true;
    std::vector<PrizeOffer> prizes;               // the template of each draw; empty: no draws by themselves
    std::vector<int> market_days = {0};           // weekdays, 0 = Sunday
    int market_days_to_claim = 2;                 // the deadline falls after this many market days
    int claim_hour = 20;                          // 0–23: the hour of the deadline, two days after that market day
    std::int64_t redeem_code_above_minor = 2000;  // above: the 领奖码 on the counter's keypad too
    std::int64_t manager_above_minor = 20000;     // above: a manager's PIN too
    std::string owner_contact;                 // text beside the group's channel ("加店主微信，备注群友号")
    bool free_ticket_for_seats = true;         // one in each draw, given when its list is locked …
    bool free_ticket_for_members = true;       // … in good standing
    int strikes_max = 3;                       // from this many on no more tickets
    std::int64_t referral_tickets = 1;         // for whoever brought a newcomer, when that one first buys
    std::int64_t check_in_tickets = 0;         // once a business day
    int moderator_discount_permille = 50;      // 管家价: 9.5 折
    std::int64_t moderator_voucher_minor = 0;  // each month; 0: none
    int voucher_days = 90;                     // how long store credit is good
    bool voucher_prizes = true;                // a prize called 代金券 is credited when it is handed over
    std::vector<std::string> interests = {"shoes", "kitchen", "stories", "photos", "garden"};  // keys of words
    std::int64_t baseline_month_minor = 0;  // takings of a month before there was a kiosk; 0: not told
    std::vector<Evening> programme;         // a week's plan for the chat group
    // The chat group's own code (domain/group_way.h), and when the owner's way takes its place.
    std::string group_code;                 // what the QR says: an address; "" when there is none
    Timestamp group_code_made_at;           // the start of the day on which it was made
    std::int64_t group_members = 0;         // in the group on that day
    std::int64_t group_code_days = 7;       // how long the chat app lets it live …
    std::int64_t group_code_safe_days = 6;  // … and how long the kiosk shows it
    std::int64_t group_members_max = 200;   // the chat app lets nobody in by it above …
    std::int64_t group_members_safe = 180;  // … and the kiosk shows it below

    XIAOER_FIELDS(
        visit("shop", self.shop); visit("branch", self.branch); visit("zone", self.zone);
        visit("currency", self.currency); visit("language", self.language); visit("wifi_name", self.wifi_name);
        visit("wifi_password", self.wifi_password); visit("base_url", self.base_url);
        visit("join_channel", self.join_channel); visit("minor_per_ticket", self.minor_per_ticket);
        visit("tickets_per_purchase_max", self.tickets_per_purchase_max); visit("max_weight", self.max_weight);
        visit("show_amount", self.show_amount); visit("draw_rule", self.draw_rule); visit("draw_form", self.draw_form);
        visit("close_before_ms", self.close_before_ms); visit("one_win_per_member", self.one_win_per_member);
        visit("prizes", self.prizes); visit("market_days", self.market_days);
        visit("market_days_to_claim", self.market_days_to_claim); visit("claim_hour", self.claim_hour);
        visit("redeem_code_above_minor", self.redeem_code_above_minor);
        visit("manager_above_minor", self.manager_above_minor); visit("owner_contact", self.owner_contact);
        visit("free_ticket_for_seats", self.free_ticket_for_seats);
        visit("free_ticket_for_members", self.free_ticket_for_members); visit("strikes_max", self.strikes_max);
        visit("referral_tickets", self.referral_tickets); visit("check_in_tickets", self.check_in_tickets);
        visit("moderator_discount_permille", self.moderator_discount_permille);
        visit("moderator_voucher_minor", self.moderator_voucher_minor); visit("voucher_days", self.voucher_days);
        visit("voucher_prizes", self.voucher_prizes); visit("interests", self.interests);
        visit("baseline_month_minor", self.baseline_month_minor); visit("programme", self.programme);
        visit("group_code", self.group_code); visit("group_code_made_at", self.group_code_made_at);
        visit("group_members", self.group_members); visit("group_code_days", self.group_code_days);
        visit("group_code_safe_days", self.group_code_safe_days); visit("group_members_max", self.group_members_max);
        visit("group_members_safe", self.group_members_safe);)
    friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace xiaoer
