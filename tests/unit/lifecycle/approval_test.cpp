// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/approval.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum ApprovalEvent;
using History = std::vector<ApprovalEvent>;

TEST(Approval, RunsStraightToIssue) {
    EXPECT_EQ(replay(History{}), ApprovalState::drafted);
    EXPECT_EQ(replay(History{submit, take_up, approve, sign, seal, issue}), ApprovalState::issued);
}

TEST(Approval, GoesBackForReworkAndReturns) {
    EXPECT_EQ(replay(History{submit, take_up, approve, return_back}), ApprovalState::returned);
    EXPECT_EQ(replay(History{submit, take_up, approve, return_back, take_up, approve, sign}), ApprovalState::signed_);
}

TEST(Approval, NeedsAReasonToReturnRefuseOrStrikeOut) {
    const History history = {submit, take_up};

    EXPECT_EQ(advance(history, return_back, "").error().code, "approval.reason-required");
    EXPECT_EQ(advance(history, refuse, "").error().code, "approval.reason-required");
    EXPECT_EQ(advance(history, return_back, "thiếu trang 2"), ApprovalState::returned);
    EXPECT_EQ(advance(history, refuse, "R22.2"), ApprovalState::refused);
}

TEST(Approval, SaysWhatIsAwaitedWhenAskedForTheImpossible) {
    const auto result = advance(History{}, sign, "");

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, Refusal::Reason::wrong_state);
    EXPECT_EQ(result.error().text.en, "expected to sign, but the approval is drafted; it awaits: submit, refuse");
}

TEST(Approval, CannotBeRefusedOnceSigned) {
    EXPECT_FALSE(advance(History{submit, take_up, approve, sign}, refuse, "R22.1"));
    EXPECT_EQ(advance(History{submit, take_up, approve, sign}, strike_out, "ghi nhầm"), ApprovalState::struck_out);
}

}  // namespace
}  // namespace trien::lifecycle
