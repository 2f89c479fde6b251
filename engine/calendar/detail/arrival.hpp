// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar::detail {

/// From when something handed in counts.
struct Arrival {
    Instant counts_from;        ///< the instant itself, or the opening of a later working day
    std::string_view why_code;  ///< "cut-off", "day-off", "after-hours", "no-time"; empty when it counts at once
    Message why;
};

/// On a day without reception, at or after its end, strictly after the cut-off, or on a day on which a point takes
/// matters in but no time counts: from the opening of the next working day with reception.
[[nodiscard]] Arrival arrival(const WorkCalendar& calendar, Instant at, std::optional<std::chrono::minutes> cut_off);

}  // namespace trien::calendar::detail
