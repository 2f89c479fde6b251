// SPDX-License-Identifier: Apache-2.0
// Rules of the executable profile for activities (BPMN 2.0.1, 10.3, 13.3).
#include <algorithm>

#include "engine/bpmn/detail/profile_check.hpp"

namespace trien::bpmn::detail {

namespace {

bool is_start(const FlowNode& node) {
    return node.kind == NodeKind::start_event;
}

void check_loop(const FlowNode& node, Report& report) {
    const ActivityPart& activity = node.activity;
    if (activity.multi_instance) {
        const bool by_count = activity.multi_instance->cardinality.has_value();
        const bool by_data = !activity.multi_instance->data_input.empty();
        if (by_count == by_data) report.add("BPMN-131", node);
    }
    if (activity.standard_loop && !activity.standard_loop->condition && !activity.standard_loop->maximum) {
        report.add("BPMN-132", node);
    }
}

void check_event_sub_process(const Scope& scope, const FlowNode& node, Report& report) {
    if (!scope.flows_to(node).empty() || !scope.flows_from(node).empty()) report.add("BPMN-133", node);
    if (std::ranges::count_if(node.inside.nodes, is_start) != 1) report.add("BPMN-134", node);
}

void check_ad_hoc(const FlowNode& node, Report& report) {
    const auto may_not_stand = [](const FlowNode& inner) {
        return inner.kind == NodeKind::start_event || inner.kind == NodeKind::end_event;
    };
    if (std::ranges::any_of(node.inside.nodes, may_not_stand)) report.add("BPMN-135", node);
    if (std::ranges::none_of(node.inside.nodes, [](const FlowNode& n) { return is_activity(n.kind); })) {
        report.add("BPMN-136", node);
    }
}

/// Whether a compensation boundary event of this scope leads to the activity.
bool is_handler(const Scope& scope, const FlowNode& node) {
    return std::ranges::any_of(scope.container.associations, [&](const Association& association) {
        return association.target.name == node.id || association.source.name == node.id;
    });
}

void check_compensation(const Scope& scope, const FlowNode& node, Report& report) {
    if (!scope.flows_to(node).empty() || !scope.flows_from(node).empty()) report.add("BPMN-137", node);
    const bool is_event_sub_process = is_sub_process(node.kind) && node.activity.is_event_based;
    if (!is_event_sub_process && !is_handler(scope, node)) report.add("BPMN-138", node);
}

void check_activity(const Scope& scope, const FlowNode& node, Report& report) {
    const ActivityPart& activity = node.activity;
    if (activity.start_quantity != 1 || activity.completion_quantity != 1) report.add("BPMN-102", node);
    check_loop(node, report);
    if (activity.is_event_based) check_event_sub_process(scope, node, report);
    if (node.kind == NodeKind::ad_hoc_sub_process) check_ad_hoc(node, report);
    if (activity.is_for_compensation) check_compensation(scope, node, report);
    if (node.kind == NodeKind::call_activity && activity.called_element.empty()) report.add("BPMN-130", node);
    if (activity.instantiate && !scope.flows_to(node).empty()) report.add("BPMN-139", node);
}

}  // namespace

void check_activities(const Scope& scope, Report& report) {
    for (const FlowNode& node : scope.container.nodes) {
        if (node.id.empty()) report.add("BPMN-104", node);
        if (is_activity(node.kind)) check_activity(scope, node, report);
    }
}

}  // namespace trien::bpmn::detail
