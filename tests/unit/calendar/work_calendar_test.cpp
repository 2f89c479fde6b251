// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/work_calendar.hpp"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;
using testing::HasSubstr;

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
    EXPECT_EQ(office().between(at("2026-11-23T11:30"), at("2026-11-23T13:30")), 1h);
    EXPECT_EQ(office().between(at("2026-11-23T17:00"), at("2026-11-25T08:00")), 0h);
    EXPECT_EQ(office().between(at("2026-11-25T09:00"), at("2026-11-23T16:00")), -2h);
}

TEST(WorkCalendar, RevisionIsTheDigestOfTheFile) {
    const auto file = std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars/vn-office.json";
    EXPECT_EQ(office().revision(), sha256(read_file(file)));
    EXPECT_EQ(office().id(), "vn-office");
    EXPECT_EQ(office().first(), day("2025-01-01"));
    EXPECT_EQ(office().last(), day("2027-12-31"));
}

/// Any microsecond of 2026, office time or not.
rc::Gen<Instant> instants_of_2026() {
    const auto from = at("2026-01-01T00:00").utc().time_since_epoch().count();
    const auto to = at("2027-01-01T00:00").utc().time_since_epoch().count();
    return rc::gen::map(rc::gen::inRange(from, to),
                        [](microseconds::rep utc) { return Instant(Instant::Point(microseconds{utc})); });
}

/// More than nothing, at most half a year of office time.
rc::Gen<microseconds> office_times() {
    return rc::gen::map(rc::gen::inRange<microseconds::rep>(1, microseconds{1000h}.count()),
                        [](microseconds::rep count) { return microseconds{count}; });
}

RC_GTEST_PROP(WorkCalendarProperty, WhatIsAddedLiesBetween, ()) {
    const Instant from = *instants_of_2026();
    const microseconds worked = *office_times();
    RC_ASSERT(office().between(from, office().add(from, worked)) == worked);
}

RC_GTEST_PROP(WorkCalendarProperty, WhatIsSubtractedLiesBetween, ()) {
    const Instant to = *instants_of_2026();
    const microseconds worked = *office_times();
    RC_ASSERT(office().between(office().subtract(to, worked), to) == worked);
}

RC_GTEST_PROP(WorkCalendarProperty, AddingUndoesSubtractingUpToTimeOff, ()) {
    const Instant from = *instants_of_2026();
    const microseconds worked = *office_times();
    const Instant there = office().add(from, worked);
    const Instant back = office().subtract(there, worked);
    RC_ASSERT(back >= from);
    RC_ASSERT(office().between(from, back) == microseconds{0});
    RC_ASSERT(office().add(back, worked) == there);
}

RC_GTEST_PROP(WorkCalendarProperty, AddingInTwoStepsIsAddingAtOnce, ()) {
    const Instant from = *instants_of_2026();
    const microseconds first = *office_times();
    const microseconds second = *office_times();
    RC_ASSERT(office().add(office().add(from, first), second) == office().add(from, first + second));
}

const std::string head =
    R"({"schema":"trien/calendar/1","id":"t","name":{"vi":"","en":""},"validFrom":"2026-01-01","validTo":"2026-01-31",)";
const std::string source = R"("citation":"c","status":"verified")";
const std::string hours =
    R"("officeHours":[{"validFrom":"2026-01-01","weekdays":["mon","tue"],"hours":["08:00-12:00"],)" + source + "}],";

/// The code and place of the error a file gives.
std::string error_of(const std::string& json) {
    try {
        static_cast<void>(WorkCalendar::parse(json, "t.json"));
    } catch (const Error& error) {
        return error.place().text() + ": " + error.cause().en;
    }
    return "";
}

TEST(WorkCalendar, NamesTheMemberThatIsWrong) {
    const std::string name = R"("name":{"vi":"","en":""},)";
    EXPECT_EQ(error_of(head + hours + R"("holidays":[]})"), "");
    EXPECT_THAT(error_of(head + hours + R"("holidays":[{"from":"2026-02-01",)" + name + source + "}]}"),
                HasSubstr("holidays[0].from): 2026-02-01 lies outside"));
    EXPECT_THAT(
        error_of(head + hours + R"("holidays":[{"from":"2026-01-05",)" + name + R"("citation":"","status":"ok"}]})"),
        HasSubstr("holidays[0].status): the status must be"));
    EXPECT_THAT(
        error_of(head + R"("officeHours":[{"validFrom":"2026-01-01","weekdays":["mon"],"hours":["08:00-07:00"],)" +
                 source + R"(}],"holidays":[]})"),
        HasSubstr("officeHours[0].hours): \"08:00-07:00\" is not a span"));
    EXPECT_THAT(error_of(head + R"("officeHours":[{"validFrom":"2026-01-01","weekdays":["Monday"],"hours":[],)" +
                         source + R"(}],"holidays":[]})"),
                HasSubstr("officeHours[0].weekdays): \"Monday\" is not a weekday"));
    EXPECT_THAT(error_of(head + hours + R"("holidays":[],"swaps":[{"off":"2026-01-10","work":"2026-01-05",)" + name +
                         source + "}]}"),
                HasSubstr("swaps[0].off): a swap must exchange"));
}

}  // namespace
}  // namespace trien::calendar
