// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/fields.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/source.hpp"

namespace trien::calendar {

/// A reason for which the clock of a deadline may stand still, and which days of the stop count all the same.
struct StopRule {
    std::string reason;  ///< "supplement"
    Message name;        ///< "chờ người yêu cầu bổ sung hồ sơ"
    /// In limits of days: whether the day of the stop, and the day of continuing, are days the office used.
    bool uses_day_of_stop = true;
    bool uses_day_of_continuing = false;
    /// What ends the stop is handed in like a matter, at reception and before the cut-off, or it counts at once in any
    /// office time.
    bool continues_like_receipt = true;
    Source source;
};

/// A case without result that was stopped more often for one reason counts as late (trễ hạn).
struct LateRule {
    std::string reason;
    std::int64_t at_most = 0;  ///< stops that do no harm
    Source source;
};

/// How time is counted. Law as data: a member of the calendar file, so that its digest covers them.
struct CountingRules {
    /// On a day off or after hours: received at the opening of the next working day.
    Source receipt;
    /// Whether a limit in calendar days that ends on a day off ends with the next working day, or with
    /// that day at 23:59.
    bool end_on_day_off_moves = true;
    Source end_on_day_off;
    std::vector<StopRule> stops;
    std::vector<LateRule> late;

    /// Null for a reason the rules do not know.
    [[nodiscard]] const StopRule* stop(std::string_view reason) const;
    [[nodiscard]] const LateRule* late_by(std::string_view reason) const;
};

/// Reads the member `counting` of a calendar file.
/// @throws Error(Fault::input)
[[nodiscard]] CountingRules read_counting(Fields& calendar);

}  // namespace trien::calendar
