// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/fields.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/reception_points.hpp"

namespace trien::calendar::detail {

/// Reads the range, the office hours, the holidays, the days in lieu and the swaps of a calendar file.
/// @throws Error(Fault::input) also where a day in lieu or a swap is none: both days must be what they are said to be.
[[nodiscard]] DayTable read_days(Fields& root);

/// The same days with a reception point's own hours laid over them. Days off stay days off; the day worked in exchange
/// keeps the point's hours of the day given off.
[[nodiscard]] DayTable at_point(const DayTable& national, const ReceptionPoint& point);

}  // namespace trien::calendar::detail
