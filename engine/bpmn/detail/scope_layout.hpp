// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/bpmn/detail/grid.hpp"
#include "engine/bpmn/model.hpp"

namespace trien::bpmn::detail {

/// What a process or sub-process holds, drawn from the point (0, 0).
struct Block {
    std::vector<Shape> shapes;
    std::vector<Edge> edges;
    Size size;
};

/// Lanes are drawn left of what they hold; `size` includes them.
[[nodiscard]] Block arrange_scope(const Container& container);

/// Appends a block, moved.
void place(Block& into, Block block, double right, double down);

[[nodiscard]] Shape shape_of(const std::string& element, const Bounds& at);
[[nodiscard]] Edge edge_of(const std::string& element, std::vector<Point> waypoints);

}  // namespace trien::bpmn::detail
