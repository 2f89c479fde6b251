// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/profile_check.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "engine/bpmn/profile.hpp"

namespace trien::bpmn {

namespace detail {

namespace {

const std::vector<const SequenceFlow*>& flows_of(
    const std::unordered_map<std::string_view, std::vector<const SequenceFlow*>>& flows, const FlowNode& node) {
    static const std::vector<const SequenceFlow*> none;
    const auto found = flows.find(node.id);
    return found == flows.end() ? none : found->second;
}

}  // namespace

Scope::Scope(const Container& held, const FlowNode* sub_process) : container(held), owner(sub_process) {
    for (const FlowNode& node : held.nodes) nodes.emplace(node.id, &node);
    for (const SequenceFlow& flow : held.flows) {
        incoming[flow.target].push_back(&flow);
        outgoing[flow.source].push_back(&flow);
    }
}

const FlowNode* Scope::node(std::string_view id) const {
    const auto found = nodes.find(id);
    return found == nodes.end() ? nullptr : found->second;
}

const std::vector<const SequenceFlow*>& Scope::flows_to(const FlowNode& node) const {
    return flows_of(incoming, node);
}

const std::vector<const SequenceFlow*>& Scope::flows_from(const FlowNode& node) const {
    return flows_of(outgoing, node);
}

void Report::add(std::string_view code, const Element& at) {
    const auto rules = profile_rules();
    const auto rule = std::ranges::find(rules, code, &ProfileRule::code);
    if (rule == rules.end()) throw std::logic_error("no such rule: " + std::string(code));
    findings_.push_back({rule->severity,
                         std::string(code),
                         at.place,
                         {std::string(rule->cause_vi), std::string(rule->cause_en)},
                         {std::string(rule->mend_vi), std::string(rule->mend_en)}});
}

Findings Report::in_file_order() && {
    std::ranges::stable_sort(findings_, {}, [](const Finding& finding) {
        return std::tie(finding.place.line, finding.place.column, finding.code);
    });
    return std::move(findings_);
}

}  // namespace detail

namespace {

void check_scope(const Container& container, const FlowNode* owner, detail::Report& report) {
    const detail::Scope scope(container, owner);
    for (const OtherElement& other : container.others) report.add("BPMN-103", other);
    detail::check_activities(scope, report);
    detail::check_events(scope, report);
    detail::check_gateways(scope, report);
    detail::check_flows(scope, report);
    detail::check_links(scope, report);
    for (const FlowNode& node : container.nodes) {
        if (is_sub_process(node.kind)) check_scope(node.inside, &node, report);
    }
}

}  // namespace

Findings check_executable(const Definitions& definitions) {
    detail::Report report;
    if (std::ranges::none_of(definitions.processes, &Process::is_executable)) report.add("BPMN-100", definitions);
    for (const Process& process : definitions.processes) {
        if (process.is_executable) check_scope(process.inside, nullptr, report);
    }
    return std::move(report).in_file_order();
}

}  // namespace trien::bpmn
