// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/rules.hpp"

#include <algorithm>

namespace trien::execution {

namespace {

bool is_marked(const Marking& marking, FlowIndex flow) {
    return std::ranges::find(marking.flows, flow) != marking.flows.end();
}

/// Where a token goes on from inside a node: over its flows, its boundary events, its link.
std::vector<NodeIndex> previous_nodes(const Net& net, NodeIndex node) {
    std::vector<NodeIndex> nodes;
    for (const FlowIndex flow : net.incoming(node)) nodes.push_back(net.flows[flow].source);
    if (net.node(node).attached_to != nothing) nodes.push_back(net.node(node).attached_to);
    for (const NodeIndex other : net.scopes[net.node(node).scope].nodes) {
        if (net.node(other).link_target == node) nodes.push_back(other);
    }
    return nodes;
}

/// The nodes a token can come from to `target` without passing `join`; the target is one of them.
std::vector<bool> upstream(const Net& net, NodeIndex target, NodeIndex join) {
    std::vector<bool> seen(net.nodes.size(), false);
    if (target == join) return seen;
    std::vector<NodeIndex> open{target};
    seen[target] = true;
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        for (const NodeIndex before : previous_nodes(net, node)) {
            if (before == join || seen[before]) continue;
            seen[before] = true;
            open.push_back(before);
        }
    }
    return seen;
}

/// Adds to each set, and keeps, every choice among the conditional flows.
std::vector<std::vector<FlowIndex>> subsets(const std::vector<FlowIndex>& always, const std::vector<FlowIndex>& maybe) {
    std::vector<std::vector<FlowIndex>> sets{always};
    for (const FlowIndex flow : maybe) {
        const std::size_t before = sets.size();
        for (std::size_t i = 0; i < before; ++i) {
            sets.push_back(sets[i]);
            sets.back().push_back(flow);
        }
    }
    return sets;
}

}  // namespace

Join join_of(const Node& node) {
    if (node.kind == NodeKind::parallel_gateway) return Join::all;
    if (node.kind == NodeKind::inclusive_gateway) return Join::inclusive;
    return Join::any;
}

Split split_of(const Net& net, NodeIndex node) {
    switch (net.node(node).kind) {
        case NodeKind::parallel_gateway: return Split::all;
        case NodeKind::event_based_gateway: return Split::race;
        case NodeKind::exclusive_gateway: return net.outgoing(node).size() < 2 ? Split::some : Split::one;
        default: break;
    }
    const auto conditional = [&](FlowIndex flow) { return net.flows[flow].condition.has_value(); };
    const bool any = std::ranges::any_of(net.outgoing(node), conditional);
    return any ? Split::some : Split::all;
}

bool may_enter(const Net& net, NodeIndex node, const Marking& marking) {
    const auto marked = [&](FlowIndex flow) { return is_marked(marking, flow); };
    const auto incoming = net.incoming(node);
    switch (join_of(net.node(node))) {
        case Join::any: return std::ranges::any_of(incoming, marked);
        case Join::all: return !incoming.empty() && std::ranges::all_of(incoming, marked);
        case Join::inclusive: return std::ranges::any_of(incoming, marked) && !is_awaited(net, node, marking);
    }
    return false;
}

std::vector<FlowIndex> consumed(const Net& net, NodeIndex node, const Marking& marking, FlowIndex arrived) {
    if (join_of(net.node(node)) == Join::any) return {arrived};
    std::vector<FlowIndex> taken;
    for (const FlowIndex flow : net.incoming(node)) {
        if (is_marked(marking, flow)) taken.push_back(flow);
    }
    return taken;
}

std::vector<std::vector<FlowIndex>> alternatives(const Net& net, NodeIndex node) {
    const auto outgoing = net.outgoing(node);
    const FlowIndex otherwise = net.node(node).default_flow;
    std::vector<FlowIndex> always;
    std::vector<FlowIndex> maybe;
    for (const FlowIndex flow : outgoing) {
        if (flow == otherwise) continue;
        (net.flows[flow].condition ? maybe : always).push_back(flow);
    }
    switch (split_of(net, node)) {
        case Split::all: return {{outgoing.begin(), outgoing.end()}};
        case Split::some: {
            auto sets = subsets(always, maybe);
            // No condition holds: the default, or nothing where other flows go on anyway.
            if (otherwise != nothing)
                sets.front().push_back(otherwise);
            else if (always.empty())
                sets.erase(sets.begin());
            return sets;
        }
        case Split::one:
        case Split::race: break;
    }
    std::vector<std::vector<FlowIndex>> single;
    for (const FlowIndex flow : outgoing) single.push_back({flow});
    return single;
}

bool is_awaited(const Net& net, NodeIndex join, const Marking& marking) {
    const auto incoming = net.incoming(join);
    const JoinReach& reach = net.join_reach.at(join);
    std::vector<bool> marked;
    for (const FlowIndex flow : incoming) marked.push_back(is_marked(marking, flow));
    const auto comes = [&](NodeIndex from, bool to_marked) {
        for (std::size_t i = 0; i < incoming.size(); ++i) {
            if (marked[i] == to_marked && reach.from[i][from]) return true;
        }
        return false;
    };
    const auto is_coming = [&](NodeIndex from) { return comes(from, false) && !comes(from, true); };
    const auto flow_is_coming = [&](FlowIndex flow) { return is_coming(net.flows[flow].target); };
    return std::ranges::any_of(marking.flows, flow_is_coming) || std::ranges::any_of(marking.nodes, is_coming);
}

JoinReach reach_of(const Net& net, NodeIndex join) {
    JoinReach reach;
    for (const FlowIndex flow : net.incoming(join)) reach.from.push_back(upstream(net, net.flows[flow].source, join));
    return reach;
}

}  // namespace trien::execution
