// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/calendar/source.hpp"

namespace trien::calendar {

/// Office hours of one part of a day, [from, to), since local midnight.
struct OfficeSpan {
    std::chrono::minutes from{};
    std::chrono::minutes to{};
    bool operator==(const OfficeSpan&) const = default;
};

/// Ascending and disjoint: a morning and an afternoon, or one of them. Empty: closed.
using OfficeHours = std::vector<OfficeSpan>;

/// Office hours of some weekdays while they hold.
struct WeeklyHours {
    Date from{};
    std::optional<Date> to;          ///< the last day, if one is known
    std::array<bool, 7> weekdays{};  ///< Sunday first
    OfficeHours hours;
    Source source;

    [[nodiscard]] bool covers(Date date) const;
};

/// Rows of hours as an office keeps them: a change is a new row with its own first day, and no row is ever edited.
class WeeklyTable {
  public:
    WeeklyTable() = default;
    /// Reads a list of rows.
    /// @throws Error(Fault::input) also where two rows begin on one day for one weekday.
    static WeeklyTable read(Fields& fields, const std::string& name);

    /// Of the rows that cover the day, the one that began last; null where there is none.
    [[nodiscard]] const WeeklyHours* on(Date date) const;

  private:
    std::vector<WeeklyHours> rows_;
};

/// "08:00" for a time of day.
[[nodiscard]] std::string clock_text(std::chrono::microseconds time_of_day);

/// "08:00–12:00, 13:00–17:00".
[[nodiscard]] std::string hours_text(const OfficeHours& hours);

}  // namespace trien::calendar
