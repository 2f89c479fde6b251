// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/day_text.hpp"

#include <chrono>

#include <fmt/format.h>

#include "engine/calendar/moment_text.hpp"
#include "engine/calendar/office_hours.hpp"

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

Message named(const char* vi, const char* en, const Day& day) {
    return {fmt::format("{}: {}", vi, day.name.vi), fmt::format("{}: {}", en, day.name.en)};
}

Message hours_of(const char* vi, const char* en, const Day& day) {
    const std::string hours = hours_text(day.hours);
    return {fmt::format("{} {}", vi, hours), fmt::format("{} {}", en, hours)};
}

Message swapped(const char* vi, const char* en, const Day& day) {
    const Message other = day_and_date(*day.swapped_with);
    return {fmt::format("{} {}: {}", vi, other.vi, day.name.vi), fmt::format("{} {}: {}", en, other.en, day.name.en)};
}

Message without_reception(const Day& day) {
    switch (day.kind) {
        case DayKind::working: return hours_of("làm việc", "working", day);
        case DayKind::holiday: return named("nghỉ lễ", "holiday", day);
        case DayKind::substitute_off: return named("nghỉ", "off", day);
        case DayKind::swap_off: return swapped("nghỉ hoán đổi với", "off in exchange for", day);
        case DayKind::swap_working: {
            const Message hours = hours_of("làm việc", "working", day);
            const Message swap = swapped("làm bù cho", "in exchange for", day);
            return {fmt::format("{}, {}", hours.vi, swap.vi), fmt::format("{}, {}", hours.en, swap.en)};
        }
        case DayKind::weekly_rest: break;
    }
    return {"nghỉ hằng tuần", "weekly rest day"};
}

}  // namespace

Message kind_text(const Day& day) {
    Message text = without_reception(day);
    if (day.reception == day.hours) return text;
    const std::string hours = hours_text(day.reception);
    text.vi += day.reception.empty() ? ", không tiếp nhận" : fmt::format(", tiếp nhận {}", hours);
    text.en += day.reception.empty() ? ", no reception" : fmt::format(", reception {}", hours);
    return text;
}

Message day_text(const WorkCalendar& calendar, Date date) {
    const Day& day = calendar.day(date);
    const Message when = day_and_date(date);
    const Message kind = kind_text(day);
    Message text{fmt::format("{}: {}", when.vi, kind.vi), fmt::format("{}: {}", when.en, kind.en)};
    const Message source = source_text(day.source);
    if (source.empty()) return text;
    text.vi += fmt::format("; căn cứ: {}", source.vi);
    text.en += fmt::format("; source: {}", source.en);
    return text;
}

Message days_passed_over(const WorkCalendar& calendar, Date after, Date until) {
    Message list;
    for (auto at = sys_days(after) + days{1}; at <= sys_days(until); at += days{1}) {
        const Day& day = calendar.day(at);
        if (day.name.empty() || !day.hours.empty()) continue;
        const char* const separator = list.empty() ? "" : "; ";
        list.vi += fmt::format("{}{} {}", separator, vietnamese_text(at), day.name.vi);
        list.en += fmt::format("{}{} {}", separator, text(Date(at)), day.name.en);
    }
    return list;
}

}  // namespace trien::calendar
