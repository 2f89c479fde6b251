// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/calendar/deadline.hpp"
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

/// Certification of copies: the same day, the next working day when received after 15:00, two more where it is much.
inline DeadlineRule certification() {
    DeadlineRule rule;
    rule.limit = {1, Unit::working_day};
    rule.counting = DeadlineRule::Counting::day_of_receipt;
    rule.cut_off = std::chrono::hours{15};
    rule.extension_max = {2, Unit::working_day};
    rule.longer_by_agreement = true;
    return rule;
}

inline DeadlineRule limit(std::int32_t amount, Unit unit) {
    DeadlineRule rule;
    rule.limit = {amount, unit};
    return rule;
}

}  // namespace trien::calendar
