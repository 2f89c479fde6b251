// SPDX-License-Identifier: Apache-2.0
// Nodes, flows and scopes, and what ties them together.
#include "engine/execution/detail/compiler.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "engine/execution/rules.hpp"

namespace trien::execution::detail {

namespace {

using Kind = bpmn::EventDefinition::Kind;

bool has_trigger(const Node& node, Kind kind) {
    return std::ranges::find(node.triggers, kind, &Trigger::kind) != node.triggers.end();
}

}  // namespace

void Compiler::compile(const bpmn::Process& process) {
    net_.process = process.id;
    net_.name = process.name;
    net_.digest = options_.digest;
    learn_names(process);
    add_scope(process.inside, nothing);
    auto& variables = net_.scopes.front().variables;
    for (const auto& name : names_of(process.properties)) variables.push_back(name);
    if (process.io) {
        for (const auto& name : names_of(process.io->inputs)) variables.push_back(name);
        for (const auto& name : names_of(process.io->outputs)) variables.push_back(name);
    }
    add_flows(process.inside);
    net_.index();
    complete_nodes(process.inside);
    link_nodes(process.inside);
    check_cancels(process.inside);
    for (ScopeIndex scope = 0; scope < net_.scopes.size(); ++scope) complete_scope(scope);
    find_compensable(0);
    for (NodeIndex node = 0; node < net_.nodes.size(); ++node) {
        if (net_.nodes[node].kind == NodeKind::inclusive_gateway) net_.join_reach.emplace(node, reach_of(net_, node));
    }
}

CompileResult Compiler::take_result() {
    CompileResult result;
    if (passes(findings_)) result.net = std::move(net_);
    result.findings = std::move(findings_);
    return result;
}

ScopeIndex Compiler::add_scope(const bpmn::Container& container, NodeIndex owner) {
    const auto index = static_cast<ScopeIndex>(net_.scopes.size());
    Scope scope;
    scope.owner = owner;
    scope.parent = owner == nothing ? nothing : net_.nodes[owner].scope;
    scope.variables = names_of(container.data);
    net_.scopes.push_back(std::move(scope));
    for (const bpmn::FlowNode& node : container.nodes) add_node(node, index);
    return index;
}

void Compiler::add_node(const bpmn::FlowNode& source, ScopeIndex scope) {
    const auto index = static_cast<NodeIndex>(net_.nodes.size());
    Node node;
    node.id = ElementId(source.id);
    node.name = source.name;
    node.kind = source.kind;
    node.scope = scope;
    net_.nodes.push_back(std::move(node));
    net_.scopes[scope].nodes.push_back(index);
    index_of_id_.emplace(source.id, index);
    if (!bpmn::is_sub_process(source.kind)) return;
    const ScopeIndex body = add_scope(source.inside, index);
    net_.nodes[index].body = body;
    auto& variables = net_.scopes[body].variables;
    for (const auto& name : names_of(source.activity.properties)) variables.push_back(name);
}

void Compiler::add_flows(const bpmn::Container& container) {
    for (const bpmn::SequenceFlow& source : container.flows) {
        Flow flow;
        flow.id = ElementId(source.id.empty() ? fmt::format("{}-{}#{}", source.source, source.target, net_.flows.size())
                                              : source.id);
        flow.source = index_of(source.source);
        flow.target = index_of(source.target);
        if (source.is_default)
            net_.nodes[flow.source].default_flow = static_cast<FlowIndex>(net_.flows.size());
        else
            flow.condition = expression(source.condition);
        net_.flows.push_back(std::move(flow));
    }
    for (const bpmn::FlowNode& node : container.nodes) add_flows(node.inside);
}

void Compiler::complete_nodes(const bpmn::Container& container) {
    for (const bpmn::FlowNode& source : container.nodes) {
        Node& node = net_.nodes[index_of(source.id)];
        set_data(node, source);
        if (bpmn::is_activity(source.kind)) complete_activity(node, source);
        if (bpmn::is_event(source.kind)) complete_event(node, source);
        if (bpmn::is_gateway(source.kind)) {
            node.instantiates = source.gateway.instantiate;
            node.parallel_events = source.gateway.is_parallel;
        }
        if (source.kind == NodeKind::ad_hoc_sub_process) complete_ad_hoc(net_.scopes[node.body], source.activity);
        complete_nodes(source.inside);
    }
}

// --- scopes ----------------------------------------------------------------------------------------------------------

bool Compiler::is_implicit_start(NodeIndex index) const {
    const Node& node = net_.nodes[index];
    const bool is_caught_elsewhere = node.kind == NodeKind::boundary_event || has_trigger(node, Kind::link);
    const bool throws_link = node.kind == NodeKind::intermediate_throw_event;
    return net_.incoming(index).empty() && (!is_caught_elsewhere || throws_link) && !node.event_sub_process &&
           !node.for_compensation;
}

void Compiler::complete_scope(ScopeIndex index) {
    Scope& scope = net_.scopes[index];
    bool has_start_event = false;
    for (const NodeIndex inner : scope.nodes) {
        const Node& node = net_.nodes[inner];
        if (node.kind == NodeKind::inclusive_gateway) scope.inclusive_joins.push_back(inner);
        if (node.event_sub_process) {
            const auto& nodes = net_.scopes[node.body].nodes;
            std::ranges::copy_if(nodes, std::back_inserter(scope.event_starts),
                                 [&](NodeIndex n) { return net_.nodes[n].kind == NodeKind::start_event; });
        }
        has_start_event = has_start_event || node.kind == NodeKind::start_event || node.instantiates;
        if (node.kind == NodeKind::start_event && node.triggers.empty())
            scope.starts.push_back(inner);
        else if (node.kind == NodeKind::start_event || node.instantiates)
            scope.triggered_starts.push_back(inner);
    }
    if (has_start_event) return;
    std::ranges::copy_if(scope.nodes, std::back_inserter(scope.starts),
                         [&](NodeIndex n) { return is_implicit_start(n); });
}

// --- ties ------------------------------------------------------------------------------------------------------------

void Compiler::link_nodes(const bpmn::Container& container) {
    for (const bpmn::FlowNode& source : container.nodes) {
        if (source.kind == NodeKind::boundary_event) tie_boundary(source, container);
        for (const bpmn::EventDefinition& definition : source.event.definitions) {
            if (definition.kind != Kind::compensate || definition.activity.empty()) continue;
            for (Trigger& trigger : net_.nodes[index_of(source.id)].triggers) {
                if (trigger.kind == Kind::compensate) trigger.activity = index_of(definition.activity.name);
            }
        }
        link_nodes(source.inside);
    }
    tie_links(container);
}

void Compiler::tie_boundary(const bpmn::FlowNode& source, const bpmn::Container& container) {
    if (source.event.has(Kind::compensate)) return tie_handler(source, container);
    const NodeIndex index = index_of(source.id);
    const NodeIndex activity = index_of(source.event.attached_to);
    if (net_.nodes[activity].for_compensation) {
        return report(
            "EXEC-006", source.place,
            {"Hoạt động bù trừ không được có sự kiện biên", "a compensation handler may have no boundary event"},
            {"Đưa vào một quy trình con trong hoạt động bù trừ", "put a sub-process into the handler"});
    }
    net_.nodes[index].attached_to = activity;
    net_.nodes[activity].boundaries.push_back(index);
}

void Compiler::tie_handler(const bpmn::FlowNode& event, const bpmn::Container& container) {
    const NodeIndex activity = index_of(event.event.attached_to);
    for (const bpmn::Association& association : container.associations) {
        const bool from = association.source.name == event.id;
        if (!from && association.target.name != event.id) continue;
        const NodeIndex handler = index_of(from ? association.target.name : association.source.name);
        if (handler != nothing && net_.nodes[handler].for_compensation) net_.nodes[activity].handler = handler;
    }
}

void Compiler::tie_links(const bpmn::Container& container) {
    for (const bpmn::FlowNode& source : container.nodes) {
        Node& node = net_.nodes[index_of(source.id)];
        if (node.kind != NodeKind::intermediate_throw_event || !has_trigger(node, Kind::link)) continue;
        for (const bpmn::FlowNode& other : container.nodes) {
            const Node& target = net_.nodes[index_of(other.id)];
            const bool catches = target.kind == NodeKind::intermediate_catch_event && has_trigger(target, Kind::link);
            if (catches && target.triggers.front().name == node.triggers.front().name) {
                node.link_target = index_of(other.id);
            }
        }
    }
}

void Compiler::check_cancels(const bpmn::Container& container) {
    for (const bpmn::FlowNode& source : container.nodes) {
        check_cancels(source.inside);
        if (source.kind != NodeKind::end_event || !source.event.has(Kind::cancel)) continue;
        const Node& transaction = net_.nodes[net_.scopes[net_.nodes[index_of(source.id)].scope].owner];
        const auto cancels = [&](NodeIndex boundary) { return has_trigger(net_.nodes[boundary], Kind::cancel); };
        if (std::ranges::any_of(transaction.boundaries, cancels)) continue;
        report("EXEC-005", source.place,
               {"Giao dịch có sự kiện hủy bên trong nhưng không có sự kiện hủy ở biên: không biết đi đâu sau khi hủy",
                "the transaction can be cancelled, but has no cancel boundary event to go on from"},
               {"Gắn một sự kiện hủy vào biên của giao dịch", "attach a cancel boundary event to the transaction"});
    }
}

void Compiler::find_compensable(ScopeIndex index) {
    for (const NodeIndex inner : net_.scopes[index].nodes) {
        Node& node = net_.nodes[inner];
        bool undoes_inside = false;
        if (node.body != nothing) {
            find_compensable(node.body);
            const Scope& body = net_.scopes[node.body];
            undoes_inside = std::ranges::any_of(body.nodes, [&](NodeIndex n) { return net_.nodes[n].compensable; }) ||
                            std::ranges::any_of(body.event_starts, [&](NodeIndex n) {
                                return has_trigger(net_.nodes[n], Kind::compensate);
                            });
        }
        node.compensable =
            !node.for_compensation && !node.event_sub_process && (node.handler != nothing || undoes_inside);
    }
}

NodeIndex Compiler::index_of(const std::string& id) const {
    const auto found = index_of_id_.find(id);
    return found == index_of_id_.end() ? nothing : found->second;
}

void Compiler::report(const char* code, const Place& place, Message text, Message mend) {
    findings_.push_back({Finding::Severity::error, code, place, std::move(text), std::move(mend)});
}

}  // namespace trien::execution::detail
