// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/detail/obstacle.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/gate/detail/board.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;

namespace {

/// Every subset of so many conditional flows is tried, and no more.
constexpr std::size_t max_conditional_flows = 10;

/// Goes round among nodes that move their tokens on by themselves; a join stops a token.
class AutomaticLoop {
  public:
    explicit AutomaticLoop(const Net& net) : net_(net), colour_(net.nodes.size(), Colour::white) {}

    NodeIndex find() {
        for (NodeIndex node = 0; node < net_.nodes.size() && found_ == nothing; ++node) visit(node);
        return found_;
    }

  private:
    enum class Colour : std::uint8_t { white, grey, black };

    [[nodiscard]] bool stops(NodeIndex node) const {
        const bool joins = execution::join_of(net_.node(node)) != execution::Join::any;
        return rests(net_.node(node)) || (joins && net_.incoming(node).size() > 1);
    }

    void visit(NodeIndex root) {
        if (colour_[root] != Colour::white || stops(root)) return;
        std::vector<std::pair<NodeIndex, std::size_t>> open{{root, 0}};
        colour_[root] = Colour::grey;
        while (!open.empty()) {
            const NodeIndex node = open.back().first;
            const auto next = next_nodes(net_, node);
            if (open.back().second == next.size()) {
                colour_[node] = Colour::black;
                open.pop_back();
                continue;
            }
            const NodeIndex target = next[open.back().second++];
            if (stops(target)) continue;
            if (colour_[target] == Colour::grey) found_ = target;
            if (colour_[target] != Colour::white) continue;
            colour_[target] = Colour::grey;
            open.emplace_back(target, 0);
        }
    }

    const Net& net_;
    std::vector<Colour> colour_;
    NodeIndex found_ = nothing;
};

/// Something is undone by more than single tasks.
bool undoes_by_process(const Net& net, NodeIndex index) {
    const Node& node = net.node(index);
    const bool by_handler = node.for_compensation && node.body != nothing;
    const bool by_event = node.kind == NodeKind::start_event && has_trigger(node, Trigger::Kind::compensate);
    return by_handler || by_event;
}

bool has_too_many_ways(const Net& net, NodeIndex node) {
    const auto is_conditional = [&](FlowIndex flow) { return net.flows[flow].condition.has_value(); };
    const auto count = std::ranges::count_if(net.outgoing(node), is_conditional);
    return execution::split_of(net, node) == execution::Split::some &&
           static_cast<std::size_t>(count) > max_conditional_flows;
}

}  // namespace

std::optional<Obstacle> find_obstacle(const Net& net) {
    using Why = Obstacle::Why;
    const NodeIndex loop = AutomaticLoop(net).find();
    if (loop != nothing) return Obstacle{Why::automatic_loop, loop};
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        if (undoes_by_process(net, node)) return Obstacle{Why::undone_by_sub_process, node};
        if (has_too_many_ways(net, node)) return Obstacle{Why::too_many_ways, node};
    }
    return std::nullopt;
}

}  // namespace trien::gate::detail
