#include "domain/draw_announcement.h"

#include "base/sha256.h"
#include "base/text.h"

#include <algorithm>

namespace xiaoer {
namespace {

// Canonical JSON has only integers within ±(2^53−1) and text that is UTF-8; what is signed must be writable.
Result<void> check_text(std::string_view field, std::string_view text) {
    if (text.empty()) return invalid(std::string(field) + " is empty");
    if (!is_utf8(text)) return invalid(std::string(field) + " is not UTF-8");
    return {};
}
Result<void> check_range(std::string_view field, std::int64_t value, std::int64_t least) {
    if (value < least) return invalid(std::string(field) + " is below " + std::to_string(least));
    if (value > max_json_integer) return invalid(std::string(field) + " is above 2^53-1");
    return {};
}

bool only(std::string_view text, char from, char to) {
    return std::ranges::all_of(text, [=](char c) { return c >= from && c <= to; });
}
Result<void> check_length(std::string_view value, std::int64_t length) {
    if (std::cmp_equal(value.size(), length)) return {};
    return invalid("the public value must be exactly " + std::to_string(length) + " characters, nothing between");
}

Result<void> check_kind(const DiceEntropy& dice) {
    XIAOER_TRY(check_text("entropy.source", dice.source));
    return check_range("entropy.throws", dice.throws, min_dice_throws);
}
Result<void> check_kind(const LotteryEntropy& lottery) {
    XIAOER_TRY(check_text("entropy.source", lottery.source));
    XIAOER_TRY(check_text("entropy.issue", lottery.issue));
    return check_range("entropy.digits", lottery.digits, min_lottery_digits);
}
Result<void> check_kind(const DrandEntropy& drand) {
    XIAOER_TRY(check_text("entropy.chain", drand.chain));
    return check_range("entropy.round", drand.round, 1);
}
Result<void> check_kind(const NoEntropy&) { return {}; }

Result<void> check_value(const DiceEntropy& dice, std::string_view value) {
    XIAOER_TRY(check_length(value, dice.throws));
    if (!only(value, '1', '6')) return invalid("the public value of dice has only the digits 1 to 6");
    return {};
}
Result<void> check_value(const LotteryEntropy& lottery, std::string_view value) {
    XIAOER_TRY(check_length(value, lottery.digits));
    if (!all_digits(value)) return invalid("the public value of a lottery has only digits");
    return {};
}
Result<void> check_value(const DrandEntropy&, std::string_view value) {
    if (!array_from_hex<32>(value)) return invalid("the public value of drand is 64 lower-case hex digits");
    return {};
}
Result<void> check_value(const NoEntropy&, std::string_view value) {
    if (!value.empty()) return invalid("a draw without entropy has an empty public value");
    return {};
}

Result<void> check_prizes(const std::vector<PrizeOffer>& prizes) {
    if (prizes.empty()) return invalid("prizes is empty");
    std::int64_t units = 0;
    for (const auto& prize : prizes) {
        XIAOER_TRY(check_text("prizes.name", prize.name));
        XIAOER_TRY(check_range("prizes.quantity", prize.quantity, 1));
        XIAOER_TRY(check_range("prizes.value_minor", prize.value_minor, 0));
        if (prize.quantity > max_json_integer - units) return invalid("prizes have more than 2^53-1 units");
        units += prize.quantity;
    }
    return {};
}

Result<void> check_times(const Announcement& announcement) {
    XIAOER_TRY(check_range("opens_at", announcement.opens_at.ms, -max_json_integer));
    XIAOER_TRY(check_range("closes_at", announcement.closes_at.ms, -max_json_integer));
    XIAOER_TRY(check_range("claim_by", announcement.claim_by.ms, -max_json_integer));
    if (announcement.closes_at < announcement.opens_at) return invalid("closes_at is before opens_at");
    if (announcement.claim_by < announcement.closes_at) return invalid("claim_by is before closes_at");
    return {};
}

}  // namespace

Result<void> check_entropy(const Entropy& entropy) {
    return std::visit([](const auto& kind) { return check_kind(kind); }, entropy);
}

Result<void> check_entropy_value(const Entropy& entropy, std::string_view value) {
    return std::visit([value](const auto& kind) { return check_value(kind, value); }, entropy);
}

DrawSeed seed_of(const SecretKey& draw_key, std::string_view draw_id) {
    return hmac_sha256(draw_key.bytes(), {view_of(draw_id)});
}

Hash commitment_of(const DrawSeed& seed) { return sha256({view_of("xiaoer-seed-v1\n"), seed}); }

Result<void> check_announcement(const Announcement& announcement) {
    if (announcement.algorithm != draw_algorithm) return invalid("algorithm is not xiaoer-draw-v1");
    XIAOER_TRY(check_text("draw", announcement.draw));
    XIAOER_TRY(check_text("shop", announcement.shop));
    XIAOER_TRY(check_range("number", announcement.number, 1));
    XIAOER_TRY(check_range("max_weight", announcement.max_weight, 1));
    const bool first = announcement.number == 1;
    if (first != (announcement.previous == Hash{})) {
        return invalid(first ? "previous is not zeros in the device's first draw"
                             : "previous is zeros though this is not the device's first draw");
    }
    XIAOER_TRY(check_times(announcement));
    XIAOER_TRY(check_prizes(announcement.prizes));
    return check_entropy(announcement.entropy);
}

Hash announcement_hash(const Announcement& announcement) {
    const std::string text = canonical(to_json(announcement));
    return sha256({view_of("xiaoer-announcement-v1\n"), view_of(text)});
}

}  // namespace xiaoer
