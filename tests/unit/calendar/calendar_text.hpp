// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/calendar/reception_points.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

inline const std::string source_members = R"("citation":"c","status":"verified")";
inline const std::string no_name = R"("name":{"vi":"","en":""},)";

inline std::string named(const std::string& vi, const std::string& en) {
    return fmt::format(R"("name":{{"vi":"{}","en":"{}"}},)", vi, en);
}

/// A row of office hours: weekdays and hours as they stand in the list, `"mon","tue"` and `"08:00-12:00"`.
inline std::string hours_row(const std::string& from, const std::string& weekdays, const std::string& hours) {
    return fmt::format(R"({{"validFrom":"{}","weekdays":[{}],"hours":[{}],{}}})", from, weekdays, hours,
                       source_members);
}

inline std::string stop_rule(const std::string& reason,
                             const std::string& day_of_stop = "used",
                             const std::string& day_of_continuing = "notUsed",
                             const std::string& continues = "likeReceipt") {
    return fmt::format(R"({{"reason":"{}",{}"dayOfStop":"{}","dayOfContinuing":"{}","continues":"{}",{}}})", reason,
                       named("lý do", "reason"), day_of_stop, day_of_continuing, continues, source_members);
}

/// A calendar file for tests, by default January 2026 with mornings on Monday and Tuesday.
struct CalendarText {
    std::string effective_from = "2026-01-01";
    std::string from = "2026-01-01";
    std::string to = "2026-01-31";
    std::string hours = hours_row("2026-01-01", R"("mon","tue")", R"("08:00-12:00")");
    std::string holidays;
    std::string substitutes;
    std::string swaps;
    std::string end_on_day_off = "nextWorkingDay";
    std::string stops = stop_rule("supplement");
    std::string late;

    [[nodiscard]] std::string json() const {
        const std::string counting =
            fmt::format(R"({{"receipt":{{{0}}},"endOnDayOff":{{"then":"{1}",{0}}},"stops":[{2}],"late":[{3}]}})",
                        source_members, end_on_day_off, stops, late);
        return fmt::format(
            R"({{"schema":"trien/calendar/2","id":"t",{}"effectiveFrom":"{}","validFrom":"{}","validTo":"{}",)"
            R"("counting":{},"officeHours":[{}],"holidays":[{}],"substitutes":[{}],"swaps":[{}]}})",
            no_name, effective_from, from, to, counting, hours, holidays, substitutes, swaps);
    }

    [[nodiscard]] WorkCalendar calendar() const { return WorkCalendar::parse(json(), "t.json"); }
};

/// A file of reception points, the first of them the default.
inline std::string points_text(const std::string& effective_from,
                               const std::string& standard,
                               const std::string& points) {
    return fmt::format(
        R"({{"schema":"trien/points/1","calendar":"t","effectiveFrom":"{}","default":"{}","points":[{}]}})",
        effective_from, standard, points);
}

inline std::string point_text(const std::string& id, const std::string& hours, const std::string& reception = "") {
    return fmt::format(R"({{"id":"{}",{}"officeHours":[{}],"receptionHours":[{}]}})", id, no_name, hours, reception);
}

/// Place and cause of the error that reading a text gives; empty when it can be read.
template <class Read>
std::string error_of(const Read& read) {
    try {
        static_cast<void>(read());
    } catch (const Error& error) {
        return error.place().text() + ": " + error.cause().en;
    }
    return "";
}

}  // namespace trien::calendar
