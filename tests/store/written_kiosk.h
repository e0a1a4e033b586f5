// Kiosks of one merchant on real files, for tests of the store: their facts are what the app would write, through the
// store's own Writing.
#pragma once

#include "domain/draw_announcement.h"
#include "store/store.h"
#include "store/vault.h"

#include <filesystem>

namespace xiaoer::test {

struct Merchant {
    explicit Merchant(Random& random)
        : root_key(SecretKey::random(random)),
          draw_key(SecretKey::random(random)),
          root(root_key),
          id(MerchantId::random(random)) {}
    SecretKey root_key;  // of the recovery sheet …
    SecretKey draw_key;  // … both
    SigningKey root;
    MerchantId id;
};

// A link as it travels between kiosks.
struct Link {
    Fact fact;
    Hash hash{};
};

class WrittenKiosk {
public:
    // Every kiosk of the merchant has the draw key of the recovery sheet; the other keys are its own.
    WrittenKiosk(std::filesystem::path database, const Merchant& merchant, std::uint64_t seed);

    void open_shop();                                               // the merchant's first kiosk: numbers 1–1000
    void enrol(const std::string& code, std::int64_t number_from);  // another one, after it received the first's chain
    void succeed(const DeviceId& old);
    void close_files() { store_.reset(); }
    void open_files();
    // For histories of thousands of facts whose survival nobody asks about.
    void do_not_wait_for_the_disk() { db().script("PRAGMA synchronous = OFF").value(); }

    FactRef write(const FactBody& body);  // expects that it counts
    MemberId join(const std::string& nickname);
    MemberId join_without_name();
    std::string nickname_of(const MemberId& member);
    FactRef sell(const std::string& receipt, std::int64_t total_minor);
    std::vector<std::string> bind(const FactRef& purchase, const MemberId& member, std::int64_t count);
    // The ticket for the visit, and one to whoever brought the customer.
    void reward(const FactRef& purchase, const MemberId& member, const std::optional<MemberId>& referrer);
    // Takes back what the app would: of a whole refund also what was given for the visit and the introduction.
    void refund(const FactRef& purchase, std::int64_t amount_minor);
    void erase(const MemberId& member);
    std::string announce();
    void list_and_close(const std::string& draw);
    void settle(const std::string& draw, const std::string& throws);
    void settle_for_friends(const std::string& draw, const std::string& throws);  // the first winner is swapped
    void hand_over(const UnitId& unit, const MemberId& member) {
        write(PrizeHandedOver{unit, member, clerk, Evidence::card, true, {}});
    }
    // A kiosk's whole evening: members, sales, a refund, a settled draw with a prize handed over. Returns: the draw.
    std::string whole_evening();
    // Signs the head, as the nightly tidying does.
    void sign_head();

    void receive(const Link& link);
    [[nodiscard]] std::vector<Link> chain();  // this kiosk's own

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Database& db() { return store_->db(); }
    [[nodiscard]] DeviceId device() const { return store_->device(); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    Timestamp now{1'794'967'200'000};
    SeededRandom random;
    StaffId clerk;

private:
    [[nodiscard]] Vault vault();
    [[nodiscard]] MemberJoined new_member();
    [[nodiscard]] DrawSettledFact settlement(const std::string& draw, const std::string& throws);
    void enrol_as(Writing& writing, const std::string& code, std::int64_t number_from);
    const Merchant& merchant_;
    std::filesystem::path path_;
    std::unique_ptr<Store> store_;
};

// The derived tables as text, a row a line, "table: value, value…".
[[nodiscard]] std::vector<std::string> derived_rows(Database& db);

}  // namespace xiaoer::test
