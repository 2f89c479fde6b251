// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/applied_rule.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// A deadline counted again by a later revision of the calendar.
struct Replanned {
    Instant before;
    Instant after;
    Digest revision_before;
    Digest revision_after;
    Message why;         ///< the days that differ, with the source of the new ones; or that the rules of counting do
    AppliedRules rules;  ///< how the new deadline was found

    [[nodiscard]] bool moved() const { return before != after; }
};

/// Counts a clock by both revisions.
/// @param now  as for read().
/// @throws as read().
[[nodiscard]] Replanned replan(const DeadlineClock& clock,
                               const WorkCalendar& before,
                               const WorkCalendar& after,
                               Instant now);

}  // namespace trien::calendar
