// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/office_hours.hpp"
#include "engine/calendar/source.hpp"

namespace trien::calendar {

/// What kind of day an office sees.
enum class DayKind : std::uint8_t {
    working,
    weekly_rest,     ///< ngày nghỉ hằng tuần
    holiday,         ///< ngày lễ, tết
    substitute_off,  ///< nghỉ bù: a holiday fell on a weekly rest day
    swap_off,        ///< nghỉ hoán đổi: a working day given off
    swap_working,    ///< làm bù: the rest day worked in exchange
};

/// One day as the calendar knows it.
struct Day {
    DayKind kind = DayKind::weekly_rest;
    Message name;                      ///< of the holiday or swap; empty for ordinary days
    OfficeHours hours;                 ///< in which time counts; empty on days off
    OfficeHours reception;             ///< in which matters are taken in; the same, unless a point says otherwise
    Source source;                     ///< of the rule that made it so; empty for a rest day without a rule
    std::optional<Date> swapped_with;  ///< the other day of a swap
    bool operator==(const Day&) const = default;
};

/// Days one after the other.
struct DayTable {
    Date first{};
    std::vector<Day> days;

    [[nodiscard]] Date date_at(std::size_t index) const {
        return std::chrono::sys_days(first) + std::chrono::days{static_cast<std::chrono::days::rep>(index)};
    }
};

}  // namespace trien::calendar
