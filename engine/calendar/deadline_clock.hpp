// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/deadline.hpp"
#include "engine/calendar/span.hpp"

namespace trien::calendar {

/// A time in which the clock stood still (tạm dừng tính thời hạn).
struct Stop {
    Instant at;
    std::string reason;                ///< of a StopRule
    std::optional<Instant> continued;  ///< nothing while it lasts
    bool operator==(const Stop&) const = default;
};

/// More time than the rule's limit (gia hạn).
struct Extension {
    Instant at;
    Span by;
    std::string agreement;  ///< the written agreement it rests on; empty for one in the rule's own right
    bool operator==(const Extension&) const = default;
};

/// The clock of a case's legal deadline: what happened to it, as a value. It tells no time by itself; read() does, with
/// a calendar (clock_reading.hpp).
///
///     DeadlineClock clock{rule, received, {}, {}};
///     if (auto stopped = stop(clock, calendar.counting(), at, "supplement")) clock = *stopped;
struct DeadlineClock {
    DeadlineRule rule;
    Instant received;
    std::vector<Stop> stops;  ///< ascending; only the last may still last
    std::vector<Extension> extensions;

    [[nodiscard]] bool is_stopped() const { return !stops.empty() && !stops.back().continued; }
    bool operator==(const DeadlineClock&) const = default;
};

/// The clock stopped. Refused for a reason the rules do not know, while it is stopped, and before what happened last.
[[nodiscard]] Result<DeadlineClock> stop(DeadlineClock clock,
                                         const CountingRules& rules,
                                         Instant at,
                                         std::string_view reason);

/// The clock running again. Refused while it runs, and before the stop.
[[nodiscard]] Result<DeadlineClock> resume(DeadlineClock clock, Instant at);

/// The clock with more time on it. Refused where all extensions together are more than the rule allows, or cannot be
/// compared with it, unless the rule lets requester and office agree on more and they did.
[[nodiscard]] Result<DeadlineClock> extend(DeadlineClock clock, Extension extension);

}  // namespace trien::calendar
