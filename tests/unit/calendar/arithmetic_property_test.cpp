// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/calendar/work_calendar.hpp"
#include "tests/unit/calendar/calendar_text.hpp"
#include "tests/unit/calendar/office.hpp"

namespace trien::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

/// Any microsecond of 2026, office time or not.
Instant an_instant() {
    const auto from = at("2026-01-01T00:00").utc().time_since_epoch().count();
    const auto to = at("2027-01-01T00:00").utc().time_since_epoch().count();
    return Instant(Instant::Point(microseconds{*rc::gen::inRange(from, to)}));
}

/// More than nothing, less than half a year of office time.
microseconds an_office_time() {
    return microseconds{*rc::gen::inRange<microseconds::rep>(1, microseconds{900h}.count())};
}

RC_GTEST_PROP(Arithmetic, WhatIsAddedLiesBetween, ()) {
    const Instant from = an_instant();
    const microseconds worked = an_office_time();
    RC_ASSERT(office().working_between(from, office().add(from, worked)) == worked);
}

RC_GTEST_PROP(Arithmetic, WhatIsSubtractedLiesBetween, ()) {
    const Instant to = an_instant();
    const microseconds worked = an_office_time();
    RC_ASSERT(office().working_between(office().subtract(to, worked), to) == worked);
}

RC_GTEST_PROP(Arithmetic, SubtractingWhatWasAddedGivesTheNormalForm, ()) {
    const Instant from = an_instant();
    const microseconds worked = an_office_time();
    const Instant there = office().add(from, worked);
    const Instant back = office().subtract(there, worked);
    RC_ASSERT(back == office().normal_form(from));
    RC_ASSERT(office().normal_form(back) == back);
    RC_ASSERT(office().add(back, worked) == there);
}

RC_GTEST_PROP(Arithmetic, AddingInTwoStepsIsAddingAtOnce, ()) {
    const Instant from = an_instant();
    const microseconds first = an_office_time();
    const microseconds second = an_office_time();
    RC_ASSERT(office().add(office().add(from, first), second) == office().add(from, first + second));
}

RC_GTEST_PROP(Arithmetic, LaterOrMoreNeverEndsEarlier, ()) {
    const auto [from, later] = std::minmax({an_instant(), an_instant()});
    const auto [less, more] = std::minmax({an_office_time(), an_office_time()});
    RC_ASSERT(office().add(from, less) <= office().add(later, less));
    RC_ASSERT(office().add(from, less) <= office().add(from, more));
    RC_ASSERT(office().working_between(from, later) >= 0min);
}

/// A random month of offices with split shifts, and what a clock on the wall would say about it, minute by minute.
class Wall {
  public:
    static constexpr int days_known = 60;

    Wall() {
        std::string rows;
        for (std::size_t weekday = 0; weekday < shifts_.size(); ++weekday) {
            shifts_[weekday] = some_shifts();
            rows += (weekday == 0 ? "" : ",") + row_of(weekday);
        }
        std::string holidays;
        off_ = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, days_known));
        for (const int index : off_) {
            holidays += holidays.empty() ? "" : ",";
            holidays += R"({"from":")" + text(date(index)) + R"(",)" + no_name + source_members + "}";
        }
        CalendarText calendar_text;
        calendar_text.to = text(date(days_known - 1));
        calendar_text.hours = rows;
        calendar_text.holidays = holidays;
        calendar = calendar_text.calendar();
    }

    /// Whether the minute that begins so many minutes after the first midnight is office time.
    [[nodiscard]] bool open(int minute) const {
        const int index = minute / 1440;
        if (off_.contains(index)) return false;
        const auto weekday = std::chrono::weekday(sys_days(date(index))).c_encoding();
        return std::ranges::any_of(shifts_[weekday], [&](const OfficeSpan& shift) {
            return shift.from <= minutes{minute % 1440} && minutes{minute % 1440} < shift.to;
        });
    }

    [[nodiscard]] bool works(int index) const {
        return !off_.contains(index) && !shifts_[std::chrono::weekday(sys_days(date(index))).c_encoding()].empty();
    }

    static Date date(int index) { return sys_days(day("2026-01-01")) + days{index}; }
    static Instant instant(int minute) { return Instant::of(day("2026-01-01"), minutes{minute}); }

    WorkCalendar calendar = CalendarText{}.calendar();

  private:
    static std::vector<OfficeSpan> some_shifts() {
        const auto ends = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 1441));
        std::vector<OfficeSpan> shifts;
        for (auto end = ends.begin(); end != ends.end() && std::next(end) != ends.end() && shifts.size() < 3;
             std::advance(end, 2)) {
            shifts.push_back({minutes{*end}, minutes{*std::next(end)}});
            if (std::next(end, 2) == ends.end()) break;
        }
        return shifts;
    }

    [[nodiscard]] std::string row_of(std::size_t weekday) const {
        static const std::array<std::string, 7> names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
        std::string hours;
        for (const OfficeSpan& shift : shifts_[weekday]) {
            hours += fmt::format("{}\"{}-{}\"", hours.empty() ? "" : ",", clock_text(shift.from), clock_text(shift.to));
        }
        return hours_row("2026-01-01", '"' + names[weekday] + '"', hours);
    }

    std::array<std::vector<OfficeSpan>, 7> shifts_;
    std::set<int> off_;
};

constexpr int minutes_known = Wall::days_known * 1440;

RC_GTEST_PROP(Arithmetic, AddsLikeSomebodyWhoWatchesTheClock, ()) {
    const Wall wall;
    const int from = *rc::gen::inRange(0, minutes_known);
    const int worked = *rc::gen::inRange(1, 5000);
    int passed = 0;
    int minute = from;
    for (; minute < minutes_known && passed < worked; ++minute) passed += wall.open(minute) ? 1 : 0;
    if (passed < worked) {
        RC_ASSERT_THROWS_AS(static_cast<void>(wall.calendar.add(Wall::instant(from), minutes{worked})), Error);
        return;
    }
    RC_ASSERT(wall.calendar.add(Wall::instant(from), minutes{worked}) == Wall::instant(minute));
}

RC_GTEST_PROP(Arithmetic, SubtractsLikeSomebodyWhoWatchesTheClock, ()) {
    const Wall wall;
    const int to = *rc::gen::inRange(0, minutes_known);
    const int worked = *rc::gen::inRange(1, 5000);
    int passed = 0;
    int minute = to;
    for (; minute > 0 && passed < worked; --minute) passed += wall.open(minute - 1) ? 1 : 0;
    if (passed < worked) {
        RC_ASSERT_THROWS_AS(static_cast<void>(wall.calendar.subtract(Wall::instant(to), minutes{worked})), Error);
        return;
    }
    RC_ASSERT(wall.calendar.subtract(Wall::instant(to), minutes{worked}) == Wall::instant(minute));
}

RC_GTEST_PROP(Arithmetic, CountsOfficeTimeLikeSomebodyWhoWatchesTheClock, ()) {
    const Wall wall;
    const int from = *rc::gen::inRange(0, minutes_known);
    const int to = *rc::gen::inRange(from, minutes_known);
    int passed = 0;
    for (int minute = from; minute < to; ++minute) passed += wall.open(minute) ? 1 : 0;
    RC_ASSERT(wall.calendar.working_between(Wall::instant(from), Wall::instant(to)) == minutes{passed});
    RC_ASSERT(wall.calendar.working_between(Wall::instant(to), Wall::instant(from)) == minutes{-passed});
}

RC_GTEST_PROP(Arithmetic, CountsWorkingDaysLikeSomebodyWithAWallCalendar, ()) {
    const Wall wall;
    const int from = *rc::gen::inRange(0, Wall::days_known);
    const int to = *rc::gen::inRange(from, Wall::days_known);
    int passed = 0;
    for (int index = from + 1; index <= to; ++index) passed += wall.works(index) ? 1 : 0;
    RC_ASSERT(wall.calendar.working_days_between(Wall::date(from), Wall::date(to)) == passed);
    if (wall.works(to) && passed > 0) {
        RC_ASSERT(wall.calendar.add_working_days(Wall::date(from), passed) == Wall::date(to));
    }
}

}  // namespace
}  // namespace trien::calendar
