// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/approval.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace trien::lifecycle {
namespace {

using enum ApprovalEvent;
using History = std::vector<ApprovalEvent>;

constexpr std::array all_events = {submit, take_up, approve, return_back, refuse, sign, seal, issue, strike_out};

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

TEST(Approval, RefusesAHistoryThatCannotHaveHappened) {
    EXPECT_THROW((void)replay(History{sign}), Error);
}

TEST(Approval, EventNamesAreStable) {
    for (const ApprovalEvent event : all_events) EXPECT_EQ(approval_event(name(event)), event);
    EXPECT_FALSE(approval_event("Approve"));
}

/// The chart and the table are written independently; random walks find where they part.
RC_GTEST_PROP(Approval, AgreesWithItsTable, ()) {
    History history;
    ApprovalState state = ApprovalState::drafted;
    for (int step = 0; step < 12; ++step) {
        const auto event = *rc::gen::elementOf(all_events);
        const auto row = std::ranges::find_if(
            approval_transitions(), [&](const ApprovalTransition& t) { return t.from == state && t.event == event; });
        const auto result = advance(history, event, "lý do");
        RC_ASSERT(result.has_value() == (row != approval_transitions().end()));
        if (!result) continue;
        RC_ASSERT(*result == row->to);
        history.push_back(event);
        state = *result;
        RC_ASSERT(replay(history) == state);
    }
}

}  // namespace
}  // namespace trien::lifecycle
