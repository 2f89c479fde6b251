// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/file.hpp"
#include "engine/calendar/reception_points.hpp"
#include "engine/calendar/work_calendar.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using testing::HasSubstr;

std::string error_of_calendar(const CalendarText& text) {
    return error_of([&] { return text.calendar(); });
}

std::string error_of_points(const std::string& json) {
    return error_of([&] { return ReceptionPoints::parse(json, "p.json"); });
}

TEST(CalendarFile, IsReadWhenAllIsRight) {
    EXPECT_EQ(error_of_calendar(CalendarText{}), "");
    EXPECT_EQ(error_of_points(points_text("2026-01-01", "a", point_text("a", ""))), "");
}

TEST(CalendarFile, ADayOutsideTheCalendarIsNamed) {
    CalendarText text;
    text.holidays = R"({"from":"2026-02-01",)" + no_name + source_members + "}";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("holidays[0].from): 2026-02-01 lies outside"));
}

TEST(CalendarFile, ARuleWithoutStatusIsNamed) {
    CalendarText text;
    text.holidays = R"({"from":"2026-01-05",)" + no_name + R"("citation":"","status":"ok"})";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("holidays[0].status): the status must be"));
}

TEST(CalendarFile, HoursThatRunBackwardsAreNamed) {
    CalendarText text;
    text.hours = hours_row("2026-01-01", R"("mon")", R"("08:00-07:00")");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("officeHours[0].hours): \"08:00-07:00\" is not a span"));
    text.hours = hours_row("2026-01-01", R"("mon")", R"("08:00-12:00","11:00-17:00")");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("officeHours[0].hours): \"11:00-17:00\" is not a span"));
}

TEST(CalendarFile, AnUnknownWeekdayIsNamed) {
    CalendarText text;
    text.hours = hours_row("2026-01-01", R"("Monday")", "");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("officeHours[0].weekdays): \"Monday\" is not a weekday"));
}

TEST(CalendarFile, TwoRowsForOneWeekdayFromOneDayAreAmbiguous) {
    CalendarText text;
    text.hours = hours_row("2026-01-01", R"("mon","tue")", R"("08:00-12:00")") + "," +
                 hours_row("2026-01-01", R"("tue")", R"("13:00-17:00")");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("officeHours[1].weekdays): two rows of hours begin on 2026-01-01"));
}

TEST(CalendarFile, ASwapExchangesAWorkingDayForARestDay) {
    CalendarText text;
    text.swaps = R"({"off":"2026-01-10","work":"2026-01-05",)" + no_name + source_members + "}";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("swaps[0].off): a swap must exchange"));
}

TEST(CalendarFile, ADayInLieuWasAWorkingDay) {
    CalendarText text;
    text.substitutes = R"({"from":"2026-01-11",)" + no_name + source_members + "}";
    EXPECT_THAT(error_of_calendar(text),
                HasSubstr("substitutes[0].from): the day in lieu 2026-01-11 is no working day"));
}

TEST(CalendarFile, RulesOfCountingAreChecked) {
    CalendarText text;
    text.stops = stop_rule("supplement", "half");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("counting.stops[0].dayOfStop): must be used or notUsed"));
    text.stops = stop_rule("supplement") + "," + stop_rule("supplement");
    EXPECT_THAT(error_of_calendar(text), HasSubstr("counting.stops[1].reason): \"supplement\" stands here twice"));
    text = {};
    text.late = R"({"reason":"?","atMost":1,)" + source_members + "}";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("counting.late[0].reason): stops has no reason \"?\""));
    text.late = R"({"reason":"supplement","atMost":-1,)" + source_members + "}";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("counting.late[0].atMost): must be at least 0"));
    text = {};
    text.end_on_day_off = "never";
    EXPECT_THAT(error_of_calendar(text), HasSubstr("counting.endOnDayOff.then): must be nextWorkingDay or sameDay"));
}

TEST(CalendarFile, AnOlderSchemaIsRefusedWithWhatIsMissing) {
    try {
        static_cast<void>(WorkCalendar::parse(R"({"schema":"trien/calendar/1"})", "t.json"));
        FAIL() << "expected an error";
    } catch (const Error& error) {
        EXPECT_THAT(error.cause().en, HasSubstr("not a file of schema trien/calendar/2"));
        EXPECT_THAT(error.mend().en, HasSubstr("add effectiveFrom and counting"));
    }
}

TEST(CalendarFile, PointsAreChecked) {
    EXPECT_THAT(error_of_points(points_text("2026-01-01", "b", point_text("a", ""))),
                HasSubstr("default): there is no point \"b\""));
    EXPECT_THAT(error_of_points(points_text("2026-01-01", "a", point_text("a", "") + "," + point_text("a", ""))),
                HasSubstr("points[1].id): the point \"a\" stands here twice"));
    EXPECT_THAT(
        error_of_points(points_text("2026-01-01", "a", R"({"id":"a",)" + no_name.substr(0, no_name.size() - 1) + "}")),
        HasSubstr("points[0].officeHours): the member \"officeHours\" is missing"));
    EXPECT_THAT(error_of_points(R"({"schema":"trien/calendar/2"})"), HasSubstr("not a file of schema trien/points/1"));
}

std::filesystem::path shipped(const std::string& name) {
    return std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars" / name;
}

/// The bytes with some of them changed, dropped or doubled.
std::string damaged(std::string bytes) {
    const int times = *rc::gen::inRange(1, 4);
    for (int i = 0; i < times; ++i) {
        const auto where = *rc::gen::inRange<std::size_t>(0, bytes.size());
        switch (*rc::gen::inRange(0, 3)) {
            case 0: bytes[where] = *rc::gen::arbitrary<char>(); break;
            case 1: bytes.erase(where, *rc::gen::inRange<std::size_t>(1, 40)); break;
            default: bytes.insert(where, bytes.substr(where, *rc::gen::inRange<std::size_t>(1, 40))); break;
        }
    }
    return bytes;
}

/// Reads what may be damaged: a value or an Error of the input, nothing else.
template <class Read>
void must_not_break(const Read& read) {
    try {
        static_cast<void>(read());
    } catch (const Error& error) {
        RC_ASSERT(error.fault() == Fault::input);
        RC_ASSERT(!error.cause().vi.empty());
    }
}

RC_GTEST_PROP(CalendarFileProperty, DamageIsReadOrNamed, ()) {
    static const std::string bytes = read_file(shipped("vn-office.json"));
    const std::string text = damaged(bytes);
    must_not_break([&] { return WorkCalendar::parse(text, "damaged.json"); });
}

RC_GTEST_PROP(CalendarFileProperty, DamagedPointsAreReadOrNamed, ()) {
    static const std::string bytes = read_file(shipped("points/ward.json"));
    const std::string text = damaged(bytes);
    must_not_break([&] { return ReceptionPoints::parse(text, "damaged.json"); });
}

}  // namespace
}  // namespace trien::calendar
