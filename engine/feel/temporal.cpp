// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/temporal.hpp"

#include <algorithm>
#include <utility>

namespace trien::feel {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr microseconds day = days{1};

/// Of two offsets, both there or both not: what to take from a reading to compare it with the other.
microseconds shift(const Offset& offset) {
    return offset.value_or(minutes{0});
}

bool comparable(const Offset& a, const Offset& b) {
    return a.has_value() == b.has_value();
}

std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
    return result;
}

std::optional<std::int64_t> opposite(std::int64_t a) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, a, &result)) return std::nullopt;
    return result;
}

microseconds since_midnight_utc(const Time& time) {
    return time.since_midnight - shift(time.offset);
}

/// Months since the year 0.
std::int64_t months_of(Date date) {
    return std::int64_t{int{date.year()}} * 12 + std::int64_t{unsigned{date.month()}} - 1;
}

/// Day and time of a reading that counts from 1970-01-01T00:00:00. Nothing if the day is out of range.
std::optional<DateTime> reading(microseconds local, const Offset& offset) {
    const auto date = floor<days>(local);
    // Ten thousand years of days, so that the calendar's own arithmetic cannot overflow.
    if (date < days{-3'660'000} || date > days{3'660'000}) return std::nullopt;
    const DateTime moment{Date(sys_days(date)), {local - date, offset}};
    if (!is_in_range(moment.date)) return std::nullopt;
    return moment;
}

}  // namespace

bool operator==(const Time& a, const Time& b) {
    return comparable(a.offset, b.offset) && since_midnight_utc(a) == since_midnight_utc(b);
}

microseconds DateTime::value() const {
    return sys_days(date).time_since_epoch() + since_midnight_utc(time);
}

bool operator==(const DateTime& a, const DateTime& b) {
    return comparable(a.time.offset, b.time.offset) && a.value() == b.value();
}

std::optional<std::strong_ordering> order(const Time& a, const Time& b) {
    if (!comparable(a.offset, b.offset)) return std::nullopt;
    return since_midnight_utc(a).count() <=> since_midnight_utc(b).count();
}

std::optional<std::strong_ordering> order(const DateTime& a, const DateTime& b) {
    if (!comparable(a.time.offset, b.time.offset)) return std::nullopt;
    return a.value().count() <=> b.value().count();
}

bool is_in_range(Date date) {
    return date.ok() && date.year() >= std::chrono::year(1) && date.year() <= std::chrono::year(9999);
}

DateTime midnight(Date date) {
    return {date, {}};
}

std::optional<DateTime> add(const DateTime& moment, DayTimeDuration duration) {
    const microseconds local = sys_days(moment.date).time_since_epoch() + moment.time.since_midnight;
    const auto later = sum(local.count(), duration.length.count());
    if (!later) return std::nullopt;
    return reading(microseconds(*later), moment.time.offset);
}

std::optional<DateTime> add(const DateTime& moment, YearMonthDuration duration) {
    const auto date = add(moment.date, duration);
    if (!date) return std::nullopt;
    return DateTime{*date, moment.time};
}

std::optional<Date> add(Date date, YearMonthDuration duration) {
    constexpr std::int64_t most = 12 * 9999;
    if (duration.months > most || duration.months < -most) return std::nullopt;
    const std::int64_t month = months_of(date) + duration.months;
    if (month < 12 || month >= 12 * 10'000) return std::nullopt;
    const std::chrono::year_month moved(std::chrono::year(static_cast<int>(month / 12)),
                                        std::chrono::month(static_cast<unsigned>(month % 12 + 1)));
    const std::chrono::day last = std::chrono::year_month_day_last(moved / std::chrono::last).day();
    return moved / std::min(date.day(), last);
}

Time add(const Time& time, DayTimeDuration duration) {
    const microseconds moved = time.since_midnight + duration.length % day;
    return {((moved % day) + day) % day, time.offset};
}

std::optional<DayTimeDuration> add(DayTimeDuration a, DayTimeDuration b) {
    const auto length = sum(a.length.count(), b.length.count());
    if (!length) return std::nullopt;
    return DayTimeDuration{microseconds(*length)};
}

std::optional<YearMonthDuration> add(YearMonthDuration a, YearMonthDuration b) {
    const auto months = sum(a.months, b.months);
    if (!months) return std::nullopt;
    return YearMonthDuration{*months};
}

std::optional<DayTimeDuration> negated(DayTimeDuration duration) {
    const auto length = opposite(duration.length.count());
    if (!length) return std::nullopt;
    return DayTimeDuration{microseconds(*length)};
}

std::optional<YearMonthDuration> negated(YearMonthDuration duration) {
    const auto months = opposite(duration.months);
    if (!months) return std::nullopt;
    return YearMonthDuration{*months};
}

std::optional<DayTimeDuration> difference(const DateTime& a, const DateTime& b) {
    if (!comparable(a.time.offset, b.time.offset)) return std::nullopt;
    return DayTimeDuration{a.value() - b.value()};
}

std::optional<DayTimeDuration> difference(const Time& a, const Time& b) {
    if (!comparable(a.offset, b.offset)) return std::nullopt;
    return DayTimeDuration{since_midnight_utc(a) - since_midnight_utc(b)};
}

YearMonthDuration months_between(const DateTime& from, const DateTime& to) {
    if (to.value() < from.value()) return {-months_between(to, from).months};
    std::int64_t whole = months_of(to.date) - months_of(from.date);
    // The last month counts once its day and time of day are reached.
    const auto within = [](const DateTime& moment) {
        return std::pair(unsigned{moment.date.day()}, moment.time.since_midnight);
    };
    if (within(to) < within(from)) --whole;
    return {whole};
}

}  // namespace trien::feel
