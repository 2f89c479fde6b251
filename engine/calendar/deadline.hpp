// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/source.hpp"
#include "engine/calendar/span.hpp"
#include "engine/calendar/work_calendar.hpp"

namespace trien::calendar {

/// A legal time limit (thời hạn giải quyết) as a procedure states it.
struct DeadlineRule {
    /// Which day is day one of a limit in days.
    enum class Counting : std::uint8_t {
        day_of_receipt,  ///< "trong ngày": one working day means the same day
        next_day,        ///< the day after receipt is day one (the usual rule for periods in days)
    };

    Span limit;
    Counting counting = Counting::next_day;
    /// What comes in strictly after this time of day counts as received on the next working day ("sau 15 giờ").
    std::optional<std::chrono::minutes> cut_off;
    /// The longest extension the rule allows; amount 0 for none.
    Span extension_max{0, Unit::working_day};
    /// True when requester and office may agree in writing on a longer time.
    bool longer_by_agreement = false;
    /// When this variant applies, in words its reader understands (FEEL); empty for always.
    std::string condition;
    Source source;
    bool operator==(const DeadlineRule&) const = default;
};

/// Of the variants of a deadline, in the order of the procedure, the first whose condition holds; null where none does.
/// @param holds  called with the conditions that are not empty.
template <class Holds>
[[nodiscard]] const DeadlineRule* applicable(const std::vector<DeadlineRule>& variants, const Holds& holds) {
    const auto found = std::ranges::find_if(
        variants, [&](const DeadlineRule& rule) { return rule.condition.empty() || holds(rule.condition); });
    return found == variants.end() ? nullptr : &*found;
}

/// When a result must be handed over, and how that was found.
struct Due {
    Instant due;               ///< closing time of the due day; for limits in hours the very instant
    Date counted_from{};       ///< the working day the matter counts as received on
    Message explanation;       ///< how it was computed, for the receipt and the auditor
    Digest calendar_revision;  ///< WorkCalendar::revision
};

/// The legal deadline of a matter received at an instant, before its clock was ever stopped (deadline_clock.hpp).
/// @throws Error(Fault::environment) outside the calendar.
[[nodiscard]] Due due(const WorkCalendar& calendar, Instant received, const DeadlineRule& rule);

/// When a step that begins at an instant should be done. A plan, not a deadline: only the deadline binds. Its working
/// days are 8 office hours, begun and ended at any time of the day.
[[nodiscard]] Instant planned_end(const WorkCalendar& calendar, Instant from, Span time);

}  // namespace trien::calendar
