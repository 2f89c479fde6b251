// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/message.hpp"

namespace trien::calendar {

/// The units in which law and procedures state time. They are kept as stated and never added to each other silently.
enum class Unit : std::uint8_t {
    working_hour,  ///< giờ làm việc
    half_day,      ///< ½ ngày: 4 office hours
    working_day,   ///< ngày làm việc: 8 office hours
    calendar_day,  ///< ngày
};

/// An amount of time in the unit of its source.
struct Span {
    std::int32_t amount = 0;
    Unit unit = Unit::working_day;
    bool operator==(const Span&) const = default;
};

/// Office time of a span: a working day is 8 office hours, half a day 4 (model frame of Decision 101/QĐ-BKHCN, note to
/// the step table). Nothing for calendar days, which hold no fixed office time.
[[nodiscard]] std::optional<std::chrono::minutes> working_minutes(Span span);

/// True for the units that hold a fixed office time: working hours and half days. Limits in them run by the minute;
/// limits in working and calendar days run by whole days.
[[nodiscard]] bool counts_office_time(Unit unit);

/// Compares what steps take with what a deadline allows, each summed up. Unordered when office time and calendar days
/// meet: nobody can say which is longer.
[[nodiscard]] std::partial_ordering compare(std::span<const Span> some, std::span<const Span> others);
[[nodiscard]] std::partial_ordering compare(Span one, Span other);

/// "02 ngày làm việc" / "2 working days".
[[nodiscard]] Message span_text(Span span);

/// Office time in words: "01 ngày làm việc 4 giờ" / "1 working day 4 hours".
[[nodiscard]] Message working_time_text(std::chrono::minutes working);

/// The unit of a name in files: "workingHour", "halfDay", "workingDay", "calendarDay". Nothing for another name.
[[nodiscard]] std::optional<Unit> parse_unit(std::string_view name);

/// The name parse_unit reads.
[[nodiscard]] std::string_view name_of(Unit unit);

}  // namespace trien::calendar
