// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/clock_reading.hpp"

#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/calendar/detail/arrival.hpp"
#include "engine/calendar/detail/rule_text.hpp"
#include "engine/calendar/detail/span_count.hpp"

namespace trien::calendar {

namespace {

using detail::SpanCount;

/// An instant in Vietnam's zone, whatever zone it was written in: its date is the office's.
Instant local(Instant instant) {
    return Instant(instant.utc());
}

/// Counts the parts of a clock one after the other and writes down each rule that it applies.
class Reader {
  public:
    Reader(const WorkCalendar& calendar, const DeadlineClock& clock, Instant now)
        : calendar_(calendar), clock_(clock), now_(local(now)), stops_(clock.stops) {}

    ClockReading read() && {
        receive();
        const DeadlineRule& rule = clock_.rule;
        const bool first_day_counts = rule.counting == DeadlineRule::Counting::day_of_receipt;
        count_part("limit", detail::limit_text(rule), rule.limit, first_day_counts);
        for (const Extension& extension : clock_.extensions) {
            count_part("extension", detail::extension_text(extension), extension.by, false);
        }
        for (const Stop& stop : stops_) note_late_stop(stop);
        note("due", detail::due_text(reading_.due), {}, reading_.due, reading_.due);
        reading_.state = state();
        reading_.calendar_revision = calendar_.revision();
        return std::move(reading_);
    }

  private:
    void receive() {
        const Instant received = local(clock_.received);
        const detail::Arrival arrival = detail::arrival(calendar_, received, clock_.rule.cut_off);
        const Instant from = arrival.counts_from;
        reading_.counted_from = from.date();
        reading_.due = from;
        const Message text = detail::receipt_text(received, arrival);
        if (arrival.why.empty()) {
            note("receipt", text, {}, received, from);
            return;
        }
        // The cut-off is a rule of the procedure; that offices take nothing in while closed is one of counting.
        const Source& source = arrival.why_code == "cut-off" ? clock_.rule.source : calendar_.counting().receipt;
        note(fmt::format("receipt.{}", arrival.why_code), detail::with_days_off(calendar_, text, received, from),
             source, received, from);
    }

    /// Counts a part from the deadline so far, with the stops that began before its end.
    void count_part(const char* code, Message text, Span span, bool first_day_counts) {
        const Instant from = reading_.due;
        SpanCount count(calendar_, span, from, first_day_counts);
        note_move(code, std::move(text), clock_.rule.source, from, count.end());
        while (!stops_.empty() && stops_.front().at < count.end()) {
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
        const Instant counts_again = rule.continues_like_receipt
                                         ? detail::arrival(calendar_, again, clock_.rule.cut_off).counts_from
                                         : calendar_.normal_form(again);
        const Instant before = count.end();
        const Message out = amount_text(count.leave_out(local(stop.at), counts_again, rule));
        note_move(code_of(stop), detail::stop_text(stop, rule, again, out), rule.source, before, count.end());
    }

    void note_late_stop(const Stop& stop) {
        const StopRule& rule = rule_of(stop);
        note(code_of(stop), detail::late_stop_text(stop, rule), rule.source, reading_.due, reading_.due);
    }

    void note_day_off(const SpanCount& count, Unit unit) {
        if (unit != Unit::calendar_day || calendar_.is_working(count.last_day())) return;
        note("end-on-day-off", detail::day_off_text(count.last_day(), count.end()), calendar_.counting().end_on_day_off,
             Instant::of(count.last_day(), {}), count.end());
    }

    void note_move(std::string code, Message text, const Source& source, Instant from, Instant to) {
        note(std::move(code), detail::until_text(calendar_, std::move(text), from, to), source, from, to);
    }

    void note(std::string code, Message text, const Source& source, Instant from, Instant to) {
        reading_.rules.push_back({std::move(code), std::move(text), source, from, to});
    }

    [[nodiscard]] ClockReading::State state() const {
        if (now_ > reading_.due) return ClockReading::State::overdue;
        return clock_.is_stopped() ? ClockReading::State::stopped : ClockReading::State::running;
    }

    [[nodiscard]] const StopRule& rule_of(const Stop& stop) const {
        if (const StopRule* rule = calendar_.counting().stop(stop.reason)) return *rule;
        throw Error(Fault::input, "calendar.no-rule", {calendar_.id(), 0, 0, "counting.stops"},
                    {fmt::format("Lịch làm việc không có lý do dừng “{}”", stop.reason),
                     fmt::format("the calendar knows no reason \"{}\" to stop", stop.reason)},
                    {"Bổ sung lý do vào counting.stops", "add the reason to counting.stops"});
    }

    static std::string code_of(const Stop& stop) { return fmt::format("stop.{}", stop.reason); }

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
