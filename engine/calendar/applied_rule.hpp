// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/message.hpp"
#include "engine/calendar/source.hpp"

namespace trien::calendar {

/// A rule that took part in finding a deadline.
struct AppliedRule {
    std::string
        code;       ///< "receipt", "receipt.cut-off", "limit", "stop.supplement", "extension", "end-on-day-off", "due"
    Message text;   ///< what it did, with the instants in words
    Source source;  ///< where it stands; empty where nobody said
    Instant from;   ///< what it was applied to, such as the instant of receipt or the deadline so far
    Instant to;     ///< what became of it
};

/// In the order in which they were applied.
using AppliedRules = std::vector<AppliedRule>;

/// One sentence, for the receipt.
[[nodiscard]] Message explanation(const AppliedRules& rules);
/// One line for each rule with its source, for the auditor.
[[nodiscard]] std::vector<Message> explanation_lines(const AppliedRules& rules);

}  // namespace trien::calendar
