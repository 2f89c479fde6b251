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
#include "engine/calendar/counting.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/reception_points.hpp"

namespace trien::calendar {

/// The working time of an office, or of one of its reception points, over a bounded range of days. Immutable.
///
/// Office hours are half-open, [08:00, 12:00): at 12:00 sharp the morning is over. An instant in time off is worth the
/// same as the end of the office time before it and as the opening after it. Where one of them must be named, adding
/// names the end (a full day ends at closing time) and subtracting the opening.
///
/// Sums run over prefix sums of office time and of working days, so adding a year costs the same as adding an hour.
/// Every call about a day outside [first, last] throws Error(Fault::environment, "calendar.no-data"): a deadline is
/// never guessed.
class WorkCalendar {
  public:
    /// Reads a national calendar such as processes/calendars/vn-office.json (format: docs/working-time.md).
    /// @throws Error(Fault::input) naming file and member.
    static WorkCalendar load(const std::filesystem::path& file);
    /// @param name  stands for the file in error places.
    static WorkCalendar parse(std::string_view json, const std::string& name);

    /// This calendar with the hours of a point of the office laid over it, in force once both are.
    [[nodiscard]] WorkCalendar at_point(const ReceptionPoints& office, const ReceptionPoint& point) const;

    [[nodiscard]] const std::string& id() const { return id_; }
    /// Empty for the calendar of no particular point.
    [[nodiscard]] const std::string& point() const { return point_; }
    /// What a computed deadline was computed from: SHA-256 of the file's bytes; at a point, of the two files' digests
    /// in hexadecimal and the point's id, each followed by a line feed.
    [[nodiscard]] const Digest& revision() const { return revision_; }
    /// Matters received from this day on are counted by this revision.
    [[nodiscard]] Date effective_from() const { return effective_from_; }
    [[nodiscard]] const CountingRules& counting() const { return counting_; }
    [[nodiscard]] Date first() const { return table_.first; }
    [[nodiscard]] Date last() const { return table_.date_at(table_.days.size() - 1); }

    [[nodiscard]] const Day& day(Date date) const { return table_.days[index_of(date)]; }
    [[nodiscard]] DayKind day_kind(Date date) const { return day(date).kind; }
    [[nodiscard]] bool is_working(Date date) const { return !day(date).hours.empty(); }

    /// The first working day strictly after, or strictly before, a day.
    [[nodiscard]] Date working_day_after(Date date) const { return add_working_days(date, 1); }
    [[nodiscard]] Date working_day_before(Date date) const;
    /// The count-th working day after a day; the day itself when count is 0.
    /// @param count  not negative.
    [[nodiscard]] Date add_working_days(Date date, std::int64_t count) const;
    /// How many working days lie after one day and not after the other; negative when `until` is earlier.
    [[nodiscard]] std::int64_t working_days_between(Date after, Date until) const;
    /// When the office opens and closes on a working day, in Vietnam's zone.
    [[nodiscard]] Instant opening(Date working_day) const;
    [[nodiscard]] Instant closing(Date working_day) const;

    /// The earliest instant at which so much office time has passed since `from`.
    /// @param working  not negative; nothing added gives `from` back unchanged.
    [[nodiscard]] Instant add(Instant from, std::chrono::microseconds working) const;
    /// The latest instant from which so much office time passes until `to`.
    /// @param working  not negative; nothing subtracted gives `to` back unchanged.
    [[nodiscard]] Instant subtract(Instant to, std::chrono::microseconds working) const;
    /// The instant itself in office time, the next opening in time off.
    [[nodiscard]] Instant normal_form(Instant instant) const;
    /// Office time from one instant to another; negative when `to` is earlier.
    [[nodiscard]] std::chrono::microseconds working_between(Instant from, Instant to) const;

  private:
    WorkCalendar() = default;

    void sum_up();
    [[nodiscard]] std::size_t index_of(Date date) const;
    /// Office time from the calendar's first midnight to the instant.
    [[nodiscard]] std::chrono::microseconds elapsed(Instant instant) const;
    /// The latest instant by which no more office time than this has elapsed.
    [[nodiscard]] Instant latest_at(std::chrono::microseconds elapsed) const;

    std::string id_;
    std::string point_;
    Digest revision_;
    Date effective_from_{};
    CountingRules counting_;
    DayTable table_;
    std::vector<std::chrono::minutes> worked_before_;  ///< office time before each day, and after the last one
    std::vector<std::size_t> working_days_;            ///< indices into the table, ascending
    std::vector<std::size_t> working_days_before_;     ///< how many come before each day, and in all
};

}  // namespace trien::calendar
