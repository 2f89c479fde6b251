// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/calendar_set.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

/// January 2026 in force from a day, with one holiday.
WorkCalendar revision(const std::string& effective_from, const std::string& holiday) {
    CalendarText text;
    text.effective_from = effective_from;
    text.holidays = R"({"from":")" + holiday + R"(",)" + no_name + source_members + "}";
    return text.calendar();
}

ReceptionPoints office_of(const std::string& effective_from, const std::string& standard) {
    return ReceptionPoints::parse(
        points_text(
            effective_from, standard,
            point_text("a", "") + "," + point_text("b", hours_row("2026-01-01", R"("sat")", R"("08:00-11:00")"))),
        "points.json");
}

template <class Call>
std::string code_of(const Call& call) {
    try {
        static_cast<void>(call());
    } catch (const Error& error) {
        return error.code();
    }
    return "";
}

TEST(CalendarSet, ACaseIsCountedByTheRevisionInForceWhenItIsReceived) {
    const CalendarSet set({revision("2026-01-12", "2026-01-20"), revision("2026-01-01", "2026-01-06")}, {});

    EXPECT_EQ(set.in_force(day("2026-01-11")).day_kind(day("2026-01-06")), DayKind::holiday);
    EXPECT_EQ(set.in_force(day("2026-01-12")).day_kind(day("2026-01-06")), DayKind::working);
    EXPECT_EQ(code_of([&] { return set.in_force(day("2025-12-31")); }), "calendar.no-revision");
}

TEST(CalendarSet, FindsTheRevisionACaseKept) {
    const CalendarSet set({revision("2026-01-01", "2026-01-06"), revision("2026-01-12", "2026-01-20")}, {});
    const Digest kept = set.in_force(day("2026-01-05")).revision();

    ASSERT_NE(set.find(kept), nullptr);
    EXPECT_EQ(set.find(kept)->day_kind(day("2026-01-06")), DayKind::holiday);
    EXPECT_EQ(set.find(Digest{}), nullptr);
}

TEST(CalendarSet, AnOfficeWithoutPointsHasOneCalendar) {
    const CalendarSet set({revision("2026-01-01", "2026-01-06")}, {});

    EXPECT_EQ(set.in_force(day("2026-01-05")).point(), "");
    EXPECT_EQ(code_of([&] { return set.in_force(day("2026-01-05"), "a"); }), "calendar.no-point");
}

TEST(CalendarSet, WhereNoPointIsNamedTheDefaultOneCounts) {
    const CalendarSet set({revision("2026-01-01", "2026-01-06")}, {office_of("2026-01-05", "b")});

    EXPECT_EQ(set.in_force(day("2026-01-04")).point(), "");
    EXPECT_EQ(set.in_force(day("2026-01-05")).point(), "b");
    EXPECT_TRUE(set.in_force(day("2026-01-05"), "b").is_working(day("2026-01-10")));
    EXPECT_FALSE(set.in_force(day("2026-01-05"), "a").is_working(day("2026-01-10")));
}

TEST(CalendarSet, NationalCalendarAndPointsAreRevisedApart) {
    const CalendarSet set({revision("2026-01-01", "2026-01-06"), revision("2026-01-12", "2026-01-20")},
                          {office_of("2026-01-01", "a"), office_of("2026-01-19", "b")});
    const auto at_day = [&](const char* date) { return set.in_force(day(date)); };

    EXPECT_EQ(at_day("2026-01-11").point(), "a");
    EXPECT_EQ(at_day("2026-01-11").effective_from(), day("2026-01-01"));
    EXPECT_EQ(at_day("2026-01-12").point(), "a");
    EXPECT_EQ(at_day("2026-01-12").day_kind(day("2026-01-20")), DayKind::holiday);
    EXPECT_EQ(at_day("2026-01-12").effective_from(), day("2026-01-12"));
    EXPECT_EQ(at_day("2026-01-19").point(), "b");
    EXPECT_EQ(at_day("2026-01-19").effective_from(), day("2026-01-19"));
}

TEST(CalendarSet, TwoRevisionsFromOneDayAreAFault) {
    EXPECT_EQ(code_of([] {
                  return CalendarSet({revision("2026-01-01", "2026-01-06"), revision("2026-01-01", "2026-01-20")}, {});
              }),
              "calendar.same-day");
    EXPECT_EQ(code_of([] {
                  return CalendarSet({revision("2026-01-01", "2026-01-06")},
                                     {office_of("2026-01-01", "a"), office_of("2026-01-01", "b")});
              }),
              "calendar.same-day");
}

TEST(CalendarSet, ReadsTheFolderThatShips) {
    const auto folder = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars";
    const CalendarSet set = CalendarSet::load(folder, "vn-office");

    EXPECT_EQ(set.in_force(day("2026-11-23")).point(), "main");
    EXPECT_EQ(set.in_force(day("2025-06-30")).revision(), office().revision());
    EXPECT_EQ(code_of([&] { return CalendarSet::load(folder, "?"); }), "calendar.missing");
    EXPECT_EQ(code_of([&] { return CalendarSet::load(folder / "none", "vn-office"); }), "calendar.missing");
}

}  // namespace
}  // namespace trien::calendar
