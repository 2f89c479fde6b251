// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/detail/rule_text.hpp"

#include <fmt/format.h>

#include "engine/calendar/day_text.hpp"
#include "engine/calendar/moment_text.hpp"

namespace trien::calendar::detail {

namespace {

Message operator+(const Message& a, const Message& b) {
    return {a.vi + b.vi, a.en + b.en};
}

}  // namespace

Message receipt_text(Instant received, const Arrival& arrival) {
    const Message when = moment_text(received);
    const Message text{fmt::format("Nhận lúc {}", when.vi), fmt::format("Received at {}", when.en)};
    if (arrival.why.empty()) return text;
    const Message from = moment_text(arrival.counts_from);
    return text + Message{fmt::format(", {}: tính từ {}", arrival.why.vi, from.vi),
                          fmt::format(", {}: counts from {}", arrival.why.en, from.en)};
}

Message limit_text(const DeadlineRule& rule) {
    const Message limit = span_text(rule.limit);
    const Message text{fmt::format("thời hạn {}", limit.vi), fmt::format("limit {}", limit.en)};
    const bool same_day = rule.counting == DeadlineRule::Counting::day_of_receipt;
    if (!same_day || counts_office_time(rule.limit.unit)) return text;
    return text + Message{", tính cả ngày nhận", ", the day of receipt included"};
}

Message extension_text(const Extension& extension) {
    const Message span = span_text(extension.by);
    const Message text{fmt::format("gia hạn thêm {}", span.vi), fmt::format("extended by {}", span.en)};
    if (extension.agreement.empty()) return text;
    return text + Message{fmt::format(" theo thoả thuận {}", extension.agreement),
                          fmt::format(" by agreement {}", extension.agreement)};
}

Message stop_text(const Stop& stop, const StopRule& rule, Instant again, const Message& out) {
    const Message from = moment_text(stop.at);
    const Message to = moment_text(again);
    const Message not_counted{fmt::format(": không tính {}", out.vi), fmt::format(": {} not counted", out.en)};
    if (stop.continued) {
        return Message{fmt::format("dừng từ {} đến {} ({})", from.vi, to.vi, rule.name.vi),
                       fmt::format("stopped from {} to {} ({})", from.en, to.en, rule.name.en)} +
               not_counted;
    }
    return Message{fmt::format("đang dừng từ {} ({}), nếu tiếp tục lúc {}", from.vi, rule.name.vi, to.vi),
                   fmt::format("stopped since {} ({}), if it went on at {}", from.en, rule.name.en, to.en)} +
           not_counted;
}

Message late_stop_text(const Stop& stop, const StopRule& rule) {
    const Message at = moment_text(stop.at);
    return {fmt::format("dừng lúc {} ({}) khi đã hết hạn, không đổi hạn trả", at.vi, rule.name.vi),
            fmt::format("stopped at {} ({}) after the deadline, which it does not change", at.en, rule.name.en)};
}

Message day_off_text(Date last_day, Instant end) {
    const Message last = day_and_date(last_day);
    const Message until = moment_text(end);
    return {fmt::format("ngày cuối {} là ngày nghỉ, đến {}", last.vi, until.vi),
            fmt::format("the last day, {}, is a day off: until {}", last.en, until.en)};
}

Message due_text(Instant due) {
    const Message when = moment_text(due);
    return {fmt::format("hạn trả {}", when.vi), fmt::format("due {}", when.en)};
}

Message until_text(const WorkCalendar& calendar, Message text, Instant from, Instant to) {
    const Message end = moment_text(to);
    const Message until{fmt::format(", đến {}", end.vi), fmt::format(", until {}", end.en)};
    return with_days_off(calendar, text + until, from, to);
}

Message with_days_off(const WorkCalendar& calendar, Message text, Instant from, Instant to) {
    const Message off = days_passed_over(calendar, from.date(), to.date());
    if (off.empty()) return text;
    return text + Message{fmt::format(" (nghỉ: {})", off.vi), fmt::format(" (off: {})", off.en)};
}

}  // namespace trien::calendar::detail
