// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/procedure/library.hpp"
#include "engine/procedure/procedure.hpp"
#include "engine/render/controlled_document.hpp"

namespace trien::app {

/// A procedure as pages show it, in the section order of the model frame (Decision 101/QĐ-BKHCN); without figures and
/// attachments.
/// @param notes  to stand under the step table.
[[nodiscard]] render::ControlledDocument compose(const procedure::Procedure& procedure,
                                                 const procedure::Library& library,
                                                 const std::vector<std::string>& notes);

}  // namespace trien::app
