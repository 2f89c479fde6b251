// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/clock_reading.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/calendar/day_text.hpp"
#include "engine/calendar/detail/arrival.hpp"
#include "engine/calendar/detail/span_count.hpp"
#include "engine/calendar/moment_text.hpp"

namespace trien::calendar {

namespace {

using detail::SpanCount;

/// An instant in Vietnam's zone, whatever zone it was written in: its date is the office's.
Instant local(Instant instant) {
    return Instant(instant.utc());
}

void add(Message& text, const Message& more) {
    text.vi += more.vi;
    text.en += more.en;
}

/// Counts the parts of a clock one after the other and writes down each rule that it applies.
class Reader {
  public:
    Reader(const WorkCalendar& calendar, const DeadlineClock& clock, Instant now)
        : calendar_(calendar), clock_(clock), now_(local(now)), stops_(clock.stops) {}

    ClockReading read() && {
        receive();
        count_limit();
        for (const Extension& extension : clock_.extensions) count_extension(extension);
        for (const Stop& stop : stops_) note_useless(stop);
        note("due",
             {fmt::format("hạn trả {}", moment_text(reading_.due).vi),
              fmt::format("due {}", moment_text(reading_.due).en)},
             {}, reading_.due, reading_.due);
        // A stop after the deadline is left over: it does not hide that the case is late.
        const bool standing = clock_.is_stopped() && stops_.empty();
        reading_.state = now_ > reading_.due ? ClockReading::State::overdue
                         : standing          ? ClockReading::State::stopped
                                             : ClockReading::State::running;
        reading_.calendar_revision = calendar_.revision();
        return std::move(reading_);
    }

  private:
    void receive() {
        const Instant received = local(clock_.received);
        const detail::Arrival arrival = detail::arrival(calendar_, received, clock_.rule.cut_off);
        const Message when = moment_text(received);
        Message text{fmt::format("Nhận lúc {}", when.vi), fmt::format("Received at {}", when.en)};
        std::string code = "receipt";
        if (!arrival.why.empty()) {
            code += fmt::format(".{}", arrival.why_code);
            const Message from = moment_text(arrival.counts_from);
            add(text, {fmt::format(", {}: tính từ {}", arrival.why.vi, from.vi),
                       fmt::format(", {}: counts from {}", arrival.why.en, from.en)});
            add_days_off(text, received, arrival.counts_from);
        }
        // The cut-off is a rule of the procedure; that offices take nothing in while closed is one of counting.
        const bool by_cut_off = arrival.why_code == "cut-off";
        const Source source = by_cut_off            ? clock_.rule.source
                              : arrival.why.empty() ? Source{}
                                                    : calendar_.counting().receipt;
        note(std::move(code), std::move(text), source, received, arrival.counts_from);
        reading_.counted_from = arrival.counts_from.date();
        reading_.due = arrival.counts_from;
    }

    void count_limit() {
        const DeadlineRule& rule = clock_.rule;
        const bool first_day_counts = rule.counting == DeadlineRule::Counting::day_of_receipt;
        const Message limit = span_text(rule.limit);
        Message text{fmt::format("thời hạn {}", limit.vi), fmt::format("limit {}", limit.en)};
        if (first_day_counts && !counts_office_time(rule.limit.unit)) {
            add(text, {", tính cả ngày nhận", ", the day of receipt included"});
        }
        count_part("limit", std::move(text), rule.source, rule.limit, first_day_counts);
    }

    void count_extension(const Extension& extension) {
        const Message span = span_text(extension.by);
        Message text{fmt::format("gia hạn thêm {}", span.vi), fmt::format("extended by {}", span.en)};
        if (!extension.agreement.empty()) {
            add(text, {fmt::format(" theo thoả thuận {}", extension.agreement),
                       fmt::format(" by agreement {}", extension.agreement)});
        }
        count_part("extension", std::move(text), clock_.rule.source, extension.by, false);
    }

    /// Counts a part from the deadline so far, with the stops that began before its end.
    void count_part(const char* code, Message text, const Source& source, Span span, bool first_day_counts) {
        const Instant from = reading_.due;
        SpanCount count(calendar_, span, from, first_day_counts);
        note_move(code, std::move(text), source, from, count.end());
        while (!stops_.empty() && local(stops_.front().at) < count.end()) {
            take_out(count, stops_.front());
            stops_ = stops_.subspan(1);
        }
        note_day_off(count, span.unit);
        reading_.due = count.end();
        reading_.parts.push_back({span, from, count.end(), count.used(now_), count.left(now_)});
    }

    void take_out(SpanCount& count, const Stop& stop) {
        const StopRule& rule = rule_of(stop);
        const Instant again = local(stop.continued.value_or(now_));
        const auto cut_off = rule.continues_like_receipt ? clock_.rule.cut_off : std::nullopt;
        const Instant counts_again = detail::arrival(calendar_, again, cut_off).counts_from;
        const Instant before = count.end();
        const Message out = amount_text(count.leave_out(local(stop.at), counts_again, rule));
        const Message from = moment_text(stop.at);
        const Message to = moment_text(again);
        Message text;
        if (stop.continued) {
            text = {fmt::format("dừng từ {} đến {} ({})", from.vi, to.vi, rule.name.vi),
                    fmt::format("stopped from {} to {} ({})", from.en, to.en, rule.name.en)};
        } else {
            text = {fmt::format("đang dừng từ {} ({}), nếu tiếp tục lúc {}", from.vi, rule.name.vi, to.vi),
                    fmt::format("stopped since {} ({}), if it went on at {}", from.en, rule.name.en, to.en)};
        }
        add(text, {fmt::format(": không tính {}", out.vi), fmt::format(": {} not counted", out.en)});
        note_move(fmt::format("stop.{}", stop.reason), std::move(text), rule.source, before, count.end());
    }

    /// A deadline moved, with the days off that lie on its way.
    void note_move(std::string code, Message text, const Source& source, Instant from, Instant to) {
        const Message end = moment_text(to);
        add(text, {fmt::format(", đến {}", end.vi), fmt::format(", until {}", end.en)});
        add_days_off(text, from, to);
        note(std::move(code), std::move(text), source, from, to);
    }

    void note_day_off(const SpanCount& count, Unit unit) {
        if (unit != Unit::calendar_day || calendar_.is_working(count.last_day())) return;
        const Message last = day_and_date(count.last_day());
        const Message end = moment_text(count.end());
        note("end-on-day-off",
             {fmt::format("ngày cuối {} là ngày nghỉ, đến {}", last.vi, end.vi),
              fmt::format("the last day, {}, is a day off: until {}", last.en, end.en)},
             calendar_.counting().end_on_day_off, Instant::of(count.last_day(), {}), count.end());
    }

    void note_useless(const Stop& stop) {
        const StopRule& rule = rule_of(stop);
        const Message at = moment_text(stop.at);
        note(fmt::format("stop.{}", stop.reason),
             {fmt::format("dừng lúc {} ({}) khi đã hết hạn, không đổi hạn trả", at.vi, rule.name.vi),
              fmt::format("stopped at {} ({}) after the deadline, which it does not change", at.en, rule.name.en)},
             rule.source, reading_.due, reading_.due);
    }

    void add_days_off(Message& text, Instant after, Instant until) const {
        const Message off = days_passed_over(calendar_, after.date(), until.date());
        if (off.empty()) return;
        add(text, {fmt::format(" (nghỉ: {})", off.vi), fmt::format(" (off: {})", off.en)});
    }

    void note(std::string code, Message text, const Source& source, Instant from, Instant to) {
        reading_.rules.push_back({std::move(code), std::move(text), source, from, to});
    }

    [[nodiscard]] const StopRule& rule_of(const Stop& stop) const {
        if (const StopRule* rule = calendar_.counting().stop(stop.reason)) return *rule;
        throw Error(Fault::input, "calendar.no-rule", {calendar_.id(), 0, 0, "counting.stops"},
                    {fmt::format("Lịch làm việc không có lý do dừng “{}”", stop.reason),
                     fmt::format("the calendar knows no reason \"{}\" to stop", stop.reason)},
                    {"Bổ sung lý do vào counting.stops", "add the reason to counting.stops"});
    }

    const WorkCalendar& calendar_;
    const DeadlineClock& clock_;
    Instant now_;
    std::span<const Stop> stops_;  ///< those not yet counted
    ClockReading reading_;
};

}  // namespace

ClockReading read(const WorkCalendar& calendar, const DeadlineClock& clock, Instant now) {
    return Reader(calendar, clock, now).read();
}

}  // namespace trien::calendar
