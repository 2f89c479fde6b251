// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"

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

/// Office hours of one part of a day, [from, to), since local midnight.
struct OfficeSpan {
    std::chrono::minutes from{};
    std::chrono::minutes to{};
    bool operator==(const OfficeSpan&) const = default;
};

/// One day as the calendar knows it.
struct Day {
    DayKind kind = DayKind::weekly_rest;
    Message name;                   ///< of the holiday or swap; empty for ordinary days
    std::vector<OfficeSpan> hours;  ///< empty on days off; ascending, disjoint
};

/// The working time of an office over a bounded range of days, read from law data. Immutable.
///
/// Sums run over prefix sums of working minutes, so adding a year costs the same as adding an hour. Every call about a
/// day outside [first, last] throws Error(Fault::environment, "calendar.no-data"): a deadline is never guessed.
class WorkCalendar {
  public:
    /// Reads a file such as processes/calendars/vn-office.json (format: docs/procedure-format.md).
    /// @throws Error(Fault::input) naming file and member.
    static WorkCalendar load(const std::filesystem::path& file);
    /// @param name  stands for the file in error places.
    static WorkCalendar parse(std::string_view json, const std::string& name);

    [[nodiscard]] const std::string& id() const { return id_; }
    /// SHA-256 of the file's bytes: what a computed deadline was computed from.
    [[nodiscard]] const Digest& revision() const { return revision_; }
    [[nodiscard]] Date first() const { return first_; }
    [[nodiscard]] Date last() const;

    [[nodiscard]] const Day& day(Date date) const;
    [[nodiscard]] DayKind day_kind(Date date) const { return day(date).kind; }
    [[nodiscard]] bool is_working(Date date) const { return !day(date).hours.empty(); }

    /// The first working day strictly after, or strictly before, a day.
    [[nodiscard]] Date working_day_after(Date date) const;
    [[nodiscard]] Date working_day_before(Date date) const;
    /// The count-th working day after a day; the day itself when count is 0.
    /// @param count  not negative.
    [[nodiscard]] Date add_working_days(Date date, std::int32_t count) const;
    /// When the office opens and closes on a working day, in Vietnam's zone.
    [[nodiscard]] Instant opening(Date working_day) const;
    [[nodiscard]] Instant closing(Date working_day) const;

    /// The instant at which so much office time has passed since `from`: the earliest, so a full day ends at closing
    /// time and not at the next opening.
    /// @param working  not negative; nothing added gives `from` back unchanged.
    [[nodiscard]] Instant add(Instant from, std::chrono::microseconds working) const;
    /// The latest instant from which so much office time passes until `to`.
    [[nodiscard]] Instant subtract(Instant to, std::chrono::microseconds working) const;
    /// Office time from one instant to another; negative when `to` is earlier.
    [[nodiscard]] std::chrono::microseconds between(Instant from, Instant to) const;

  private:
    WorkCalendar() = default;

    [[nodiscard]] std::size_t index_of(Date date) const;
    [[nodiscard]] Date date_at(std::size_t index) const;
    /// Office time from the calendar's first midnight to the instant.
    [[nodiscard]] std::chrono::microseconds elapsed(Instant instant) const;

    std::string id_;
    Digest revision_;
    Date first_{};
    std::vector<Day> days_;                            ///< one per day from first_
    std::vector<std::chrono::minutes> worked_before_;  ///< office time before each day, and after the last one
};

}  // namespace trien::calendar
