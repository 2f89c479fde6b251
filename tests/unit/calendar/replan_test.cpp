// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/replan.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

CalendarText weekdays() {
    CalendarText text;
    text.hours = hours_row("2026-01-01", R"("mon","tue","wed","thu","fri")", R"("08:00-17:00")");
    return text;
}

WorkCalendar with_holidays(const std::vector<std::string>& dates) {
    CalendarText text = weekdays();
    for (const std::string& date : dates) {
        text.holidays += text.holidays.empty() ? "" : ",";
        text.holidays += R"({"from":")" + date + R"(",)" + named("Ngày lễ mới", "a new holiday") + source_members + "}";
    }
    return text.calendar();
}

WorkCalendar with_holiday(const std::string& date) {
    return with_holidays({date});
}

DeadlineClock clock_of(Span limit) {
    DeadlineRule rule;
    rule.limit = limit;
    return {rule, at("2026-01-05T09:00"), {}, {}};
}

TEST(Replan, ANewHolidayMovesTheDeadlineAndSaysWhy) {
    const WorkCalendar before = weekdays().calendar();
    const WorkCalendar after = with_holiday("2026-01-07");

    const Replanned planned = replan(clock_of({3, Unit::working_day}), before, after, at("2026-01-06T09:00"));

    EXPECT_TRUE(planned.moved());
    EXPECT_EQ(planned.before, at("2026-01-08T17:00"));
    EXPECT_EQ(planned.after, at("2026-01-09T17:00"));
    EXPECT_EQ(planned.revision_before, before.revision());
    EXPECT_EQ(planned.revision_after, after.revision());
    EXPECT_EQ(planned.why.vi, "thứ Tư 07/01/2026: nghỉ lễ: Ngày lễ mới; căn cứ: c (trước đây: làm việc 08:00–17:00)");
    EXPECT_EQ(planned.why.en, "Wednesday 2026-01-07: holiday: a new holiday; source: c (before: working 08:00–17:00)");
    EXPECT_EQ(planned.rules.back().to, planned.after);
}

TEST(Replan, AHolidayOnTheDueDayItselfIsNamedToo) {
    const Replanned planned = replan(clock_of({3, Unit::working_day}), weekdays().calendar(),
                                     with_holiday("2026-01-08"), at("2026-01-06T09:00"));
    EXPECT_EQ(planned.after, at("2026-01-09T17:00"));
    EXPECT_NE(planned.why.en.find("2026-01-08"), std::string::npos);
}

TEST(Replan, ADayGivenBackBringsTheDeadlineForward) {
    const Replanned planned = replan(clock_of({3, Unit::working_day}), with_holiday("2026-01-08"),
                                     weekdays().calendar(), at("2026-01-06T09:00"));
    EXPECT_EQ(planned.before, at("2026-01-09T17:00"));
    EXPECT_EQ(planned.after, at("2026-01-08T17:00"));
    EXPECT_EQ(planned.why.en, "Thursday 2026-01-08: working 08:00–17:00; source: c (before: holiday: a new holiday)");
}

TEST(Replan, EveryDayThatHadAPartIsNamedAndNoOther) {
    const Instant now = at("2026-01-06T09:00");
    const Replanned later = replan(clock_of({3, Unit::working_day}), weekdays().calendar(),
                                   with_holidays({"2026-01-07", "2026-01-09"}), now);
    EXPECT_EQ(later.after, at("2026-01-12T17:00"));
    EXPECT_THAT(later.why.en, AllOf(HasSubstr("2026-01-07"), HasSubstr("2026-01-09")));

    const Replanned earlier =
        replan(clock_of({3, Unit::working_day}), with_holiday("2026-01-08"), with_holiday("2026-01-09"), now);
    EXPECT_EQ(earlier.after, at("2026-01-08T17:00"));
    EXPECT_THAT(earlier.why.en, AllOf(HasSubstr("2026-01-08"), Not(HasSubstr("2026-01-09"))));
}

TEST(Replan, AHolidayAfterTheDeadlineMovesNothing) {
    const Replanned planned = replan(clock_of({3, Unit::working_day}), weekdays().calendar(),
                                     with_holiday("2026-01-09"), at("2026-01-06T09:00"));
    EXPECT_FALSE(planned.moved());
    EXPECT_TRUE(planned.why.empty());
}

TEST(Replan, ARuleOfCountingThatChangedIsTheReasonWhereNoDayIs) {
    CalendarText text = weekdays();
    text.stops = stop_rule("supplement", "notUsed", "notUsed");
    DeadlineClock clock = clock_of({3, Unit::working_day});
    clock.stops = {{at("2026-01-06T10:00"), "supplement", at("2026-01-06T11:00")}};

    const Replanned planned = replan(clock, weekdays().calendar(), text.calendar(), at("2026-01-06T11:00"));

    EXPECT_EQ(planned.after, at("2026-01-09T17:00"));
    EXPECT_EQ(planned.why.en, "the calendar's rules of counting changed");
}

}  // namespace
}  // namespace trien::calendar
