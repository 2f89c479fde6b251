// SPDX-License-Identifier: Apache-2.0
// How tokens move from node to node.
#include <algorithm>

#include "engine/execution/detail/game.hpp"
#include "engine/execution/rules.hpp"

namespace trien::execution::detail {

void Game::step(const Step& next_step) {
    const Serial scope = next_step.item;
    if (!is_open(scope)) return;
    if (next_step.flow == nothing) return go_on_with_loop(scope);
    const Net& net = net_in(scope);
    const NodeIndex node = net.flows.at(next_step.flow).target;
    if (join_of(net.node(node)) == Join::inclusive) return;  // when nothing else moves
    const auto tokens = tokens_before(scope, node);
    if (std::ranges::find(tokens, next_step.flow) == tokens.end()) return;
    const Marking marking{tokens, {}};
    if (!may_enter(net, node, marking) || halts(scope, node)) return;
    enter(scope, node, consumed(net, node, marking, next_step.flow));
}

void Game::enter(Serial scope, NodeIndex node, const std::vector<FlowIndex>& taken) {
    ++entered_;
    const Net& net = net_in(scope);
    std::vector<ElementId> flows;
    for (const FlowIndex flow : taken) flows.push_back(net.flows[flow].id);
    emit(Entered{scope, net.node(node).id, std::move(flows)});
    begin(scope, node);
}

void Game::begin(Serial scope, NodeIndex node) {
    const Node& it = net_in(scope).node(node);
    if (bpmn::is_activity(it.kind)) return begin_activity(scope, node);
    switch (it.kind) {
        case NodeKind::event_based_gateway: return begin_catch(scope, node);
        case NodeKind::intermediate_catch_event: return is_link(it) ? leave(scope, node) : begin_catch(scope, node);
        case NodeKind::intermediate_throw_event:
        case NodeKind::end_event: return begin_throw(scope, node);
        default: return leave(scope, node);
    }
}

void Game::leave(Serial scope, NodeIndex node) {
    const auto flows = choose(scope, node);
    if (!flows) return incident(scope, node, "execution.no-flow", "");
    for (const FlowIndex flow : *flows) take(scope, flow);
}

void Game::take(Serial scope, FlowIndex flow) {
    emit(FlowTaken{scope, net_in(scope).flows[flow].id});
    steps_.push_back({scope, flow});
}

std::optional<std::vector<FlowIndex>> Game::choose(Serial scope, NodeIndex node) const {
    const Net& net = net_in(scope);
    const auto outgoing = net.outgoing(node);
    const Split split = split_of(net, node);
    if (split == Split::all) return std::vector<FlowIndex>(outgoing.begin(), outgoing.end());
    const FlowIndex otherwise = net.node(node).default_flow;
    std::vector<FlowIndex> chosen;
    bool any_condition_held = false;
    for (const FlowIndex flow : outgoing) {
        if (flow == otherwise) continue;
        const auto& condition = net.flows[flow].condition;
        if (condition && !condition_holds(*condition, scope)) continue;
        any_condition_held = any_condition_held || condition.has_value();
        chosen.push_back(flow);
        if (split == Split::one) break;
    }
    const bool needs_default = split == Split::one ? chosen.empty() : !any_condition_held;
    if (needs_default && otherwise != nothing) chosen.push_back(otherwise);
    if (chosen.empty()) return std::nullopt;
    return chosen;
}

bool Game::pass_inclusive_join() {
    for (const Item& it : state_.items) {
        if (it.kind != Item::Kind::scope || it.tokens.empty()) continue;
        const Net& net = net_in(it.number);
        for (const NodeIndex join : body_of(it.number).inclusive_joins) {
            if (tokens_before(it.number, join).empty()) continue;
            const auto tokens = tokens_of(it.number);
            const auto under_way = nodes_under_way(it.number);
            const Marking marking{tokens, under_way};
            if (!may_enter(net, join, marking)) continue;
            if (!halts(it.number, join)) enter(it.number, join, consumed(net, join, marking, nothing));
            return true;
        }
    }
    return false;
}

std::vector<FlowIndex> Game::tokens_before(Serial scope, NodeIndex node) const {
    const Net& net = net_in(scope);
    const auto& tokens = item(scope).tokens;
    std::vector<FlowIndex> marked;
    for (const FlowIndex flow : net.incoming(node)) {
        if (std::ranges::find(tokens, net.flows[flow].id) != tokens.end()) marked.push_back(flow);
    }
    return marked;
}

std::vector<FlowIndex> Game::tokens_of(Serial scope) const {
    const Net& net = net_in(scope);
    std::vector<FlowIndex> tokens;
    for (const ElementId& flow : item(scope).tokens) tokens.push_back(net.find_flow(flow));
    return tokens;
}

std::vector<NodeIndex> Game::nodes_under_way(Serial scope) const {
    std::vector<NodeIndex> nodes;
    for (const Serial child : children(scope)) {
        const NodeIndex node = index_of(child);
        if (node != nothing) nodes.push_back(node);
    }
    return nodes;
}

}  // namespace trien::execution::detail
