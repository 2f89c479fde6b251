// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/timer.hpp"

#include <charconv>
#include <variant>

#include <fmt/format.h>

namespace trien::execution {

namespace {

using feel::DateTime;
using feel::DayTimeDuration;
using feel::YearMonthDuration;
using Duration = std::variant<DayTimeDuration, YearMonthDuration>;

std::optional<std::uint32_t> parse_count(std::string_view text) {
    std::uint32_t count = 0;
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (fault != std::errc() || stop != text.data() + text.size()) return std::nullopt;
    return count;
}

/// A duration that is not negative; weeks are days.
std::optional<Duration> parse_duration(std::string_view text) {
    if (text.starts_with('P') && text.ends_with('W')) {
        const auto weeks = parse_count(text.substr(1, text.size() - 2));
        if (!weeks) return std::nullopt;
        return DayTimeDuration{std::chrono::days(7 * std::int64_t{*weeks})};
    }
    if (text.starts_with('-')) return std::nullopt;
    if (const auto days = feel::parse_day_time_duration(text)) return *days;
    if (const auto months = feel::parse_year_month_duration(text)) return *months;
    return std::nullopt;
}

DateTime moment(Instant instant) {
    return {instant.date(), {instant.time_of_day(), instant.offset()}};
}

Instant instant(const DateTime& moment) {
    return Instant::of(moment.date, moment.time.since_midnight, moment.time.offset.value_or(vietnam_offset));
}

std::optional<Instant> parse_instant(std::string_view text) {
    const auto read = feel::parse_date_time(text);
    if (!read) return std::nullopt;
    return instant(*read);
}

std::optional<Instant> after(Instant start, const Duration& duration) {
    const auto end = std::visit([&](const auto& length) { return feel::add(moment(start), length); }, duration);
    if (!end) return std::nullopt;
    return instant(*end);
}

/// "R3/…/PT1H" in parts.
struct Cycle {
    std::optional<std::uint32_t> times;
    std::optional<Instant> start;
    Duration every;
};

std::optional<Cycle> parse_cycle(std::string_view text) {
    const auto first = text.find('/');
    if (!text.starts_with('R') || first == std::string_view::npos) return std::nullopt;
    const auto last = text.rfind('/');
    Cycle cycle;
    if (first > 1) {
        cycle.times = parse_count(text.substr(1, first - 1));
        if (!cycle.times || *cycle.times == 0) return std::nullopt;
    }
    if (last != first) {
        cycle.start = parse_instant(text.substr(first + 1, last - first - 1));
        if (!cycle.start) return std::nullopt;
    }
    const auto every = parse_duration(text.substr(last + 1));
    // A cycle of no length would fire for ever at once.
    if (!every || *every == Duration(DayTimeDuration{}) || *every == Duration(YearMonthDuration{})) return std::nullopt;
    cycle.every = *every;
    return cycle;
}

/// The first instant of the cycle that has not passed.
std::optional<TimerPlan> first_time(const Cycle& cycle, TimerPlan plan, Instant now) {
    plan.remaining = cycle.times;
    const auto due = cycle.start ? cycle.start : after(now, cycle.every);
    if (!due) return std::nullopt;
    plan.due = *due;
    const auto* length = std::get_if<DayTimeDuration>(&cycle.every);
    if (plan.due >= now || length == nullptr || !cycle.start) return plan;
    const std::int64_t passed = (now.utc() - plan.due.utc() - std::chrono::microseconds(1)) / length->length + 1;
    if (plan.remaining && passed >= *plan.remaining) return std::nullopt;
    if (plan.remaining) *plan.remaining -= static_cast<std::uint32_t>(passed);
    plan.due = Instant(plan.due.utc() + passed * length->length, plan.due.offset());
    return plan;
}

}  // namespace

std::optional<TimerPlan> plan_timer(TimerRule::Kind kind, std::string_view rule, Instant now) {
    TimerPlan plan{std::string(rule), now, std::nullopt};
    if (kind == TimerRule::Kind::cycle) {
        const auto cycle = parse_cycle(rule);
        return cycle ? first_time(*cycle, std::move(plan), now) : std::nullopt;
    }
    std::optional<Instant> due;
    if (kind == TimerRule::Kind::date) {
        due = parse_instant(rule);
    } else if (const auto duration = parse_duration(rule)) {
        due = after(now, *duration);
    }
    if (!due) return std::nullopt;
    plan.due = *due;
    return plan;
}

std::optional<TimerPlan> next_time(const TimerPlan& plan) {
    const auto cycle = parse_cycle(plan.rule);
    if (!cycle || (plan.remaining && *plan.remaining <= 1)) return std::nullopt;
    const auto due = after(plan.due, cycle->every);
    if (!due) return std::nullopt;
    TimerPlan next{plan.rule, *due, plan.remaining};
    if (next.remaining) --*next.remaining;
    return next;
}

bool is_timer_rule(TimerRule::Kind kind, std::string_view text) {
    switch (kind) {
        case TimerRule::Kind::date: return parse_instant(text).has_value();
        case TimerRule::Kind::duration: return parse_duration(text).has_value();
        case TimerRule::Kind::cycle: return parse_cycle(text).has_value();
    }
    return false;
}

std::string timer_text(const Value& value) {
    if (const auto* string = value.as<std::string>()) return *string;
    if (const auto* date = value.as<Date>()) return text(*date);
    if (const auto* at = value.as<DateTime>()) return feel::text(*at);
    if (const auto* length = value.as<DayTimeDuration>()) return feel::text(*length);
    if (const auto* months = value.as<YearMonthDuration>()) return feel::text(*months);
    return {};
}

}  // namespace trien::execution
