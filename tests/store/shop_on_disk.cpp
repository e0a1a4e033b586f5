#include "tests/store/shop_on_disk.h"

#include "store/local.h"

namespace xiaoer {
namespace {

constexpr std::int64_t facts_of_opening = 2;
constexpr std::int64_t facts_of_joining = 3;
constexpr Timestamp now{1763740800000};

template <class SomeId>
SomeId id_of(std::int64_t command) {
    SomeId id;
    std::ranges::copy(u64be(static_cast<std::uint64_t>(command)), id.bytes.begin());
    return id;
}

// Every fifth command has so many tickets that its commit spans many pages.
std::int64_t ticket_count(std::int64_t command) { return command % 5 == 0 ? 100 : 2; }

std::vector<std::string> tickets_of(std::int64_t command) {
    std::vector<std::string> tickets;
    for (std::int64_t i = 0; i < ticket_count(command); ++i) {
        tickets.push_back("t-" + std::to_string(command) + "-" + std::to_string(i));
    }
    return tickets;
}

Result<void> check_chain(Database& db) {
    Hash previous{};
    std::int64_t seq = 0;
    bool whole = true;
    const auto link = [&](const Rows& row) {
        const Fact fact{row.time(0), Json(), row.id<DeviceId>(1), row.text(2), row.integer(3)};
        previous = fact_hash(previous, fact, row.text(4));
        whole = whole && fact.seq == ++seq && previous == row.array<32>(5);
    };
    XIAOER_TRY(for_each_row(db.select("SELECT at, device, kind, seq, body, hash FROM facts ORDER BY seq"), link));
    return whole ? Result<void>() : corrupt("a fact is not what was chained");
}

Result<void> expect(Database& db, std::string_view sql, std::int64_t expected) {
    XIAOER_TRY_ASSIGN(const auto found, db.integer(sql));
    if (found.value_or(0) == expected) return {};
    return corrupt("a command is half there: " + std::string(sql) + " gives " + std::to_string(found.value_or(0)) +
                   " and not " + std::to_string(expected));
}

SecretKey root_seed() {
    SeededRandom random(1);
    return SecretKey::random(random);
}

}  // namespace

ShopOnDisk::ShopOnDisk() : root_key_(root_seed()) {}

Result<std::unique_ptr<Store>> ShopOnDisk::open(const RecordingVfs& disk) const {
    SeededRandom random(2);
    return Store::open({folder_ / "shop.db", disk.name()}, random);
}

Result<void> ShopOnDisk::open_shop(Writing& writing) const {
    const auto merchant = id_of<MerchantId>(1);
    const auto device = writing.store().signing_key().public_key();
    const auto signature = root_key_.sign(enrolment_message(device, "00001", 1, 9999));
    writing.set_merchant(merchant);
    XIAOER_TRY(set_local_value(writing.db(), "merchant", merchant.hex()));
    XIAOER_TRY(writing.append(ShopOpenedFact{merchant, root_key_.public_key(), "CNY", "小店", "Asia/Shanghai"}));
    XIAOER_TRY(writing.append(DeviceEnrolled{device, merchant, "00001", 1, 9999, signature}));
    return {};
}

Result<void> ShopOnDisk::join_and_buy(Writing& writing, std::int64_t command) const {
    const auto member = id_of<MemberId>(command);
    MemberJoined joined;
    joined.member = member;
    joined.number = command;
    joined.channel = "counter1";
    XIAOER_TRY(writing.append(joined));
    PurchaseRecorded sale;
    sale.currency = "CNY";
    sale.receipt = std::to_string(command);
    sale.total_minor = 6800;
    sale.sold_at = now;
    XIAOER_TRY_ASSIGN(const auto purchase, writing.append(sale));
    XIAOER_TRY(writing.append(PurchaseBound{purchase, member, tickets_of(command), 0}));
    return {};
}

Result<void> ShopOnDisk::say(Store& store, std::int64_t command) const {
    XIAOER_TRY_ASSIGN(auto writing, Writing::begin(store, now));
    const auto id = id_of<CommandId>(command);
    XIAOER_TRY_ASSIGN(const auto answer, answered(writing.db(), id));
    if (answer) return {};
    XIAOER_TRY(command == 1 ? open_shop(writing) : join_and_buy(writing, command));
    XIAOER_TRY(remember_answer(writing.db(), id, "{}", now));
    return writing.commit();
}

Result<std::int64_t> ShopOnDisk::check(Store& store) const {
    XIAOER_TRY(store.check(false));
    auto& db = store.db();
    XIAOER_TRY(check_chain(db));
    XIAOER_TRY_ASSIGN(const auto counted, db.integer("SELECT count(*) FROM commands"));
    const std::int64_t commands = counted.value_or(0);
    const std::int64_t joined = std::max<std::int64_t>(commands - 1, 0);
    std::int64_t tickets = 0;
    for (std::int64_t command = 2; command <= commands; ++command) tickets += ticket_count(command);
    const std::int64_t facts = commands == 0 ? 0 : facts_of_opening + joined * facts_of_joining;
    XIAOER_TRY(expect(db, "SELECT count(*) FROM facts", facts));
    XIAOER_TRY(expect(db, "SELECT count(*) FROM devices", std::min<std::int64_t>(commands, 1)));
    XIAOER_TRY(expect(db, "SELECT count(*) FROM members", joined));
    XIAOER_TRY(expect(db, "SELECT max(number) FROM members", commands > 1 ? commands : 0));
    XIAOER_TRY(expect(db, "SELECT count(*) FROM purchases WHERE member IS NOT NULL", joined));
    XIAOER_TRY(expect(db, "SELECT count(*) FROM tickets", tickets));
    XIAOER_TRY(expect(db, "SELECT value FROM totals WHERE name = 'open_tickets'", tickets));
    return commands;
}

Result<void> ShopOnDisk::survives(Files left, std::int64_t acknowledged) const {
    const RecordingVfs disk(std::move(left));
    XIAOER_TRY_ASSIGN(const auto store, open(disk));
    XIAOER_TRY_ASSIGN(const auto commands, check(*store));
    if (commands < acknowledged) {
        return corrupt("acknowledged " + std::to_string(acknowledged) + ", found " + std::to_string(commands));
    }
    return say(*store, commands + 1);
}

}  // namespace xiaoer
