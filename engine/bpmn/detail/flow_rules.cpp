// SPDX-License-Identifier: Apache-2.0
// Rules of the executable profile for sequence flows and gateways (BPMN 2.0.1, 8.3.13, 10.6).
#include <algorithm>

#include "engine/bpmn/detail/profile_check.hpp"

namespace trien::bpmn::detail {

namespace {

using Kind = EventDefinition::Kind;

bool may_have_conditions(const FlowNode& node) {
    return is_activity(node.kind) || node.kind == NodeKind::exclusive_gateway ||
           node.kind == NodeKind::inclusive_gateway || node.kind == NodeKind::complex_gateway;
}

void check_flow(const Scope& scope, const SequenceFlow& flow, Report& report) {
    const FlowNode* const source = scope.node(flow.source);
    const FlowNode* const target = scope.node(flow.target);
    if (source == nullptr || target == nullptr) return report.add("BPMN-123", flow);
    if (target->kind == NodeKind::start_event) report.add("BPMN-120", flow);
    if (target->kind == NodeKind::boundary_event) report.add("BPMN-122", flow);
    if (source->kind == NodeKind::end_event) report.add("BPMN-121", flow);
    if (flow.condition && !may_have_conditions(*source)) report.add("BPMN-124", flow);
    if (flow.condition && flow.is_default) report.add("BPMN-125", flow);
}

bool leaves(const Scope& scope, const FlowNode& node, const std::string& flow) {
    return std::ranges::any_of(scope.flows_from(node), [&](const SequenceFlow* f) { return f->id == flow; });
}

/// A gateway that decides, where it has something to decide.
void check_decision(const Scope& scope, const FlowNode& gateway, Report& report) {
    const auto& flows = scope.flows_from(gateway);
    if (flows.size() < 2) return;
    const auto is_decided = [](const SequenceFlow* flow) { return flow->condition || flow->is_default; };
    if (!std::ranges::all_of(flows, is_decided)) report.add("BPMN-141", gateway);
    if (gateway.default_flow.empty()) report.add("BPMN-142", gateway);
}

bool may_follow_event_gateway(const FlowNode& target) {
    if (target.kind == NodeKind::receive_task) return true;
    return target.kind == NodeKind::intermediate_catch_event && !target.event.has(Kind::link);
}

void check_event_gateway(const Scope& scope, const FlowNode& gateway, Report& report) {
    const auto& flows = scope.flows_from(gateway);
    if (flows.empty()) report.add("BPMN-143", gateway);
    bool has_task = false;
    bool has_message = false;
    for (const SequenceFlow* const flow : flows) {
        const FlowNode* const target = scope.node(flow->target);
        if (target == nullptr) continue;
        if (!may_follow_event_gateway(*target)) report.add("BPMN-144", *flow);
        if (scope.flows_to(*target).size() > 1) report.add("BPMN-145", *target);
        has_task = has_task || target->kind == NodeKind::receive_task;
        has_message = has_message || target->event.has(Kind::message);
    }
    if (has_task && has_message) report.add("BPMN-146", gateway);
    if (gateway.gateway.instantiate && !scope.flows_to(gateway).empty()) report.add("BPMN-147", gateway);
    if (gateway.gateway.is_parallel && !gateway.gateway.instantiate) report.add("BPMN-148", gateway);
}

bool agrees_with_direction(const Scope& scope, const FlowNode& gateway) {
    using enum GatewayPart::Direction;
    if (gateway.gateway.direction == converging) return scope.flows_from(gateway).size() <= 1;
    if (gateway.gateway.direction == diverging) return scope.flows_to(gateway).size() <= 1;
    return true;
}

}  // namespace

void check_flows(const Scope& scope, Report& report) {
    for (const SequenceFlow& flow : scope.container.flows) check_flow(scope, flow, report);
    for (const FlowNode& node : scope.container.nodes) {
        if (!node.default_flow.empty() && !leaves(scope, node, node.default_flow)) report.add("BPMN-140", node);
    }
}

void check_gateways(const Scope& scope, Report& report) {
    for (const FlowNode& node : scope.container.nodes) {
        if (!agrees_with_direction(scope, node)) report.add("BPMN-149", node);
        if (node.kind == NodeKind::complex_gateway) report.add("BPMN-101", node);
        if (node.kind == NodeKind::exclusive_gateway || node.kind == NodeKind::inclusive_gateway) {
            check_decision(scope, node, report);
        }
        if (node.kind == NodeKind::event_based_gateway) check_event_gateway(scope, node, report);
    }
}

}  // namespace trien::bpmn::detail
