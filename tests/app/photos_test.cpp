// Photos of hand-overs through the real Kiosk: with consent only, in the outbox, taken back, forgotten and erased.
#include "base/file.h"
#include "store/audit.h"
#include "tests/app/shop.h"

namespace xiaoer::test {
namespace {

// A marker that nothing else in the files says, behind what every JPEG begins with.
Bytes picture() {
    Bytes jpeg{0xff, 0xd8, 0xff, 0xe0};
    const std::string_view mark = "the-face-of-the-winner";
    jpeg.insert(jpeg.end(), mark.begin(), mark.end());
    return jpeg;
}
std::vector<OutboxPost> thanks(Shop& shop) {
    auto posts = std::get<std::vector<OutboxPost>>(*shop.kiosk->query(Outbox{}).get());
    std::erase_if(posts, [](const OutboxPost& post) { return post.kind != PostKind::thanks; });
    return posts;
}
KeepPhoto photo_of(const Joined& winner, const SessionId& by) { return {by, winner.number, true, picture()}; }

// A winner who has collected the prize.
Joined collected(Shop& shop, bool child = false) {
    Join join;
    join.nickname = "平安是福";
    join.agreed = true;
    join.under_14 = join.guardian_agreed = child;
    join.browser = Hash{1};
    const auto winner = shop.expect<Joined>(join);
    auto purchase = Shop::sale("B1", 50'000);
    purchase.member = winner.number;
    shop.record(purchase);
    (void)shop.draw();
    shop.sign_in();
    const auto units = shop.waiting(shop.pass_of(1));
    EXPECT_EQ(units.size(), 1u);
    shop.expect<HandedOver>(HandOver{{units.at(0).unit}, shop.pass_of(1), winner.redeem_code, {}, shop.manager});
    return winner;
}

TEST(Photos, one_with_consent_waits_in_the_outbox_and_its_picture_is_there_for_the_poster) {
    Shop shop(book_shop());
    const auto winner = collected(shop);
    const auto kept = shop.expect<PhotoKept>(photo_of(winner, shop.manager));
    EXPECT_EQ(kept.prize, "照片书一本");
    ASSERT_EQ(thanks(shop).size(), 1u);
    const auto post = thanks(shop)[0];
    EXPECT_EQ(post.thanks.number, winner.number);
    EXPECT_EQ(post.thanks.shown_name, "平**") << "a photo is no consent to show the name";
    EXPECT_TRUE(post.thanks.jpeg.empty()) << "the list carries no pictures";
    const auto whole = std::get<OutboxPost>(*shop.kiosk->query(OnePhoto{kept.photo}).get());
    EXPECT_EQ(whole.thanks.jpeg, picture());
    shop.expect<Done>(MarkForwarded{post.id});
    EXPECT_TRUE(thanks(shop)[0].forwarded_at);
    shop.clock.advance(8 * day_ms);
    EXPECT_TRUE(thanks(shop).empty()) << "no news any more";
}

TEST(Photos, without_a_yes_a_prize_or_a_known_person_there_is_none) {
    Shop shop(book_shop());
    const auto winner = collected(shop);
    const auto why = [&shop](KeepPhoto wish) { return shop.expect<Refused>(std::move(wish)).why; };
    auto wish = photo_of(winner, shop.manager);
    wish.agreed = false;
    EXPECT_EQ(why(wish), "photo_consent");
    wish = photo_of(winner, shop.manager);
    wish.photo = {'G', 'I', 'F', '8', '9'};
    EXPECT_EQ(why(wish), "photo_unreadable");
    wish.photo = picture();
    wish.photo.resize(600 * 1024);
    EXPECT_EQ(why(wish), "photo_unreadable");
    const auto other = shop.buyer("没中奖", 2);
    EXPECT_EQ(why(photo_of(other, shop.manager)), "photo_no_prize");
    shop.expect<SeatsImported>(ImportSeats{"1. 山里人", {}, shop.manager});
    EXPECT_EQ(why({shop.manager, other.number + 1, true, picture()}), "photo_seat");
    shop.expect<NotAllowed>(photo_of(winner, shop.clerk));
    EXPECT_TRUE(thanks(shop).empty());
}

TEST(Photos, of_a_child_are_refused_whoever_agrees) {
    Shop shop(book_shop());
    const auto winner = collected(shop, true);
    EXPECT_EQ(shop.expect<Refused>(photo_of(winner, shop.manager)).why, "photo_child");
}

TEST(Photos, are_taken_back_by_who_is_on_them_or_the_boss_and_by_nobody_else) {
    Shop shop(book_shop());
    const auto winner = collected(shop);
    shop.join("旁人", 2);
    const auto first = shop.expect<PhotoKept>(photo_of(winner, shop.manager));
    shop.expect<Refused>(TakeBackPhoto{first.photo, {}, Hash{2}});
    shop.expect<UnknownBrowser>(TakeBackPhoto{first.photo, {}, Hash{9}});
    shop.expect<Refused>(TakeBackPhoto{first.photo, shop.clerk, {}});
    ASSERT_EQ(thanks(shop).size(), 1u);
    shop.expect<Done>(TakeBackPhoto{first.photo, {}, Hash{1}});
    EXPECT_TRUE(thanks(shop).empty());
    EXPECT_TRUE(std::holds_alternative<NoSuchPhoto>(*shop.kiosk->query(OnePhoto{first.photo}).get()));
    const auto second = shop.expect<PhotoKept>(photo_of(winner, shop.manager));
    shop.expect<Done>(TakeBackPhoto{second.photo, shop.manager, {}});
    EXPECT_TRUE(thanks(shop).empty());
    const auto json = parse_json(std::get<ExportText>(*shop.kiosk->query(ExportMember{Hash{1}, {}}).get()).json);
    const auto& photos = *json->find("photos")->array();
    ASSERT_EQ(photos.size(), 2u) << "what was agreed to and taken back stays on record";
    EXPECT_EQ(*photos[0].find("purpose")->string(), "chat_group");
    EXPECT_EQ(*photos[0].find("taken_back")->integer(), 1);
    const auto sound = audit(shop.database());
    EXPECT_TRUE(sound) << sound.error().message;
}

TEST(Photos, are_sealed_on_the_disk_and_gone_with_the_person) {
    Shop shop(book_shop());
    const auto winner = collected(shop);
    const auto kept = shop.expect<PhotoKept>(photo_of(winner, shop.manager));
    const auto on_disk = [&shop] {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(shop.database().parent_path()))
            if (const auto bytes = read_file(entry.path()); bytes && *bytes) all += text_of(**bytes);
        return all.find("the-face-of-the-winner") != all.npos;
    };
    EXPECT_FALSE(on_disk());
    shop.expect<Erased>(EraseSelf{Hash{1}});
    EXPECT_TRUE(thanks(shop).empty());
    EXPECT_TRUE(std::holds_alternative<NoSuchPhoto>(*shop.kiosk->query(OnePhoto{kept.photo}).get()));
    shop.reopen();
    EXPECT_TRUE(std::holds_alternative<NoSuchPhoto>(*shop.kiosk->query(OnePhoto{kept.photo}).get()));
    const auto sound = audit(shop.database());
    EXPECT_TRUE(sound) << sound.error().message;
}

TEST(Scans, what_the_counters_scanner_read_is_told_once_to_a_clerk_and_only_while_it_is_fresh) {
    Shop shop;
    shop.join("小赵", 1);
    const auto taken = [&shop](bool begin) { return shop.expect<ScanTaken>(TakeScan{shop.clerk, begin}).scan; };
    const auto pass = shop.pass_of(1);
    shop.say(LookUp{pass, {}});
    EXPECT_EQ(taken(false), pass);
    EXPECT_EQ(taken(false), "");
    shop.say(LookUp{pass, {}});
    EXPECT_EQ(taken(true), "") << "whatever was read before somebody asked is not meant";
    shop.say(LookUp{pass, {}});
    shop.clock.advance(21 * second_ms);
    EXPECT_EQ(taken(false), "");
    shop.say(LookUp{"134567890123456789", {}});
    EXPECT_EQ(taken(false), "") << "a wallet's payment code goes nowhere";
    shop.say(LookUp{pass, shop.clerk});
    EXPECT_EQ(taken(false), "") << "a desk's own scan is its own";
    shop.expect<NotAllowed>(TakeScan{SessionId{}, false});
}

}  // namespace
}  // namespace xiaoer::test
