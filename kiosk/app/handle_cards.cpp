// Cards: issued, revoked, replaced, and printed in advance.
#include "app/handling.h"
#include "base/sha256.h"
#include "domain/scan.h"
#include "store/members.h"
#include "store/people.h"
#include "store/purchases.h"

namespace xiaoer {
namespace {

constexpr std::int64_t sheet_max = 200;

// The card to issue: the scanned one from the stock, or a new one. Nothing when what was scanned is no such card.
Result<std::optional<CardId>> card_to_issue(Handling& now, const std::optional<std::string>& scanned) {
    if (!scanned) return std::optional(CardId::random(now.random));
    const auto scan = classify_scan(*scanned);
    if (scan.kind != ScanKind::card) return std::optional<CardId>{};
    return card_in_stock(now.db(), scan.digits);
}

Result<std::string> digits_of(Handling& now, const CardId& card) {
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(now.db(), now.store().device()));
    return card_digits_of(now.store().keys(), card, code);
}

Result<CardIssued> issue(Handling& now, const CardId& card, const MemberId& member, std::int64_t number) {
    XIAOER_TRY_ASSIGN(auto digits, digits_of(now, card));
    XIAOER_TRY(now.writing.append(CardIssuedFact{card, member, sha256(digits)}));
    return CardIssued{number, std::move(digits), redeem_code_of(now.store().keys(), member), 0, card};
}

Result<std::int64_t> bind_sale(Handling& now, const std::optional<std::string>& sale, const MemberId& member,
                               const StaffId& clerk) {
    if (!sale) return std::int64_t{0};
    XIAOER_TRY_ASSIGN(const auto ref, fact_ref_from_text(*sale));
    XIAOER_TRY_ASSIGN(const auto purchase, find_purchase(now.db(), ref));
    if (!purchase || purchase->member || ref.device != now.store().device()) return std::int64_t{0};
    return bind_to(now, ref, member, clerk);
}

Result<void> revoke_all(Handling& now, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto cards, cards_of(now.db(), member));
    for (const auto& card : cards) XIAOER_TRY(now.writing.append(CardRevoked{card}));
    return {};
}

}  // namespace

Result<Outcome> handle(Handling& now, const IssueCard& wish) {
    const auto session = now.session(wish.by);
    if (!session) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto card, card_to_issue(now, wish.card));
    if (!card) return Outcome(Refused{"card_not_in_stock"});
    MemberId member;
    std::int64_t number = 0;
    if (wish.number) {
        XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), *wish.number));
        if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
        member = row->member, number = row->number;
        if (row->seat)
            XIAOER_TRY(claim_seat(now, member, session->staff));  // the clerk has the person in front of them
    } else {
        MemberJoined fact{{}, 0, "card", false, now.settings.language, {}, false};
        XIAOER_TRY_ASSIGN(number, enrol(now, fact));
        member = fact.member;
    }
    XIAOER_TRY_ASSIGN(auto issued, issue(now, *card, member, number));
    XIAOER_TRY_ASSIGN(issued.tickets, bind_sale(now, wish.purchase, member, session->staff));
    if (!wish.number) greet(now, member, number, issued.tickets);
    return Outcome(std::move(issued));
}

Result<Outcome> handle(Handling& now, const RevokeCard& wish) {
    if (!now.session(wish.by)) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto member, member_by_number(now.db(), wish.number));
    if (!member) return Outcome(NotRecognised{ScanProblem::unknown});
    XIAOER_TRY(revoke_all(now, member->member));
    return Outcome(Done{});
}

Result<Outcome> handle(Handling& now, const ReplaceCard& wish) {
    if (!now.session(wish.by)) return Outcome(NotAllowed{});
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(now.db(), wish.number));
    if (!row) return Outcome(NotRecognised{ScanProblem::unknown});
    // A card of a seat is the clerk's word that this is the person: IssueCard says it.
    if (row->seat) return Outcome(Refused{"seat_at_counter"});
    XIAOER_TRY_ASSIGN(const auto card, card_to_issue(now, wish.card));
    if (!card) return Outcome(Refused{"card_not_in_stock"});
    XIAOER_TRY(revoke_all(now, row->member));
    XIAOER_TRY_ASSIGN(auto issued, issue(now, *card, row->member, row->number));
    return Outcome(std::move(issued));
}

Result<Outcome> handle(Handling& now, const PrepareCards& wish) {
    if (auto refused = unless_manager(now, wish.by)) return Outcome(*refused);
    if (wish.count < 1 || wish.count > sheet_max) return Outcome(Refused{"card_count"});
    CardsReady ready;
    CardsPrepared fact;
    for (std::int64_t i = 0; i < wish.count; ++i) {
        const auto card = CardId::random(now.random);
        XIAOER_TRY_ASSIGN(auto digits, digits_of(now, card));
        fact.cards.push_back({card, sha256(digits)});
        ready.cards.push_back(card);
        ready.scans.push_back(std::move(digits));
    }
    XIAOER_TRY(now.writing.append(fact));
    return Outcome(std::move(ready));
}

}  // namespace xiaoer
