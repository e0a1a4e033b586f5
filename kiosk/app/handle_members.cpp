// Numbers, cards, passes, and being forgotten.
#include "app/handling.h"
#include "base/sha256.h"
#include "base/text.h"
#include "domain/number.h"
#include "domain/scan.h"
#include "store/local.h"
#include "store/members.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

constexpr std::size_t nickname_max_points = 20;
// Only the shop's own tokens go into a fact: whatever else a phone sends could be anything, and stays for ever.
std::string known_channel(const Settings& settings, const std::string& channel) {
    return channel == settings.join_channel ? channel : "other";
}

// A new member with the next number. The subject's key is durable before the fact is.
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

// The purchase behind a claim code, when it can still be claimed.
Result<std::optional<FactRef>> claimable(Handling& now, const std::optional<std::string>& code) {
    if (!code) return std::optional<FactRef>{};
    XIAOER_TRY_ASSIGN(const auto ref, purchase_of_claim_code(now.db(), *code));
    if (!ref || ref->device != now.store().device()) return std::optional<FactRef>{};  // only where it was recorded
    XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), *ref));
    if (!purchase || purchase->member) return std::optional<FactRef>{};
    return ref;
}

Result<Outcome> joined_before(Handling& now, const MemberId& member, const std::optional<FactRef>& claim) {
    XIAOER_TRY_ASSIGN(const auto row, find_member(now.db(), member));
    if (!row) return Outcome(UnknownBrowser{});
    std::int64_t tickets = 0;
    if (claim) {
        XIAOER_TRY_ASSIGN(tickets, bind_to(now, *claim, member));
    }
    return Outcome(Joined{member, row->number, "", tickets, true});
}

Result<void> keep_personal(Handling& now, const MemberId& member, std::string_view nickname,
                           const std::optional<std::string>& phone) {
    XIAOER_TRY(put_personal(now.vault, member, "nickname", nickname, now.random));
    if (!phone) return {};
    XIAOER_TRY(put_personal(now.vault, member, "phone", *phone, now.random));
    return index_phone(now.vault, *phone, member);
}

}  // namespace

Result<Outcome> handle(Handling& now, const Join& wish) {
    const std::string nickname = clean_text(wish.nickname, nickname_max_points);
    XIAOER_TRY_ASSIGN(const auto claim, claimable(now, wish.claim_code));
    if (wish.browser) {
        XIAOER_TRY_ASSIGN(const auto known, member_of_browser(now.db(), *wish.browser));
        if (known) return joined_before(now, *known, claim);
    }
    if (nickname.empty()) return Outcome(Refused{"nickname"});
    if (!wish.agreed) return Outcome(Refused{"consent"});
    std::optional<std::string> phone;
    if (wish.phone && !trim(*wish.phone).empty()) {
        phone = normalise_phone(*wish.phone);
        if (!phone) return Outcome(Refused{"phone"});
    }
    MemberJoined fact{{},
                      0,
                      known_channel(now.settings, wish.channel),
                      wish.agreed_alliance,
                      wish.language,
                      wish.notice,
                      wish.show_name};
    XIAOER_TRY(enrol(now, fact));
    XIAOER_TRY(keep_personal(now, fact.member, nickname, phone));
    if (wish.browser) XIAOER_TRY(bind_browser(now.db(), *wish.browser, fact.member, now.now()));
    std::int64_t tickets = 0;
    if (claim) {
        XIAOER_TRY_ASSIGN(tickets, bind_to(now, *claim, fact.member));
    }
    greet(now, fact.member, fact.number, tickets);
    return Outcome(Joined{fact.member, fact.number, redeem_code_of(now.store().keys(), fact.member), tickets, false});
}

Result<Outcome> handle(Handling& now, const IssueCard& wish) {
    if (!now.session(wish.by)) return Outcome(NotAllowed{});
    MemberId member;
    std::int64_t number = 0;
    if (wish.number) {
        XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), *wish.number));
        if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
        member = row->member, number = row->number;
    } else {
        MemberJoined fact{{}, 0, "card", false, now.settings.language, {}, false};
        XIAOER_TRY_ASSIGN(number, enrol(now, fact));
        member = fact.member;
    }
    const auto card = CardId::random(now.random);
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    const std::string digits = card_digits_of(now.store().keys(), card, code);
    XIAOER_TRY(now.writing.append(CardIssuedFact{card, member, sha256(digits)}));
    std::int64_t tickets = 0;
    if (wish.purchase) {
        XIAOER_TRY_ASSIGN(const auto ref, fact_ref_from_text(*wish.purchase));
        XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), ref));
        if (purchase && !purchase->member && ref.device == now.store().device()) {
            XIAOER_TRY_ASSIGN(tickets, bind_to(now, ref, member));
        }
    }
    if (!wish.number) greet(now, member, number, tickets);
    return Outcome(CardIssued{number, digits, redeem_code_of(now.store().keys(), member), tickets});
}

Result<Outcome> handle(Handling& now, const RevokeCard& wish) {
    if (!now.session(wish.by)) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto member, member_by_number(now.db(), wish.number));
    if (!member) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY_ASSIGN(const auto cards, cards_of(now.db(), member->member));
    for (const auto& card : cards) XIAOER_TRY(now.writing.append(CardRevoked{card}));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const IssuePass& wish) {
    XIAOER_TRY_ASSIGN(const auto member, member_of_browser(now.db(), wish.browser));
    if (!member) return Outcome(UnknownBrowser{});
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    const std::string digits = make_pass_digits(code, now.random);
    now.memory.passes.add(digits, *member, now.steady_ms);
    return Outcome(PassIssued{digits, PassBook::lifetime_ms});
}

Result<Outcome> handle(Handling& now, const EraseMember& wish) {
    std::optional<MemberRow> row;
    if (wish.number) {
        XIAOER_TRY_ASSIGN(row, member_by_number(now.db(), *wish.number));
    } else if (wish.member) {
        XIAOER_TRY_ASSIGN(row, find_member(now.db(), *wish.member));
    }
    if (!row || row->erased) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY_ASSIGN(const auto cards, cards_of(now.db(), row->member));
    for (const auto& card : cards) XIAOER_TRY(now.writing.append(CardRevoked{card}));
    XIAOER_TRY(now.writing.append(MemberErased{row->member}));
    XIAOER_TRY(erase_subject(now.vault, row->member));
    now.after_commit.emplace_back([&memory = now.memory, member = row->member] {
        memory.shown_names.clear(), memory.greeting.reset(), memory.purchase.reset();
        memory.passes.forget(member);
    });
    return Outcome(Erased{row->number});
}

}  // namespace xiaoer
