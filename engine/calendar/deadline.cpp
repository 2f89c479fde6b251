// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline.hpp"

#include "engine/calendar/clock_reading.hpp"
#include "engine/calendar/detail/span_count.hpp"

namespace trien::calendar {

Due due(const WorkCalendar& calendar, Instant received, const DeadlineRule& rule) {
    const ClockReading reading = read(calendar, {rule, received, {}, {}}, received);
    return {reading.due, reading.counted_from, explanation(reading.rules), reading.calendar_revision};
}

Instant planned_end(const WorkCalendar& calendar, Instant from, Span time) {
    if (const auto office = detail::office_time(time)) return calendar.add(from, *office);
    return detail::SpanCount(calendar, time, Instant(from.utc()), false).end();
}

}  // namespace trien::calendar
