#include "tests/store/written_kiosk.h"

#include "store/draws.h"
#include "store/local.h"
#include "store/members.h"
#include "store/purchases.h"
#include "store/receive.h"
#include "store/tables.h"
#include "store/vault.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

// In a test a failure is the end of it.
template <class T>
T sure(Result<T> result) {
    return std::move(result).value();
}
void sure(const Result<void>& result) { result.value(); }

}  // namespace

WrittenKiosk::WrittenKiosk(std::filesystem::path database, const Merchant& merchant, std::uint64_t seed)
    : random(seed), clerk(StaffId::random(random)), merchant_(merchant), path_(std::move(database)) {
    auto keys = random_keys(random);
    keys.draw_key = merchant.draw_key;
    sure(Database::open(path_, Database::Mode::write));  // so that the keys are found to be this file's
    sure(write_keys(path_, keys));
    open_files();
}

void WrittenKiosk::open_files() { store_ = sure(Store::open({path_, {}}, random)); }

Vault WrittenKiosk::vault() { return {store_->db(), store_->keys(), store_->keyring()}; }

void WrittenKiosk::enrol_as(Writing& writing, const std::string& code, std::int64_t number_from) {
    DeviceEnrolled fact{store_->signing_key().public_key(), merchant_.id, code, number_from, number_from + 999, {}};
    fact.signature = merchant_.root.sign(enrolment_message(fact.key, fact.code, fact.number_from, fact.number_to));
    writing.set_merchant(merchant_.id);
    sure(set_local_value(db(), "merchant", merchant_.id.hex()));
    sure(write_settings(db(), Settings{}));
    sure(writing.append(fact));
}

void WrittenKiosk::open_shop() {
    auto writing = sure(Writing::begin(*store_, now));
    writing.set_merchant(merchant_.id);
    sure(writing.append(
        ShopOpenedFact{merchant_.id, merchant_.root.public_key(), "CNY", "老北京布鞋", "Asia/Shanghai"}));
    enrol_as(writing, "00001", 1);
    sure(writing.commit());
}

void WrittenKiosk::enrol(const std::string& code, std::int64_t number_from) {
    auto writing = sure(Writing::begin(*store_, now));
    enrol_as(writing, code, number_from);
    sure(writing.commit());
}

void WrittenKiosk::succeed(const DeviceId& old) {
    const auto head = sure(read_head(db(), old));
    const auto message = succession_message(old, head, store_->signing_key().public_key());
    write(DeviceSucceeded{old, head.seq, head.hash, merchant_.root.sign(message)});
}

FactRef WrittenKiosk::write(const FactBody& body) {
    now = now + second_ms;
    auto writing = sure(Writing::begin(*store_, now));
    const auto ref = sure(writing.append(body));
    sure(writing.commit());
    return ref;
}

MemberJoined WrittenKiosk::new_member() {
    MemberJoined fact;
    fact.member = MemberId::random(random);
    fact.number = sure(next_number(db(), device()));
    fact.channel = "counter1";
    return fact;
}

MemberId WrittenKiosk::join_without_name() {
    const auto fact = new_member();
    write(fact);
    return fact.member;
}

MemberId WrittenKiosk::join(const std::string& nickname) {
    auto files = vault();
    const auto fact = new_member();
    auto writing = sure(Writing::begin(*store_, now));
    sure(open_subject(files, fact.member, random));
    sure(writing.append(fact));
    sure(put_personal(files, fact.member, "nickname", nickname, random));
    sure(writing.commit());
    return fact.member;
}

std::string WrittenKiosk::nickname_of(const MemberId& member) {
    auto files = vault();
    return sure(personal(files, member, "nickname"));
}

FactRef WrittenKiosk::sell(const std::string& receipt, std::int64_t total_minor) {
    PurchaseRecorded sale;
    sale.currency = "CNY", sale.receipt = receipt, sale.total_minor = total_minor, sale.sold_at = now;
    return write(sale);
}

std::vector<std::string> WrittenKiosk::bind(const FactRef& purchase, const MemberId& member, std::int64_t count) {
    const auto debt = std::max<std::int64_t>(0, sure(find_member(db(), member))->ticket_debt);
    PurchaseBound fact{purchase, member, {}, std::min(count, debt)};
    for (auto i = fact.debt_paid; i < count; ++i) fact.tickets.push_back(sure(new_ticket(db(), random)));
    write(fact);
    return fact.tickets;
}

void WrittenKiosk::reward(const FactRef& purchase, const MemberId& member, const std::optional<MemberId>& referrer) {
    write(TicketsGiven{TicketReason::visit, "", {{member, sure(new_ticket(db(), random))}}, purchase});
    if (!referrer) return;
    write(TicketsGiven{TicketReason::referral, "", {{*referrer, sure(new_ticket(db(), random))}}, purchase});
}

void WrittenKiosk::refund(const FactRef& purchase, std::int64_t amount_minor) {
    const auto sale = sure(find_purchase(db(), purchase)).value();
    PurchaseRefunded fact{purchase, "CNY", sale.receipt, -amount_minor, now, {}, 0};
    if (sale.member) {
        auto tickets = sure(tickets_of(db(), purchase));
        fact.debt = tickets.listed;
        fact.tickets_back = std::move(tickets.open);
        if (sale.refunded_minor + amount_minor >= sale.total_minor) {
            std::ranges::move(tickets.gifts, std::back_inserter(fact.tickets_back));
            fact.debt += tickets.visits_listed;
        }
    }
    write(fact);
}

void WrittenKiosk::erase(const MemberId& member) {
    auto files = vault();
    auto writing = sure(Writing::begin(*store_, now));
    sure(writing.append(MemberErased{member}));
    sure(erase_subject(files, member));
    sure(writing.commit());
    sure(finish_erasures(files));
}

std::string WrittenKiosk::announce() {
    const auto last = sure(newest_draw(db(), device()));
    Announcement draw;
    draw.number = last ? last->number + 1 : 1;
    if (last) draw.previous = announcement_hash(last->announcement);
    draw.draw = "d-" + sure(kiosk_code_of(db(), device())) + "-" + std::to_string(draw.number);
    draw.opens_at = now;
    draw.closes_at = now + hour_ms;
    draw.claim_by = now + day_ms;
    draw.commitment = commitment_of(seed_of(merchant_.draw_key, draw.draw));
    draw.device = store_->signing_key().public_key();
    draw.entropy = DiceEntropy{"one die thrown ten times", 10};
    draw.max_weight = 5;
    draw.prizes = {{"手工布鞋", 1, 12800}, {"照片书", 2, 1800}};
    draw.shop = "老北京布鞋";
    write(DrawAnnouncedFact{draw, draw.closes_at});
    return draw.draw;
}

void WrittenKiosk::list_and_close(const std::string& draw) {
    const auto row = sure(find_draw(db(), draw)).value();
    const auto listed = sure(tickets_to_list(db(), row.announcement.max_weight));
    for (std::size_t from = 0; from < listed.size(); from += 3) {  // many parts
        DrawListed part{draw, {}};
        for (auto i = from; i < std::min(from + 3, listed.size()); ++i) part.entries.push_back(listed[i]);
        write(part);
    }
    const auto closing = closing_of(row.announcement, published_entries(listed, seed_of(merchant_.draw_key, draw)));
    const Hash hash = closing_hash(closing);
    write(DrawClosedFact{draw, closing, hash, store_->signing_key().sign(hash)});
}

DrawSettledFact WrittenKiosk::settlement(const std::string& draw, const std::string& throws) {
    const auto row = sure(find_draw(db(), draw)).value();
    const auto seed = seed_of(merchant_.draw_key, draw);
    const auto entries = published_entries(sure(listed_tickets(db(), draw)), seed);
    const auto key = settlement_key(seed, *row.closing_hash, throws);
    return {draw, throws, seed, pick_winners(key, entries, true, units_to_draw(row.announcement, entries))};
}

void WrittenKiosk::settle(const std::string& draw, const std::string& throws) { write(settlement(draw, throws)); }

void WrittenKiosk::settle_for_friends(const std::string& draw, const std::string& throws) {
    auto fact = settlement(draw, throws);
    for (const auto& listed : sure(listed_tickets(db(), draw))) {
        if (listed.ticket != fact.picks.at(0).ticket) fact.picks.at(0).ticket = listed.ticket;
    }
    write(fact);
}

std::string WrittenKiosk::whole_evening() {
    write(StaffAddedFact{clerk, true});
    const auto draw = announce();
    for (const auto* name : {"小陈", "老李", "王姐"}) {
        const auto member = join(name);
        bind(sell("R" + std::string(name), 15000), member, 3);
    }
    refund(sell("unbound", 5000), 5000);
    list_and_close(draw);
    settle(draw, "4162533164");
    const auto units = sure(units_of_draw(db(), draw, 1));
    hand_over(units.at(0).unit, units.at(0).member.value());
    sign_head();
    sure(store_->anchor());
    return draw;
}

void WrittenKiosk::sign_head() {
    const auto& key = store_->signing_key();
    sure(keep_signed_head(db(), device(), store_->head(), key.sign(head_message(key.public_key(), store_->head()))));
}

void WrittenKiosk::receive(const Link& link) {
    auto transaction = sure(Transaction::begin(db()));
    sure(xiaoer::receive(db(), merchant_.id, link.fact, link.hash));
    sure(transaction.commit());
}

std::vector<Link> WrittenKiosk::chain() {
    std::vector<Link> links;
    sure(for_each_row(
        db().select("SELECT at, body, device, kind, seq, hash FROM facts WHERE device = ? ORDER BY seq", {device()}),
        [&links](const Rows& row) {
            links.push_back(
                {{row.time(0), sure(parse_json(row.text(1))), row.id<DeviceId>(2), row.text(3), row.integer(4)},
                 row.array<32>(5)});
        }));
    return links;
}

std::vector<std::string> derived_rows(Database& db) {
    std::vector<std::string> rows;
    for (const auto table : derived_tables) {
        sure(for_each_row(db.select("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2"), [&](const Rows& row) {
            std::string line(table);
            for (int i = 0; i < row.columns(); ++i) line += (i == 0 ? ": " : ", ") + row.literal(i);
            rows.push_back(std::move(line));
        }));
    }
    return rows;
}

}  // namespace xiaoer::test
