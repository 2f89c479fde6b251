// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/procedure_document.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum ProcedureDocumentEvent;
using History = std::vector<ProcedureDocumentEvent>;

TEST(ProcedureDocument, IsIssuedAfterReviewAndApproval) {
    EXPECT_EQ(replay(History{}), ProcedureDocumentState::drafted);
    EXPECT_EQ(replay(History{submit, review, approve, issue}), ProcedureDocumentState::issued);
    EXPECT_FALSE(advance(History{submit, review}, issue, ""));
    EXPECT_FALSE(advance(History{submit}, approve, ""));
}

TEST(ProcedureDocument, GoesBackToTheDraftAndThroughReviewAgain) {
    EXPECT_EQ(replay(History{submit, review, return_back}), ProcedureDocumentState::drafted);
    EXPECT_FALSE(advance(History{submit, review, return_back}, approve, ""));
}

TEST(ProcedureDocument, IsNotReturnedOnceApproved) {
    const auto result = advance(History{submit, review, approve}, return_back, "sai mục 5");

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "procedure-document.wrong-state");
    EXPECT_EQ(result.error().text.en,
              "expected to return, but the procedure document is approved; it awaits: issue, discard");
}

TEST(ProcedureDocument, NeedsAReasonToReturnOrWithdraw) {
    const History issued = {submit, review, approve, issue};

    EXPECT_EQ(advance(History{submit}, return_back, "").error().code, "procedure-document.reason-required");
    EXPECT_EQ(advance(issued, withdraw, "").error().text.en, "expected a reason to withdraw, but there is none");
    EXPECT_EQ(advance(issued, withdraw, "căn cứ hết hiệu lực"), ProcedureDocumentState::withdrawn);
}

TEST(ProcedureDocument, IsDiscardedBeforeItIsIssuedOnly) {
    EXPECT_EQ(advance(History{}, discard, ""), ProcedureDocumentState::withdrawn);
    EXPECT_EQ(advance(History{submit, review, approve}, discard, ""), ProcedureDocumentState::withdrawn);
    EXPECT_FALSE(advance(History{submit, review, approve, issue}, discard, ""));
}

TEST(ProcedureDocument, StaysSupersededForGood) {
    const History superseded = {submit, review, approve, issue, supersede};

    EXPECT_EQ(replay(superseded), ProcedureDocumentState::superseded);
    EXPECT_FALSE(advance(superseded, issue, ""));
    EXPECT_FALSE(advance(superseded, withdraw, "nhầm"));
}

}  // namespace
}  // namespace trien::lifecycle
