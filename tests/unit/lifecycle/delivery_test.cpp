// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/delivery.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum DeliveryEvent;
using History = std::vector<DeliveryEvent>;

TEST(Delivery, HandsOverAtTheDeskOrByPost) {
    EXPECT_EQ(replay(History{make_ready, hand_over}), DeliveryState::handed_over);
    EXPECT_EQ(replay(History{make_ready, send, hand_over}), DeliveryState::handed_over);
}

TEST(Delivery, KeepsWhatThePostBringsBack) {
    EXPECT_EQ(replay(History{make_ready, send, come_back}), DeliveryState::ready);
    EXPECT_EQ(replay(History{make_ready, send, come_back, hand_over}), DeliveryState::handed_over);
}

TEST(Delivery, HandsOverNothingBeforeThereIsAResult) {
    const auto result = advance(History{}, hand_over);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "delivery.wrong-state");
    EXPECT_EQ(result.error().text.en, "expected to hand-over, but the result is not-ready; it awaits: make-ready");
}

}  // namespace
}  // namespace trien::lifecycle
