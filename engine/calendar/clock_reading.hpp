// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/amount.hpp"
#include "engine/calendar/applied_rule.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// The limit, or one extension: spans of different units follow each other and are never added up.
struct ClockPart {
    Span granted;
    Instant from;
    Instant end;
    Amount used;
    Amount left;
};

/// What the clock of a deadline shows at an instant.
struct ClockReading {
    enum class State : std::uint8_t {
        running,
        stopped,
        overdue,  ///< past the due instant; a stop after it changes nothing
    };

    State state = State::running;
    Instant due;          ///< while the clock is stopped: as if it went on now
    Date counted_from{};  ///< the working day the matter counts as received on
    std::vector<ClockPart> parts;
    AppliedRules rules;  ///< how it was found
    Digest calendar_revision;
};

/// Reads the clock.
///
/// Received on a day without reception, at or after its end, strictly after the cut-off, or on a day of reception only:
/// counts as received at the opening of the next working day with reception. A stop takes out of the part in which it
/// began, in that part's unit, the time until the clock goes on: office time of limits in hours and half days; of
/// limits in days the days between, where the stop's rule says which of its two edge days were used. An extension is
/// counted from the deadline before it.
/// @param now  not before anything that happened to the clock.
/// @throws Error(Fault::environment) outside the calendar; Error(Fault::input) for a stop whose reason the calendar's
/// rules do not know.
[[nodiscard]] ClockReading read(const WorkCalendar& calendar, const DeadlineClock& clock, Instant now);

}  // namespace trien::calendar
