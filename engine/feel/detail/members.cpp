// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/detail/members.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace trien::feel::detail {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Value of_date(Date date, std::string_view name) {
    if (name == "year") return int{date.year()};
    if (name == "month") return unsigned{date.month()};
    if (name == "day") return unsigned{date.day()};
    // 1 is Monday, 7 is Sunday.
    if (name == "weekday") return std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding();
    return Null{};
}

Value of_time(const Time& time, std::string_view name) {
    const microseconds past = time.since_midnight;
    if (name == "hour") return past / hours(1);
    if (name == "minute") return past % hours(1) / minutes(1);
    // With its fraction.
    if (name == "second") return divide(Number((past % minutes(1)).count()), Number(microseconds(seconds(1)).count()));
    if (name == "time offset" && time.offset) return DayTimeDuration{*time.offset};
    return Null{};
}

/// The parts as people write them; all negative in a negative duration.
Value of_duration(DayTimeDuration duration, std::string_view name) {
    const microseconds length = duration.length;
    if (name == "days") return length / days(1);
    if (name == "hours") return length % days(1) / hours(1);
    if (name == "minutes") return length % hours(1) / minutes(1);
    if (name == "seconds") {
        return divide(Number((length % minutes(1)).count()), Number(microseconds(seconds(1)).count()));
    }
    return Null{};
}

Value of_duration(YearMonthDuration duration, std::string_view name) {
    if (name == "years") return duration.months / 12;
    if (name == "months") return duration.months % 12;
    return Null{};
}

Value of_range(const Range& range, std::string_view name) {
    if (name == "start") return range.start();
    if (name == "end") return range.end();
    if (name == "start included") return range.start_included();
    if (name == "end included") return range.end_included();
    return Null{};
}

Value of_moment(const DateTime& moment, std::string_view name) {
    const Value of_day = of_date(moment.date, name);
    return of_day.is_null() ? of_time(moment.time, name) : of_day;
}

Value of_items(const List& list, std::string_view name) {
    std::vector<Value> members;
    members.reserve(list.size());
    for (const Value& item : list.items()) members.push_back(member(item, name));
    return List(std::move(members));
}

}  // namespace

Value member(const Value& value, std::string_view name) {
    switch (value.kind()) {
        case Kind::context: {
            const Value* const found = value.as<Context>()->find(name);
            return found == nullptr ? Value() : *found;
        }
        case Kind::list: return of_items(*value.as<List>(), name);
        case Kind::date: return of_date(*value.as<Date>(), name);
        case Kind::time: return of_time(*value.as<Time>(), name);
        case Kind::date_time: return of_moment(*value.as<DateTime>(), name);
        case Kind::day_time_duration: return of_duration(*value.as<DayTimeDuration>(), name);
        case Kind::year_month_duration: return of_duration(*value.as<YearMonthDuration>(), name);
        case Kind::range: return of_range(*value.as<Range>(), name);
        default: return Null{};
    }
}

std::span<const std::string_view> member_names() {
    // Those of one word need no telling.
    static constexpr std::array<std::string_view, 3> names{"time offset", "start included", "end included"};
    return names;
}

}  // namespace trien::feel::detail
