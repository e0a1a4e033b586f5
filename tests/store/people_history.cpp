#include "tests/store/people_history.h"

#include "store/members.h"
#include "store/purchases.h"
#include "store/succession.h"

#include <gtest/gtest.h>

namespace xiaoer::test {
namespace {

class Acting {
public:
    Acting(WrittenKiosk& kiosk, Random& random) : kiosk_(kiosk), random_(random) {}

    void act() {
        if (below(6) == 0) return seat();
        const auto member = one_of<MemberId>("SELECT member FROM members");
        if (!member) return;
        switch (below(11)) {
            case 0: kiosk_.write(SeatClaimed{*member, kiosk_.clerk}); break;
            case 1:
                kiosk_.write(ConsentGiven{*member, random_.array<32>(), below(2) == 0, below(2) == 0, false,
                                          below(2) == 0 ? Language::hant : Language::en});
                break;
            case 2: give(*member); break;
            case 3: kiosk_.write(CardsPrepared{{{CardId::random(random_), random_.array<32>()}}}); break;
            case 4: strike(*member); break;
            case 5:
                kiosk_.write(RoleSet{*member, below(2) == 0 ? MemberRole::member : MemberRole::moderator, {}});
                break;
            case 6: kiosk_.write(MemberCheckedIn{*member, 20'000 + static_cast<std::int64_t>(below(5))}); break;
            case 7: issue(*member); break;
            case 8: photo(*member); break;
            default: go_on_with_vouchers(); break;
        }
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
    template <class SomeId>
    std::optional<SomeId> one_of(std::string_view sql) {
        std::vector<SomeId> list;
        EXPECT_TRUE(for_each_row(kiosk_.db().select(sql), [&](const Rows& row) { list.push_back(row.id<SomeId>(0)); }));
        return list.empty() ? std::nullopt : std::optional(list[below(list.size())]);
    }

    void seat() {
        kiosk_.write(MemberSeated{MemberId::random(random_), next_number(kiosk_.db(), kiosk_.device()).value()});
    }

    // Every other one is taken back.
    void photo(const MemberId& member) {
        const auto photo = PhotoId::random(random_);
        kiosk_.write(PhotoTaken{photo, member, PhotoPurpose::chat_group, {"d-1", 0}, kiosk_.clerk});
        if (below(2) == 0) kiosk_.write(PhotoTakenBack{photo, {}});
    }

    // For any draw, or for one that this kiosk has announced.
    void give(const MemberId& member) {
        std::string draw;
        EXPECT_TRUE(for_each_row(kiosk_.db().select("SELECT draw FROM draws WHERE device = ?", {kiosk_.device()}),
                                 [&](const Rows& row) { draw = row.text(0); }));
        if (below(2) == 0) draw.clear();
        TicketsGiven fact{TicketReason::free, draw, {}};
        for (std::size_t i = 0; i < 1 + below(3); ++i)
            fact.tickets.push_back({member, new_ticket(kiosk_.db(), random_).value()});
        kiosk_.write(fact);
    }

    void strike(const MemberId& member) {
        if (below(3) != 0) return void(kiosk_.write(StrikeRecorded{member, kiosk_.clerk}));
        StrikesCleared fact{member, {}, kiosk_.clerk};
        EXPECT_TRUE(for_each_row(kiosk_.db().select("SELECT device, seq FROM strikes WHERE member = ?", {member}),
                                 [&](const Rows& row) {
                                     fact.strikes.push_back({row.id<DeviceId>(0), row.integer(1)});
                                 }));
        if (!fact.strikes.empty()) kiosk_.write(fact);
    }

    void issue(const MemberId& member) {
        kiosk_.write(VoucherIssued{
            VoucherId::random(random_), member, 500, kiosk_.now + day_ms, VoucherReason::gift, "", {}, {}});
    }

    bool may_speak_of(const VoucherId& voucher) {
        auto issuer = first_row(kiosk_.db().select("SELECT issuer FROM vouchers WHERE voucher = ?", {voucher}),
                                [](const Rows& row) { return row.id<DeviceId>(0); });
        return acts_for(kiosk_.db(), kiosk_.device(), **issuer).value();
    }

    void go_on_with_vouchers() {
        const auto voucher = one_of<VoucherId>("SELECT voucher FROM vouchers");
        if (!voucher || !may_speak_of(*voucher)) return;
        const VoucherPart part{*voucher, static_cast<std::int64_t>(100 + below(200))};
        switch (below(4)) {
            case 0: kiosk_.write(VoucherExpired{{part}}); break;
            case 1: kiosk_.write(VoucherSpent{{part}, kiosk_.clerk}); break;
            default: reverse(*voucher); break;
        }
    }
    void reverse(const VoucherId& voucher) {
        std::vector<FactRef> acts;
        EXPECT_TRUE(for_each_row(kiosk_.db().select("SELECT device, seq FROM voucher_acts WHERE voucher = ? AND "
                                                    "act <> 'reversed'",
                                                    {voucher}),
                                 [&acts](const Rows& row) {
                                     acts.push_back({row.id<DeviceId>(0), row.integer(1)});
                                 }));
        kiosk_.write(VoucherReversed{acts[below(acts.size())], kiosk_.clerk});
    }

    WrittenKiosk& kiosk_;
    Random& random_;
};

}  // namespace

void act_among_people(WrittenKiosk& kiosk, Random& random) { Acting(kiosk, random).act(); }

std::int64_t unbalanced_vouchers(Database& db) {
    return db
        .integer(
            "SELECT count(*) FROM vouchers AS v WHERE "
            "(SELECT sum(amount_minor) FROM credit_entries AS e WHERE e.voucher = v.voucher) <> 0 OR "
            "(SELECT sum(amount_minor) FROM credit_entries AS e WHERE e.voucher = v.voucher AND "
            "e.account = v.member) <> v.balance_minor")
        .value()
        .value_or(0);
}

}  // namespace xiaoer::test
