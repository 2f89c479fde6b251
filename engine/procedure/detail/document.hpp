// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure::detail {

/// Reads iso:procedure: everything but the name, the steps, the ends, the clocks and the net. PROC-014.
/// @param at  where the element stands.
[[nodiscard]] Procedure read_document(const XmlElement& document, const trien::Place& at, Faults& faults);

}  // namespace trien::procedure::detail
