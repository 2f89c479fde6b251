// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/calendar/source.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// Whether a case counts as on time in the ward's score, computed and never entered by hand.
struct Timeliness {
    bool late = false;
    Instant
        measured;  ///< the end that was compared with the deadline: the result, the request while one is open, or now
    Message why;
    Source source;  ///< of a rule other than the deadline itself
};

/// A result is on time until the due instant, that instant included. A case without one is measured by the request it
/// waits for, or by now; and it is late once it was stopped more often for one reason than the rules of counting allow.
/// @param finished  when the result was there; nothing while there is none.
/// @throws as read().
[[nodiscard]] Timeliness timeliness(const WorkCalendar& calendar,
                                    const DeadlineClock& clock,
                                    std::optional<Instant> finished,
                                    Instant now);

/// What to say before a stop that would make the case count as late; nothing when it would not.
[[nodiscard]] std::optional<Message> warning_before_stop(const DeadlineClock& clock,
                                                         const CountingRules& rules,
                                                         std::string_view reason);

}  // namespace trien::calendar
