// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
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
    bool operator==(const DeadlineRule&) const = default;
};

/// When a result must be handed over, and how that was found.
struct Due {
    Instant due;               ///< closing time of the due day; for limits in hours the very instant
    Date counted_from{};       ///< the working day the matter counts as received on
    Message explanation;       ///< how it was computed, for the receipt and the auditor
    Digest calendar_revision;  ///< WorkCalendar::revision
};

/// The legal deadline of a matter received at an instant.
///
/// Received on a day off, at or after closing time, or strictly after the cut-off: counts as received at the opening of
/// the next working day. A limit in calendar days that ends on a day off rolls to the next working day (Civil Code 2015
/// Art. 148(5), UNVERIFIED).
/// @throws Error(Fault::environment) outside the calendar.
[[nodiscard]] Due due(const WorkCalendar& calendar, Instant received, const DeadlineRule& rule);

/// The deadline moved by an extension, counted from the deadline before it.
[[nodiscard]] Due extend(const WorkCalendar& calendar, const Due& due, Span extension);

}  // namespace trien::calendar
