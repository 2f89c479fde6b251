// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/procedure/procedure.hpp"

namespace trien::procedure::detail {

/// A way to a step: what was done last before it.
struct Arrival {
    const execution::Node* from = nullptr;  ///< a step, an event, another activity; never a gateway
    const Step* step = nullptr;             ///< of it; null when it is no step
    /// The outcomes of the step that lead here; empty when all do.
    std::vector<Outcome> outcomes;
    std::vector<std::string> conditions;  ///< FEEL that must hold as well
};

/// All ways to a step, in the order of the file.
[[nodiscard]] std::vector<Arrival> arrivals(const Procedure& procedure, const Step& step);

/// "sau bước 3 (trả lại)", "khi có “Người dân nộp hồ sơ”".
[[nodiscard]] std::string text_of(const Arrival& arrival);

}  // namespace trien::procedure::detail
