// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/authority/decision.hpp"
#include "engine/base/error.hpp"
#include "engine/calendar/calendar_set.hpp"
#include "engine/dossier/dossier.hpp"
#include "engine/execution/command.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::dossier {

/// The procedure of a version that a case runs on, or, for a binding without digest, the one to call now. Null if there
/// is none.
using Procedures = std::function<const procedure::Procedure*(const execution::Binding&)>;

/// What a decision may know of the world; what it used of it ends up in the events.
struct Context {
    Instant now;
    PersonId actor;
    std::vector<RoleId> roles;  ///< the actor's, on this day
    /// Answers "may the actor do this act now?"; asked only for steps that sign.
    std::function<authority::Decision(const ActCode&)> authority;
    Procedures procedures = nullptr;                   ///< for call activities; may be empty
    const calendar::CalendarSet* calendars = nullptr;  ///< the office's working time; outlives the decision
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

struct AssignTask {
    TaskId task;
    PersonId to;
    std::vector<RoleId> roles_of_assignee;  ///< on this day
};

struct CompleteTask {
    TaskId task;
    procedure::Outcome outcome = procedure::Outcome::completed;
    std::string ground;
    std::string reason;
    std::optional<CopyCertified> certified;  ///< of a signing step that approves, where the procedure has a statement
    std::optional<DocumentSealed> sealed;    ///< of a sealing step
    execution::Variables variables{};        ///< what the person entered for the conditions; nothing personal
    std::optional<DocumentSigned> signed_document = std::nullopt;  ///< of another signing step that approves
};

/// A message that came for the case (thông điệp): papers handed in, a fee paid, another office's answer.
struct SendMessage {
    std::string name;
    execution::Variables payload;
};

using Events = std::vector<DossierEvent>;

/// The act that a step's performer needs the authority for: the step's own, else the procedure's; `internal` for the
/// office's own matters.
[[nodiscard]] ActCode act_of(const procedure::Procedure& procedure, const procedure::Step& step);
inline constexpr const char* internal_act = "internal";

/// Receives a case: computes the deadline, opens the first task, completes nothing.
[[nodiscard]] Result<Events> open(const OpenDossier& command,
                                  const procedure::Procedure& procedure,
                                  const Context& context);

/// Takes a task upon oneself (nhận việc). Claiming one's own task again changes nothing.
[[nodiscard]] Result<Events> claim(const Dossier& dossier,
                                   const ClaimTask& command,
                                   const procedure::Procedure& procedure,
                                   const Context& context);

/// Gives a claimed task back to its role (nhả việc).
[[nodiscard]] Result<Events> release(const Dossier& dossier, const ReleaseTask& command, const Context& context);

/// Gives a task to a colleague who has its role (giao việc); by its holder, or whoever answers for the step.
[[nodiscard]] Result<Events> assign(const Dossier& dossier,
                                    const AssignTask& command,
                                    const procedure::Procedure& procedure,
                                    const Context& context);

/// Ends a task with an outcome and moves the case on. A task nobody holds is claimed on the way.
[[nodiscard]] Result<Events> complete(const Dossier& dossier,
                                      const CompleteTask& command,
                                      const procedure::Procedure& procedure,
                                      const Context& context);

/// Lets the case go on that waits for a message.
[[nodiscard]] Result<Events> receive(const Dossier& dossier,
                                     const SendMessage& command,
                                     const procedure::Procedure& procedure,
                                     const Context& context);

/// Lets the case go on whose timer is due.
[[nodiscard]] Result<Events> fire(const Dossier& dossier,
                                  const execution::WorkId& timer,
                                  const procedure::Procedure& procedure,
                                  const Context& context);

/// Tries again what stood still for somebody to mend.
[[nodiscard]] Result<Events> retry(const Dossier& dossier,
                                   const execution::WorkId& incident,
                                   const procedure::Procedure& procedure,
                                   const Context& context);

}  // namespace trien::dossier
