// SPDX-License-Identifier: Apache-2.0
// Dates, times and durations (OMG DMN 1.3, 10.3.4.1 and 10.3.4.7).
#include <array>
#include <chrono>

#include "engine/feel/detail/call.hpp"

namespace trien::feel::detail {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

/// The number if it is whole and within the bounds.
std::optional<std::int64_t> whole(const Number& number, std::int64_t least, std::int64_t most) {
    const auto value = number.whole();
    return value && *value >= least && *value <= most ? value : std::nullopt;
}

Value date_from(const Value& from) {
    if (const auto* text = from.as<std::string>()) return parse_date(*text);
    if (const auto* moment = from.as<DateTime>()) return moment->date;
    return from.kind() == Kind::date ? from : Value();
}

Value date_of(const Number& year, const Number& month, const Number& day) {
    const auto y = whole(year, 1, 9999);
    const auto m = whole(month, 1, 12);
    const auto d = whole(day, 1, 31);
    if (!y || !m || !d) return Null{};
    const Date date{std::chrono::year(static_cast<int>(*y)), std::chrono::month(static_cast<unsigned>(*m)),
                    std::chrono::day(static_cast<unsigned>(*d))};
    return date.ok() ? Value(date) : Value();
}

Value date_time_from(const Value& from) {
    if (const auto* text = from.as<std::string>()) return parse_date_time(*text);
    return converted<DateTime>(from);
}

Value date_time_of(const DateTime& date, const Time& time) {
    return DateTime{date.date, time};
}

Value time_from(const Value& from) {
    if (const auto* text = from.as<std::string>()) return parse_time(*text);
    if (from.kind() == Kind::time) return from;
    const auto moment = converted<DateTime>(from);
    return moment ? Value(moment->time) : Value();
}

Value time_of(const Number& hour,
              const Number& minute,
              const Number& second,
              const std::optional<DayTimeDuration>& offset) {
    constexpr std::int64_t per_second = 1'000'000;
    const auto h = whole(hour, 0, 23);
    const auto m = whole(minute, 0, 59);
    const auto fine = multiply(second, Number(per_second));
    const auto s = fine ? whole(*fine, 0, 60 * per_second - 1) : std::nullopt;
    if (!h || !m || !s) return Null{};
    Time time{hours(*h) + minutes(*m) + microseconds(*s), {}};
    if (!offset) return time;
    const bool fits = offset->length % minutes(1) == microseconds(0) && std::chrono::abs(offset->length) <= hours(14);
    if (!fits) return Null{};
    time.offset = std::chrono::duration_cast<minutes>(offset->length);
    return time;
}

Value duration(const Value& from) {
    if (from.kind() == Kind::day_time_duration || from.kind() == Kind::year_month_duration) return from;
    const auto* const text = from.as<std::string>();
    if (text == nullptr) return Null{};
    if (const auto length = parse_day_time_duration(*text)) return *length;
    return parse_year_month_duration(*text);
}

Value years_and_months(const DateTime& from, const DateTime& to) {
    if (!order(from, to)) return Null{};
    return months_between(from, to);
}

Value day_of_year(const DateTime& date) {
    const auto first = sys_days(date.date.year() / std::chrono::January / 1);
    return (sys_days(date.date) - first) / days(1) + 1;
}

Value day_of_week(const DateTime& date) {
    static constexpr std::array<const char*, 7> names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};
    return names[std::chrono::weekday(sys_days(date.date)).c_encoding()];
}

Value month_of_year(const DateTime& date) {
    static constexpr std::array<const char*, 12> names{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
    return names[unsigned{date.date.month()} - 1];
}

/// ISO 8601: the week with the year's first Thursday is week 1.
Value week_of_year(const DateTime& date) {
    const sys_days day(date.date);
    const sys_days thursday = day + days(4) - days(std::chrono::weekday(day).iso_encoding());
    const sys_days first(Date(thursday).year() / std::chrono::January / 1);
    return (thursday - first) / days(7) + 1;
}

}  // namespace

std::span<const Builtin> temporal_builtins() {
    static constexpr std::array<Builtin, 12> functions{
        {{"date", "from", typed<date_from>},
         {"date", "year, month, day", typed<date_of>},
         {"date and time", "from", typed<date_time_from>},
         {"date and time", "date, time", typed<date_time_of>},
         {"time", "from", typed<time_from>},
         {"time", "hour, minute, second, offset?", typed<time_of>},
         {"duration", "from", typed<duration>},
         {"years and months duration", "from, to", typed<years_and_months>},
         {"day of year", "date", typed<day_of_year>},
         {"day of week", "date", typed<day_of_week>},
         {"month of year", "date", typed<month_of_year>},
         {"week of year", "date", typed<week_of_year>}}};
    return functions;
}

}  // namespace trien::feel::detail
