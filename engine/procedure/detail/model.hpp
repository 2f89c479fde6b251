// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/bpmn/model.hpp"
#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure::detail {

/// What a valid document says, before the rules that look at more than one element: no digest yet.
struct Draft {
    Procedure procedure;
    const bpmn::Process* process = nullptr;   ///< as drawn
    std::map<ElementId, trien::Place> steps;  ///< where each step's table row stands

    [[nodiscard]] const trien::Place& place() const { return process->place; }
};

/// The one executable process of a file: PROC-010. Null if there is none, or more than one.
[[nodiscard]] const bpmn::Process* executable_process(const bpmn::Definitions& definitions, Faults& faults);

/// Reads our extension of a process, at any depth of sub-processes. PROC-012, 030, 032, 033.
/// @returns nothing when it has no procedure document to speak of.
[[nodiscard]] std::optional<Draft> interpret(const bpmn::Process& process, Faults& faults);

/// The rules across elements: PROC-020, 023, 024, 031, 034 … 053.
/// @param draft  with its net.
void check_rules(const Draft& draft, const Library* library, Faults& faults);

/// The rules about the ways a case may go, see check_rules: PROC-020, 023, 024.
void check_flow(const Draft& draft, Faults& faults);

/// The steps opened next when a step ends with an outcome, whatever runs beside it.
[[nodiscard]] std::vector<ElementId> steps_after(const execution::Net& net, const ElementId& step, Outcome outcome);

}  // namespace trien::procedure::detail
