// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"
#include "engine/render/table.hpp"

namespace trien::app {

/// The steps of a procedure (trình tự xử lý công việc): what, who, how long in each case, and what comes of it. Steps
/// one after the other that share a time have one cell for it.
[[nodiscard]] render::Table step_table(const procedure::Procedure& procedure, const procedure::Library& library);

}  // namespace trien::app
