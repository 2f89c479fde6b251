// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/detail/flow_graph.hpp"
#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure::detail {

/// What a valid document says, before the rules that look at more than one element: no digest and no net yet.
struct Draft {
    Procedure procedure;
    FlowGraph graph;
    trien::Place process;
    std::map<ElementId, trien::Place> steps;  ///< where each step's table row stands
};

/// Reads the executable process of a schema-valid document. PROC-010 … 014, 016, 030, 032, 033.
/// @returns nothing when there is no process, or no procedure document in it, to speak of.
[[nodiscard]] std::optional<Draft> interpret(const XmlElement& definitions, Faults& faults);

/// The rules across elements: PROC-023, 031, 034 … 053.
void check_rules(const Draft& draft, const Library* library, Faults& faults);

/// That every return leads where it says, played on the compiled net: PROC-036.
void check_returns(const Draft& draft, Faults& faults);

}  // namespace trien::procedure::detail
