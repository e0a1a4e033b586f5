#include "app/reader.h"

#include "app/draw_view.h"
#include "app/handling.h"
#include "domain/rules.h"
#include "domain/voucher.h"
#include "store/export.h"
#include "store/instant.h"
#include "store/local.h"
#include "store/members.h"
#include "store/purchases.h"
#include "store/schema.h"
#include "store/take_in.h"
#include "store/vouchers.h"

#include <ranges>

namespace xiaoer {
namespace {

constexpr std::int64_t tickets_most = 50;
constexpr std::int64_t prizes_most = 20;
constexpr std::int64_t lost_most = 5;
constexpr std::size_t vouchers_most = 20;
constexpr std::int64_t month_ms = 30 * day_ms;
constexpr std::int64_t winners_on_page = 100;
constexpr std::int64_t draws_in_outbox_most = 4;
constexpr std::int64_t group_work_most = 24;
constexpr std::int64_t newcomer_ms = 14 * day_ms;
constexpr std::int64_t thanks_ms = 7 * day_ms;  // older ones are no news to the group
constexpr std::int64_t thanks_most = 8;
constexpr std::int64_t photos_of_one_most = 4;

bool anybody_waits(const DrawView& draw) {
    return std::ranges::any_of(draw.winners, [](const auto& winner) { return winner.state == UnitState::waiting; });
}

// What there is to say of the last round in which unclaimed prizes were drawn again. Its own deadline counts.
std::vector<PostKind> posts_of_round(DrawView& draw, Timestamp now) {
    const auto& round = draw.rounds.back();
    if (!round.settled) return {PostKind::redraw};
    draw.claim_by = round.claim_by;
    if (round.claim_by <= now) return {};
    if (anybody_waits(draw)) return {PostKind::reminder, PostKind::redrawn};
    return {PostKind::redrawn};
}

// What there is to say of a draw now, the newest first.
std::vector<PostKind> posts_of(DrawView& draw, Timestamp now) {
    switch (draw.state) {
        case DrawState::announced: return {PostKind::announced};
        case DrawState::closed: return {PostKind::locked};
        case DrawState::settled:
            if (now < draw.draws_at) return {PostKind::locked};  // thrown early, told at the hour that was announced
            if (!draw.rounds.empty()) return posts_of_round(draw, now);
            if (draw.claim_by <= now) return {};
            if (anybody_waits(draw)) return {PostKind::reminder, PostKind::results};
            return {PostKind::results};
        case DrawState::cancelled:
        case DrawState::withheld: break;
    }
    return {};
}

// The evening's programme comes before all others on its day.
Result<void> add_tonight(Database& db, std::vector<OutboxPost>& posts, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db));
    XIAOER_TRY_ASSIGN(const auto zone, Zone::named(settings.zone));
    auto items = programme_of_day(settings.programme, now, zone);
    if (items.empty()) return {};
    auto id = "tonight-" + iso_date(zone.to_civil(now));
    XIAOER_TRY_ASSIGN(const auto forwarded_at, forwarded(db, id));
    posts.insert(posts.begin(), {std::move(id), PostKind::tonight, {}, std::move(items), {}, forwarded_at, 0});
    return {};
}

}  // namespace

Reader::Reader(Database db, Keys keys, Keyring keyring, const DeviceId& own)
    : db_(std::move(db)), keys_(std::move(keys)), keyring_(std::move(keyring)), own_(own) {}

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& path, const DeviceId& own) {
    XIAOER_TRY_ASSIGN(auto keys, read_keys(path));
    if (!keys) return invalid("the key file is missing");
    XIAOER_TRY_ASSIGN(auto db, Database::open(path, Database::Mode::read));
    XIAOER_TRY(check_schema(db));
    return std::unique_ptr<Reader>(new Reader(std::move(db), std::move(*keys), Keyring(path), own));
}

Result<Answer> Reader::answer(const Query& query, Timestamp now) {
    return std::visit([this, now](const auto& one) { return answer_one(one, now); }, query);
}

Result<void> Reader::add_rewards(MemberPageView& page, const MemberRow& row, Vault& vault, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db_));
    const bool given = row.channel == "seat" ? settings.free_ticket_for_seats : settings.free_ticket_for_members;
    page.free_ticket = given && row.strikes < settings.strikes_max;
    page.role = row.role;
    page.strikes = row.strikes;
    page.referral_channel = referral_channel(row.number);
    XIAOER_TRY_ASSIGN(const auto vouchers, open_vouchers(db_, row.member, now));
    for (const auto& voucher : vouchers) {
        page.credit_minor += voucher.left_minor;
        if (page.vouchers.size() == vouchers_most) continue;
        page.vouchers.push_back({voucher.value_minor, voucher.left_minor, voucher.expires_at, voucher.why});
    }
    XIAOER_TRY_ASSIGN(const auto interests, personal(vault, row.member, "interests"));
    for (const auto word : std::views::split(std::string_view(interests), ',')) {
        if (!word.empty()) page.interests.emplace_back(word.begin(), word.end());
    }
    return {};
}

Result<Answer> Reader::answer_one(const MemberPage& query, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto member, member_of_browser(db_, query.browser));
    if (!member) return Answer(NoSuchMember{});
    XIAOER_TRY_ASSIGN(const auto row, find_member(db_, *member));
    if (!row || row->erased) return Answer(NoSuchMember{});
    Vault vault{db_, keys_, keyring_};
    MemberPageView page;
    page.number = row->number;
    page.language = row->language;
    XIAOER_TRY_ASSIGN(page.name, personal(vault, *member, "nickname"));
    XIAOER_TRY_ASSIGN(page.ticket_count, open_ticket_count(db_, *member));
    XIAOER_TRY_ASSIGN(const auto tickets, open_tickets_of(db_, *member, tickets_most));
    for (const auto& ticket : tickets) page.tickets.push_back({ticket.ticket, ticket.at, ticket.why});
    XIAOER_TRY(add_rewards(page, *row, vault, now));
    XIAOER_TRY_ASSIGN(const auto units, units_of_member(db_, *member, prizes_most));
    for (const auto& unit : units) {
        PickupUnit view{unit.unit, unit.prize,    unit.tier, unit.value_minor,    unit.state,
                        {},        unit.claim_by, {},        unit.handed_over_at, {}};
        if (unit.home != own_) {
            XIAOER_TRY_ASSIGN(const auto code, kiosk_code_of(db_, unit.home));
            XIAOER_TRY_ASSIGN(view.elsewhere, shop_of_kiosk_code(db_, code));
        }
        if (unit.round > 0) page.by_round.push_back(unit.unit);
        if (unit.substituted) page.substituted.push_back(unit.unit);
        page.prizes.push_back(std::move(view));
    }
    XIAOER_TRY_ASSIGN(const auto lost, units_lost_by(db_, *member, lost_most));
    for (const auto& unit : lost) {
        page.lost.push_back(
            {unit.unit, unit.prize, unit.tier, unit.value_minor, UnitState::unclaimed, {}, {}, {}, {}, {}});
    }
    return Answer(std::move(page));
}

Result<Answer> Reader::answer_one(const SyncState&, Timestamp) {
    SyncStateView view;
    XIAOER_TRY_ASSIGN(view.last, read_sync_status(db_));
    XIAOER_TRY_ASSIGN(view.to_tell, facts_to_tell(db_, own_));
    XIAOER_TRY_ASSIGN(const auto merchant, local_value(db_, "merchant"));
    if (!merchant) return Answer(view);
    XIAOER_TRY_ASSIGN(const auto own, MerchantId::from_hex(*merchant));
    XIAOER_TRY_ASSIGN(const auto others, living_kiosks(db_, own, own_));
    view.kiosks = 1 + std::ssize(others);
    return Answer(view);
}

Result<DrawSummary> Reader::summary_of(const DrawRow& draw, Timestamp now) {
    DrawSummary summary{draw.draw, draw.number, state_of(draw, now), draw.draws_at, {}, 0};
    if (draw.closing_hash) summary.closing_hash = to_hex(*draw.closing_hash);
    if (draw.closing_hash) summary.tickets = draw.tickets;
    summary.entropy_kind =
        std::visit([]<class E>(const E&) { return std::string(E::kind); }, draw.announcement.entropy);
    XIAOER_TRY_ASSIGN(summary.winner_count, winner_count(db_, draw.draw));
    return summary;
}

Result<Answer> Reader::answer_one(const DrawList& query, Timestamp now) {
    std::vector<DrawSummary> list;
    XIAOER_TRY_ASSIGN(const auto draws, draws_by_number(db_, query.most, query.before));
    for (const auto& draw : draws) {
        XIAOER_TRY_ASSIGN(auto summary, summary_of(draw, now));
        list.push_back(std::move(summary));
    }
    return Answer(std::move(list));
}

Result<Answer> Reader::answer_one(const OneDraw& query, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto draw, find_draw(db_, query.draw));
    if (!draw) return Answer(NoSuchDraw{});
    XIAOER_TRY_ASSIGN(auto summary, summary_of(*draw, now));
    Vault vault{db_, keys_, keyring_};
    const auto name_of = [&vault](const MemberId& member) { return shown_name_of(vault, member); };
    XIAOER_TRY_ASSIGN(summary.winners, winners_of(db_, *draw, winners_on_page, name_of));
    XIAOER_TRY_ASSIGN(summary.view, view_of_draw(db_, *draw, now, winners_on_page, name_of));
    return Answer(std::move(summary));
}

Result<Answer> Reader::answer_one(const InstantList& query, Timestamp) {
    std::vector<InstantSummary> list;
    XIAOER_TRY_ASSIGN(const auto days, instant_days(db_, query.most));
    for (const auto& day : days)
        list.push_back(
            {instant_id(day.device, day.day), day.day, to_hex(day.commitment), day.plays, day.seed.has_value()});
    return Answer(std::move(list));
}

Result<Answer> Reader::answer_one(const DrawProof& query, Timestamp) {
    if (const auto day = instant_of_id(query.draw)) {
        XIAOER_TRY_ASSIGN(const auto proof, instant_proof_of(db_, day->first, day->second));
        return Answer(ProofText{write_instant_proof(proof)});
    }
    XIAOER_TRY_ASSIGN(const auto proof, proof_of(db_, query.draw));
    return Answer(ProofText{write_proof(proof)});
}

Result<Answer> Reader::answer_one(const ExportMember& query, Timestamp) {
    std::optional<MemberId> member;
    if (query.browser) {
        XIAOER_TRY_ASSIGN(member, member_of_browser(db_, *query.browser));
    } else if (query.number) {
        XIAOER_TRY_ASSIGN(const auto row, member_by_number(db_, *query.number));
        if (row) member = row->member;
    }
    if (!member) return Answer(NoSuchMember{});
    Vault vault{db_, keys_, keyring_};
    XIAOER_TRY_ASSIGN(const auto json, export_of_member(vault, *member));
    return Answer(ExportText{canonical(json)});
}

Result<Answer> Reader::answer_one(const BookFigures& query, Timestamp) {
    if (query.to < query.from) return invalid("the book's span ends before it begins");
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db_));
    XIAOER_TRY_ASSIGN(const auto zone, Zone::named(settings.zone));
    BookView view;
    XIAOER_TRY_ASSIGN(
        view.book, book_of(db_, {query.from, query.to, business_day(query.from, zone), business_day(query.to, zone)}));
    // In days, so that no amount is multiplied out of range.
    const auto days = (query.to.ms - query.from.ms) / day_ms;
    view.baseline_minor = settings.baseline_month_minor / (month_ms / day_ms) * days;
    return Answer(view);
}

Result<Answer> Reader::answer_one(const OneMember& query, Timestamp) {
    XIAOER_TRY_ASSIGN(const auto row, member_by_number(db_, query.number));
    if (!row) return Answer(NoSuchMember{});
    Vault vault{db_, keys_, keyring_};
    XIAOER_TRY_ASSIGN(auto name, personal(vault, row->member, "nickname"));
    MemberCard card{row->number, std::move(name), row->role, row->strikes, row->purchases, row->seat};
    XIAOER_TRY_ASSIGN(const auto units, units_of_member(db_, row->member, prizes_most));
    Timestamp last;
    for (const auto& unit : units) {
        if (unit.state != UnitState::handed_over || unit.handed_over_at <= last) continue;
        last = unit.handed_over_at, card.collected = unit.prize;
    }
    XIAOER_TRY_ASSIGN(const auto photos, photos_of(db_, row->member, photos_of_one_most));
    for (const auto& photo : photos) {
        XIAOER_TRY_ASSIGN(auto post, thanks_post(photo));
        card.photos.push_back(std::move(post.thanks));
    }
    return Answer(std::move(card));
}

Result<std::vector<GroupPerson>> Reader::named(std::vector<PersonToMark> people) {
    Vault vault{db_, keys_, keyring_};
    std::vector<GroupPerson> list;
    for (auto& person : people) {
        XIAOER_TRY_ASSIGN(auto name, shown_name_of(vault, person.member));
        list.push_back({person.number, std::move(name), std::move(person.mark)});
    }
    return list;
}

Result<Answer> Reader::answer_one(const GroupWork&, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto settings, read_settings(db_));
    XIAOER_TRY_ASSIGN(auto newcomers, newcomers_to_add(db_, now - newcomer_ms, group_work_most));
    XIAOER_TRY_ASSIGN(auto struck_out, struck_out_to_remove(db_, settings.strikes_max, group_work_most));
    GroupWorkView view;
    XIAOER_TRY_ASSIGN(view.to_add, named(std::move(newcomers)));
    XIAOER_TRY_ASSIGN(view.to_remove, named(std::move(struck_out)));
    return Answer(std::move(view));
}

Result<Answer> Reader::answer_one(const Outbox&, Timestamp now) {
    Vault vault{db_, keys_, keyring_};
    const auto name_of = [&vault](const MemberId& member) { return shown_name_of(vault, member); };
    std::vector<OutboxPost> posts;
    XIAOER_TRY_ASSIGN(const auto draws, draws_by_number(db_, draws_in_outbox_most));
    for (const auto& row : draws) {
        XIAOER_TRY_ASSIGN(auto draw, view_of_draw(db_, row, now, winners_on_page, name_of));
        for (const auto kind : posts_of(draw, now)) {
            auto id = std::string(enum_name(kind)) + "-" + draw.id;
            if (!draw.rounds.empty()) id += "-" + std::to_string(draw.rounds.size());
            XIAOER_TRY_ASSIGN(const auto forwarded_at, forwarded(db_, id));
            const auto round = draw.rounds.empty() ? 0 : draw.rounds.size() - 1;
            posts.push_back({std::move(id), kind, draw, {}, {}, forwarded_at, round});
        }
    }
    XIAOER_TRY(add_thanks(posts, now));
    XIAOER_TRY(add_tonight(db_, posts, now));
    return Answer(std::move(posts));
}

Result<OutboxPost> Reader::thanks_post(const PhotoRow& photo) {
    Vault vault{db_, keys_, keyring_};
    OutboxPost post{"thanks-" + photo.photo.hex(), PostKind::thanks, {}, {}, {}, {}};
    XIAOER_TRY_ASSIGN(const auto member, find_member(db_, photo.member));
    XIAOER_TRY_ASSIGN(const auto unit, find_unit(db_, photo.unit));
    XIAOER_TRY_ASSIGN(auto name, shown_name_of(vault, photo.member));
    post.thanks = {photo.photo, member ? member->number : 0, std::move(name), unit ? unit->prize : "", photo.at, {}};
    XIAOER_TRY_ASSIGN(post.forwarded_at, forwarded(db_, post.id));
    return post;
}

// What people like to see most stands above the draws.
Result<void> Reader::add_thanks(std::vector<OutboxPost>& posts, Timestamp now) {
    XIAOER_TRY_ASSIGN(const auto photos, photos_since(db_, now - thanks_ms, thanks_most));
    std::vector<OutboxPost> thanks;
    for (const auto& photo : photos) {
        XIAOER_TRY_ASSIGN(auto post, thanks_post(photo));
        thanks.push_back(std::move(post));
    }
    posts.insert(posts.begin(), std::make_move_iterator(thanks.begin()), std::make_move_iterator(thanks.end()));
    return {};
}

Result<Answer> Reader::answer_one(const OnePhoto& query, Timestamp) {
    XIAOER_TRY_ASSIGN(const auto photo, find_photo(db_, query.photo));
    if (!photo) return Answer(NoSuchPhoto{});
    Vault vault{db_, keys_, keyring_};
    XIAOER_TRY_ASSIGN(const auto jpeg, photo_bytes(vault, *photo));
    if (jpeg.empty()) return Answer(NoSuchPhoto{});
    XIAOER_TRY_ASSIGN(auto post, thanks_post(*photo));
    post.thanks.jpeg.assign(jpeg.begin(), jpeg.end());
    return Answer(std::move(post));
}

}  // namespace xiaoer
