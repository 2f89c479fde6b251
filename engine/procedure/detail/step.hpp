// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/bpmn/flow_node.hpp"
#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/step.hpp"

namespace trien::procedure::detail {

/// Reads iso:step. PROC-032, PROC-033.
/// @param task  the BPMN task it stands in.
/// @param at    where the row stands.
[[nodiscard]] Step read_step(const bpmn::FlowNode& task, const XmlElement& row, const trien::Place& at, Faults& faults);

/// Reads the iso:clock elements of an activity or event.
[[nodiscard]] std::vector<Clock> read_clocks(const bpmn::Element& element);

}  // namespace trien::procedure::detail
