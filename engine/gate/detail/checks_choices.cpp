// SPDX-License-Identifier: Apache-2.0
// Does a choice always find a way?
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/execution/rules.hpp"
#include "engine/gate/detail/board.hpp"
#include "engine/gate/detail/checks.hpp"
#include "engine/gate/detail/words.hpp"

namespace trien::gate::detail {

using procedure::Outcome;
using procedure::Procedure;

namespace {

/// The conditions of a node all of whose flows have one; empty where something is taken in any case.
std::vector<const execution::Expression*> conditions_of(const Net& net, NodeIndex node) {
    std::vector<const execution::Expression*> conditions;
    if (net.node(node).default_flow != nothing) return conditions;
    for (const FlowIndex flow : net.outgoing(node)) {
        if (!net.flows[flow].condition) return {};
        conditions.push_back(&*net.flows[flow].condition);
    }
    return conditions;
}

bool reads_outcome_only(const execution::Expression& condition) {
    return std::ranges::all_of(condition.names(), [](const auto& name) { return name == procedure::outcome_variable; });
}

/// The outcomes of the steps before a node, seen through gateways. Nothing when something else lies before it: then
/// what the conditions will meet cannot be told.
std::optional<std::set<Outcome>> outcomes_before(const Procedure& procedure, const Net& net, NodeIndex node) {
    std::set<Outcome> outcomes;
    std::set<NodeIndex> seen;
    std::vector<NodeIndex> open{node};
    while (!open.empty()) {
        const NodeIndex at = open.back();
        open.pop_back();
        const procedure::Step* step = procedure.step(net.node(at).id);
        if (step != nullptr) {
            for (const procedure::AllowedOutcome& allowed : step->outcomes) outcomes.insert(allowed.outcome);
            continue;
        }
        if (!bpmn::is_gateway(net.node(at).kind)) return std::nullopt;
        for (const FlowIndex flow : net.incoming(at)) {
            if (seen.insert(net.flows[flow].source).second) open.push_back(net.flows[flow].source);
        }
    }
    return outcomes;
}

bool always_finds_a_way(const Procedure& procedure, const Net& net, NodeIndex node) {
    const auto conditions = conditions_of(net, node);
    if (conditions.empty()) return true;
    const auto outcomes = outcomes_before(procedure, net, node);
    const bool by_outcome = std::ranges::all_of(conditions, [](const auto* c) { return reads_outcome_only(*c); });
    if (!outcomes || !by_outcome) return false;
    return std::ranges::all_of(*outcomes, [&](Outcome outcome) {
        const execution::Lookup lookup = [&](const std::string&) {
            return std::optional<execution::Value>(std::string(procedure::text_of(outcome)));
        };
        return std::ranges::any_of(conditions, [&](const auto* c) { return execution::holds(*c, lookup); });
    });
}

}  // namespace

void report_choices(const Procedure& procedure, const Net& net, Report& report) {
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        if (always_finds_a_way(procedure, net, node)) continue;
        const Message it = named(net, node);
        report.error("GATE-008",
                     {fmt::format("Sau {} có thể không điều kiện nào đúng: hồ sơ đứng lại ở đó", it.vi),
                      fmt::format("after {} it may be that no condition holds: the case stops there", it.en)},
                     {"Đặt luồng mặc định, hoặc thêm luồng cho kết quả còn thiếu",
                      "set a default flow, or add one for the outcome that is missing"},
                     {net.node(node).id});
    }
}

}  // namespace trien::gate::detail
