// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/work_calendar.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

/// Days off from Monday to Friday of one year.
std::set<std::string> weekdays_off(int year) {
    std::set<std::string> off;
    for (sys_days at = std::chrono::year{year} / 1 / 1; at <= sys_days(std::chrono::year{year} / 12 / 31);
         at += days{1}) {
        const auto weekday = std::chrono::weekday(at);
        const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        if (!weekend && !office().is_working(at)) off.insert(text(Date(at)));
    }
    return off;
}

TEST(WorkCalendar, KnowsTheDaysOffOf2025) {
    const std::set<std::string> expected{"2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29",
                                         "2025-01-30", "2025-01-31", "2025-04-07", "2025-04-30",
                                         "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02"};
    EXPECT_EQ(weekdays_off(2025), expected);
}

TEST(WorkCalendar, KnowsTheDaysOffOf2026) {
    const std::set<std::string> expected{"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19",
                                         "2026-02-20", "2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31",
                                         "2026-09-01", "2026-09-02", "2026-11-24"};
    EXPECT_EQ(weekdays_off(2026), expected);
}

TEST(WorkCalendar, KnowsTheDaysOffOf2027) {
    const std::set<std::string> expected{"2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09",
                                         "2027-02-10", "2027-02-11", "2027-04-16", "2027-04-30",
                                         "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24"};
    EXPECT_EQ(weekdays_off(2027), expected);
}

TEST(WorkCalendar, Tet2026LastsFrom14To22February) {
    for (sys_days at = day("2026-02-14"); at <= sys_days(day("2026-02-22")); at += days{1}) {
        EXPECT_FALSE(office().is_working(at)) << text(Date(at));
    }
    EXPECT_TRUE(office().is_working(day("2026-02-13")));
    EXPECT_TRUE(office().is_working(day("2026-02-23")));
}

TEST(WorkCalendar, CultureDayIsAHolidayOnlySince2026) {
    EXPECT_EQ(office().day_kind(day("2025-11-24")), DayKind::working);
    EXPECT_EQ(office().day_kind(day("2026-11-24")), DayKind::holiday);
    EXPECT_EQ(office().day(day("2026-11-24")).name.vi, "Ngày Văn hóa Việt Nam");
}

TEST(WorkCalendar, TellsTheKindsOfDaysApart) {
    EXPECT_EQ(office().day_kind(day("2026-04-25")), DayKind::weekly_rest);
    EXPECT_EQ(office().day_kind(day("2026-04-26")), DayKind::holiday);
    EXPECT_EQ(office().day_kind(day("2026-04-27")), DayKind::substitute_off);
    EXPECT_EQ(office().day_kind(day("2026-08-31")), DayKind::swap_off);
    EXPECT_EQ(office().day_kind(day("2026-08-22")), DayKind::swap_working);
}

TEST(WorkCalendar, ASwapDayWorksTheHoursOfTheDayGivenOff) {
    EXPECT_EQ(office().day(day("2026-08-22")).hours, office().day(day("2026-08-24")).hours);
    EXPECT_EQ(office().working_day_after(day("2026-08-21")), day("2026-08-22"));
    EXPECT_EQ(office().working_day_before(day("2026-09-03")), day("2026-08-28"));
}

TEST(WorkCalendar, AFullDayEndsAtClosingTime) {
    EXPECT_EQ(office().add(at("2026-11-23T08:00"), 8h), at("2026-11-23T17:00"));
    EXPECT_EQ(office().add(at("2026-11-23T08:00"), 4h), at("2026-11-23T12:00"));
    EXPECT_EQ(office().add(at("2026-11-23T16:00"), 2h), at("2026-11-25T09:00"));
    EXPECT_EQ(office().subtract(at("2026-11-25T09:00"), 2h), at("2026-11-23T16:00"));
    EXPECT_EQ(office().subtract(at("2026-11-25T08:00"), 8h), at("2026-11-23T08:00"));
}

TEST(WorkCalendar, CountsOfficeTimeOnly) {
    EXPECT_EQ(office().working_between(at("2026-11-23T11:30"), at("2026-11-23T13:30")), 1h);
    EXPECT_EQ(office().working_between(at("2026-11-23T17:00"), at("2026-11-25T08:00")), 0h);
    EXPECT_EQ(office().working_between(at("2026-11-25T09:00"), at("2026-11-23T16:00")), -2h);
}

TEST(WorkCalendar, RevisionIsTheDigestOfTheFile) {
    const auto file = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars/vn-office.json";
    EXPECT_EQ(office().revision(), sha256(read_file(file)));
    EXPECT_EQ(office().id(), "vn-office");
    EXPECT_EQ(office().first(), day("2025-01-01"));
    EXPECT_EQ(office().last(), day("2027-12-31"));
}

TEST(WorkCalendar, AnInstantInTimeOffIsWorthTheNextOpening) {
    EXPECT_EQ(office().normal_form(at("2026-11-23T11:59")), at("2026-11-23T11:59"));
    EXPECT_EQ(office().normal_form(at("2026-11-23T12:00")), at("2026-11-23T13:00"));
    EXPECT_EQ(office().normal_form(at("2026-11-23T17:00")), at("2026-11-25T08:00"));
    EXPECT_EQ(office().normal_form(at("2026-11-24T10:00")), at("2026-11-25T08:00"));
}

TEST(WorkCalendar, CountsWorkingDaysBothWays) {
    EXPECT_EQ(office().add_working_days(day("2026-11-20"), 3), day("2026-11-26"));
    EXPECT_EQ(office().add_working_days(day("2026-11-22"), 1), day("2026-11-23"));
    EXPECT_EQ(office().add_working_days(day("2026-11-22"), 0), day("2026-11-22"));
    EXPECT_EQ(office().working_days_between(day("2026-11-20"), day("2026-11-26")), 3);
    EXPECT_EQ(office().working_days_between(day("2026-11-26"), day("2026-11-20")), -3);
}

TEST(WorkCalendar, SaysSoWhereItKnowsNoDays) {
    const auto code_of = [](const auto& call) -> std::string {
        try {
            static_cast<void>(call());
        } catch (const Error& error) {
            return error.code();
        }
        return "";
    };
    EXPECT_EQ(code_of([] { return office().day(day("2024-12-31")); }), "calendar.no-data");
    EXPECT_EQ(code_of([] { return office().working_day_before(day("2025-01-02")); }), "calendar.no-data");
    EXPECT_EQ(code_of([] { return office().working_day_after(day("2027-12-31")); }), "calendar.no-data");
    EXPECT_EQ(code_of([] { return office().add(at("2027-12-31T16:00"), 2h); }), "calendar.no-data");
    EXPECT_EQ(code_of([] { return office().subtract(at("2025-01-02T09:00"), 2h); }), "calendar.no-data");
    EXPECT_EQ(code_of([] { return office().normal_form(at("2027-12-31T17:00")); }), "calendar.no-data");
}

TEST(WorkCalendar, ALaterRowOfHoursTakesTheDayOverFromAnEarlierOne) {
    CalendarText text;
    text.hours = hours_row("2026-01-01", R"("mon","tue","sat")", R"("08:00-12:00","13:00-17:00")") + "," +
                 hours_row("2026-01-12", R"("mon","sat")", R"("07:30-11:30")") + "," +
                 hours_row("2026-01-24", R"("sat")", "");
    const WorkCalendar calendar = text.calendar();

    EXPECT_EQ(hours_text(calendar.day(day("2026-01-05")).hours), "08:00–12:00, 13:00–17:00");
    EXPECT_EQ(hours_text(calendar.day(day("2026-01-12")).hours), "07:30–11:30");
    EXPECT_EQ(hours_text(calendar.day(day("2026-01-13")).hours), "08:00–12:00, 13:00–17:00");
    EXPECT_EQ(hours_text(calendar.day(day("2026-01-17")).hours), "07:30–11:30");
    EXPECT_FALSE(calendar.is_working(day("2026-01-24")));
}

}  // namespace
}  // namespace trien::calendar
