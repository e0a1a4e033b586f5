// How often somebody may ask: a bucket of tokens for each name. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace xiaoer::phone {

struct Rate {
    std::int64_t burst = 1;     // at once, after a quiet time
    std::int64_t every_ms = 1;  // and one more each
};

class RateLimit {
public:
    explicit RateLimit(Rate rate) : rate_(rate) {}

    // `now_ms` is of a steady clock. Returns: true and counts it, or false when it is too often.
    [[nodiscard]] bool allow(std::string_view name, std::int64_t now_ms);

private:
    void forget_the_quiet(std::int64_t now_ms);

    const Rate rate_;
    // When the name's bucket will be full again: one number is the whole bucket.
    std::unordered_map<std::string, std::int64_t> full_at_ms_;
};

}  // namespace xiaoer::phone
