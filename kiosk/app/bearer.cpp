// Whose pass, card or number a scan is, and how a member may be named to others.
#include "app/handling.h"
#include "domain/number.h"
#include "domain/scan.h"
#include "store/local.h"
#include "store/members.h"
#include "store/same_person.h"

namespace xiaoer {
namespace {

constexpr std::size_t names_remembered = 4096;

using Found = std::variant<Bearing, NotRecognised>;

Found not_recognised(ScanProblem problem) { return NotRecognised{problem}; }

Result<Found> pass_bearer(Handling& now, const Scan& scan) {
    XIAOER_TRY_ASSIGN(const auto own_code, kiosk_code_of(now.db(), now.store().device()));
    if (scan.kiosk_code != own_code) return not_recognised(ScanProblem::other_shop);
    const auto member = now.memory.passes.find(scan.digits, now.steady_ms);
    // A forged pass and one from before a restart look alike: both are simply not alive.
    if (!member) return not_recognised(ScanProblem::expired);
    return Found(Bearing{Evidence::pass, *member, scan.digits});
}

Result<Found> card_bearer(Handling& now, const Scan& scan) {
    XIAOER_TRY_ASSIGN(const auto card, card_by_scan(now.db(), scan.digits));
    if (card) {
        if (card->revoked) return not_recognised(ScanProblem::revoked);
        XIAOER_TRY_ASSIGN(const auto member, survivor_of(now.db(), card->member));
        return Found(Bearing{Evidence::card, member, {}});
    }
    XIAOER_TRY_ASSIGN(const auto own_code, kiosk_code_of(now.db(), now.store().device()));
    return not_recognised(scan.kiosk_code == own_code ? ScanProblem::unknown : ScanProblem::other_shop);
}

}  // namespace

Result<Found> bearer_of(Handling& now, std::string_view text) {
    const Scan scan = classify_scan(text);
    switch (scan.kind) {
        case ScanKind::pass: return pass_bearer(now, scan);
        case ScanKind::card: return card_bearer(now, scan);
        case ScanKind::payment_code: return not_recognised(ScanProblem::payment_code);
        case ScanKind::badge:  // a clerk's: it is nobody's to collect with
        case ScanKind::unreadable: return not_recognised(ScanProblem::unreadable);
        case ScanKind::number: break;
    }
    XIAOER_TRY_ASSIGN(const auto member, member_by_number(now.db(), scan.number));
    if (!member) return not_recognised(ScanProblem::unknown);
    XIAOER_TRY_ASSIGN(const auto survivor, survivor_of(now.db(), member->member));
    return Found(Bearing{Evidence::number, survivor, {}});
}

Result<std::variant<Bearing, Outcome>> bearer_at(Handling& now, std::string_view text,
                                                 const std::optional<SessionId>& window) {
    using At = std::variant<Bearing, Outcome>;
    const bool pass = classify_scan(text).kind == ScanKind::pass;
    const auto wait_ms = pass ? now.memory.guesses.wait_ms(window, now.steady_ms) : 0;
    if (wait_ms > 0) return At(Outcome(TooManyGuesses{wait_ms}));
    XIAOER_TRY_ASSIGN(auto found, bearer_of(now, text));
    if (const auto* problem = std::get_if<NotRecognised>(&found)) {
        if (pass && problem->problem == ScanProblem::expired) now.memory.guesses.wrong(window, now.steady_ms);
        return At(Outcome(*problem));
    }
    return At(std::get<Bearing>(std::move(found)));
}

Result<std::variant<Bearing, Outcome>> whose(Handling& now, const Bearer& bearer) {
    using Whose = std::variant<Bearing, Outcome>;
    if (bearer.browser) {
        XIAOER_TRY_ASSIGN(const auto member, member_of_browser(now.db(), *bearer.browser));
        return member ? Whose(Bearing{Evidence::number, *member, {}}) : Whose(Outcome(UnknownBrowser{}));
    }
    const std::string scan =
        bearer.scan ? *bearer.scan : format_number(bearer.number.value_or(0) > 0 ? *bearer.number : 1);
    if (!bearer.scan && bearer.number.value_or(0) <= 0) return invalid("nobody to bind to");
    XIAOER_TRY_ASSIGN(const auto found, bearer_of(now, scan));
    if (const auto* refused = std::get_if<NotRecognised>(&found)) return Whose(Outcome(*refused));
    return Whose(std::get<Bearing>(found));
}

Result<std::string> shown_name_of(Vault& vault, const MemberId& member) {
    XIAOER_TRY_ASSIGN(const auto row, find_member(vault.db, member));
    if (!row || row->erased) return std::string();
    XIAOER_TRY_ASSIGN(const auto nickname, personal(vault, member, "nickname"));
    return shown_name(nickname, row->show_name);
}

Result<std::string> remembered_name_of(Vault& vault, Memory& memory, const MemberId& member) {
    const std::string key(text_of(member.bytes));
    if (const auto found = memory.shown_names.find(key); found != memory.shown_names.end()) return found->second;
    XIAOER_TRY_ASSIGN(auto name, shown_name_of(vault, member));
    if (memory.shown_names.size() >= names_remembered) memory.shown_names.clear();
    memory.shown_names.emplace(key, name);
    return name;
}

}  // namespace xiaoer
