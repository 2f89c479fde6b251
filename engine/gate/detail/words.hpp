// SPDX-License-Identifier: Apache-2.0
// How the gate speaks of elements and ways: so that one who has never seen BPMN can follow on the picture.
#pragma once

#include <string>
#include <vector>

#include "engine/base/message.hpp"
#include "engine/gate/soundness.hpp"

namespace trien::gate::detail {

/// “Thẩm tra”: the name, or the id of what has none.
[[nodiscard]] std::string quoted(const execution::Node& node);
/// “bước “Thẩm tra”” / “step “Thẩm tra””
[[nodiscard]] Message named(const execution::Net& net, execution::NodeIndex node);
/// Several, with commas and "và" / "and".
[[nodiscard]] Message named(const execution::Net& net, const std::vector<execution::NodeIndex>& nodes);
/// "Sau bước “A”, bước “B” (cổng lựa chọn “G” rẽ theo “Phù hợp”)" / "After step …"
[[nodiscard]] Message way_in_words(const execution::Net& net, const std::vector<Move>& moves);
/// "a, b và c" / "a, b and c"
[[nodiscard]] Message listed(const std::vector<Message>& items);

}  // namespace trien::gate::detail
