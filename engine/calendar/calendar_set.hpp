// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/reception_points.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// All revisions of one calendar, at every reception point.
///
/// A revision is a file of its own with a day from which it is in force: of those, the latest. National calendars and
/// the office's points are revised apart; wherever one of them changes, a new combination comes into force. A case
/// keeps the digest of the combination it was computed with (`revision`), and is re-planned by a later one
/// (replan.hpp).
class CalendarSet {
  public:
    /// Reads the revisions of a calendar: `folder/*.json` and, for its points, `folder/points/*.json`.
    /// @throws Error(Fault::input) naming the file; Error(Fault::environment, "calendar.missing") when there is none.
    static CalendarSet load(const std::filesystem::path& folder, std::string_view id);

    /// @param national  revisions of one calendar, at least one.
    /// @throws Error(Fault::input) when two revisions of one thing come into force on the same day.
    CalendarSet(std::vector<WorkCalendar> national, std::vector<ReceptionPoints> offices);

    /// The revision by which matters received on a day are counted.
    /// @param point  empty for the office's default point.
    /// @throws Error(Fault::environment) "calendar.no-revision", "calendar.no-point"
    [[nodiscard]] const WorkCalendar& in_force(Date received, std::string_view point = "") const;
    /// The revision a case was computed with; null when it is not here.
    [[nodiscard]] const WorkCalendar* find(const Digest& revision) const;

  private:
    /// One national revision with one revision of the office's points, while both are in force.
    struct Combination {
        Date from{};
        std::size_t standard = 0;  ///< index of the default point's calendar
        std::vector<WorkCalendar> calendars;
    };

    static Combination combine(const WorkCalendar& national, const ReceptionPoints* office);

    std::vector<Combination> combinations_;  ///< ascending
};

}  // namespace trien::calendar
