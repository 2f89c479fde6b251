// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/procedure/detail/model.hpp"

namespace trien::procedure::detail {

/// Deadlines, time columns and clocks: PROC-037, 040, 041, 045, 046, 048.
void check_times(const Draft& draft, Faults& faults);

/// Document control, references and law data: PROC-042 … 044, 050 … 053.
/// @param library  null: what needs it is not checked.
void check_document(const Draft& draft, const Library* library, Faults& faults);

}  // namespace trien::procedure::detail
