// SPDX-License-Identifier: Apache-2.0
// What can happen from outside.
#include <algorithm>
#include <set>

#include "engine/gate/detail/board.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;

namespace {

bool is_ad_hoc_start(const Net& net, NodeIndex node) {
    const execution::Scope& scope = net.scopes[net.node(node).scope];
    return scope.is_ad_hoc && std::ranges::find(scope.starts, node) != scope.starts.end();
}

/// What comes from outside: not errors, escalations, cancellations and compensations, which find their catchers.
bool comes_from_outside(const Node& event) {
    using Kind = Trigger::Kind;
    return std::ranges::any_of(event.triggers, [](const Trigger& trigger) {
        return trigger.kind == Kind::message || trigger.kind == Kind::signal || trigger.kind == Kind::timer ||
               trigger.kind == Kind::conditional;
    });
}

bool is_work(const Node& node) {
    const bool calls = node.kind == NodeKind::call_activity;
    return (bpmn::is_task(node.kind) && rests(node) && node.kind != NodeKind::receive_task) || calls;
}

/// The codes by which the catchers of a net tell errors or escalations apart.
std::set<std::string> codes_caught(const Net& net, Trigger::Kind kind) {
    std::set<std::string> codes;
    for (const Node& node : net.nodes) {
        const bool catches = node.kind == NodeKind::boundary_event || node.kind == NodeKind::start_event;
        for (const Trigger& trigger : node.triggers) {
            if (catches && trigger.kind == kind) codes.insert(trigger.name);
        }
    }
    return codes;
}

}  // namespace

std::vector<const Action*> Board::answers(const Call& call) const {
    std::vector<const Action*> found;
    for (const Answer& answer : answers_) {
        if (answer.call == call) found.push_back(&answer.action);
    }
    return found;
}

void Board::add_starts() {
    using Kind = Action::Kind;
    const execution::Scope& process = net_->scopes.front();
    const bool is_implicit =
        !process.starts.empty() && net_->node(process.starts.front()).kind != NodeKind::start_event;
    if (is_implicit) starts_.push_back({Kind::begin, nothing, no_place, nothing, {}});
    for (const NodeIndex start : process.starts) {
        if (!is_implicit) starts_.push_back({Kind::begin, start, no_place, nothing, {}});
    }
    for (const NodeIndex start : process.triggered_starts) {
        if (net_->node(start).kind != NodeKind::event_based_gateway) {
            starts_.push_back({Kind::begin, start, no_place, nothing, {}});
            continue;
        }
        for (const FlowIndex flow : net_->outgoing(start)) starts_.push_back({Kind::begin, start, no_place, flow, {}});
    }
}

void Board::find_actions() {
    using Kind = Action::Kind;
    for (NodeIndex index = 0; index < net_->nodes.size(); ++index) {
        const Node& node = net_->node(index);
        if (is_ad_hoc_start(*net_, index)) {
            actions_.push_back({Kind::activate, index, of_scope(node.scope), nothing, {}});
        }
        if (node.kind == NodeKind::boundary_event && node.attached_to != nothing && comes_from_outside(node)) {
            add_event_actions(index, {Kind::boundary, index, of_node(node.attached_to), nothing, {}});
        }
        if (node.event_sub_process) continue;
        if (node.kind == NodeKind::event_based_gateway) {
            for (const FlowIndex flow : net_->outgoing(index)) {
                add_event_actions(net_->flows[flow].target, {Kind::choose_event, index, of_node(index), flow, {}});
            }
            continue;
        }
        if (!rests(node)) continue;
        if (bpmn::is_sub_process(node.kind))
            add_scope_actions(index);
        else
            add_event_actions(index, {Kind::complete, index, of_node(index), nothing, {}});
        if (is_work(node)) add_failures(index);
    }
    for (ScopeIndex scope = 0; scope < net_->scopes.size(); ++scope) {
        for (const NodeIndex start : net_->scopes[scope].event_starts) {
            if (!comes_from_outside(net_->node(start))) continue;
            add_event_actions(start, {Kind::event_sub_process, start, of_scope(scope), nothing, {}});
        }
    }
    add_broadcasts();
}

/// A signal is for all that wait for it, so what waits for nothing but a signal has no action of its own.
void Board::add_event_actions(NodeIndex event, Action action) {
    const Node& node = net_->node(event);
    const bool throws = node.kind == NodeKind::intermediate_throw_event || node.kind == NodeKind::end_event;
    const bool catches = !throws && !node.parallel_multiple;
    for (const Trigger& trigger : node.triggers) {
        const bool is_message = trigger.kind == Trigger::Kind::message;
        const bool is_called = is_message || trigger.kind == Trigger::Kind::signal;
        if (catches && is_called) answers_.push_back({{is_message, trigger.name}, action});
    }
    const auto is_signal = [](const Trigger& trigger) { return trigger.kind == Trigger::Kind::signal; };
    const bool only_signals = !node.triggers.empty() && std::ranges::all_of(node.triggers, is_signal);
    if (!catches || !only_signals) actions_.push_back(std::move(action));
}

void Board::add_broadcasts() {
    std::set<std::string> signals;
    for (const Answer& answer : answers_) {
        if (!answer.call.is_message) signals.insert(answer.call.name);
    }
    for (const std::string& signal : signals) {
        actions_.push_back({Action::Kind::broadcast, nothing, no_place, nothing, signal});
    }
}

void Board::add_failures(NodeIndex work) {
    using Kind = Action::Kind;
    for (const std::string& code : codes_caught(*net_, Trigger::Kind::error)) {
        actions_.push_back({Kind::fail, work, of_node(work), nothing, code});
    }
    for (const std::string& code : codes_caught(*net_, Trigger::Kind::escalation)) {
        actions_.push_back({Kind::escalate, work, of_node(work), nothing, code});
    }
}

void Board::add_scope_actions(NodeIndex sub_process) {
    using Kind = Action::Kind;
    const Node& node = net_->node(sub_process);
    if (node.kind == NodeKind::ad_hoc_sub_process) {
        actions_.push_back({Kind::end_ad_hoc, sub_process, of_node(sub_process), nothing, {}});
    }
    if (node.kind != NodeKind::transaction) return;
    const auto cancels = [&](NodeIndex boundary) { return has_trigger(net_->node(boundary), Trigger::Kind::cancel); };
    if (std::ranges::none_of(node.boundaries, cancels)) return;
    actions_.push_back({Kind::cancel, sub_process, of_node(sub_process), nothing, {}});
    actions_.push_back({Kind::cancelled, sub_process, of_undoing(sub_process), nothing, {}});
}

}  // namespace trien::gate::detail
