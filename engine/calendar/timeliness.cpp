// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/timeliness.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "engine/calendar/clock_reading.hpp"
#include "engine/calendar/moment_text.hpp"

namespace trien::calendar {

namespace {

std::int64_t times_stopped(const DeadlineClock& clock, std::string_view reason) {
    return std::ranges::count(clock.stops, reason, &Stop::reason);
}

/// The rule that was broken by too many stops; null where none was.
const LateRule* broken_rule(const DeadlineClock& clock, const CountingRules& rules) {
    const auto broken = std::ranges::find_if(
        rules.late, [&](const LateRule& rule) { return times_stopped(clock, rule.reason) > rule.at_most; });
    return broken == rules.late.end() ? nullptr : &*broken;
}

Message too_many_stops(const LateRule& rule, const StopRule& stop, std::int64_t times) {
    return {fmt::format("chưa có kết quả mà đã dừng {} lần ({}), quá {} lần thì tính là trễ hạn", times, stop.name.vi,
                        rule.at_most),
            fmt::format("no result, but stopped {} times ({}): more than {} counts as late", times, stop.name.en,
                        rule.at_most)};
}

}  // namespace

Timeliness timeliness(const WorkCalendar& calendar,
                      const DeadlineClock& clock,
                      std::optional<Instant> finished,
                      Instant now) {
    const CountingRules& rules = calendar.counting();
    const Instant waiting_since = clock.is_stopped() ? clock.stops.back().at : now;
    const Instant measured = finished.value_or(waiting_since);
    if (const LateRule* rule = finished ? nullptr : broken_rule(clock, rules)) {
        const std::int64_t times = times_stopped(clock, rule->reason);
        return {true, measured, too_many_stops(*rule, *rules.stop(rule->reason), times), rule->source};
    }
    const Instant due = read(calendar, clock, now).due;
    const bool late = measured > due;
    const Message end = moment_text(measured);
    const Message limit = moment_text(due);
    return {late,
            measured,
            {fmt::format("{}: {}, hạn trả {}", late ? "trễ hạn" : "đúng hạn", end.vi, limit.vi),
             fmt::format("{}: {}, due {}", late ? "late" : "on time", end.en, limit.en)},
            {}};
}

std::optional<Message> warning_before_stop(const DeadlineClock& clock,
                                           const CountingRules& rules,
                                           std::string_view reason) {
    const LateRule* rule = rules.late_by(reason);
    if (rule == nullptr || times_stopped(clock, reason) < rule->at_most) return std::nullopt;
    const Message source = source_text(rule->source);
    return Message{fmt::format("Dừng lần này thì hồ sơ bị tính trễ hạn nếu không có kết quả: chỉ được {} lần ({})",
                               rule->at_most, source.vi),
                   fmt::format("with this stop the case counts as late without a result: only {} allowed ({})",
                               rule->at_most, source.en)};
}

}  // namespace trien::calendar
