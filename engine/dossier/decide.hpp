// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/authority/decision.hpp"
#include "engine/base/error.hpp"
#include "engine/calendar/work_calendar.hpp"
#include "engine/dossier/dossier.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::dossier {

/// What a decision may know of the world; everything in it ends up in the events.
struct Context {
    Instant now;
    PersonId actor;
    std::vector<RoleId> roles;  ///< the actor's, on this day
    /// The answer to "may the actor do this case's act now?"; asked for steps that sign.
    std::optional<authority::Decision> authority;
};

struct OpenDossier {
    DossierId id;
    Requester requester;
    Original original;
    std::int64_t copies = 1;
};

struct ClaimTask {
    TaskId task;
};

struct ReleaseTask {
    TaskId task;
};

struct CompleteTask {
    TaskId task;
    procedure::Outcome outcome = procedure::Outcome::completed;
    std::string ground;
    std::string reason;
    std::optional<CopyCertified> certified;  ///< of a signing step that approves
    std::optional<DocumentSealed> sealed;    ///< of a sealing step
};

using Events = std::vector<DossierEvent>;

/// Receives a case: computes the deadline, opens the first task, completes nothing.
[[nodiscard]] Result<Events> open(const OpenDossier& command,
                                  const procedure::Procedure& procedure,
                                  const calendar::WorkCalendar& calendar,
                                  const Context& context);

/// Takes a task upon oneself (nhận việc). Claiming one's own task again changes nothing.
[[nodiscard]] Result<Events> claim(const Dossier& dossier,
                                   const ClaimTask& command,
                                   const procedure::Procedure& procedure,
                                   const Context& context);

/// Gives a claimed task back to its role (nhả việc).
[[nodiscard]] Result<Events> release(const Dossier& dossier, const ReleaseTask& command, const Context& context);

/// Ends a task with an outcome and moves the case on. A task nobody holds is claimed on the way.
[[nodiscard]] Result<Events> complete(const Dossier& dossier,
                                      const CompleteTask& command,
                                      const procedure::Procedure& procedure,
                                      const Context& context);

/// Notes that the deadline has passed. Nothing when the case is finished, not yet due, or noted as overdue already.
[[nodiscard]] Events pass_deadline(const Dossier& dossier, Instant now);

}  // namespace trien::dossier
