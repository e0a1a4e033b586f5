// Questions about members, cards and staff. Any connection.
#pragma once

#include "domain/fact.h"
#include "store/db.h"

namespace xiaoer {

struct MemberRow {
    MemberId member;
    std::int64_t number = 0;
    Language language = Language::hans;
    bool show_name = false;
    bool erased = false;
    std::int64_t ticket_debt = 0;
    std::int64_t purchases = 0;
    bool seat = false;         // from a roll-call, and nobody claimed it yet
    std::int64_t strikes = 0;  // not cleared
    MemberRole role = MemberRole::member;
    std::string channel;
};
[[nodiscard]] Result<std::optional<MemberRow>> find_member(Database& db, const MemberId& member);
[[nodiscard]] Result<std::optional<MemberRow>> member_by_number(Database& db, std::int64_t number);
[[nodiscard]] Result<std::int64_t> member_count(Database& db);

// The smallest number of the device's range that was never given. Errors: invalid when the range is used up.
[[nodiscard]] Result<std::int64_t> next_number(Database& db, const DeviceId& device);
[[nodiscard]] Result<std::string> kiosk_code_of(Database& db, const DeviceId& device);
// The living kiosk of a merchant that has this code.
[[nodiscard]] Result<std::optional<DeviceId>> own_kiosk_of_code(Database& db, const MerchantId& own,
                                                                std::string_view code);
// The shop of a kiosk code, when that kiosk is known here.
[[nodiscard]] Result<std::optional<std::string>> shop_of_kiosk_code(Database& db, std::string_view code);

struct CardRow {
    CardId card;
    MemberId member;
    bool revoked = false;
};
[[nodiscard]] Result<std::optional<CardRow>> find_card(Database& db, const CardId& card);
[[nodiscard]] Result<std::optional<CardRow>> card_by_scan(Database& db, std::string_view digits);
[[nodiscard]] Result<std::vector<CardId>> cards_of(Database& db, const MemberId& member);  // not revoked

struct StaffRow {
    StaffId staff;
    bool manager = false;
};
[[nodiscard]] Result<std::vector<StaffRow>> staff_list(Database& db, std::int64_t most);
[[nodiscard]] Result<std::optional<StaffRow>> find_staff(Database& db, const StaffId& staff);

}  // namespace xiaoer
