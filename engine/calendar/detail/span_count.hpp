// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/calendar/amount.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/span.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar::detail {

/// Office time of a span, as working_minutes(); cut to more than any calendar holds, so that sums do not overflow.
[[nodiscard]] std::optional<std::chrono::microseconds> office_time(Span span);

/// One span being counted from an instant, along an axis of its own unit: microseconds of office time, working days or
/// calendar days since then. Stops take pieces out of the axis; the end moves by as much as they are long.
class SpanCount {
  public:
    /// @param first_day_counts  whether the day of `from` is day one of a span in days.
    SpanCount(const WorkCalendar& calendar, Span span, Instant from, bool first_day_counts);

    /// Takes out the time of a stop that began before the end.
    /// @param continued  from when the span counts again.
    /// @return what was taken out.
    Amount leave_out(Instant stopped, Instant continued, const StopRule& rule);

    /// Spans in days end at closing time; in calendar days, on a day off, as the rules of counting say.
    [[nodiscard]] Instant end() const;
    /// The last day of a span in days, be it a day off.
    [[nodiscard]] Date last_day() const;
    /// What is used by an instant: office time to the minute it is; days once they are over.
    [[nodiscard]] Amount used(Instant now) const;
    [[nodiscard]] Amount left(Instant now) const;

  private:
    /// A piece of the axis, (from, to].
    struct Gap {
        std::int64_t from = 0;
        std::int64_t to = 0;
    };

    [[nodiscard]] std::int64_t position(Instant instant) const;
    [[nodiscard]] std::int64_t position(Date date) const;
    /// 1 for a day on the axis, 0 for one that is left out of it.
    [[nodiscard]] std::int64_t weight(Date date) const;
    [[nodiscard]] std::int64_t over_by(Instant now) const;
    [[nodiscard]] Gap gap(Instant stopped, Instant continued, const StopRule& rule) const;
    [[nodiscard]] std::int64_t used_of_axis(Instant now) const;
    [[nodiscard]] Amount amount(std::int64_t on_axis) const;

    const WorkCalendar& calendar_;
    Unit unit_;
    Instant from_;
    std::int64_t start_ = 0;   ///< 0, or -1 when the day of `from` counts
    std::int64_t length_ = 0;  ///< of the span
    std::int64_t end_ = 0;
    std::vector<Gap> gaps_;
};

}  // namespace trien::calendar::detail
