// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "engine/base/json.hpp"
#include "engine/procedure/procedure.hpp"

namespace trien::procedure::detail {

/// All that two issues are compared by: the content of the procedure (describe.hpp) with the nodes and flows that run.
[[nodiscard]] Json comparable(const Procedure& procedure);

/// What tells an item of a list from the others: "examine" of a step. Nothing for lists that are compared as a whole.
/// @param list  name of the list: "steps".
[[nodiscard]] std::optional<std::string> key_of(const std::string& list, const Json& item);

}  // namespace trien::procedure::detail
