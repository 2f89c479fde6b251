// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/reception_points.hpp"

#include <gtest/gtest.h>

#include "engine/calendar/day_text.hpp"
#include "engine/calendar/deadline.hpp"
#include "engine/calendar/work_calendar.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

/// The shipped calendar at a point with these rows of hours.
WorkCalendar point_with(const std::string& hours, const std::string& reception = "") {
    const std::string point = point_text("p", hours, reception);
    const ReceptionPoints points = ReceptionPoints::parse(points_text("2026-01-01", "p", point), "p");
    return office().at_point(points, *points.point("p"));
}

const std::string saturday_mornings = hours_row("2026-07-01", R"("sat")", R"("08:00-11:30")");

TEST(ReceptionPoints, APointWithoutHoursWorksTheNationalOnes) {
    const WorkCalendar point = point_with("");

    for (const char* date : {"2026-11-21", "2026-11-23", "2026-11-24", "2026-08-22"}) {
        EXPECT_EQ(point.day(day(date)), office().day(day(date))) << date;
    }
    EXPECT_EQ(point.point(), "p");
    EXPECT_NE(point.revision(), office().revision());
}

TEST(ReceptionPoints, APointMayOpenOnSaturdayMornings) {
    const WorkCalendar point = point_with(saturday_mornings);

    EXPECT_FALSE(point.is_working(day("2026-06-27")));
    EXPECT_EQ(hours_text(point.day(day("2026-07-04")).hours), "08:00–11:30");
    EXPECT_EQ(point.closing(day("2026-07-04")), at("2026-07-04T11:30"));
    EXPECT_EQ(point.working_day_after(day("2026-11-20")), day("2026-11-21"));
}

TEST(ReceptionPoints, APointMayNarrowAWeekdayOrClose) {
    const WorkCalendar point = point_with(hours_row("2026-01-01", R"("mon")", R"("13:00-16:00")") + "," +
                                          hours_row("2026-01-01", R"("wed")", ""));

    EXPECT_EQ(hours_text(point.day(day("2026-11-23")).hours), "13:00–16:00");
    EXPECT_EQ(point.day_kind(day("2026-11-25")), DayKind::weekly_rest);
    EXPECT_EQ(hours_text(point.day(day("2026-11-26")).hours), "08:00–12:00, 13:00–17:00");
}

TEST(ReceptionPoints, HolidaysCloseEveryPoint) {
    const WorkCalendar point = point_with(hours_row("2026-01-01", R"("sun","tue")", R"("08:00-12:00")"));

    EXPECT_TRUE(point.is_working(day("2026-04-19")));
    EXPECT_EQ(point.day_kind(day("2026-04-26")), DayKind::holiday);
    EXPECT_EQ(point.day_kind(day("2026-11-24")), DayKind::holiday);
}

TEST(ReceptionPoints, TheDayWorkedInExchangeKeepsThePointsHoursOfTheDayGivenOff) {
    const WorkCalendar mornings =
        point_with(saturday_mornings + "," + hours_row("2026-01-01", R"("mon")", R"("07:30-16:30")"));
    EXPECT_EQ(mornings.day_kind(day("2026-08-22")), DayKind::swap_working);
    EXPECT_EQ(hours_text(mornings.day(day("2026-08-22")).hours), "07:30–16:30");
    EXPECT_FALSE(mornings.is_working(day("2026-08-31")));

    const WorkCalendar no_mondays = point_with(saturday_mornings + "," + hours_row("2026-01-01", R"("mon")", ""));
    EXPECT_EQ(no_mondays.day_kind(day("2026-08-22")), DayKind::working);
    EXPECT_EQ(hours_text(no_mondays.day(day("2026-08-22")).hours), "08:00–11:30");
}

TEST(ReceptionPoints, ReceptionOnADayOffTakesInButNoTimeCounts) {
    const WorkCalendar point = point_with("", saturday_mornings);
    const DeadlineRule rule = limit(1, Unit::working_day);

    const Due handed_in = due(point, at("2026-11-21T09:00"), rule);

    EXPECT_FALSE(point.is_working(day("2026-11-21")));
    EXPECT_EQ(handed_in.counted_from, day("2026-11-23"));
    EXPECT_EQ(handed_in.due, at("2026-11-25T17:00"));
    EXPECT_NE(handed_in.explanation.en.find("on a day of reception only: counts from 08:00 on Monday"),
              std::string::npos);
    EXPECT_EQ(day_text(point, day("2026-11-21")).vi, "thứ Bảy 21/11/2026: nghỉ hằng tuần, tiếp nhận 08:00–11:30");
}

TEST(ReceptionPoints, ADayWithoutReceptionIsAWorkingDayOfTheDeadlineAllTheSame) {
    const WorkCalendar point = point_with(
        "", hours_row("2026-01-01", R"("wed")", "") + "," + hours_row("2026-01-01", R"("thu")", R"("08:00-11:00")"));
    const DeadlineRule rule = limit(3, Unit::working_day);

    EXPECT_EQ(due(point, at("2026-11-09T09:00"), rule).due, at("2026-11-12T17:00"));
    EXPECT_EQ(due(point, at("2026-11-11T09:00"), rule).counted_from, day("2026-11-12"));
    EXPECT_EQ(due(point, at("2026-11-10T18:00"), rule).counted_from, day("2026-11-12"));
    EXPECT_EQ(due(point, at("2026-11-12T11:00"), rule).counted_from, day("2026-11-13"));
    EXPECT_EQ(due(point, at("2026-11-12T10:59"), rule).counted_from, day("2026-11-12"));
}

TEST(ReceptionPoints, TheDayWorkedInExchangeHasTheReceptionOfTheDayGivenOff) {
    const WorkCalendar point =
        point_with("", saturday_mornings + "," + hours_row("2026-01-01", R"("mon")", R"("08:00-15:00")"));
    EXPECT_EQ(hours_text(point.day(day("2026-08-22")).reception), "08:00–15:00");
    EXPECT_EQ(hours_text(point.day(day("2026-08-29")).reception), "08:00–11:30");
}

TEST(ReceptionPoints, HolidaysHaveNoReception) {
    const WorkCalendar point = point_with("", hours_row("2026-01-01", R"("tue","sun")", R"("08:00-11:00")"));
    EXPECT_TRUE(point.day(day("2026-11-24")).reception.empty());
    EXPECT_TRUE(point.day(day("2026-04-26")).reception.empty());
    EXPECT_FALSE(point.day(day("2026-04-19")).reception.empty());
}

TEST(ReceptionPoints, TheRevisionIsTheDigestOfBothFilesAndThePoint) {
    const ReceptionPoints points =
        ReceptionPoints::parse(points_text("2026-01-01", "a", point_text("a", "") + "," + point_text("b", "")), "p");
    const WorkCalendar a = office().at_point(points, *points.point("a"));

    EXPECT_EQ(a.revision(), sha256(office().revision().hex() + "\n" + points.digest.hex() + "\na\n"));
    EXPECT_NE(a.revision(), office().at_point(points, *points.point("b")).revision());
}

TEST(ReceptionPoints, TheShippedPointIsTheWardsSeat) {
    const auto file = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars/points/ward.json";
    const ReceptionPoints points = ReceptionPoints::load(file);

    EXPECT_EQ(points.calendar, office().id());
    EXPECT_EQ(points.standard, "main");
    EXPECT_EQ(points.point("?"), nullptr);
}

}  // namespace
}  // namespace trien::calendar
