// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/detail/arrival.hpp"

#include <fmt/format.h>

#include "engine/calendar/office_hours.hpp"

namespace trien::calendar::detail {

Arrival arrival(const WorkCalendar& calendar, Instant at, std::optional<std::chrono::minutes> cut_off) {
    const Date day = at.date();
    const auto next_opening = [&] { return calendar.opening(calendar.working_day_after(day)); };
    if (!calendar.is_working(day)) return {next_opening(), "day-off", {"vào ngày nghỉ", "on a day off"}};
    if (cut_off && at.time_of_day() > *cut_off) {
        const std::string clock = clock_text(*cut_off);
        return {next_opening(), "cut-off", {fmt::format("sau {}", clock), fmt::format("after {}", clock)}};
    }
    if (at >= calendar.closing(day)) return {next_opening(), "after-hours", {"sau giờ làm việc", "after office hours"}};
    return {at, "", {}};
}

}  // namespace trien::calendar::detail
