// SPDX-License-Identifier: Apache-2.0
// Places and masks; what can happen is found in board_actions.cpp.
#include "engine/gate/detail/board.hpp"

#include <algorithm>

namespace trien::gate::detail {

using bpmn::NodeKind;

namespace {

bool is_compensation(const Node& node) {
    const bool throws = node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::end_event;
    return throws && has_trigger(node, Trigger::Kind::compensate);
}

/// Ends that end more than their own token are never reached twice.
bool is_plain_end(const Node& node) {
    using Kind = Trigger::Kind;
    return node.kind == NodeKind::end_event && !has_trigger(node, Kind::terminate) && !has_trigger(node, Kind::error) &&
           !has_trigger(node, Kind::cancel);
}

}  // namespace

bool has_trigger(const Node& node, Trigger::Kind kind) {
    return std::ranges::find(node.triggers, kind, &Trigger::kind) != node.triggers.end();
}

bool is_link(const Node& node) {
    return has_trigger(node, Trigger::Kind::link);
}

bool rests(const Node& node) {
    switch (node.kind) {
        case NodeKind::script_task:
        case NodeKind::send_task: return false;
        case NodeKind::event_based_gateway: return true;
        case NodeKind::intermediate_catch_event: return !is_link(node);
        case NodeKind::intermediate_throw_event:
        case NodeKind::end_event: return is_compensation(node);
        default: return bpmn::is_activity(node.kind) && !node.passes_through;
    }
}

bool is_side_event(const Net& net, NodeIndex index) {
    const Node& node = net.node(index);
    if (node.interrupting) return false;
    if (node.kind == NodeKind::boundary_event) return true;
    const NodeIndex owner = net.scopes[node.scope].owner;
    return node.kind == NodeKind::start_event && owner != nothing && net.node(owner).event_sub_process;
}

std::vector<NodeIndex> next_nodes(const Net& net, NodeIndex index) {
    std::vector<NodeIndex> next;
    for (const FlowIndex flow : net.outgoing(index)) next.push_back(net.flows[flow].target);
    const Node& node = net.node(index);
    next.insert(next.end(), node.boundaries.begin(), node.boundaries.end());
    if (node.link_target != nothing) next.push_back(node.link_target);
    return next;
}

bool may_be_skipped(const Node& node) {
    if (!node.loop) return false;
    const execution::Loop& loop = *node.loop;
    if (loop.kind == execution::Loop::Kind::standard) return loop.test_before && loop.condition.has_value();
    const auto& source = loop.collection ? loop.collection : loop.cardinality;
    return source && !source->names().empty();
}

Board::Board(const Net& net) : net_(&net) {
    find_regions();
    place_nodes();
    compile_scopes();
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) ways_.push_back(execution::alternatives(net, node));
    compile_joins();
    add_starts();
    find_actions();
    can_repeat_ = has_cycle(net);
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const bool at_will = net.node(node).kind == NodeKind::ad_hoc_sub_process || is_side_event(net, node);
        can_repeat_ = can_repeat_ || at_will;
    }
}

Place Board::of_scope(ScopeIndex scope) const {
    const NodeIndex owner = net_->scopes[scope].owner;
    return owner == nothing ? running : node_place_[owner];
}

void Board::end(NodeIndex activity, Bits& marking) const {
    if (node_place_[activity] != no_place) marking.reset(node_place_[activity]);
    if (!all_of_[activity].words().empty()) marking.remove(all_of_[activity]);
}

// --- places ----------------------------------------------------------------------------------------------------------

void Board::place_nodes() {
    const std::size_t count = net_->nodes.size();
    Place next = 1 + static_cast<Place>(net_->flows.size());
    for (auto* places : {&node_place_, &end_place_, &spent_place_, &undoing_place_}) places->assign(count, no_place);
    std::vector<bool> reached_often(count, false);
    for (NodeIndex start = 0; start < count; ++start) {
        for (NodeIndex node = 0; has_region_[start] && node < count; ++node) {
            if (region_[start].test(static_cast<Place>(node))) reached_often[node] = true;
        }
    }
    for (NodeIndex index = 0; index < count; ++index) {
        const Node& node = net_->node(index);
        if (rests(node)) node_place_[index] = next++;
        if (is_plain_end(node) && !reached_often[index]) end_place_[index] = next++;
        const auto occurs_once = [](const Trigger& trigger) {
            return trigger.timer && trigger.timer->kind != execution::TimerRule::Kind::cycle;
        };
        const bool once = !node.triggers.empty() && std::ranges::all_of(node.triggers, occurs_once);
        if (is_side_event(*net_, index) && once) spent_place_[index] = next++;
        if (node.kind == NodeKind::transaction) undoing_place_[index] = next++;
    }
    words_ = (next + 63) / 64;
    // Regions were found as sets of nodes; from here on they are sets of places.
    for (NodeIndex start = 0; start < count; ++start) {
        if (!has_region_[start]) continue;
        const Bits nodes = region_[start];
        region_[start] = none();
        for (NodeIndex node = 0; node < count; ++node) {
            if (nodes.test(static_cast<Place>(node)) && node_place_[node] != no_place) {
                region_[start].set(node_place_[node]);
            }
        }
        for (FlowIndex flow = 0; flow < net_->flows.size(); ++flow) {
            if (nodes.test(static_cast<Place>(net_->flows[flow].source))) region_[start].set(of_flow(flow));
        }
    }
}

const Bits* Board::own_region(NodeIndex start) const {
    return has_region_[start] ? &region_[start] : nullptr;
}

namespace {

/// Every node a token can come to from these, without occurrences of non-interrupting events.
Bits reached_from(const Net& net, std::vector<NodeIndex> open) {
    Bits seen(net.nodes.size() / 64 + 1);
    for (const NodeIndex node : open) seen.set(node);
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        for (const NodeIndex next : next_nodes(net, node)) {
            if (seen.test(next) || is_side_event(net, next)) continue;
            seen.set(next);
            open.push_back(next);
        }
    }
    return seen;
}

bool has_join(const Net& net, const Bits& nodes) {
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const bool joins = execution::join_of(net.node(node)) != execution::Join::any && net.incoming(node).size() > 1;
        if (joins && nodes.test(node)) return true;
    }
    return false;
}

}  // namespace

void Board::find_regions() {
    region_.resize(net_->nodes.size());
    has_region_.assign(net_->nodes.size(), false);
    std::vector<NodeIndex> side;
    std::vector<NodeIndex> main;
    for (const execution::Scope& scope : net_->scopes) {
        auto& starts = scope.is_ad_hoc ? side : main;
        starts.insert(starts.end(), scope.starts.begin(), scope.starts.end());
        main.insert(main.end(), scope.triggered_starts.begin(), scope.triggered_starts.end());
    }
    for (NodeIndex node = 0; node < net_->nodes.size(); ++node) {
        if (net_->node(node).kind == NodeKind::boundary_event && is_side_event(*net_, node)) side.push_back(node);
    }
    const Bits on_the_main_way = reached_from(*net_, std::move(main));
    for (const NodeIndex start : side) {
        region_[start] = reached_from(*net_, {start});
        has_region_[start] = !has_join(*net_, region_[start]) && !region_[start].meets(on_the_main_way);
    }
}

// --- masks -----------------------------------------------------------------------------------------------------------

void Board::compile_joins() {
    incoming_.resize(net_->nodes.size());
    arms_.resize(net_->nodes.size());
    for (NodeIndex node = 0; node < net_->nodes.size(); ++node) {
        if (execution::join_of(net_->node(node)) == execution::Join::any) continue;
        incoming_[node] = none();
        for (const FlowIndex flow : net_->incoming(node)) incoming_[node].set(of_flow(flow));
    }
    for (const auto& [join, reach] : net_->join_reach) {
        const auto incoming = net_->incoming(join);
        for (std::size_t i = 0; i < incoming.size(); ++i) {
            Bits from = none();
            for (NodeIndex node = 0; node < net_->nodes.size(); ++node) {
                if (reach.from[i][node] && node_place_[node] != no_place) from.set(node_place_[node]);
            }
            for (FlowIndex flow = 0; flow < net_->flows.size(); ++flow) {
                if (reach.from[i][net_->flows[flow].target]) from.set(of_flow(flow));
            }
            arms_[join].push_back({of_flow(incoming[i]), std::move(from)});
        }
    }
    for (const execution::Scope& scope : net_->scopes) {
        inclusive_joins_.insert(inclusive_joins_.end(), scope.inclusive_joins.begin(), scope.inclusive_joins.end());
    }
}

bool Board::may_enter(NodeIndex node, const Bits& marking) const {
    switch (execution::join_of(net_->node(node))) {
        case execution::Join::any:
            return std::ranges::any_of(net_->incoming(node), [&](FlowIndex f) { return marking.test(of_flow(f)); });
        case execution::Join::all: return marking.contains(incoming_[node]);
        case execution::Join::inclusive: break;
    }
    if (!marking.meets(incoming_[node])) return false;
    Bits to_marked = none();
    Bits to_unmarked = none();
    for (const Arm& arm : arms_[node]) (marking.test(arm.place) ? to_marked : to_unmarked).add(arm.from);
    return !marking.meets_outside(to_unmarked, to_marked);
}

void Board::compile_scopes() {
    const std::size_t count = net_->scopes.size();
    content_.assign(count, none());
    all_inside_.assign(count, none());
    interrupters_.assign(count, none());
    all_of_.resize(net_->nodes.size());
    for (FlowIndex flow = 0; flow < net_->flows.size(); ++flow) {
        content_[net_->node(net_->flows[flow].source).scope].set(of_flow(flow));
    }
    const auto mark = [](Bits& bits, Place place) {
        if (place != no_place) bits.set(place);
    };
    // Inner scopes come after those around them.
    for (ScopeIndex scope = static_cast<ScopeIndex>(count); scope-- > 0;) {
        for (const NodeIndex node : net_->scopes[scope].nodes) {
            mark(content_[scope], node_place_[node]);
            mark(all_inside_[scope], end_place_[node]);
            const ScopeIndex body = net_->node(node).body;
            if (body == nothing && net_->node(node).boundaries.empty()) continue;
            all_of_[node] = body == nothing ? none() : all_inside_[body];
            mark(all_of_[node], undoing_place_[node]);
            for (const NodeIndex boundary : net_->node(node).boundaries) mark(all_of_[node], spent_place_[boundary]);
            all_inside_[scope].add(all_of_[node]);
        }
        all_inside_[scope].add(content_[scope]);
        for (const NodeIndex start : net_->scopes[scope].event_starts) {
            mark(all_inside_[scope], spent_place_[start]);
            const NodeIndex owner = net_->scopes[net_->node(start).scope].owner;
            if (net_->node(start).interrupting) mark(interrupters_[scope], node_place_[owner]);
        }
    }
    for (NodeIndex node = 0; node < net_->nodes.size(); ++node) {
        if (undoing_place_[node] != no_place) content_[net_->node(node).body].set(undoing_place_[node]);
    }
}

bool has_cycle(const Net& net) {
    std::vector<std::size_t> before(net.nodes.size(), 0);
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        for (const NodeIndex next : next_nodes(net, node)) ++before[next];
    }
    std::vector<NodeIndex> free;
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        if (before[node] == 0) free.push_back(node);
    }
    for (std::size_t i = 0; i < free.size(); ++i) {
        for (const NodeIndex next : next_nodes(net, free[i])) {
            if (--before[next] == 0) free.push_back(next);
        }
    }
    return free.size() < net.nodes.size();
}

}  // namespace trien::gate::detail
