#include "phone/completions.h"

#include <gtest/gtest.h>

#include <atomic>

namespace xiaoer::phone {
namespace {

// Offers a value that is ready until there is room for it.
template <class Next>
bool soon_taken(Completions& completions, Next next) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < end) {
        std::promise<int> ready;
        ready.set_value(1);
        if (completions.then(ready.get_future(), [next](int) { next(); })) return true;
        std::this_thread::yield();
    }
    return false;
}

TEST(Completions, goes_on_with_each_value_whatever_the_order) {
    Completions completions(10);
    std::promise<int> first, second;
    std::promise<std::pair<int, int>> got_second, got_first;
    ASSERT_TRUE(completions.then(first.get_future(), [&](int value) { got_first.set_value({1, value}); }));
    ASSERT_TRUE(completions.then(second.get_future(), [&](int value) { got_second.set_value({2, value}); }));
    second.set_value(20);
    EXPECT_EQ(got_second.get_future().get(), std::pair(2, 20)) << "the second is not kept waiting by the first";
    first.set_value(10);
    EXPECT_EQ(got_first.get_future().get(), std::pair(1, 10));
}

TEST(Completions, takes_no_more_than_its_capacity) {
    Completions completions(2);
    std::promise<int> first, second, third;
    std::promise<void> done;
    EXPECT_TRUE(completions.then(first.get_future(), [&](int) { done.set_value(); }));
    EXPECT_TRUE(completions.then(second.get_future(), [](int) {}));
    EXPECT_FALSE(completions.then(third.get_future(), [](int) { FAIL() << "was refused"; }));
    third.set_value(3);
    first.set_value(1);
    done.get_future().wait();
    EXPECT_TRUE(soon_taken(completions, [] {})) << "room again once one is over";
}

TEST(Completions, drops_what_is_not_ready_when_it_goes) {
    std::promise<int> never;
    std::atomic<bool> called{false};
    {
        Completions completions(1);
        ASSERT_TRUE(completions.then(never.get_future(), [&](int) { called = true; }));
    }
    never.set_value(1);
    EXPECT_FALSE(called);
}

TEST(Completions, an_abandoned_promise_ends_quietly) {
    Completions completions(1);
    {
        std::promise<int> abandoned;
        ASSERT_TRUE(completions.then(abandoned.get_future(), [](int) { FAIL() << "there is no value"; }));
    }
    std::promise<void> done;
    EXPECT_TRUE(soon_taken(completions, [&] { done.set_value(); }));
    done.get_future().wait();
}

}  // namespace
}  // namespace xiaoer::phone
