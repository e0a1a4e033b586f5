// A shop on the day after a draw: three buyers, and everybody's prizes wait.
#pragma once

#include "tests/app/shop.h"

namespace xiaoer::test {

struct Winners : Shop {
    explicit Winners(Settings settings = shoe_shop()) : Shop(std::move(settings)) {
        for (std::uint8_t i = 1; i <= 3; ++i) buyer("顾客" + std::to_string(i), i);
        draw();
    }
    // The browser's own prize.
    PickupUnit unit_of(std::uint8_t browser) {
        const auto units = waiting(pass_of(browser));
        EXPECT_FALSE(units.empty());
        return units.empty() ? PickupUnit{} : units.front();
    }
    std::string code_of(std::int64_t number) { return expect<CardIssued>(IssueCard{clerk, number, {}}).redeem_code; }
    std::string wrong_code_of(std::int64_t number) { return code_of(number) == "0000" ? "0001" : "0000"; }
    // Everything proven, so that nothing but the prize itself is in question.
    HandOver plain(std::uint8_t browser) {
        const auto pass = pass_of(browser);
        return {{waiting(pass).at(0).unit}, pass, code_of(browser), manager, clerk};
    }
    AuditView audit_view(std::optional<std::int64_t> number = {}, std::optional<StaffId> staff = {}) {
        auto answer = kiosk->query(PickupAudit{clock.now() - 30 * day_ms, clock.now() + 1, number, staff, 200}).get();
        EXPECT_TRUE(answer);
        return answer ? std::get<AuditView>(*answer) : AuditView{};
    }
    StaffId staff_id(bool as_manager) {
        const auto picture = kiosk->snapshot();
        for (const auto& one : picture->desk.staff)
            if (one.manager == as_manager) return one.id;
        return {};
    }
};

inline std::string drawn_signature() { return "10,10 40,30 90,20 120,60;300,80 310,200 320,390"; }

}  // namespace xiaoer::test
