// SPDX-License-Identifier: Apache-2.0
// Can the steps be done within the legal deadline?
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/work_calendar.hpp"
#include "engine/execution/net.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::gate {

/// How much later a step could end on the longest way through it without breaking the deadline.
struct Slack {
    ElementId step;
    std::int64_t amount = 0;  ///< in the unit of the plan; negative: too late
    bool operator==(const Slack&) const = default;
};

/// The times of one column of the step table.
///
/// Parallel branches take as long as the longest, of a choice one branch counts; a time cell that spans several steps
/// counts once on a way.
struct TimePlan {
    procedure::TimeCase time_case;
    /// Of all amounts: minutes of office time, or calendar days where every time and the limit are in calendar days.
    enum class Unit : std::uint8_t { office_minutes, calendar_days } unit = Unit::office_minutes;
    /// Working and calendar days stand side by side: nothing here is comparable, and all amounts are 0.
    bool is_mixed = false;
    std::int64_t best = 0;              ///< the shortest way to any end
    std::int64_t typical = 0;           ///< the longest way on which nothing is returned
    std::optional<std::int64_t> worst;  ///< with every return the procedure allows; nothing: a loop has no limit
    std::optional<std::int64_t> limit;  ///< nothing: no law sets one, or only a calendar could compare
    std::vector<ElementId> longest;     ///< the steps of the typical way
    std::vector<Slack> slack;           ///< by step in the order of the table; empty without a limit
};

/// @param calendar  tells how much office time a limit in calendar days holds at least; null: such a limit is not
///                  compared with times in working days.
[[nodiscard]] std::vector<TimePlan> plan_times(const procedure::Procedure& procedure,
                                               const execution::Net& net,
                                               const calendar::WorkCalendar* calendar);

/// An amount of a plan in words: "01 ngày làm việc 4 giờ" / "1 working day 4 hours".
[[nodiscard]] Message amount_text(const TimePlan& plan, std::int64_t amount);
/// A column in words: "trường hợp thường" / "the standard case".
[[nodiscard]] Message case_text(const procedure::TimeCase& time_case);

}  // namespace trien::gate
