#include "app/answers.h"

#include "app/handling.h"
#include "base/sha256.h"
#include "store/draws.h"
#include "store/members.h"
#include "store/vault.h"

namespace xiaoer {
namespace {

struct TakeOut {
    void operator()(ShopOpened& outcome) const { outcome.root_key.clear(), outcome.draw_key.clear(); }
    void operator()(Joined& outcome) const { outcome.redeem_code.clear(); }
    void operator()(CardIssued& outcome) const { outcome.scan.clear(), outcome.redeem_code.clear(); }
    void operator()(SeatBound& outcome) const { outcome.redeem_code.clear(); }
    void operator()(CardsReady& outcome) const { outcome.scans.clear(); }
    void operator()(Recorded& outcome) const {
        for (auto& code : outcome.claim_codes) code = code.empty() ? "" : "claim";
    }
    // Names are personal: an answer that is kept outlives the person's erasure.
    void operator()(Bound& outcome) const { outcome.shown_name.clear(); }
    void operator()(HandedOver& outcome) const { outcome.clerk.clear(); }
    void operator()(WinnersFound& outcome) const {
        for (auto& winner : outcome.winners) winner.name.clear();
    }
    void operator()(auto&) const {}
};

Result<void> put_back(Store& store, Joined& outcome) {
    if (!outcome.already) outcome.redeem_code = redeem_code_of(store.keys(), outcome.member);
    return {};
}

Result<void> put_back(Store& store, SeatBound& outcome) {
    if (outcome.already) return {};
    XIAOER_TRY_ASSIGN(const auto member, member_by_number(store.db(), outcome.number));
    if (member) outcome.redeem_code = redeem_code_of(store.keys(), member->member);
    return {};
}

// The card that was issued; nothing is put back when it was revoked meanwhile.
Result<void> put_back(Store& store, CardIssued& outcome) {
    XIAOER_TRY_ASSIGN(const auto card, find_card(store.db(), outcome.card));
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(store.db(), store.device()));
    if (!card || card->revoked) return {};
    outcome.scan = card_digits_of(store.keys(), outcome.card, code);
    outcome.redeem_code = redeem_code_of(store.keys(), card->member);
    return {};
}

Result<void> put_back(Store& store, CardsReady& outcome) {
    XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(store.db(), store.device()));
    for (const auto& card : outcome.cards) outcome.scans.push_back(card_digits_of(store.keys(), card, code));
    return {};
}

Result<void> put_back(Store& store, Recorded& outcome) {
    for (std::size_t i = 0; i < outcome.claim_codes.size(); ++i) {
        if (outcome.claim_codes[i].empty()) continue;
        XIAOER_TRY_ASSIGN(const auto ref, fact_ref_from_text(outcome.purchases[i]));
        outcome.claim_codes[i] = claim_code_of(store.keys(), ref);
    }
    return {};
}

Result<void> put_back(Store& store, Bound& outcome) {
    XIAOER_TRY_ASSIGN(const auto member, member_by_number(store.db(), outcome.number));
    if (!member) return {};
    Vault vault{store.db(), store.keys(), store.keyring()};
    XIAOER_TRY_ASSIGN(outcome.shown_name, shown_name_of(vault, member->member));
    return {};
}

Result<void> put_back(Store& store, HandedOver& outcome) {
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(store.db(), outcome.units.at(0)));
    if (!unit) return {};
    Vault vault{store.db(), store.keys(), store.keyring()};
    XIAOER_TRY_ASSIGN(const auto secret, staff_secret(vault, unit->clerk));
    if (secret) outcome.clerk = secret->name;
    return {};
}

Result<void> put_back(Store& store, WinnersFound& outcome) {
    Vault vault{store.db(), store.keys(), store.keyring()};
    for (auto& winner : outcome.winners) {
        XIAOER_TRY_ASSIGN(const auto member, member_by_number(store.db(), winner.number));
        if (!member) continue;
        XIAOER_TRY_ASSIGN(winner.name, personal(vault, member->member, "nickname"));
    }
    return {};
}

Result<void> put_back(Store&, auto&) { return {}; }

}  // namespace

std::string answer_to_keep(Outcome outcome) {
    std::visit(TakeOut{}, outcome);
    return canonical(to_json(outcome));
}

Result<Outcome> kept_answer(Store& store, std::string_view kept) {
    XIAOER_TRY_ASSIGN(const auto json, parse_json(kept));
    XIAOER_TRY_ASSIGN(auto outcome, from_json<Outcome>(json));
    XIAOER_TRY(std::visit([&store](auto& alternative) { return put_back(store, alternative); }, outcome));
    return outcome;
}

}  // namespace xiaoer
