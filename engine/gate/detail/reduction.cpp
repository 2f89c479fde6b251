// SPDX-License-Identifier: Apache-2.0
// Each scope as a graph of gateways, contracted by rules that keep soundness (single entry, single exit blocks).
#include "engine/gate/detail/reduction.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "engine/gate/detail/board.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;

namespace {

/// What a vertex does with tokens where several flows come in or go out.
enum class Logic : std::uint8_t { exclusive, parallel, inclusive };

/// A graph whose vertices vanish one after the other.
class Graph {
  public:
    using Vertex = std::uint32_t;

    Vertex add(Logic logic) {
        vertices_.push_back({logic, {}, {}});
        return static_cast<Vertex>(vertices_.size() - 1);
    }

    /// Where one vertex splits and another joins in the same way, one flow does for several.
    void connect(Vertex from, Vertex to) {
        const bool matches = vertices_[from].logic == vertices_[to].logic && vertices_[from].logic != Logic::inclusive;
        if (matches && from != to && vertices_[from].out.contains(to)) return;
        vertices_[from].out.insert(to);
        vertices_[to].in.insert(from);
    }

    /// Contracts all that can be contracted. True when only the way from entry to exit is left.
    bool contract(Vertex entry, Vertex exit) {
        entry_ = entry;
        exit_ = exit;
        for (Vertex v = 0; v < vertices_.size(); ++v) open_.push_back(v);
        while (!open_.empty()) {
            const Vertex v = open_.back();
            open_.pop_back();
            if (!drop_loop(v) && !drop_sequence(v) && !drop_inclusive_block(v)) merge_with_next(v);
        }
        const auto is_left = [](const Node& node) { return !node.in.empty() || !node.out.empty(); };
        return vertices_[entry].out == Links{exit} && std::ranges::count_if(vertices_, is_left) == 2;
    }

  private:
    using Links = std::multiset<Vertex>;
    struct Node {
        Logic logic;
        Links in;
        Links out;
    };

    [[nodiscard]] bool is_fixed(Vertex v) const { return v == entry_ || v == exit_; }

    void disconnect(Vertex from, Vertex to) {
        vertices_[from].out.erase(vertices_[from].out.find(to));
        vertices_[to].in.erase(vertices_[to].in.find(from));
    }

    /// A way back that can also be left.
    bool drop_loop(Vertex v) {
        const Node& node = vertices_[v];
        const std::size_t loops = node.out.count(v);
        if (node.logic != Logic::exclusive || loops == 0 || loops == node.out.size()) return false;
        disconnect(v, v);
        look_again(v);
        return true;
    }

    bool drop_sequence(Vertex v) {
        const Node& node = vertices_[v];
        if (is_fixed(v) || node.in.size() != 1 || node.out.size() != 1 || node.out.contains(v)) return false;
        const Vertex before = *node.in.begin();
        const Vertex after = *node.out.begin();
        disconnect(before, v);
        disconnect(v, after);
        connect(before, after);
        look_again(before);
        look_again(after);
        return true;
    }

    /// All that leaves one vertex comes together in one inclusive join, and nothing else comes there.
    bool drop_inclusive_block(Vertex v) {
        const Links& out = vertices_[v].out;
        if (out.size() < 2 || *out.begin() != *out.rbegin()) return false;
        const Vertex join = *out.begin();
        const Node& end = vertices_[join];
        if (join == v || end.logic != Logic::inclusive || end.in.size() != out.size()) return false;
        while (vertices_[v].out.size() > 1) disconnect(v, join);
        look_again(v);
        look_again(join);
        return true;
    }

    /// Of two vertices of one logic in a row, of which nothing else leaves the first or enters the second, one will do.
    void merge_with_next(Vertex v) {
        for (const Vertex next : vertices_[v].out) {
            const bool same = vertices_[v].logic == vertices_[next].logic && vertices_[v].logic != Logic::inclusive;
            if (!same || next == v) continue;
            const bool joins = vertices_[v].out.size() == 1 && !is_fixed(v) && !vertices_[v].in.empty();
            const bool splits = vertices_[next].in.size() == 1 && !is_fixed(next) && !vertices_[next].out.empty();
            if (joins) return absorb(v, next, &Node::in);
            if (splits) return absorb(next, v, &Node::out);
        }
    }

    /// `gone` vanishes; what came into it, or what left it, now does so with `stays`.
    void absorb(Vertex gone, Vertex stays, Links Node::* side) {
        const bool is_in = side == &Node::in;
        if (is_in)
            disconnect(gone, stays);
        else
            disconnect(stays, gone);
        const Links links = vertices_[gone].*side;
        for (const Vertex other : links) {
            if (is_in) {
                disconnect(other, gone);
                connect(other, stays);
            } else {
                disconnect(gone, other);
                connect(stays, other);
            }
            look_again(other);
        }
        look_again(stays);
    }

    /// The vertex, and the one before it if there is but one.
    void look_again(Vertex v) {
        open_.push_back(v);
        if (vertices_[v].in.size() == 1) open_.push_back(*vertices_[v].in.begin());
    }

    std::vector<Node> vertices_;
    std::vector<Vertex> open_;
    Vertex entry_ = 0;
    Vertex exit_ = 0;
};

Logic logic_of(execution::Join join) {
    switch (join) {
        case execution::Join::any: return Logic::exclusive;
        case execution::Join::all: return Logic::parallel;
        case execution::Join::inclusive: break;
    }
    return Logic::inclusive;
}

Logic logic_of(execution::Split split) {
    switch (split) {
        case execution::Split::all: return Logic::parallel;
        case execution::Split::one:
        case execution::Split::race: return Logic::exclusive;
        case execution::Split::some: break;
    }
    return Logic::inclusive;
}

// --- what the rules fit ----------------------------------------------------------------------------------------------

bool is_caught_inside(const Net& net, const Trigger& thrown) {
    return std::ranges::any_of(net.nodes, [&](const Node& node) {
        const bool throws = node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::end_event ||
                            node.kind == NodeKind::send_task;
        return !throws && std::ranges::any_of(node.triggers, [&](const Trigger& trigger) {
            return trigger.kind == thrown.kind && (trigger.name == thrown.name || trigger.name.empty());
        });
    });
}

/// What is thrown has no effect inside the process but to end its token.
bool throws_outwards(const Net& net, const Node& node) {
    using Kind = Trigger::Kind;
    return std::ranges::all_of(node.triggers, [&](const Trigger& trigger) {
        switch (trigger.kind) {
            case Kind::message:
            case Kind::signal:
            case Kind::escalation:
            case Kind::error: return !is_caught_inside(net, trigger);
            case Kind::terminate:
            case Kind::link: return true;
            default: return false;
        }
    });
}

bool rests_somewhere(const Net& net, ScopeIndex scope) {
    return std::ranges::any_of(net.scopes[scope].nodes, [&](NodeIndex node) { return rests(net.node(node)); });
}

/// The event can occur whenever its activity is at work, and ends it.
bool is_plain_boundary(const Net& net, const Node& event) {
    using Kind = Trigger::Kind;
    if (event.attached_to == nothing || !event.interrupting) return false;
    const Node& host = net.node(event.attached_to);
    const bool is_work = bpmn::is_task(host.kind) && host.kind != NodeKind::receive_task;
    const bool is_open = rests(host) && (host.body == nothing || rests_somewhere(net, host.body));
    return is_open && std::ranges::all_of(event.triggers, [&](const Trigger& trigger) {
               const bool thrown = trigger.kind == Kind::error || trigger.kind == Kind::escalation;
               return thrown ? is_work : trigger.kind != Kind::cancel && trigger.kind != Kind::compensate;
           });
}

bool is_plain(const Net& net, const Node& node) {
    if (node.event_sub_process || node.for_compensation || node.parallel_events) return false;
    switch (node.kind) {
        case NodeKind::transaction:
        case NodeKind::ad_hoc_sub_process: return false;
        case NodeKind::boundary_event: return is_plain_boundary(net, node);
        case NodeKind::intermediate_throw_event:
        case NodeKind::end_event:
        case NodeKind::send_task: return throws_outwards(net, node);
        default: return true;
    }
}

// --- scopes ----------------------------------------------------------------------------------------------------------

/// Takes what starts a process by itself one way, what starts a sub-process all at once.
Logic entry_logic(const Net& net, ScopeIndex scope) {
    const auto& starts = net.scopes[scope].starts;
    const bool by_event = !starts.empty() && net.node(starts.front()).kind == NodeKind::start_event;
    return net.scopes[scope].owner == nothing && (by_event || starts.empty()) ? Logic::exclusive : Logic::parallel;
}

bool scope_reduces(const Net& net, ScopeIndex index) {
    const execution::Scope& scope = net.scopes[index];
    Graph graph;
    const auto entry = graph.add(entry_logic(net, index));
    const auto exit = graph.add(Logic::exclusive);
    std::vector<Graph::Vertex> in(net.nodes.size());
    std::vector<Graph::Vertex> out(net.nodes.size());
    for (const NodeIndex node : scope.nodes) {
        in[node] = graph.add(logic_of(execution::join_of(net.node(node))));
        out[node] = graph.add(logic_of(execution::split_of(net, node)));
    }
    for (const NodeIndex index_of_node : scope.nodes) {
        const Node& node = net.node(index_of_node);
        // An activity is left by one of its boundary events, or as if it had none.
        const auto middle = graph.add(Logic::exclusive);
        graph.connect(in[index_of_node], middle);
        graph.connect(middle, out[index_of_node]);
        for (const NodeIndex boundary : node.boundaries) graph.connect(middle, in[boundary]);
        for (const FlowIndex flow : net.outgoing(index_of_node)) {
            graph.connect(out[index_of_node], in[net.flows[flow].target]);
        }
        if (node.link_target != nothing)
            graph.connect(out[index_of_node], in[node.link_target]);
        else if (net.outgoing(index_of_node).empty())
            graph.connect(out[index_of_node], exit);
    }
    for (const NodeIndex start : scope.starts) graph.connect(entry, in[start]);
    if (scope.owner == nothing) {
        for (const NodeIndex start : scope.triggered_starts) graph.connect(entry, in[start]);
    }
    return graph.contract(entry, exit);
}

}  // namespace

bool reduces_to_a_point(const Net& net) {
    if (!std::ranges::all_of(net.nodes, [&](const Node& node) { return is_plain(net, node); })) return false;
    for (ScopeIndex scope = 0; scope < net.scopes.size(); ++scope) {
        if (!scope_reduces(net, scope)) return false;
    }
    return true;
}

}  // namespace trien::gate::detail
