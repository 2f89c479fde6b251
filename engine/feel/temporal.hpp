// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"

namespace trien::feel {

// The temporal values of FEEL (OMG DMN 1.3, 10.3.2.3.4 to 10.3.2.3.8), in microseconds, for the years 1 to 9999.
//
// A zone is a fixed offset from UTC. Of the names of the IANA data base only those are read whose offset does not
// depend on the edition of the data base: UTC, Etc/UTC, and Asia/Ho_Chi_Minh (+07:00 since 13 June 1975). What they
// name is kept as the offset.

/// From UTC, within 14 hours; none where the value tells no zone.
using Offset = std::optional<std::chrono::minutes>;

/// A time of day.
struct Time {
    std::chrono::microseconds since_midnight{0};  ///< less than a day
    Offset offset;

    /// With offsets, the same when they mean the same time of a day; without, when they read the same.
    friend bool operator==(const Time& a, const Time& b);
};

/// A day and a time.
struct DateTime {
    Date date{std::chrono::year(1), std::chrono::January, std::chrono::day(1)};
    Time time;

    /// Since 1970-01-01T00:00:00, in UTC where there is an offset, else as read.
    [[nodiscard]] std::chrono::microseconds value() const;
    /// With offsets, the same when they are the same instant; without, when they read the same.
    friend bool operator==(const DateTime& a, const DateTime& b);
};

/// A days and time duration.
struct DayTimeDuration {
    std::chrono::microseconds length{0};
    auto operator<=>(const DayTimeDuration&) const = default;
};

/// A years and months duration.
struct YearMonthDuration {
    std::int64_t months = 0;
    auto operator<=>(const YearMonthDuration&) const = default;
};

/// Nothing if one has an offset and the other none: then nobody can tell.
[[nodiscard]] std::optional<std::strong_ordering> order(const Time& a, const Time& b);
[[nodiscard]] std::optional<std::strong_ordering> order(const DateTime& a, const DateTime& b);

/// True for the years 1 to 9999.
[[nodiscard]] bool is_in_range(Date date);
/// The first moment of the day, without a zone.
[[nodiscard]] DateTime midnight(Date date);

// Sums and differences give nothing where the result is out of range.

[[nodiscard]] std::optional<DateTime> add(const DateTime& moment, DayTimeDuration duration);
/// A day that the month does not have becomes its last: 31 January and one month are 28 or 29 February.
[[nodiscard]] std::optional<DateTime> add(const DateTime& moment, YearMonthDuration duration);
[[nodiscard]] std::optional<Date> add(Date date, YearMonthDuration duration);
/// Goes round at midnight.
[[nodiscard]] Time add(const Time& time, DayTimeDuration duration);
[[nodiscard]] std::optional<DayTimeDuration> add(DayTimeDuration a, DayTimeDuration b);
[[nodiscard]] std::optional<YearMonthDuration> add(YearMonthDuration a, YearMonthDuration b);
/// Nothing if it does not fit.
[[nodiscard]] std::optional<DayTimeDuration> negated(DayTimeDuration duration);
[[nodiscard]] std::optional<YearMonthDuration> negated(YearMonthDuration duration);
/// a - b. Nothing if one has an offset and the other none.
[[nodiscard]] std::optional<DayTimeDuration> difference(const DateTime& a, const DateTime& b);
[[nodiscard]] std::optional<DayTimeDuration> difference(const Time& a, const Time& b);
/// Whole months from one to the other, negative when `to` is earlier.
[[nodiscard]] YearMonthDuration months_between(const DateTime& from, const DateTime& to);

// Texts (ISO 8601 as XML Schema 1.1 part 2 writes it). Readers give nothing for other texts, for more than six digits
// of a second's fraction, and for what is out of range.

[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
/// "10:30:00", "10:30:00.5+07:00", "10:30:00Z", "10:30:00@Etc/UTC".
[[nodiscard]] std::optional<Time> parse_time(std::string_view text);
/// "2026-11-16T10:30:00+07:00"; a day alone is its midnight.
[[nodiscard]] std::optional<DateTime> parse_date_time(std::string_view text);
/// "P1DT2H", "-PT0.5S".
[[nodiscard]] std::optional<DayTimeDuration> parse_day_time_duration(std::string_view text);
/// "P1Y2M", "-P3M".
[[nodiscard]] std::optional<YearMonthDuration> parse_year_month_duration(std::string_view text);

// What the readers read, in one form for one value.

using trien::text;  // of a Date
[[nodiscard]] std::string text(const Time& time);
[[nodiscard]] std::string text(const DateTime& moment);
[[nodiscard]] std::string text(DayTimeDuration duration);
[[nodiscard]] std::string text(YearMonthDuration duration);

}  // namespace trien::feel
