// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/replan.hpp"

#include <chrono>

#include <fmt/format.h>

#include "engine/calendar/clock_reading.hpp"
#include "engine/calendar/day_text.hpp"

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

Message change_of(const WorkCalendar& before, const WorkCalendar& after, Date date) {
    const Message was = kind_text(before.day(date));
    const Message now = day_text(after, date);
    return {fmt::format("{} (trước đây: {})", now.vi, was.vi), fmt::format("{} (before: {})", now.en, was.en)};
}

/// The days from one to another whose office hours differ between the revisions.
Message days_that_differ(const WorkCalendar& before, const WorkCalendar& after, Date from, Date until) {
    Message list;
    for (sys_days at = from; at <= sys_days(until); at += days{1}) {
        const bool same_time = before.day(at).hours == after.day(at).hours;
        if (same_time && before.day(at).reception == after.day(at).reception) continue;
        const Message change = change_of(before, after, at);
        const char* const separator = list.empty() ? "" : "; ";
        list.vi += separator + change.vi;
        list.en += separator + change.en;
    }
    return list;
}

}  // namespace

Replanned replan(const DeadlineClock& clock, const WorkCalendar& before, const WorkCalendar& after, Instant now) {
    const ClockReading old_reading = read(before, clock, now);
    ClockReading new_reading = read(after, clock, now);
    const Date received = Instant(clock.received.utc()).date();
    // A day after the new deadline had no part in it.
    Message why = days_that_differ(before, after, received, new_reading.due.date());
    if (why.empty() && old_reading.due != new_reading.due) {
        why = {"Quy tắc tính thời gian của lịch đã thay đổi", "the calendar's rules of counting changed"};
    }
    return {old_reading.due,  new_reading.due, before.revision(),
            after.revision(), std::move(why),  std::move(new_reading.rules)};
}

}  // namespace trien::calendar
