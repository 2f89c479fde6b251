// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/timer.hpp"

#include <gtest/gtest.h>

namespace trien::execution {
namespace {

using Kind = TimerRule::Kind;

const Instant now = *Instant::parse("2026-11-23T09:00:00+07:00");

std::string due(Kind kind, const char* rule) {
    const auto plan = plan_timer(kind, rule, now);
    return plan ? plan->due.text() : "none";
}

TEST(Timer, ADateIsAnInstantInTheOfficesZone) {
    EXPECT_EQ(due(Kind::date, "2026-12-01T08:00:00+07:00"), "2026-12-01T08:00:00+07:00");
    EXPECT_EQ(due(Kind::date, "2026-12-01T01:00:00Z"), "2026-12-01T01:00:00+00:00");
    EXPECT_EQ(due(Kind::date, "2026-12-01T08:00:00"), "2026-12-01T08:00:00+07:00");
    EXPECT_EQ(due(Kind::date, "2026-12-01"), "2026-12-01T00:00:00+07:00");
}

TEST(Timer, ADurationRunsFromNow) {
    EXPECT_EQ(due(Kind::duration, "PT90M"), "2026-11-23T10:30:00+07:00");
    EXPECT_EQ(due(Kind::duration, "P2D"), "2026-11-25T09:00:00+07:00");
    EXPECT_EQ(due(Kind::duration, "P1W"), "2026-11-30T09:00:00+07:00");
    EXPECT_EQ(due(Kind::duration, "P1M"), "2026-12-23T09:00:00+07:00");
}

TEST(Timer, ACycleCountsDownAndDoesNotDrift) {
    auto plan = plan_timer(Kind::cycle, "R3/PT1H", now);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->due.text(), "2026-11-23T10:00:00+07:00");
    plan = next_time(*plan);
    EXPECT_EQ(plan->due.text(), "2026-11-23T11:00:00+07:00");
    plan = next_time(*plan);
    EXPECT_EQ(plan->remaining, 1U);
    EXPECT_FALSE(next_time(*plan));
}

TEST(Timer, ACycleWithoutNumberHasNoEnd) {
    const auto plan = plan_timer(Kind::cycle, "R/P1D", now);

    EXPECT_FALSE(plan->remaining);
    EXPECT_EQ(next_time(*plan)->due.text(), "2026-11-25T09:00:00+07:00");
}

TEST(Timer, ACycleLeavesOutWhatHasPassed) {
    const auto plan = plan_timer(Kind::cycle, "R5/2026-11-20T08:00:00+07:00/P1D", now);

    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->due.text(), "2026-11-24T08:00:00+07:00");
    EXPECT_EQ(plan->remaining, 1U);
    EXPECT_FALSE(plan_timer(Kind::cycle, "R4/2026-11-20T08:00:00+07:00/P1D", now));
}

TEST(Timer, OtherTextsAreNoRules) {
    for (const char* text :
         {"", "soon", "R", "R3", "R0/PT1H", "R/PT0S", "R-1/PT1H", "R3//PT1H", "R3/x/PT1H", "P", "PT"}) {
        EXPECT_EQ(due(Kind::cycle, text), "none") << text;
        EXPECT_EQ(due(Kind::duration, text), "none") << text;
        EXPECT_EQ(due(Kind::date, text), "none") << text;
    }
    EXPECT_EQ(due(Kind::duration, "-PT1H"), "none");
    EXPECT_EQ(due(Kind::duration, "P99999999999W"), "none");
    EXPECT_EQ(due(Kind::duration, "P9999Y"), "none");
}

}  // namespace
}  // namespace trien::execution
