// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/deadline_clock.hpp"
#include "engine/calendar/detail/arrival.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar::detail {

// What each rule that is applied to a deadline did, in words.

[[nodiscard]] Message receipt_text(Instant received, const Arrival& arrival);
[[nodiscard]] Message limit_text(const DeadlineRule& rule);
[[nodiscard]] Message extension_text(const Extension& extension);
/// @param again  when it went on, or would.
/// @param out  the time that is not counted, in words.
[[nodiscard]] Message stop_text(const Stop& stop, const StopRule& rule, Instant again, const Message& out);
[[nodiscard]] Message late_stop_text(const Stop& stop, const StopRule& rule);
[[nodiscard]] Message day_off_text(Date last_day, Instant end);
[[nodiscard]] Message due_text(Instant due);

/// The same with the end it leads to, and the days off that lie between.
[[nodiscard]] Message until_text(const WorkCalendar& calendar, Message text, Instant from, Instant to);
/// The same with the days off that lie between.
[[nodiscard]] Message with_days_off(const WorkCalendar& calendar, Message text, Instant from, Instant to);

}  // namespace trien::calendar::detail
