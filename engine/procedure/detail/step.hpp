// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/step.hpp"

namespace trien::procedure::detail {

/// Reads iso:step. PROC-032, PROC-033.
/// @param task  the BPMN task it stands in.
/// @param at    where the row stands.
[[nodiscard]] Step read_step(const XmlElement& task, const XmlElement& row, const trien::Place& at, Faults& faults);

/// Reads the iso:clock elements in the extensionElements of a task or event.
[[nodiscard]] std::vector<Clock> read_clocks(const XmlElement& element);

}  // namespace trien::procedure::detail
