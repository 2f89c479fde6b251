// SPDX-License-Identifier: Apache-2.0
// The clock of a case's legal deadline: what stops it, lets it go on, and moves the deadline.
#pragma once

#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/calendar/clock_reading.hpp"
#include "engine/dossier/decide.hpp"
#include "engine/dossier/dossier.hpp"

namespace trien::dossier {

/// The clock as the case's events left it. Its rule is the deadline that the case's variables lead to now.
[[nodiscard]] calendar::DeadlineClock clock_of(const Dossier& dossier, const procedure::Procedure& procedure);

/// The clock read by the calendar the case is counted with.
[[nodiscard]] calendar::ClockReading read_clock(const Dossier& dossier,
                                                const procedure::Procedure& procedure,
                                                const Context& context);

/// Asks the requester for everything that is missing, at once (yêu cầu bổ sung); the clock stops.
struct AskSupplement {
    std::vector<std::string> gaps;  ///< what is missing; may hold personal data
    /// Why once more, where that makes the case count as late: needed then, and only then.
    std::string again;
};

/// More time (gia hạn).
struct ExtendDeadline {
    calendar::Span by;
    std::string agreement;  ///< the written agreement, where the law asks for one
};

/// Ends a case that cannot be solved, or that the requester takes back (dừng giải quyết).
struct StopDossier {
    std::string reason;
};

/// By whoever may do an open step that examines or receives.
[[nodiscard]] Result<Events> ask_supplement(const Dossier& dossier,
                                            const AskSupplement& command,
                                            const procedure::Procedure& procedure,
                                            const Context& context);

/// The requester brought what was missing: the clock goes on.
[[nodiscard]] Result<Events> receive_supplement(const Dossier& dossier,
                                                const procedure::Procedure& procedure,
                                                const Context& context);

[[nodiscard]] Result<Events> extend(const Dossier& dossier,
                                    const ExtendDeadline& command,
                                    const procedure::Procedure& procedure,
                                    const Context& context);

/// By whoever may do an open step.
[[nodiscard]] Result<Events> stop(const Dossier& dossier,
                                  const StopDossier& command,
                                  const procedure::Procedure& procedure,
                                  const Context& context);

/// Counts the deadline anew by the revision of the calendar in force for the day of receipt. Nothing when the case is
/// over, or counted by that one already.
[[nodiscard]] Events replan(const Dossier& dossier, const procedure::Procedure& procedure, const Context& context);

/// Notes that the deadline has passed. Nothing when the case is finished, waits with its clock stopped, is in time, or
/// was noted as overdue already.
[[nodiscard]] Events pass_deadline(const Dossier& dossier, Instant now);

}  // namespace trien::dossier
