// Numbers and passes.
#include "app/handling.h"
#include "base/sha256.h"
#include "base/text.h"
#include "domain/nickname.h"
#include "domain/number.h"
#include "domain/roll_call.h"
#include "domain/scan.h"
#include "domain/voucher.h"
#include "store/local.h"
#include "store/members.h"
#include "store/people.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

// Only the shop's own tokens and its members' go into a fact: whatever else a phone sends could be anything, and stays
// for ever.
Result<std::string> known_channel(Handling& now, const std::string& channel) {
    if (channel == now.settings.join_channel) return channel;
    if (const auto number = referrer_in(channel)) {
        XIAOER_TRY_ASSIGN(const auto referrer, member_by_number(now.db(), *number));
        if (referrer) return referral_channel(*number);
    }
    return std::string("other");
}

// The purchase behind a claim code, when it can still be claimed.
Result<std::optional<FactRef>> claimable(Handling& now, const std::optional<std::string>& code) {
    if (!code) return std::optional<FactRef>{};
    XIAOER_TRY_ASSIGN(const auto ref, purchase_of_claim_code(now.db(), *code));
    if (!ref || ref->device != now.store().device()) return std::optional<FactRef>{};  // only where it was recorded
    XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), *ref));
    if (!purchase || purchase->member) return std::optional<FactRef>{};
    return ref;
}

// A phone that has its number and joins again says what its owner consents to now: this is how the consents that were
// given apart are taken back and given again. That somebody is under 14 does not change by it.
Result<void> consent_again(Handling& now, const MemberRow& row, const Join& wish) {
    if (!wish.agreed || row.erased) return {};
    XIAOER_TRY_ASSIGN(const auto last, last_consent(now.db(), row.member));
    const bool same = last && last->show_name == wish.show_name && last->alliance == wish.agreed_alliance;
    if (same) return {};
    const auto given = now.writing.append(ConsentGiven{row.member, wish.notice, wish.agreed_alliance, wish.show_name,
                                                       last && last->guardian, wish.language});
    now.after_commit.emplace_back([&memory = now.memory] { memory.shown_names.clear(); });
    return given ? Result<void>() : given.error();
}

Result<Outcome> joined_before(Handling& now, const MemberId& member, const Join& wish,
                              const std::optional<FactRef>& claim) {
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), member));
    if (!row) return Outcome(UnknownBrowser{});
    XIAOER_TRY(consent_again(now, *row, wish));
    std::int64_t tickets = 0;
    if (claim) {
        XIAOER_TRY_ASSIGN(tickets, bind_to(now, *claim, member));
    }
    return Outcome(Joined{member, row->number, "", tickets, true});
}

// Whose phone number it is. Nobody's, when this machine cannot write in their file: whoever says it is a newcomer here.
Result<std::optional<MemberRow>> owner_of_phone(Handling& now, const std::optional<std::string>& phone) {
    if (!phone) return std::optional<MemberRow>{};
    XIAOER_TRY_ASSIGN(const auto member, member_of_phone(now.vault, *phone));
    if (!member) return std::optional<MemberRow>{};
    XIAOER_TRY_ASSIGN(auto row, find_member(now.db(), *member));
    if (!row || row->erased) return std::optional<MemberRow>{};
    XIAOER_TRY_ASSIGN(const bool can_keep, has_key(now.vault, *member));
    return can_keep ? row : std::optional<MemberRow>{};
}

const char* why_not(const Join& wish, std::string_view nickname) {
    if (nickname.empty()) return "nickname";
    if (poses_as_another(nickname)) return "nickname_poses";
    if (!wish.agreed) return "consent";
    if (wish.under_14 && !wish.guardian_agreed) return "guardian";
    return nullptr;
}

// The number: the seat's, or the next one.
Result<MemberRow> member_for(Handling& now, const Join& wish, const std::optional<MemberRow>& seat) {
    MemberRow row;
    if (seat) {
        row = *seat;
        XIAOER_TRY(claim_seat(now, row.member, {}));
    } else {
        XIAOER_TRY_ASSIGN(auto channel, known_channel(now, wish.channel));
        MemberJoined fact{{}, 0, std::move(channel), wish.agreed_alliance, wish.language, wish.notice, wish.show_name};
        XIAOER_TRY_ASSIGN(row.number, enrol(now, fact));
        row.member = fact.member;
    }
    XIAOER_TRY(now.writing.append(ConsentGiven{row.member, wish.notice, wish.agreed_alliance, wish.show_name,
                                               wish.under_14 && wish.guardian_agreed, wish.language}));
    return row;
}

}  // namespace

Result<std::int64_t> enrol(Handling& now, MemberJoined& fact) {
    XIAOER_TRY_ASSIGN(fact.number, next_number(now.db(), now.store().device()));
    fact.member = MemberId::random(now.random);
    XIAOER_TRY(open_subject(now.vault, fact.member, now.random));
    XIAOER_TRY(now.writing.append(fact));
    return fact.number;
}

void greet(Handling& now, const MemberId& member, std::int64_t number, std::int64_t tickets) {
    now.after_commit.emplace_back(
        [&memory = now.memory, vault = now.vault, member, number, tickets, at = now.now()]() mutable {
            const auto name = remembered_name_of(vault, memory, member);
            memory.greeting = GreetingView{++memory.greeting_sequence, number, name.value_or(""), tickets, at};
        });
}

Result<void> keep_personal(Handling& now, const MemberId& member, std::string_view nickname,
                           const std::optional<std::string>& phone) {
    if (!nickname.empty()) {
        XIAOER_TRY(put_personal(now.vault, member, "nickname", nickname, now.random));
        XIAOER_TRY(index_name(now.vault, nickname, member));
    }
    if (!phone) return {};
    XIAOER_TRY(put_personal(now.vault, member, "phone", *phone, now.random));
    return index_phone(now.vault, *phone, member);
}

Result<void> claim_seat(Handling& now, const MemberId& member, const std::optional<StaffId>& clerk) {
    const auto claimed = now.writing.append(SeatClaimed{member, clerk});
    now.after_commit.emplace_back([&memory = now.memory] { memory.shown_names.clear(); });
    return claimed ? Result<void>() : claimed.error();
}

Result<Outcome> handle(Handling& now, const Join& wish) {
    const std::string nickname = clean_text(wish.nickname, nickname_points_max);
    XIAOER_TRY_ASSIGN(const auto claim, claimable(now, wish.claim_code));
    if (wish.browser) {
        XIAOER_TRY_ASSIGN(const auto known, member_of_browser(now.db(), *wish.browser));
        if (known) return joined_before(now, *known, wish, claim);
    }
    if (const char* why = why_not(wish, nickname)) return Outcome(Refused{why});
    std::optional<std::string> phone;
    if (wish.phone && !trim(*wish.phone).empty()) {
        phone = normalise_phone(*wish.phone);
        if (!phone) return Outcome(Refused{"phone"});
    }
    // A seat that a roll-call gave to this number is theirs, while nobody claimed it. A member's number is bound to
    // another phone by the 领奖码 (BindBrowser) or by the clerk, never by knowing the phone number.
    XIAOER_TRY_ASSIGN(auto seat, owner_of_phone(now, phone));
    // A phone number that a member gave stays theirs alone, and whoever types it here learns nothing of that.
    if (seat && !seat->seat) seat.reset(), phone.reset();
    if (seat) {
        XIAOER_TRY_ASSIGN(const bool at_stake, has_stakes(now.db(), seat->member));
        if (at_stake) return Outcome(Refused{"seat_at_counter"});
    }
    XIAOER_TRY_ASSIGN(const auto row, member_for(now, wish, seat));
    XIAOER_TRY(keep_personal(now, row.member, nickname, phone));
    if (wish.browser) XIAOER_TRY(bind_browser(now.db(), *wish.browser, row.member, now.now()));
    std::int64_t tickets = 0;
    if (claim) {
        XIAOER_TRY_ASSIGN(tickets, bind_to(now, *claim, row.member));
    }
    greet(now, row.member, row.number, tickets);
    return Outcome(Joined{row.member, row.number, redeem_code_of(now.store().keys(), row.member), tickets, false});
}

Result<Outcome> handle(Handling& now, const IssuePass& wish) {
    XIAOER_TRY_ASSIGN(const auto member, member_of_browser(now.db(), wish.browser));
    if (!member) return Outcome(UnknownBrowser{});
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    const std::string digits = make_pass_digits(code, now.random);
    now.memory.passes.add(digits, *member, now.steady_ms);
    return Outcome(PassIssued{digits, PassBook::lifetime_ms});
}

}  // namespace xiaoer
