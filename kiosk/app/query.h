// Query: a question that the reader thread answers from its own read-only connection. Values; any thread.
#pragma once

#include "app/outcome.h"
#include "app/query_pickup.h"
#include "store/book.h"

namespace xiaoer {

struct MemberPage {  // what a member's own phone shows
    Hash browser{};  // SHA-256 of the cookie
};
struct DrawList {  // every draw by number, cancelled and withheld ones too, newest first; without the winners' names
    std::int64_t most = 100;
    std::optional<std::int64_t> before = {};  // only those of smaller numbers
};
struct OneDraw {  // with its winners, at most 100
    std::string draw;
};
struct DrawProof {  // the proof file's text, also of a day of scratch cards; an error when it is not settled, or over
    std::string draw;
};
// What a phone checks of a settled draw without its whole list: what was announced and locked, and the entries of the
// member of this browser. An error when the draw is not settled.
struct DrawShare {
    std::string draw;
    std::optional<Hash> browser = {};
};
struct InstantList {  // days of scratch cards, newest first
    std::int64_t most = 100;
};
// Everything that the shop knows of one person, as a JSON file (store/export.h). By the member's own phone, or by
// number for a door that has checked that the boss asks.
struct ExportMember {
    std::optional<Hash> browser = {};
    std::optional<std::int64_t> number = {};
};
struct BookFigures {  // store/book.h says how each is counted; for the boss only
    Timestamp from;
    Timestamp to;
};
struct OneMember {  // by number, for the boss
    std::int64_t number = 0;
};
// What the boss does by hand in the chat group, which no program can see: whoever got a number in the last two weeks
// and is still to be added, and whoever broke the rules too often and is still to be removed.
struct GroupWork {};
struct TicketView {
    std::string ticket;
    Timestamp at;
    std::string why;  // a name of TicketReason: "purchase", "free", "referral", "check_in"
};
struct MemberPageView {
    std::int64_t number = 0;
    std::string name;  // in full: it is their own page
    Language language = Language::hans;
    std::vector<TicketView> tickets;  // for the coming draw, at most 50
    std::int64_t ticket_count = 0;
    std::vector<PickupUnit> prizes;        // waiting first, at most 20
    std::vector<UnitId> by_round = {};     // of those, won as another had not come for it
    std::vector<UnitId> substituted = {};  // … and another than was announced, as that had run out
    std::vector<PickupUnit> lost = {};     // not fetched in time and drawn again for somebody else, at most 5
    bool free_ticket = false;              // one more is given when the coming draw's list is locked
    MemberRole role = MemberRole::member;
    std::int64_t strikes = 0;
    std::int64_t credit_minor = 0;           // store credit in all
    std::vector<VoucherView> vouchers = {};  // what expires first first, at most 20
    std::vector<std::string> interests = {};
    std::string referral_channel = {};  // the token of their own join link
};
struct BookView {
    Book book;
    // What the shop took in as long a time before it had a kiosk, by the settings' month of 30 days; 0: not told.
    std::int64_t baseline_minor = 0;
};
// Somebody with the prize they collected, who agreed to be shown.
struct ThanksView {
    PhotoId photo;
    std::int64_t number = 0;
    std::string shown_name;
    std::string prize;
    Timestamp at;
    Bytes jpeg{};  // of OnePhoto only
};
struct MemberCard {
    std::int64_t number = 0;
    std::string name;  // in full
    MemberRole role = MemberRole::member;
    std::int64_t strikes = 0;
    std::int64_t purchases = 0;
    bool seat = false;                    // from a roll-call, and nobody claimed it yet
    std::string collected = {};           // the prize they collected last; "" when they never did
    std::vector<ThanksView> photos = {};  // that they agreed to, newest first, at most 4
};
struct GroupPerson {
    std::int64_t number = 0;
    std::string shown_name;
    std::string mark;  // as MarkForwarded takes it, once it is done
};
struct GroupWorkView {  // by number, at most 24 each
    std::vector<GroupPerson> to_add, to_remove;
};
struct DrawSummary {
    std::string draw;
    std::int64_t number = 0;
    DrawState state = DrawState::announced;
    Timestamp draws_at;
    std::string closing_hash;
    std::int64_t winner_count = 0;
    std::vector<WinnerView> winners = {};  // of OneDraw only
    std::int64_t tickets = 0;              // in the list, once it is locked
    std::string entropy_kind = "dice";     // as the announcement names it; "none" is the weaker kind
    std::optional<DrawView> view = {};     // of OneDraw only: what was announced
};
struct InstantSummary {
    std::string id;  // as DrawProof takes it
    std::int64_t day = 0;
    std::string commitment;
    std::int64_t plays = 0;
    bool over = false;  // its seed is out, and it can be checked
};
// A list longer than this is checked by a phone for its own entries only; the rest is for `xiaoer draw verify`.
inline constexpr std::int64_t whole_list_most = 20'000;
// {"announcement","closing":{"count","root","total_weight"},"closing_signature","known","mine":[{"entry","index",
// "path"}],"more","seed"}: `known` says whether the browser has a number, `more` counts entries of theirs beyond the
// first ones, `path` is the way of RFC 6962 from the leaf to the root, empty up to whole_list_most.
struct DrawShareText {
    std::string json;
};
struct ProofText {
    std::string json;
};
struct ExportText {
    std::string json;
};
struct NoSuchMember {};
struct NoSuchDraw {};
struct NoSuchPhoto {};

// 转发篮: what is ready to be forwarded to the chat group, newest first. A post is not stored: it follows from the
// draws and the evening programme; only that it was forwarded is kept.
struct Outbox {};
// redraw: units that nobody fetched are to be drawn again; redrawn: they are.
enum class PostKind { announced, locked, results, reminder, tonight, thanks, redraw, redrawn };
[[nodiscard]] constexpr auto names_of(PostKind) {
    return std::array<std::string_view, 8>{"announced", "locked", "results", "reminder",
                                           "tonight",   "thanks", "redraw",  "redrawn"};
}
// A post of kind `thanks` with its picture.
struct OnePhoto {
    PhotoId photo;
};
struct OutboxPost {
    std::string id;  // "results-d-12345-0007": as MarkForwarded takes it
    PostKind kind = PostKind::announced;
    DrawView draw{};                       // of all but `tonight` and `thanks`
    std::vector<ProgrammeItem> tonight{};  // of `tonight`
    ThanksView thanks{};                   // of `thanks`
    std::optional<Timestamp> forwarded_at{};
    std::size_t round = 0;  // of `redraw` and `redrawn`: index into draw.rounds
};

// How the last sync went, and what waits to be told.
struct SyncState {};
struct SyncStateView {
    std::optional<SyncStatus> last;
    std::int64_t to_tell = 0;  // facts
    std::int64_t kiosks = 1;   // of the merchant, this one too
};

using Query = std::variant<MemberPage, DrawList, OneDraw, DrawProof, ExportMember, BookFigures, OneMember, GroupWork,
                           Outbox, OpenPickups, PickupAudit, SignatureOf, DrawShare, OnePhoto, InstantList, SyncState>;
using Answer =
    std::variant<MemberPageView, std::vector<DrawSummary>, DrawSummary, ProofText, NoSuchMember, NoSuchDraw, ExportText,
                 BookView, MemberCard, GroupWorkView, std::vector<OutboxPost>, std::vector<OpenPickupRow>, AuditView,
                 SignatureText, DrawShareText, NoSuchPhoto, OutboxPost, std::vector<InstantSummary>, SyncStateView>;

}  // namespace xiaoer
