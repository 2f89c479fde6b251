// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/execution/expression.hpp"

namespace trien::app {

/// Variables as people write them: "verification=true", "pages=3", "place=\"Hà Nội\"", each a FEEL literal.
/// @throws Error(Fault::usage) "variable.form" naming the one that cannot be read.
[[nodiscard]] execution::Variables read_variables(const std::vector<std::string>& assignments);

}  // namespace trien::app
