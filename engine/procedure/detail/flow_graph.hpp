// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/feel/expression.hpp"
#include "engine/procedure/detail/faults.hpp"
#include "engine/procedure/net.hpp"

namespace trien::procedure::detail {

/// A flow node of the executable process.
struct Node {
    enum class Kind : std::uint8_t { start, end, task, exclusive, parallel };
    Kind kind = Kind::task;
    ElementId id;
    trien::Place at;
    std::string default_flow;  ///< empty without
};

/// A sequence flow.
struct Flow {
    ElementId id;
    ElementId source;
    ElementId target;
    std::optional<feel::Expression> condition;
    trien::Place at;
};

/// The executable process as drawn, in the order of the file.
class FlowGraph {
  public:
    FlowGraph(std::vector<Node> nodes, std::vector<Flow> flows);

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }
    /// Null if there is none.
    [[nodiscard]] const Node* node(const ElementId& id) const;
    /// Indices into flows(), ascending.
    [[nodiscard]] const std::vector<std::size_t>& incoming(const ElementId& node) const;
    [[nodiscard]] const std::vector<std::size_t>& outgoing(const ElementId& node) const;

  private:
    using FlowsOfNode = std::map<ElementId, std::vector<std::size_t>>;

    std::vector<Node> nodes_;
    std::vector<Flow> flows_;
    std::map<ElementId, std::size_t> node_of_;
    FlowsOfNode incoming_;
    FlowsOfNode outgoing_;
};

/// The rules about the drawing alone: PROC-015, 020, 021, 022, 024, 025.
/// @param process  where the process itself stands.
void check_flow(const FlowGraph& graph, const trien::Place& process, Faults& faults);

/// The net of a graph that check_flow found no fault with.
[[nodiscard]] Net compile(const FlowGraph& graph);

}  // namespace trien::procedure::detail
