// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/detail/span_count.hpp"

#include <algorithm>
#include <chrono>

namespace trien::calendar::detail {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;

/// True once a day is over for the office: after closing time; a day off only at midnight.
bool is_over(const WorkCalendar& calendar, Instant now) {
    return calendar.is_working(now.date()) && now >= calendar.closing(now.date());
}

}  // namespace

std::optional<microseconds> office_time(Span span) {
    constexpr minutes more_than_any_calendar = days{1'000'000};
    const auto working = working_minutes(span);
    if (!working) return std::nullopt;
    return std::min(*working, more_than_any_calendar);
}

SpanCount::SpanCount(const WorkCalendar& calendar, Span span, Instant from, bool first_day_counts)
    : calendar_(calendar), unit_(span.unit), from_(from) {
    if (counts_office_time(unit_)) {
        length_ = office_time(span)->count();
    } else {
        length_ = span.amount;
        start_ = first_day_counts && span.amount > 0 ? -1 : 0;
    }
    end_ = start_ + length_;
}

std::int64_t SpanCount::position(Instant instant) const {
    return calendar_.working_between(from_, instant).count();
}

std::int64_t SpanCount::position(Date date) const {
    if (unit_ == Unit::working_day) return calendar_.working_days_between(from_.date(), date);
    return (sys_days(date) - sys_days(from_.date())).count();
}

/// Up to where on the axis all time is over by an instant.
std::int64_t SpanCount::over_by(Instant now) const {
    if (counts_office_time(unit_)) return position(now);
    return position(now.date()) - (is_over(calendar_, now) ? 0 : weight(now.date()));
}

std::int64_t SpanCount::weight(Date date) const {
    return unit_ == Unit::calendar_day || calendar_.is_working(date) ? 1 : 0;
}

SpanCount::Gap SpanCount::gap(Instant stopped, Instant continued, const StopRule& rule) const {
    if (counts_office_time(unit_)) return {position(stopped), position(continued)};
    const Date stop = std::max(stopped.date(), from_.date());
    const Date again = continued.date();
    return {position(stop) - (rule.uses_day_of_stop ? 0 : weight(stop)),
            position(again) - (rule.uses_day_of_continuing ? weight(again) : 0)};
}

Amount SpanCount::leave_out(Instant stopped, Instant continued, const StopRule& rule) {
    Gap out = gap(stopped, continued, rule);
    out.from = std::max(out.from, start_);
    if (!gaps_.empty()) out.from = std::max(out.from, gaps_.back().to);
    out.to = std::max(out.to, out.from);
    gaps_.push_back(out);
    end_ += out.to - out.from;
    return amount(out.to - out.from);
}

Date SpanCount::last_day() const {
    if (unit_ == Unit::working_day) return calendar_.add_working_days(from_.date(), end_);
    // A day past the calendar is one day past it: asking for it is the calendar's error, however far away it is.
    return std::min(sys_days(from_.date()) + days{end_}, sys_days(calendar_.last()) + days{1});
}

Instant SpanCount::end() const {
    if (counts_office_time(unit_)) return calendar_.add(from_, microseconds{end_});
    const Date last = last_day();
    if (calendar_.is_working(last)) return calendar_.closing(last);
    if (calendar_.counting().end_on_day_off_moves) return calendar_.closing(calendar_.working_day_after(last));
    return Instant::of(last, days{1} - minutes{1});
}

std::int64_t SpanCount::used_of_axis(Instant now) const {
    if (now <= from_) return 0;
    if (now >= end()) return length_;
    const std::int64_t over = std::max(over_by(now), start_);
    std::int64_t used = over - start_;
    for (const Gap& out : gaps_) used -= std::clamp(over, out.from, out.to) - out.from;
    return std::min(used, length_);
}

Amount SpanCount::amount(std::int64_t on_axis) const {
    if (counts_office_time(unit_)) return microseconds{on_axis};
    return Span{static_cast<std::int32_t>(on_axis), unit_};
}

Amount SpanCount::used(Instant now) const {
    return amount(used_of_axis(now));
}

Amount SpanCount::left(Instant now) const {
    return amount(length_ - used_of_axis(now));
}

}  // namespace trien::calendar::detail
