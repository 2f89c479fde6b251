// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/deadline_clock.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/calendar/moment_text.hpp"

namespace trien::calendar {

namespace {

/// When the clock was last touched.
Instant last_touched(const DeadlineClock& clock) {
    Instant last = clock.received;
    if (!clock.stops.empty()) last = std::max(last, clock.stops.back().continued.value_or(clock.stops.back().at));
    if (!clock.extensions.empty()) last = std::max(last, clock.extensions.back().at);
    return last;
}

tl::unexpected<Refusal> before_the_last(Instant at, Instant last) {
    const Message when = moment_text(at);
    const Message then = moment_text(last);
    return refuse(Refusal::Reason::invalid, "clock.order",
                  {fmt::format("{} trước thay đổi gần nhất của thời hạn, lúc {}", when.vi, then.vi),
                   fmt::format("{} lies before the deadline's last change at {}", when.en, then.en)});
}

bool within_the_rule(const DeadlineClock& clock) {
    std::vector<Span> granted;
    for (const Extension& extension : clock.extensions) {
        if (extension.agreement.empty()) granted.push_back(extension.by);
    }
    return compare(granted, std::vector{clock.rule.extension_max}) <= 0;
}

tl::unexpected<Refusal> too_long(const DeadlineRule& rule) {
    const Message most = span_text(rule.extension_max);
    if (rule.longer_by_agreement) {
        return refuse(Refusal::Reason::not_permitted, "clock.extension",
                      {fmt::format("Chỉ được gia hạn không quá {} nếu không có thoả thuận bằng văn bản", most.vi),
                       fmt::format("an extension may be at most {} without a written agreement", most.en)},
                      {"Thoả thuận bằng văn bản với người yêu cầu", "agree with the requester in writing"},
                      rule.source.citation);
    }
    return refuse(
        Refusal::Reason::not_permitted, "clock.extension",
        {fmt::format("Chỉ được gia hạn không quá {}", most.vi), fmt::format("an extension may be at most {}", most.en)},
        {}, rule.source.citation);
}

}  // namespace

Result<DeadlineClock> stop(DeadlineClock clock, const CountingRules& rules, Instant at, std::string_view reason) {
    if (rules.stop(reason) == nullptr) {
        return refuse(Refusal::Reason::invalid, "clock.reason",
                      {fmt::format("Lịch làm việc không có lý do dừng “{}”", reason),
                       fmt::format("the calendar knows no reason \"{}\" to stop", reason)},
                      {"Bổ sung lý do vào counting.stops", "add the reason to counting.stops"});
    }
    if (clock.is_stopped()) {
        return refuse(Refusal::Reason::wrong_state, "clock.stopped",
                      {"Thời hạn đang tạm dừng", "the deadline's clock stands still already"});
    }
    if (const Instant last = last_touched(clock); at < last) return before_the_last(at, last);
    clock.stops.push_back({at, std::string(reason), std::nullopt});
    return clock;
}

Result<DeadlineClock> resume(DeadlineClock clock, Instant at) {
    if (!clock.is_stopped()) {
        return refuse(Refusal::Reason::wrong_state, "clock.running",
                      {"Thời hạn không tạm dừng", "the deadline's clock is not stopped"});
    }
    if (const Instant last = last_touched(clock); at < last) return before_the_last(at, last);
    clock.stops.back().continued = at;
    return clock;
}

Result<DeadlineClock> extend(DeadlineClock clock, Extension extension) {
    if (extension.by.amount <= 0) {
        return refuse(Refusal::Reason::invalid, "clock.amount",
                      {"Thời gian gia hạn phải lớn hơn 0", "an extension must be longer than nothing"});
    }
    if (const Instant last = last_touched(clock); extension.at < last) return before_the_last(extension.at, last);
    const bool agreed = !extension.agreement.empty();
    clock.extensions.push_back(std::move(extension));
    if (agreed ? clock.rule.longer_by_agreement : within_the_rule(clock)) return clock;
    return too_long(clock.rule);
}

}  // namespace trien::calendar
