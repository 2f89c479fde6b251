// SPDX-License-Identifier: Apache-2.0
// The rules of law about time, by the numbers of the project's list of legal tests (E) and traps (T).
#include <cmath>
#include <compare>
#include <numbers>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/calendar/calendar_set.hpp"
#include "engine/calendar/clock_reading.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/calendar/replan.hpp"
#include "engine/calendar/timeliness.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using testing::HasSubstr;

TEST(LegalTime, E10_ReceivedAt1501OnTheDayBeforeAHolidayIsDueOnTheFirstWorkingDayAfterIt) {
    EXPECT_EQ(due(office(), at("2026-11-23T15:01"), certification()).due, at("2026-11-25T17:00"));
    EXPECT_EQ(due(office(), at("2026-11-23T15:00"), certification()).due, at("2026-11-23T17:00"));
    EXPECT_EQ(due(office(), at("2026-02-13T15:01"), certification()).due, at("2026-02-23T17:00"));
}

TEST(LegalTime, E11_CopiesOfALargeOriginalMayTakeTwoMoreWorkingDaysAndLongerOnlyByWrittenAgreement) {
    const DeadlineClock clock{certification(), at("2026-11-20T15:30"), {}, {}};
    const Instant when = at("2026-11-23T09:00");

    const auto two = extend(clock, {when, {2, Unit::working_day}, ""});
    ASSERT_TRUE(two);
    EXPECT_EQ(read(office(), *two, when).due, at("2026-11-26T17:00"));

    EXPECT_FALSE(extend(clock, {when, {3, Unit::working_day}, ""}));
    EXPECT_FALSE(extend(*two, {when, {1, Unit::half_day}, ""}));
    const auto agreed = extend(*two, {when, {1, Unit::working_day}, "Văn bản thoả thuận 05/TT"});
    ASSERT_TRUE(agreed);
    EXPECT_EQ(read(office(), *agreed, when).due, at("2026-11-27T17:00"));
}

TEST(LegalTime, E18_StepsThatTakeLongerThanTheDeadlineCompareAsMore) {
    const std::vector<Span> steps{
        {1, Unit::half_day}, {1, Unit::working_day}, {1, Unit::half_day}, {1, Unit::half_day}, {1, Unit::half_day}};
    const std::vector<Span> three_days{{3, Unit::working_day}};
    EXPECT_TRUE(compare(steps, three_days) <= 0);

    std::vector<Span> more = steps;
    more.push_back({1, Unit::working_hour});
    EXPECT_TRUE(compare(more, three_days) > 0);
}

TEST(LegalTime, E20_ACaseWithTwoSupplementRequestsAndNoResultIsLate) {
    DeadlineClock clock{limit(30, Unit::working_day), at("2026-11-02T09:00"), {}, {}};
    clock = stop(clock, office().counting(), at("2026-11-03T09:00"), "supplement").value();
    clock = resume(clock, at("2026-11-04T09:00")).value();
    const Instant now = at("2026-11-06T09:00");
    EXPECT_FALSE(timeliness(office(), clock, std::nullopt, now).late);

    clock = stop(clock, office().counting(), at("2026-11-05T09:00"), "supplement").value();
    const Timeliness late = timeliness(office(), clock, std::nullopt, now);
    EXPECT_TRUE(late.late);
    EXPECT_THAT(late.why.en, HasSubstr("stopped 2 times"));
    EXPECT_THAT(late.source.citation, HasSubstr("766/QĐ-TTg"));

    clock = resume(clock, now).value();
    EXPECT_TRUE(timeliness(office(), clock, std::nullopt, now).late);
    EXPECT_FALSE(timeliness(office(), clock, now, now).late) << "a result in time is on time all the same";
}

TEST(LegalTime, T5_WorkingAndCalendarDaysAreNeitherComparedNorAdded) {
    const std::vector<Span> steps{{1, Unit::working_day}, {20, Unit::working_day}, {1, Unit::half_day}};
    EXPECT_EQ(compare(steps, std::vector<Span>{{23, Unit::calendar_day}}), std::partial_ordering::unordered);
    EXPECT_EQ(compare({1, Unit::working_day}, {1, Unit::calendar_day}), std::partial_ordering::unordered);
    EXPECT_EQ(compare({23, Unit::calendar_day}, {30, Unit::calendar_day}), std::partial_ordering::less);

    // 23 days of marital status with verification: Monday 2 November to Wednesday 25 November, holiday and all.
    DeadlineClock clock{limit(23, Unit::calendar_day), at("2026-11-02T09:00"), {}, {}};
    EXPECT_EQ(read(office(), clock, clock.received).due, at("2026-11-25T17:00"));
    // Three working days more are counted as such: Thursday, Friday, Monday.
    clock.rule.extension_max = {3, Unit::working_day};
    clock = extend(clock, {clock.received, {3, Unit::working_day}, ""}).value();
    EXPECT_EQ(read(office(), clock, clock.received).due, at("2026-11-30T17:00"));
    // An extension in another unit cannot be held against the rule's.
    EXPECT_FALSE(extend(clock, {clock.received, {1, Unit::calendar_day}, ""}));
}

TEST(LegalTime, T6_HalfADayIsFourOfficeHoursAndShownInTheUnitOfItsSource) {
    EXPECT_EQ(working_minutes({1, Unit::half_day}), 240min);
    EXPECT_EQ(compare({2, Unit::half_day}, {1, Unit::working_day}), std::partial_ordering::equivalent);
    EXPECT_EQ(compare({3, Unit::half_day}, {12, Unit::working_hour}), std::partial_ordering::equivalent);
    EXPECT_EQ(span_text({1, Unit::half_day}).vi, "01 buổi (½ ngày) làm việc");
    EXPECT_EQ(due(office(), at("2026-11-19T16:00"), limit(1, Unit::half_day)).due, at("2026-11-20T11:00"));
}

TEST(LegalTime, T7_StepsThatShareOneTimeCellAreAllPlannedToItsEnd) {
    const Instant begun = at("2026-11-19T10:00");
    const Span cell{1, Unit::working_day};

    const Instant end = planned_end(office(), begun, cell);

    EXPECT_EQ(end, at("2026-11-20T10:00"));
    EXPECT_EQ(office().working_between(begun, end), *working_minutes(cell));
    EXPECT_EQ(planned_end(office(), begun, {3, Unit::calendar_day}), at("2026-11-23T17:00"));
}

TEST(LegalTime, T8_AStepPastItsPlanIsNotALateCase) {
    const DeadlineClock clock{limit(3, Unit::working_day), at("2026-11-02T09:00"), {}, {}};
    const Instant now = at("2026-11-03T16:00");

    EXPECT_GT(now, planned_end(office(), clock.received, {1, Unit::half_day}));
    EXPECT_EQ(read(office(), clock, now).state, ClockReading::State::running);
    EXPECT_FALSE(timeliness(office(), clock, std::nullopt, now).late);
}

TEST(LegalTime, T10_ASecondSupplementRequestIsWarnedOf) {
    DeadlineClock clock{limit(3, Unit::working_day), at("2026-11-02T09:00"), {}, {}};
    EXPECT_FALSE(warning_before_stop(clock, office().counting(), "supplement"));

    clock = stop(clock, office().counting(), at("2026-11-03T09:00"), "supplement").value();
    const auto warning = warning_before_stop(clock, office().counting(), "supplement");
    ASSERT_TRUE(warning);
    EXPECT_THAT(warning->vi, HasSubstr("tính trễ hạn"));
}

TEST(LegalTime, T11_ACaseKeepsTheCalendarOfItsIntakeUntilItIsPlannedAnew) {
    CalendarText first;
    first.hours = hours_row("2026-01-01", R"("mon","tue","wed","thu","fri")", R"("08:00-17:00")");
    CalendarText second = first;
    second.effective_from = "2026-01-06";
    second.holidays = R"({"from":"2026-01-07",)" + no_name + source_members + "}";
    const CalendarSet set({first.calendar(), second.calendar()}, {});
    const DeadlineClock clock{limit(3, Unit::working_day), at("2026-01-05T09:00"), {}, {}};
    const Digest kept = read(set.in_force(day("2026-01-05")), clock, clock.received).calendar_revision;
    const Instant now = at("2026-01-06T09:00");

    EXPECT_EQ(read(*set.find(kept), clock, now).due, at("2026-01-08T17:00"));
    const Replanned planned = replan(clock, *set.find(kept), set.in_force(day("2026-01-06")), now);
    EXPECT_EQ(planned.before, at("2026-01-08T17:00"));
    EXPECT_EQ(planned.after, at("2026-01-09T17:00"));
}

TEST(LegalTime, T12_TheHoursOfThePointWhereAMatterIsHandedInDecideWhenItIsReceived) {
    const std::string saturdays = hours_row("2026-01-01", R"("sat")", R"("08:00-11:30")");
    const ReceptionPoints points =
        ReceptionPoints::parse(points_text("2026-01-01", "ward",
                                           point_text("ward", "") + "," + point_text("market", saturdays) + "," +
                                               point_text("station", "", saturdays)),
                               "points.json");
    const CalendarSet set({office()}, {points});
    const Instant saturday = at("2026-11-21T09:00");
    const auto due_at = [&](const char* point) {
        return due(set.in_force(saturday.date(), point), saturday, certification()).due;
    };
    EXPECT_EQ(due_at("ward"), at("2026-11-23T17:00")) << "closed on Saturdays";
    EXPECT_EQ(due_at("market"), at("2026-11-21T11:30")) << "works on Saturdays";
    EXPECT_EQ(due_at("station"), at("2026-11-23T17:00")) << "only takes matters in on Saturdays";
}

TEST(LegalTime, T14_The24thOfNovemberIsAHolidayFrom2026On) {
    EXPECT_TRUE(office().is_working(day("2025-11-24")));
    EXPECT_EQ(office().day_kind(day("2026-11-24")), DayKind::holiday);
    EXPECT_EQ(office().day_kind(day("2027-11-24")), DayKind::holiday);
}

// --- T15: lunar dates, computed -------------------------------------------------------------------------------------

/// The day in Vietnam on which the k-th new moon since January 2000 falls (J. Meeus, Astronomical Algorithms, chapter
/// 49, the terms above 0.004 days; right to a quarter of an hour).
Date new_moon(int k) {
    const auto sine = [](double degrees) { return std::sin(degrees * std::numbers::pi / 180); };
    const double sun = 2.5534 + 29.10535670 * k;
    const double moon = 201.5643 + 385.81693528 * k;
    const double latitude = 160.7108 + 390.67050284 * k;
    const double julian_day = 2451550.09766 + 29.530588861 * k - 0.40720 * sine(moon) + 0.17241 * sine(sun) +
                              0.01608 * sine(2 * moon) + 0.01039 * sine(2 * latitude) + 0.00739 * sine(moon - sun) -
                              0.00514 * sine(moon + sun);
    constexpr double epoch = 2440587.5;  // 1970-01-01T00:00 as a Julian day
    return sys_days(days{static_cast<int>(std::floor(julian_day - epoch + 7.0 / 24))});
}

/// The new moon that begins the lunar year: the one between 21 January and 20 February.
int new_year_moon(int year) {
    int k = static_cast<int>((year - 2000) * 12.3685);
    while (new_moon(k) < Date(std::chrono::year{year} / 1 / 21)) ++k;
    return k;
}

TEST(LegalTime, T15_TetBeginsWithTheNewMoonInVietnamsZone) {
    const std::vector<std::string> new_years{"2025-01-29", "2026-02-17", "2027-02-06"};
    for (int year = 2025; year <= 2027; ++year) {
        const Date new_year = new_moon(new_year_moon(year));
        EXPECT_EQ(text(new_year), new_years[static_cast<std::size_t>(year - 2025)]);
        EXPECT_EQ(office().day_kind(new_year), DayKind::holiday);
        EXPECT_EQ(office().day(new_year).name.vi, "Tết Nguyên đán");
    }
    EXPECT_TRUE(office().is_working(day("2027-02-12"))) << "no year begins on 13 February 2027";
}

TEST(LegalTime, T15_TheHungKingsAreRememberedOnTheTenthOfTheThirdMonth) {
    for (int year = 2025; year <= 2027; ++year) {
        const Date third_month = new_moon(new_year_moon(year) + 2);
        const Date tenth = sys_days(third_month) + days{9};
        EXPECT_EQ(office().day(tenth).name.vi, "Giỗ Tổ Hùng Vương") << text(tenth);
    }
}

TEST(LegalTime, T16_SwapDaysComeInPairsAndMakeASaturdayAWorkingDay) {
    int given_off = 0;
    int worked = 0;
    for (sys_days at = office().first(); at <= sys_days(office().last()); at += days{1}) {
        const Day& one = office().day(at);
        if (!one.swapped_with) continue;
        given_off += one.kind == DayKind::swap_off ? 1 : 0;
        worked += one.kind == DayKind::swap_working ? 1 : 0;
        EXPECT_EQ(office().day(*one.swapped_with).swapped_with, Date(at)) << text(Date(at));
    }
    EXPECT_EQ(given_off, worked);
    EXPECT_GT(worked, 0);
    // Friday 21 August 2026, one working day: the Saturday worked in exchange for 31 August.
    EXPECT_EQ(due(office(), at("2026-08-21T09:00"), limit(1, Unit::working_day)).due, at("2026-08-22T17:00"));
    EXPECT_EQ(due(office(), at("2026-08-28T09:00"), limit(1, Unit::working_day)).due, at("2026-09-03T17:00"));
}

TEST(LegalTime, EveryHolidayOnARestDayHasItsDayInLieu) {
    int on_rest_days = 0;
    int in_lieu = 0;
    for (sys_days at = office().first(); at <= sys_days(office().last()); at += days{1}) {
        const DayKind kind = office().day_kind(at);
        const auto weekday = std::chrono::weekday(at);
        const bool rest_day = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        if (kind == DayKind::holiday && rest_day) ++on_rest_days;
        if (kind == DayKind::substitute_off) ++in_lieu;
        EXPECT_LE(in_lieu, on_rest_days) << text(Date(at));
    }
    EXPECT_EQ(in_lieu, on_rest_days);
}

}  // namespace
}  // namespace trien::calendar
