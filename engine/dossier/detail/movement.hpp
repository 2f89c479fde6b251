// SPDX-License-Identifier: Apache-2.0
// Between a case and the execution of its procedure: commands go in, what people see of the events comes out.
#pragma once

#include "engine/base/error.hpp"
#include "engine/dossier/decide.hpp"
#include "engine/dossier/dossier.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::dossier::detail {

/// The procedure an open item runs in: a called one, or `root`, the case's own.
/// @throws Error(Fault::corrupt) "dossier.procedure" when the context has not got it.
[[nodiscard]] const procedure::Procedure& procedure_around(const execution::State& state,
                                                           execution::Serial item,
                                                           const procedure::Procedure& root,
                                                           const Context& context);

/// The calendar a case is counted by.
[[nodiscard]] const calendar::WorkCalendar& calendar_of(const Dossier& dossier, const Context& context);

/// Adds what a move does to the clock of the deadline: elements that stop it or let it go on (iso:clock), and another
/// deadline where the case's variables lead to one.
void follow_clock(const Dossier& before, Events& events, const procedure::Procedure& procedure, const Context& context);

/// Adds the deadline's move, if the events before it lead to another one.
/// @param before  the case before the events.
void follow_deadline(const Dossier& before,
                     Events& events,
                     const procedure::Procedure& procedure,
                     const Context& context,
                     const Message& why);

/// Where a command to the execution leads the case.
[[nodiscard]] Result<CaseMoved> move(const Dossier& before,
                                     const execution::Command& command,
                                     const procedure::Procedure& procedure,
                                     const Context& context);

}  // namespace trien::dossier::detail
