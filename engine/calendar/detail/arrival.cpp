// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/detail/arrival.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/calendar/office_hours.hpp"

namespace trien::calendar::detail {

namespace {

Instant next_opening(const WorkCalendar& calendar, Date date) {
    do date = calendar.working_day_after(date);
    while (calendar.day(date).reception.empty());
    return calendar.opening(date);
}

}  // namespace

Arrival arrival(const WorkCalendar& calendar, Instant at, std::optional<std::chrono::minutes> cut_off) {
    const Date date = at.date();
    const Day& day = calendar.day(date);
    const auto next = [&](std::string_view code, Message why) {
        return Arrival{next_opening(calendar, date), code, std::move(why)};
    };
    if (day.reception.empty()) return next("day-off", {"vào ngày không tiếp nhận", "on a day without reception"});
    if (cut_off && at.time_of_day() > *cut_off) {
        const std::string clock = clock_text(*cut_off);
        return next("cut-off", {fmt::format("sau {}", clock), fmt::format("after {}", clock)});
    }
    if (at.time_of_day() >= day.reception.back().to) {
        return next("after-hours", {"sau giờ tiếp nhận", "after reception hours"});
    }
    if (day.hours.empty()) return next("no-time", {"vào ngày chỉ tiếp nhận", "on a day of reception only"});
    return {at, "", {}};
}

}  // namespace trien::calendar::detail
