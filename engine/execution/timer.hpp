// SPDX-License-Identifier: Apache-2.0
// Timers by ISO 8601: an instant, a duration, or a repeating interval.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/execution/net.hpp"

namespace trien::execution {

/// When a timer is due.
struct TimerPlan {
    std::string rule;  ///< ISO 8601
    Instant due;
    std::optional<std::uint32_t> remaining;  ///< of a cycle with an end: how often more, this time included
    bool operator==(const TimerPlan&) const = default;
};

/// When a timer set now is due first. Nothing if the text is not a rule of that kind.
///
/// A date is "2026-11-23T09:00:00+07:00", in the office's zone where it gives none, or a day alone: its midnight. A
/// duration is "PT1H", "P2D", "P1M" or "P2W", not negative. A cycle is "R3/PT1H" (three times), "R/PT1H" (without
/// end), with a first instant between the two where wanted: "R3/2026-11-23T09:00:00+07:00/P1D"; instants that have
/// passed already are left out.
[[nodiscard]] std::optional<TimerPlan> plan_timer(TimerRule::Kind kind, std::string_view rule, Instant now);

/// When a cycle is due after this time; nothing when it is over.
[[nodiscard]] std::optional<TimerPlan> next_time(const TimerPlan& plan);

/// Whether the text is a rule in itself and no expression that gives one.
[[nodiscard]] bool is_timer_rule(TimerRule::Kind kind, std::string_view text);

/// The text of an expression's value: a string as it is, dates and durations of FEEL in ISO 8601.
[[nodiscard]] std::string timer_text(const Value& value);

}  // namespace trien::execution
