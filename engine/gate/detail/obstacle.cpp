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

/// Goes round among nodes that move their tokens on by themselves, by flows and by what one throws and another catches.
/// A join stops a token, and so does what waits, unless it is given what it waits for.
class AutomaticLoop {
  public:
    explicit AutomaticLoop(const Net& net) : net_(net) { colour_.resize(net.nodes.size() * 2); }

    NodeIndex find() {
        for (Vertex vertex = 0; vertex < colour_.size() && found_ == nothing; ++vertex) visit(vertex);
        return found_;
    }

  private:
    enum class Colour : std::uint8_t { white, grey, black };
    /// A node that a token comes to, or, counted from nodes.size() on, a node that catches something.
    using Vertex = std::size_t;

    [[nodiscard]] bool stops(Vertex vertex) const {
        if (vertex >= net_.nodes.size()) return false;
        const auto index = static_cast<NodeIndex>(vertex);
        const Node& node = net_.node(index);
        const bool joins = execution::join_of(node) != execution::Join::any && net_.incoming(index).size() > 1;
        return joins || (rests(node) && (node.body == nothing || net_.scopes[node.body].is_ad_hoc));
    }

    [[nodiscard]] std::vector<Vertex> next(Vertex vertex) const {
        const auto index = static_cast<NodeIndex>(vertex % net_.nodes.size());
        const Node& node = net_.node(index);
        std::vector<Vertex> all;
        const auto leave = [&](NodeIndex from) {
            for (const NodeIndex to : next_nodes(net_, from)) all.push_back(to);
        };
        if (node.body != nothing) {
            const auto& starts = net_.scopes[node.body].starts;
            all.insert(all.end(), starts.begin(), starts.end());
        } else {
            leave(index);
        }
        const NodeIndex owner = net_.scopes[node.scope].owner;
        if (all.empty() && owner != nothing) leave(owner);
        if (vertex < net_.nodes.size()) add_catchers(node, all);
        return all;
    }

    void add_catchers(const Node& thrower, std::vector<Vertex>& all) const {
        if (!throws(thrower)) return;
        for (const Trigger& thrown : thrower.triggers) {
            for (NodeIndex other = 0; other < net_.nodes.size(); ++other) {
                const auto fits = [&](const Trigger& caught) {
                    const bool any = thrown.kind == Trigger::Kind::escalation && caught.name.empty();
                    return caught.kind == thrown.kind && (caught.name == thrown.name || any);
                };
                const Node& catcher = net_.node(other);
                if (!throws(catcher) && std::ranges::any_of(catcher.triggers, fits)) {
                    all.push_back(net_.nodes.size() + other);
                }
            }
        }
    }

    [[nodiscard]] static bool throws(const Node& node) {
        return node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::end_event ||
               node.kind == NodeKind::send_task;
    }

    /// Depth first; what is met again while still on the way is in a loop.
    void visit(Vertex root) {
        if (colour_[root] != Colour::white || stops(root)) return;
        std::vector<std::pair<Vertex, std::vector<Vertex>>> open;
        const auto enter = [&](Vertex vertex) {
            colour_[vertex] = Colour::grey;
            open.emplace_back(vertex, next(vertex));
        };
        enter(root);
        while (!open.empty()) {
            auto& rest = open.back().second;
            if (rest.empty()) {
                colour_[open.back().first] = Colour::black;
                open.pop_back();
                continue;
            }
            const Vertex target = rest.back();
            rest.pop_back();
            if (stops(target)) continue;
            if (colour_[target] == Colour::grey) found_ = static_cast<NodeIndex>(target % net_.nodes.size());
            if (colour_[target] == Colour::white) enter(target);
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
