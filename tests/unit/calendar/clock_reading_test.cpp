// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/clock_reading.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;
using testing::ElementsAre;
using State = ClockReading::State;

DeadlineClock clock_of(const std::string& received, Span limit, std::optional<minutes> cut_off = std::nullopt) {
    DeadlineRule rule;
    rule.limit = limit;
    rule.cut_off = cut_off;
    return {rule, at(received), {}, {}};
}

Stop a_stop(const std::string& from, const std::string& to, const std::string& reason = "supplement") {
    return {at(from), reason, at(to)};
}

std::string due_of(const DeadlineClock& clock, const WorkCalendar& calendar = office()) {
    return read(calendar, clock, at("2026-12-31T17:00")).due.text().substr(0, 16);
}

TEST(ClockReading, AStopTakesWholeDaysOutOfALimitInWorkingDays) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day});
    EXPECT_EQ(due_of(clock), "2026-11-05T17:00");

    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T14:00")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");
}

TEST(ClockReading, AStopOverOnTheSameDayTakesNothingOut) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day});
    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-04T16:00")};
    EXPECT_EQ(due_of(clock), "2026-11-05T17:00");
}

TEST(ClockReading, ASupplementAfterTheCutOffCountsFromTheNextWorkingDay) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day}, 15h);
    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T15:00")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");

    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T15:01")};
    EXPECT_EQ(due_of(clock), "2026-11-10T17:00");
}

TEST(ClockReading, AnAnswerOfAnotherBodyKnowsNoCutOff) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day}, 15h);
    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T15:01", "verification")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");
    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T17:00", "verification")};
    EXPECT_EQ(due_of(clock), "2026-11-10T17:00") << "but office time, which begins again on Monday";
}

TEST(ClockReading, AnAnswerOfAnotherBodyNeedsNoReception) {
    const std::string wednesdays = point_text("p", "", hours_row("2026-01-01", R"("wed")", ""));
    const ReceptionPoints points = ReceptionPoints::parse(points_text("2026-01-01", "p", wednesdays), "p");
    const WorkCalendar calendar = office().at_point(points, *points.point("p"));
    DeadlineClock clock = clock_of("2026-11-09T09:00", {4, Unit::working_hour});
    clock.stops = {a_stop("2026-11-09T10:00", "2026-11-11T09:00", "verification")};
    EXPECT_EQ(due_of(clock, calendar), "2026-11-11T12:00");
    clock.stops = {a_stop("2026-11-09T10:00", "2026-11-11T09:00", "supplement")};
    EXPECT_EQ(due_of(clock, calendar), "2026-11-12T11:00");
}

TEST(ClockReading, AStopBeforeTheClockStartedOnlyMovesItsStart) {
    DeadlineClock clock = clock_of("2026-11-06T15:30", {1, Unit::working_day}, 15h);
    clock.rule.counting = DeadlineRule::Counting::day_of_receipt;
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");

    clock.stops = {a_stop("2026-11-06T16:00", "2026-11-09T10:00")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");
    clock.stops = {a_stop("2026-11-06T16:00", "2026-11-10T10:00")};
    EXPECT_EQ(due_of(clock), "2026-11-10T17:00");
}

TEST(ClockReading, AStopMovesALimitInCalendarDaysBeforeItsEndRollsOverADayOff) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {5, Unit::calendar_day});
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");  // Saturday 7 November, so Monday

    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T14:00")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");  // that Monday itself
    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-08T14:00")};
    EXPECT_EQ(due_of(clock), "2026-11-12T17:00");  // handed in on Sunday, so on Monday: five days
}

TEST(ClockReading, AStopTakesOfficeTimeOutOfALimitInHours) {
    DeadlineClock clock = clock_of("2026-11-02T10:00", {4, Unit::working_hour});
    EXPECT_EQ(due_of(clock), "2026-11-02T15:00");

    clock.stops = {a_stop("2026-11-02T11:00", "2026-11-02T14:00")};
    EXPECT_EQ(due_of(clock), "2026-11-02T17:00");
    clock.stops.push_back(a_stop("2026-11-02T16:00", "2026-11-04T08:30"));
    EXPECT_EQ(due_of(clock), "2026-11-04T09:30");
}

TEST(ClockReading, AStopAfterTheDeadlineDoesNotHideThatItIsLate) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {1, Unit::working_day});
    clock.stops = {{at("2026-11-04T08:00"), "supplement", std::nullopt}};

    const ClockReading reading = read(office(), clock, at("2026-11-05T08:00"));

    EXPECT_EQ(reading.due, at("2026-11-03T17:00"));
    EXPECT_EQ(reading.state, State::overdue);
    EXPECT_THAT(reading.rules.at(2).text.en, testing::HasSubstr("after the deadline, which it does not change"));
}

TEST(ClockReading, TheRuleOfAStopSaysWhichOfItsEdgeDaysWereUsed) {
    const auto due_by = [](const std::string& stop, const std::string& again) {
        CalendarText text;
        text.to = "2026-12-31";
        text.hours = hours_row("2026-01-01", R"("mon","tue","wed","thu","fri")", R"("08:00-17:00")");
        text.stops = stop_rule("supplement", stop, again);
        DeadlineClock clock = clock_of("2026-11-02T09:00", {5, Unit::working_day});
        clock.stops = {a_stop("2026-11-04T10:00", "2026-11-06T14:00")};
        return due_of(clock, text.calendar());
    };
    EXPECT_EQ(due_by("used", "used"), "2026-11-10T17:00");
    EXPECT_EQ(due_by("used", "notUsed"), "2026-11-11T17:00");
    EXPECT_EQ(due_by("notUsed", "used"), "2026-11-11T17:00");
    EXPECT_EQ(due_by("notUsed", "notUsed"), "2026-11-12T17:00");
}

TEST(ClockReading, ALimitMayEndOnADayOffWhereTheRulesSaySo) {
    CalendarText text;
    text.end_on_day_off = "sameDay";
    const DeadlineClock clock = clock_of("2026-01-05T09:00", {2, Unit::calendar_day});

    EXPECT_EQ(read(text.calendar(), clock, clock.received).due, at("2026-01-07T23:59"));
}

TEST(ClockReading, ExtensionsFollowInTheirOwnUnit) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {5, Unit::calendar_day});
    clock.extensions = {{at("2026-11-06T09:00"), {2, Unit::working_day}, ""},
                        {at("2026-11-06T10:00"), {4, Unit::working_hour}, ""}};

    const ClockReading reading = read(office(), clock, at("2026-11-06T10:00"));

    EXPECT_EQ(reading.due, at("2026-11-12T12:00"));
    ASSERT_EQ(reading.parts.size(), 3U);
    EXPECT_EQ(reading.parts[0].end, at("2026-11-09T17:00"));
    EXPECT_EQ(reading.parts[0].used, Amount(Span{3, Unit::calendar_day}));
    EXPECT_EQ(reading.parts[0].left, Amount(Span{2, Unit::calendar_day}));
    EXPECT_EQ(reading.parts[1].end, at("2026-11-11T17:00"));
    EXPECT_EQ(reading.parts[1].left, Amount(Span{2, Unit::working_day}));
    EXPECT_EQ(reading.parts[2].left, Amount(microseconds{4h}));
}

TEST(ClockReading, AStopInAnExtensionMovesTheExtensionOnly) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {1, Unit::working_day});
    clock.extensions = {{at("2026-11-03T09:00"), {3, Unit::calendar_day}, ""}};
    EXPECT_EQ(due_of(clock), "2026-11-06T17:00");

    clock.stops = {a_stop("2026-11-04T10:00", "2026-11-05T14:00")};
    EXPECT_EQ(due_of(clock), "2026-11-09T17:00");
}

TEST(ClockReading, ADayIsUsedWhenItIsOver) {
    const DeadlineClock clock = clock_of("2026-11-05T09:00", {3, Unit::working_day});
    const auto used = [&](const char* now) { return read(office(), clock, at(now)).parts.front().used; };

    EXPECT_EQ(used("2026-11-05T17:00"), Amount(Span{0, Unit::working_day}));
    EXPECT_EQ(used("2026-11-06T16:59"), Amount(Span{0, Unit::working_day}));
    EXPECT_EQ(used("2026-11-06T17:00"), Amount(Span{1, Unit::working_day}));
    EXPECT_EQ(used("2026-11-08T17:00"), Amount(Span{1, Unit::working_day}));
    EXPECT_EQ(used("2026-11-10T17:00"), Amount(Span{3, Unit::working_day}));
}

TEST(ClockReading, WhileStoppedNothingIsUsedAndTheDeadlineMovesOn) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day});
    clock.stops = {{at("2026-11-04T10:00"), "supplement", std::nullopt}};

    const ClockReading early = read(office(), clock, at("2026-11-05T10:00"));
    const ClockReading late = read(office(), clock, at("2026-11-12T10:00"));

    EXPECT_EQ(early.state, State::stopped);
    EXPECT_EQ(early.due, at("2026-11-06T17:00"));
    EXPECT_EQ(late.due, at("2026-11-13T17:00"));
    EXPECT_EQ(late.parts.front().used, Amount(Span{2, Unit::working_day}));
    EXPECT_EQ(late.parts.front().left, Amount(Span{1, Unit::working_day}));
}

TEST(ClockReading, IsReadLongAfterTheCalendarEnded) {
    const DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day});

    const ClockReading reading = read(office(), clock, at("2031-01-01T00:00"));

    EXPECT_EQ(reading.state, State::overdue);
    EXPECT_EQ(reading.parts.front().left, Amount(Span{0, Unit::working_day}));
}

TEST(ClockReading, AReasonTheCalendarDoesNotKnowIsAFault) {
    DeadlineClock clock = clock_of("2026-11-02T09:00", {3, Unit::working_day});
    clock.stops = {a_stop("2026-11-03T10:00", "2026-11-03T11:00", "lunch")};
    EXPECT_EQ(error_of([&] { return read(office(), clock, at("2026-11-04T10:00")); }),
              "vn-office (counting.stops): the calendar knows no reason \"lunch\" to stop");
}

TEST(ClockReading, ALimitBeyondTheCalendarIsAnErrorHoweverLong) {
    for (const Unit unit : {Unit::calendar_day, Unit::working_day, Unit::half_day, Unit::working_hour}) {
        const DeadlineClock clock = clock_of("2026-11-02T09:00", {2'147'483'647, unit});
        EXPECT_THROW(static_cast<void>(read(office(), clock, clock.received)), Error);
    }
}

TEST(ClockReading, SaysEachRuleWithItsSourceAndInstants) {
    DeadlineClock clock = clock_of("2026-11-06T15:01", {3, Unit::working_day}, 15h);
    clock.rule.source = {"Quy trình mẫu", true};
    clock.stops = {a_stop("2026-11-10T10:00", "2026-11-12T09:00")};

    const ClockReading reading = read(office(), clock, at("2026-11-12T09:00"));

    std::vector<std::string> lines;
    for (const Message& line : explanation_lines(reading.rules)) lines.push_back(line.en.substr(0, line.en.find(" [")));
    EXPECT_THAT(lines, ElementsAre("Received at 15:01 on Friday 2026-11-06, after 15:00: counts from 08:00 on Monday "
                                   "2026-11-09",
                                   "limit 3 working days, until 17:00 on Thursday 2026-11-12",
                                   "stopped from 10:00 on Tuesday 2026-11-10 to 09:00 on Thursday 2026-11-12 (waiting "
                                   "for the requester's supplement): 2 working days not counted, until 17:00 on Monday "
                                   "2026-11-16",
                                   "due 17:00 on Monday 2026-11-16"));
    EXPECT_EQ(explanation(reading.rules).vi,
              "Nhận lúc 15:01 thứ Sáu 06/11/2026, sau 15:00: tính từ 08:00 thứ Hai 09/11/2026; thời hạn 03 ngày làm "
              "việc, đến 17:00 thứ Năm 12/11/2026; dừng từ 10:00 thứ Ba 10/11/2026 đến 09:00 thứ Năm 12/11/2026 (chờ "
              "người yêu cầu bổ sung hồ sơ): không tính 02 ngày làm việc, đến 17:00 thứ Hai 16/11/2026; hạn trả 17:00 "
              "thứ Hai 16/11/2026");
    EXPECT_THAT(explanation_lines(reading.rules).front().vi, testing::EndsWith(" [Quy trình mẫu]"));
    EXPECT_THAT(explanation_lines(reading.rules).back().vi, testing::EndsWith("16/11/2026")) << "no rule, no source";
    EXPECT_EQ(reading.rules[0].code, "receipt.cut-off");
    EXPECT_EQ(reading.rules[0].source, clock.rule.source);
    EXPECT_EQ(reading.rules[0].from, at("2026-11-06T15:01"));
    EXPECT_EQ(reading.rules[0].to, at("2026-11-09T08:00"));
    EXPECT_EQ(reading.rules[2].code, "stop.supplement");
    EXPECT_EQ(reading.rules[2].from, at("2026-11-12T17:00"));
    EXPECT_EQ(reading.rules[2].to, at("2026-11-16T17:00"));
    EXPECT_EQ(reading.rules[2].source, office().counting().stop("supplement")->source);
    EXPECT_EQ(reading.calendar_revision, office().revision());
}

TEST(ClockReading, SaysThatADeadlineRolledOverADayOff) {
    const DeadlineClock clock = clock_of("2026-11-02T09:00", {5, Unit::calendar_day});

    const ClockReading reading = read(office(), clock, clock.received);

    EXPECT_EQ(reading.rules[2].code, "end-on-day-off");
    EXPECT_EQ(explanation_lines(reading.rules)[2].en,
              "the last day, Saturday 2026-11-07, is a day off: until 17:00 on Monday 2026-11-09 "
              "[Bộ luật Dân sự 2015, Điều 148 khoản 5 (UNVERIFIED)]");
}

// --- Against somebody who crosses days and minutes off ---------------------------------------------------------------

/// A clock received in 2026 with stops in ascending order, each over.
DeadlineClock any_clock(Unit unit, int most) {
    const int from = *rc::gen::inRange(0, 300 * 1440);
    Instant touched = Instant::of(day("2026-01-01"), minutes{from});
    DeadlineClock clock{{}, touched, {}, {}};
    clock.rule.limit = {*rc::gen::inRange(1, most), unit};
    if (*rc::gen::arbitrary<bool>()) clock.rule.counting = DeadlineRule::Counting::day_of_receipt;
    if (*rc::gen::arbitrary<bool>()) clock.rule.cut_off = 15h;
    const int stops = *rc::gen::inRange(0, 4);
    for (int i = 0; i < stops; ++i) {
        const Instant at = Instant(touched.utc() + minutes{*rc::gen::inRange(0, 4 * 1440)});
        touched = Instant(at.utc() + minutes{*rc::gen::inRange(0, 6 * 1440)});
        clock.stops.push_back({at, "supplement", touched});
    }
    return clock;
}

/// When what is handed in at an instant counts.
Instant counts_from(Instant at, const DeadlineRule& rule) {
    const bool open = office().is_working(at.date()) && at < office().closing(at.date());
    if (open && !(rule.cut_off && at.time_of_day() > *rule.cut_off)) return at;
    sys_days next = sys_days(at.date()) + days{1};
    while (!office().is_working(next)) next += days{1};
    return office().opening(next);
}

/// A day that counts in the unit of a limit in days.
bool counts(sys_days at, Unit unit) {
    return unit == Unit::calendar_day || office().is_working(at);
}

/// So many counting days later, one step after the other.
sys_days later_by(sys_days at, int count, Unit unit) {
    while (count > 0) {
        at += days{1};
        if (counts(at, unit)) --count;
    }
    return at;
}

Instant closing_on_or_after(sys_days at) {
    while (!office().is_working(at)) at += days{1};
    return office().closing(at);
}

/// Moves the last day on by one for each counting day of a stop, the day of the stop left out.
Instant due_by_days(const DeadlineClock& clock) {
    const Unit unit = clock.rule.limit.unit;
    const sys_days start = sys_days(counts_from(clock.received, clock.rule).date());
    const int first_day = clock.rule.counting == DeadlineRule::Counting::day_of_receipt ? 1 : 0;
    sys_days last = later_by(start, clock.rule.limit.amount - first_day, unit);
    sys_days taken_out_until = start;
    for (const Stop& stop : clock.stops) {
        if (stop.at >= closing_on_or_after(last)) break;
        const sys_days again = sys_days(counts_from(*stop.continued, clock.rule).date());
        for (sys_days at = std::max(sys_days(stop.at.date()), taken_out_until) + days{1}; at <= again; at += days{1}) {
            if (counts(at, unit)) last = later_by(last, 1, unit);
        }
        taken_out_until = std::max(taken_out_until, again);
    }
    return closing_on_or_after(last);
}

RC_GTEST_PROP(ClockReadingProperty, CountsDaysLikeSomebodyWithAWallCalendar, ()) {
    const Unit unit = *rc::gen::element(Unit::working_day, Unit::calendar_day);
    const DeadlineClock clock = any_clock(unit, 25);
    RC_ASSERT(read(office(), clock, at("2027-06-01T00:00")).due == due_by_days(clock));
}

/// Lets the minutes of office time pass one by one.
Instant due_by_minutes(const DeadlineClock& clock) {
    const Instant start = counts_from(clock.received, clock.rule);
    auto left = working_minutes(clock.rule.limit)->count();
    for (Instant::Point at = start.utc();; at += 1min) {
        const Instant minute(at);
        if (office().working_between(minute, Instant(at + 1min)) == 0min) continue;
        bool stopped = false;
        for (const Stop& stop : clock.stops) {
            if (stop.at <= minute && minute < counts_from(*stop.continued, clock.rule)) stopped = true;
        }
        if (!stopped && --left == 0) return Instant(at + 1min);
    }
}

RC_GTEST_PROP(ClockReadingProperty, CountsHoursLikeSomebodyWhoWatchesTheClock, ()) {
    const Unit unit = *rc::gen::element(Unit::working_hour, Unit::half_day);
    const DeadlineClock clock = any_clock(unit, 12);
    RC_ASSERT(read(office(), clock, at("2027-06-01T00:00")).due == due_by_minutes(clock));
}

std::int64_t count_of(const Amount& amount) {
    const auto* const office_time = std::get_if<microseconds>(&amount);
    return office_time != nullptr ? office_time->count() : std::get<Span>(amount).amount;
}

RC_GTEST_PROP(ClockReadingProperty, UsedAndLeftAreTheWholeAndUsedNeverShrinks, ()) {
    const Unit unit = *rc::gen::element(Unit::working_day, Unit::calendar_day, Unit::working_hour, Unit::half_day);
    const DeadlineClock clock = any_clock(unit, 12);
    const Instant last = clock.stops.empty() ? clock.received : *clock.stops.back().continued;
    const Instant now = Instant(last.utc() + minutes{*rc::gen::inRange(0, 20 * 1440)});
    const Instant later = Instant(now.utc() + minutes{*rc::gen::inRange(0, 20 * 1440)});

    const ClockReading reading = read(office(), clock, now);
    const ClockPart& part = reading.parts.front();
    const auto office_time = working_minutes(part.granted);
    const std::int64_t whole =
        counts_office_time(unit) ? microseconds(*office_time).count() : std::int64_t{part.granted.amount};
    RC_ASSERT(count_of(part.used) + count_of(part.left) == whole);
    RC_ASSERT(count_of(part.used) >= 0);
    RC_ASSERT(count_of(part.left) >= 0);
    RC_ASSERT(count_of(read(office(), clock, later).parts.front().used) >= count_of(part.used));
    if (now > reading.due) RC_ASSERT(count_of(part.left) == 0);
}

}  // namespace
}  // namespace trien::calendar
