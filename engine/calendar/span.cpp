// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/span.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace trien::calendar {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct UnitForm {
    Unit unit;
    std::string_view name;
    std::string_view vi;
    std::string_view en;
    std::optional<minutes> working;
};

constexpr std::array<UnitForm, 4> unit_forms{{
    {Unit::working_hour, "workingHour", "giờ làm việc", "working hour", hours{1}},
    {Unit::half_day, "halfDay", "buổi (½ ngày) làm việc", "half working day", hours{4}},
    {Unit::working_day, "workingDay", "ngày làm việc", "working day", hours{8}},
    {Unit::calendar_day, "calendarDay", "ngày", "calendar day", std::nullopt},
}};

const UnitForm& form_of(Unit unit) {
    return *std::ranges::find(unit_forms, unit, &UnitForm::unit);
}

std::string counted(std::int64_t amount, std::string_view noun) {
    return fmt::format("{} {}{}", amount, noun, amount == 1 ? "" : "s");
}

/// Spans summed up: office time and calendar days apart.
struct Total {
    minutes office{0};
    std::int64_t calendar_days = 0;
};

Total total(std::span<const Span> spans) {
    Total sum;
    for (const Span& span : spans) {
        const auto office = working_minutes(span);
        if (office) sum.office += *office;
        if (!office) sum.calendar_days += span.amount;
    }
    return sum;
}

void append(std::string& text, const std::string& part) {
    if (!text.empty()) text += ' ';
    text += part;
}

}  // namespace

std::optional<minutes> working_minutes(Span span) {
    const auto working = form_of(span.unit).working;
    if (!working) return std::nullopt;
    return *working * span.amount;
}

bool counts_office_time(Unit unit) {
    return unit == Unit::working_hour || unit == Unit::half_day;
}

std::partial_ordering compare(std::span<const Span> some, std::span<const Span> others) {
    const Total a = total(some);
    const Total b = total(others);
    const bool in_office_time = a.office != minutes{0} || b.office != minutes{0};
    const bool in_calendar_days = a.calendar_days != 0 || b.calendar_days != 0;
    if (in_office_time && in_calendar_days) return std::partial_ordering::unordered;
    return in_calendar_days ? a.calendar_days <=> b.calendar_days : a.office.count() <=> b.office.count();
}

std::partial_ordering compare(Span one, Span other) {
    return compare(std::span(&one, 1), std::span(&other, 1));
}

Message span_text(Span span) {
    const UnitForm& form = form_of(span.unit);
    return {fmt::format("{:02} {}", span.amount, form.vi), counted(span.amount, form.en)};
}

Message working_time_text(minutes working) {
    const auto days = working / hours{8};
    const auto hours_left = working % hours{8} / hours{1};
    const auto minutes_left = working % hours{1} / minutes{1};
    Message text;
    if (days != 0 || working == minutes{0}) text = span_text({static_cast<std::int32_t>(days), Unit::working_day});
    if (hours_left != 0) {
        append(text.vi, fmt::format("{} giờ", hours_left));
        append(text.en, counted(hours_left, "hour"));
    }
    if (minutes_left != 0) {
        append(text.vi, fmt::format("{} phút", minutes_left));
        append(text.en, counted(minutes_left, "minute"));
    }
    return text;
}

std::optional<Unit> parse_unit(std::string_view name) {
    const auto* const found = std::ranges::find(unit_forms, name, &UnitForm::name);
    return found == unit_forms.end() ? std::nullopt : std::optional(found->unit);
}

std::string_view name_of(Unit unit) {
    return form_of(unit).name;
}

}  // namespace trien::calendar
