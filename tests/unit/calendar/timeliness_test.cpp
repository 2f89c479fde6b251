// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/timeliness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using testing::HasSubstr;

/// Due at 17:00 on Thursday 5 November 2026.
DeadlineClock three_days() {
    DeadlineRule rule;
    rule.limit = {3, Unit::working_day};
    return {rule, at("2026-11-02T09:00"), {}, {}};
}

TEST(Timeliness, AResultAtTheDueInstantIsOnTime) {
    const Instant now = at("2026-11-20T09:00");
    EXPECT_FALSE(timeliness(office(), three_days(), at("2026-11-05T17:00"), now).late);
    EXPECT_TRUE(
        timeliness(office(), three_days(), Instant(at("2026-11-05T17:00").utc() + std::chrono::microseconds{1}), now)
            .late);
}

TEST(Timeliness, ARunningCaseIsMeasuredByNow) {
    EXPECT_FALSE(timeliness(office(), three_days(), std::nullopt, at("2026-11-05T17:00")).late);
    const Timeliness late = timeliness(office(), three_days(), std::nullopt, at("2026-11-06T08:00"));
    EXPECT_TRUE(late.late);
    EXPECT_EQ(late.why.vi, "trễ hạn: 08:00 thứ Sáu 06/11/2026, hạn trả 17:00 thứ Năm 05/11/2026");
}

TEST(Timeliness, ACaseThatWaitsIsMeasuredByTheRequest) {
    DeadlineClock clock = three_days();
    clock.stops = {{at("2026-11-04T10:00"), "supplement", std::nullopt}};

    const Timeliness waiting = timeliness(office(), clock, std::nullopt, at("2027-01-20T09:00"));

    EXPECT_FALSE(waiting.late);
    EXPECT_EQ(waiting.measured, at("2026-11-04T10:00"));
}

TEST(Timeliness, ARequestAfterTheDeadlineSavesNothing) {
    DeadlineClock clock = three_days();
    clock.stops = {{at("2026-11-06T10:00"), "supplement", std::nullopt}};
    EXPECT_TRUE(timeliness(office(), clock, std::nullopt, at("2026-11-06T11:00")).late);
}

TEST(Timeliness, OtherReasonsMayStopTheClockMoreOften) {
    DeadlineClock clock = three_days();
    clock.stops = {{at("2026-11-03T10:00"), "verification", at("2026-11-03T11:00")},
                   {at("2026-11-04T10:00"), "verification", std::nullopt}};
    EXPECT_FALSE(timeliness(office(), clock, std::nullopt, at("2026-11-05T09:00")).late);
    EXPECT_FALSE(warning_before_stop(clock, office().counting(), "verification"));
}

}  // namespace
}  // namespace trien::calendar
