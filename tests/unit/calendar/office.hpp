// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// The calendar that ships.
inline const WorkCalendar& office() {
    static const WorkCalendar calendar =
        WorkCalendar::load(std::filesystem::path(TRIEN_SOURCE_DIR) / "processes/calendars/vn-office.json");
    return calendar;
}

inline Date day(const std::string& text) {
    return parse_date(text).value();
}

/// "2026-11-23T09:00" in Vietnam's zone.
inline Instant at(const std::string& text) {
    return Instant::parse(text + ":00+07:00").value();
}

}  // namespace trien::calendar
