// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/payment.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum PaymentEvent;
using History = std::vector<PaymentEvent>;

TEST(Payment, IsPaidAndRefunded) {
    EXPECT_EQ(replay(History{}), PaymentState::none);
    EXPECT_EQ(replay(History{assess}), PaymentState::due);
    EXPECT_EQ(replay(History{assess, pay}), PaymentState::paid);
    EXPECT_EQ(replay(History{assess, pay, refund}), PaymentState::refunded);
}

TEST(Payment, IsWaivedBeforeItIsPaidOnly) {
    EXPECT_EQ(replay(History{assess, waive}), PaymentState::waived);
    EXPECT_FALSE(advance(History{assess, pay}, waive));
}

TEST(Payment, IsNotTakenTwice) {
    const auto result = advance(History{assess, pay}, pay);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "payment.wrong-state");
    EXPECT_EQ(result.error().text.en, "expected to pay, but the payment is paid; it awaits: refund");
}

}  // namespace
}  // namespace trien::lifecycle
