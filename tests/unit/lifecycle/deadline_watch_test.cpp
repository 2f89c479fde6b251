// SPDX-License-Identifier: Apache-2.0
#include "engine/lifecycle/deadline_watch.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace trien::lifecycle {
namespace {

using enum DeadlineWatchEvent;
using History = std::vector<DeadlineWatchEvent>;

TEST(DeadlineWatch, IsMetOrMissed) {
    EXPECT_EQ(replay(History{end}), DeadlineWatchState::met);
    EXPECT_EQ(replay(History{pass, end}), DeadlineWatchState::missed);
}

TEST(DeadlineWatch, DoesNotPassWhileStopped) {
    EXPECT_FALSE(advance(History{stop}, pass));
    EXPECT_EQ(advance(History{stop, go_on}, pass), DeadlineWatchState::overdue);
    EXPECT_EQ(advance(History{stop}, end), DeadlineWatchState::met);
}

TEST(DeadlineWatch, CountsAgainWhenExtendedAfterItPassed) {
    EXPECT_EQ(replay(History{pass, revise}), DeadlineWatchState::counting);
    EXPECT_EQ(replay(History{pass, revise, end}), DeadlineWatchState::met);
}

TEST(DeadlineWatch, StaysStoppedWhenPlannedAnew) {
    EXPECT_EQ(replay(History{stop, revise}), DeadlineWatchState::stopped);
    EXPECT_EQ(replay(History{revise}), DeadlineWatchState::counting);
}

TEST(DeadlineWatch, CannotBeStoppedToHideThatItPassed) {
    const auto result = advance(History{pass}, stop);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "deadline-watch.wrong-state");
    EXPECT_EQ(result.error().text.en, "expected to stop, but the deadline is overdue; it awaits: revise, end");
}

}  // namespace
}  // namespace trien::lifecycle
