// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline.hpp"

#include <fmt/format.h>

namespace trien::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

std::string clock_text(std::chrono::microseconds time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day / std::chrono::hours{1}, time_of_day / minutes{1} % 60);
}

std::string moment_vi(Instant at) {
    return fmt::format("{} ngày {}", clock_text(at.time_of_day()), vietnamese_text(at.date()));
}

std::string moment_en(Instant at) {
    return fmt::format("{} on {}", clock_text(at.time_of_day()), text(at.date()));
}

/// A day in Vietnam's zone, whatever zone the instant was read in.
Instant local(Instant instant) {
    return Instant(instant.utc());
}

/// The day a matter counts as received on, and why when that is not the day it came.
struct Receipt {
    Instant from;  ///< when the clock starts: the receipt itself or the opening of a later day
    Date day{};
    Message why;
};

Receipt next_opening(const WorkCalendar& calendar, Date day, const Message& because) {
    const Date next = calendar.working_day_after(day);
    return {calendar.opening(next),
            next,
            {fmt::format("{}, nên tính là nhận ngày làm việc tiếp theo {}", because.vi, vietnamese_text(next)),
             fmt::format("{}, so it counts as received on the next working day, {}", because.en, text(next))}};
}

Receipt receipt(const WorkCalendar& calendar, Instant received, const DeadlineRule& rule) {
    const Date day = received.date();
    if (!calendar.is_working(day)) {
        return next_opening(calendar, day, {"vào ngày nghỉ", "on a day off"});
    }
    if (rule.cut_off && received.time_of_day() > *rule.cut_off) {
        const std::string cut_off = clock_text(*rule.cut_off);
        return next_opening(calendar, day, {fmt::format("sau {}", cut_off), fmt::format("after {}", cut_off)});
    }
    if (received >= calendar.closing(day)) {
        return next_opening(calendar, day, {"sau giờ làm việc", "after office hours"});
    }
    return {received, day, {}};
}

/// The holidays and swaps strictly after one day and before or on another: what made a deadline later than it looks.
Message days_passed_over(const WorkCalendar& calendar, Date after, Date until) {
    Message list;
    for (auto at = sys_days(after) + days{1}; at <= sys_days(until); at += days{1}) {
        const Day& day = calendar.day(at);
        if (day.name.empty() || !day.hours.empty()) continue;
        const std::string separator = list.empty() ? "" : "; ";
        list.vi += fmt::format("{}{} {}", separator, vietnamese_text(at), day.name.vi);
        list.en += fmt::format("{}{} {}", separator, text(Date(at)), day.name.en);
    }
    return list;
}

Date rolled_to_working_day(const WorkCalendar& calendar, Date day) {
    return calendar.is_working(day) ? day : calendar.working_day_after(day);
}

/// The end of a span that starts at an instant.
Instant end_of(const WorkCalendar& calendar, Instant from, Span span, std::int32_t days_already_counted) {
    const std::int32_t count = span.amount - days_already_counted;
    if (span.unit == Unit::working_day) return calendar.closing(calendar.add_working_days(from.date(), count));
    if (const auto working = working_minutes(span)) return calendar.add(from, *working);
    return calendar.closing(rolled_to_working_day(calendar, sys_days(from.date()) + days{count}));
}

void add_days_passed_over(Message& explanation, const WorkCalendar& calendar, Date after, Date until) {
    const Message off = days_passed_over(calendar, after, until);
    if (off.empty()) return;
    explanation.vi += fmt::format(" (không tính ngày nghỉ: {})", off.vi);
    explanation.en += fmt::format(" (days off not counted: {})", off.en);
}

}  // namespace

Due due(const WorkCalendar& calendar, Instant received_anywhere, const DeadlineRule& rule) {
    const Instant received = local(received_anywhere);
    const Receipt start = receipt(calendar, received, rule);
    const bool first_day_counts = rule.counting == DeadlineRule::Counting::day_of_receipt && rule.limit.amount > 0;
    const Instant end = end_of(calendar, start.from, rule.limit, first_day_counts ? 1 : 0);

    const std::string gap = start.why.empty() ? "" : " ";
    const Message limit = span_text(rule.limit);
    Message explanation{fmt::format("Nhận lúc {}{}{}; thời hạn {}; hạn trả {}", moment_vi(received), gap, start.why.vi,
                                    limit.vi, moment_vi(end)),
                        fmt::format("Received at {}{}{}; limit {}; due {}", moment_en(received), gap, start.why.en,
                                    limit.en, moment_en(end))};
    add_days_passed_over(explanation, calendar, received.date(), end.date());
    return {end, start.day, std::move(explanation), calendar.revision()};
}

Due extend(const WorkCalendar& calendar, const Due& due, Span extension) {
    if (extension.amount == 0) return due;
    const Instant end = end_of(calendar, due.due, extension, 0);
    const Message span = span_text(extension);
    Due extended{end, due.counted_from, due.explanation, calendar.revision()};
    extended.explanation.vi += fmt::format(". Gia hạn thêm {}; hạn trả mới {}", span.vi, moment_vi(end));
    extended.explanation.en += fmt::format(". Extended by {}; newly due {}", span.en, moment_en(end));
    add_days_passed_over(extended.explanation, calendar, due.due.date(), end.date());
    return extended;
}

}  // namespace trien::calendar
