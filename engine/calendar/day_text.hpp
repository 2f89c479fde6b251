// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// What a day is, without its date and source: "nghỉ lễ: Ngày Văn hóa Việt Nam" / "holiday: Vietnam Culture Day".
[[nodiscard]] Message kind_text(const Day& day);

/// A day in one sentence: "thứ Ba 24/11/2026: nghỉ lễ: Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16…)".
/// @throws Error(Fault::environment) outside the calendar.
[[nodiscard]] Message day_text(const WorkCalendar& calendar, Date date);

/// The holidays, days in lieu and swaps strictly after one day and before or on another: what made a deadline later
/// than it looks. Empty where there are none.
[[nodiscard]] Message days_passed_over(const WorkCalendar& calendar, Date after, Date until);

}  // namespace trien::calendar
