// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/temporal.hpp"

#include <cstdint>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace trien::feel {
namespace {

using namespace std::chrono_literals;

Date date(std::string_view text) {
    return parse_date(text).value();
}
DateTime moment(std::string_view text) {
    return parse_date_time(text).value();
}
Time time_of(std::string_view text) {
    return parse_time(text).value();
}

TEST(Temporal, ReadsTimesWithAndWithoutZone) {
    EXPECT_EQ(text(time_of("10:30:00")), "10:30:00");
    EXPECT_EQ(text(time_of("10:30:00.500")), "10:30:00.5");
    EXPECT_EQ(text(time_of("10:30:00+07:00")), "10:30:00+07:00");
    EXPECT_EQ(text(time_of("10:30:00-00:00")), "10:30:00Z");
    EXPECT_EQ(text(time_of("10:30:00@Etc/UTC")), "10:30:00Z");
    EXPECT_EQ(text(time_of("10:30:00@Asia/Ho_Chi_Minh")), "10:30:00+07:00");
}

TEST(Temporal, ReadsNoOtherTimes) {
    for (const char* text :
         {"", "10:30", "24:00:00", "10:60:00", "10:30:60", "10:30:00.", "10:30:00.1234567", "10:30:00+7:00",
          "10:30:00+15:00", "10:30:00+14:01", "10:30:00@Europe/Paris", "10:30:00 Z", "T10:30:00"}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

TEST(Temporal, ReadsDatesOfTheYearsOneToNineThousand) {
    EXPECT_TRUE(parse_date("0001-01-01"));
    EXPECT_TRUE(parse_date("9999-12-31"));
    EXPECT_TRUE(parse_date("2028-02-29"));
    for (const char* text : {"0000-01-01", "2027-02-29", "2026-13-01", "26-01-01", "2026-1-1", "12026-01-01"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(Temporal, ADayAloneIsItsMidnight) {
    EXPECT_EQ(text(moment("2026-11-16")), "2026-11-16T00:00:00");
    EXPECT_EQ(text(moment("2026-11-16T08:00:00+07:00")), "2026-11-16T08:00:00+07:00");
    EXPECT_FALSE(parse_date_time("1975-06-12T08:00:00@Asia/Ho_Chi_Minh"));
    EXPECT_TRUE(parse_date_time("1975-06-13T08:00:00@Asia/Ho_Chi_Minh"));
}

TEST(Temporal, ReadsDurations) {
    EXPECT_EQ(text(parse_day_time_duration("P1DT2H3M4.5S").value()), "P1DT2H3M4.5S");
    EXPECT_EQ(text(parse_day_time_duration("PT36H").value()), "P1DT12H");
    EXPECT_EQ(text(parse_day_time_duration("-PT0.5S").value()), "-PT0.5S");
    EXPECT_EQ(text(parse_day_time_duration("P0D").value()), "PT0S");
    EXPECT_EQ(text(parse_year_month_duration("P1Y14M").value()), "P2Y2M");
    EXPECT_EQ(text(parse_year_month_duration("-P3M").value()), "-P3M");
    EXPECT_EQ(text(parse_year_month_duration("P0Y").value()), "P0M");
}

TEST(Temporal, ReadsNoOtherDurations) {
    for (const char* text : {"", "P", "PT", "P1", "P1DT", "1D", "PD", "P1H", "PT1D", "PT1M1H", "PT1.5H", "PT1.5S1M",
                             "P1D1D", "P1Y1D", "PT1.S", "PT1.1234567S", "P999999999999999999D", "+P1D", "P-1D"}) {
        EXPECT_FALSE(parse_day_time_duration(text)) << text;
    }
    for (const char* text : {"", "P", "P1", "P1M1Y", "P1D", "P1Y1Y", "PT1M", "P1Y1M1D", "P999999999999999999Y"}) {
        EXPECT_FALSE(parse_year_month_duration(text)) << text;
    }
}

TEST(Temporal, MonthsEndWhereTheMonthEnds) {
    EXPECT_EQ(add(date("2027-01-31"), YearMonthDuration{1}), date("2027-02-28"));
    EXPECT_EQ(add(date("2028-01-31"), YearMonthDuration{1}), date("2028-02-29"));
    EXPECT_EQ(add(date("2028-02-29"), YearMonthDuration{-12}), date("2027-02-28"));
    EXPECT_EQ(add(date("2026-11-16"), YearMonthDuration{2}), date("2027-01-16"));
    EXPECT_FALSE(add(date("9999-12-01"), YearMonthDuration{1}));
    EXPECT_FALSE(add(date("0001-01-01"), YearMonthDuration{-1}));
    EXPECT_FALSE(add(date("2026-01-01"), YearMonthDuration{INT64_MAX}));
}

TEST(Temporal, WhatLeavesTheCalendarIsNothing) {
    EXPECT_FALSE(add(moment("9999-12-31T23:59:59"), DayTimeDuration{1s}));
    EXPECT_FALSE(add(moment("2026-01-01"), DayTimeDuration{std::chrono::microseconds(INT64_MAX)}));
    EXPECT_FALSE(add(moment("2026-01-01"), DayTimeDuration{std::chrono::microseconds(INT64_MIN)}));
    EXPECT_FALSE(negated(DayTimeDuration{std::chrono::microseconds(INT64_MIN)}));
    EXPECT_EQ(text(DayTimeDuration{std::chrono::microseconds(INT64_MIN)}), "-P106751991DT4H54.775808S");
}

TEST(Temporal, TimesGoRoundAtMidnight) {
    EXPECT_EQ(text(add(time_of("23:00:00"), DayTimeDuration{2h})), "01:00:00");
    EXPECT_EQ(text(add(time_of("01:00:00+07:00"), DayTimeDuration{-2h})), "23:00:00+07:00");
    EXPECT_EQ(text(add(time_of("01:00:00"), DayTimeDuration{std::chrono::days(3)})), "01:00:00");
}

TEST(Temporal, InstantsCompareAcrossOffsets) {
    EXPECT_EQ(moment("2026-11-16T08:00:00+07:00"), moment("2026-11-16T01:00:00Z"));
    EXPECT_EQ(order(moment("2026-11-16T08:00:00+07:00"), moment("2026-11-16T02:00:00Z")), std::strong_ordering::less);
    EXPECT_FALSE(order(moment("2026-11-16T08:00:00"), moment("2026-11-16T02:00:00Z")));
    EXPECT_FALSE(difference(time_of("08:00:00"), time_of("08:00:00Z")));
    EXPECT_FALSE(time_of("08:00:00") == time_of("08:00:00Z"));
}

TEST(Temporal, WholeMonthsLieBetween) {
    EXPECT_EQ(months_between(moment("2026-01-15"), moment("2026-03-14")).months, 1);
    EXPECT_EQ(months_between(moment("2026-01-15"), moment("2026-03-15")).months, 2);
    EXPECT_EQ(months_between(moment("2026-03-15"), moment("2026-01-15")).months, -2);
    EXPECT_EQ(months_between(moment("2026-03-15"), moment("2026-01-16")).months, -1);
    EXPECT_EQ(months_between(moment("2011-12-22"), moment("2013-08-24")).months, 20);
}

DateTime any_moment() {
    const DateTime start = moment("0002-01-01T00:00:00");
    const auto minutes = *rc::gen::inRange<std::int64_t>(0, std::int64_t{9990} * 365 * 24 * 60);
    DateTime any = *add(start, DayTimeDuration{std::chrono::minutes(minutes)});
    if (*rc::gen::arbitrary<bool>()) any.time.offset = std::chrono::minutes(*rc::gen::inRange(-840, 841));
    return any;
}

RC_GTEST_PROP(TemporalProperty, TakingADurationAwayUndoesAddingIt, ()) {
    const DateTime start = any_moment();
    const DayTimeDuration duration{
        std::chrono::microseconds(*rc::gen::inRange<std::int64_t>(-9'000'000'000, 9'000'000'000))};
    const auto later = add(start, duration);
    RC_PRE(later.has_value());

    RC_ASSERT(add(*later, *negated(duration)) == start);
    RC_ASSERT(difference(*later, start) == duration);
}

RC_GTEST_PROP(TemporalProperty, TextsReadBack, ()) {
    const DateTime any = any_moment();
    const DayTimeDuration days{std::chrono::microseconds(*rc::gen::arbitrary<std::int64_t>())};
    const YearMonthDuration months{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)};

    RC_ASSERT(parse_date_time(text(any)) == any);
    RC_ASSERT(parse_time(text(any.time)) == any.time);
    RC_ASSERT(days.length.count() == INT64_MIN || parse_day_time_duration(text(days)) == days);
    RC_ASSERT(parse_year_month_duration(text(months)) == months);
}

RC_GTEST_PROP(TemporalProperty, AnyTextIsReadOrNot, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("P", "T", "1", "99999999", "D", "H", "M", "S", "Y", "-", ".", ":", "10:30:00",
                                      "@", "Z", "2026-11-16", "+07:00"));
    std::string any;
    for (const std::string& piece : pieces) any += piece;

    if (const auto duration = parse_day_time_duration(any))
        RC_ASSERT(parse_day_time_duration(text(*duration)) == duration);
    if (const auto read = parse_date_time(any)) RC_ASSERT(parse_date_time(text(*read)) == read);
    if (const auto read = parse_year_month_duration(any)) RC_ASSERT(parse_year_month_duration(text(*read)) == read);
}

}  // namespace
}  // namespace trien::feel
