// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <span>
#include <string>

#include <fmt/format.h>

#include "engine/execution/rules.hpp"
#include "engine/procedure/detail/model.hpp"

namespace trien::procedure::detail {

namespace {

using execution::FlowIndex;
using execution::Net;
using execution::Node;
using execution::NodeIndex;
using execution::NodeKind;
using execution::nothing;

const trien::Place& place_of(const Draft& draft, const Node& node) {
    const bpmn::FlowNode* const drawn = bpmn::find_node(draft.process->inside, node.id.value());
    return drawn == nullptr ? draft.place() : drawn->place;
}

bool holds(const execution::Expression& condition, Outcome outcome) {
    return execution::holds(condition, [&](const std::string& name) -> std::optional<execution::Value> {
        if (name != outcome_variable) return std::nullopt;
        return execution::Value(text_of(outcome));
    });
}

// --- The start -------------------------------------------------------------------------------------------------------

/// A case is opened at the desk: by the one start event that waits for nothing.
void check_start(const Draft& draft, Faults& faults) {
    const Net& net = draft.procedure.net;
    const execution::Scope& process = net.scopes.front();
    const auto plain = std::ranges::count_if(
        process.starts, [&](NodeIndex node) { return net.node(node).kind == NodeKind::start_event; });
    if (plain == 1 && process.starts.size() == 1) return;
    faults.error("PROC-020", draft.place(),
                 {fmt::format("Quy trình phải có đúng một sự kiện bắt đầu không kèm điều kiện, nhưng có {}", plain),
                  fmt::format("expected exactly one start event without event definition, but there are {}", plain)},
                 {"Giữ một sự kiện bắt đầu và nối mọi phần tử vào sau nó",
                  "keep one such start event, and let every element come after it"});
}

// --- Exclusive gateways ----------------------------------------------------------------------------------------------

bool reads_outcome_only(const execution::Expression& condition) {
    const auto& names = condition.names();
    return names.empty() || (names.size() == 1 && names.front() == outcome_variable);
}

/// The outcomes that can stand before a gateway. Nothing when a flow comes from something other than a step: then what
/// the conditions will meet cannot be told.
std::optional<std::set<Outcome>> outcomes_before(const Draft& draft, NodeIndex gateway) {
    const Net& net = draft.procedure.net;
    std::set<Outcome> outcomes;
    for (const FlowIndex flow : net.incoming(gateway)) {
        const Step* const step = draft.procedure.step(net.node(net.flows[flow].source).id);
        if (step == nullptr) return std::nullopt;
        for (const AllowedOutcome& allowed : step->outcomes) outcomes.insert(allowed.outcome);
    }
    return outcomes;
}

/// Every token finds a way: there is a default, a flow without condition, or the conditions cover every outcome.
bool is_exhaustive(const Draft& draft, NodeIndex gateway) {
    const Net& net = draft.procedure.net;
    if (net.node(gateway).default_flow != nothing) return true;
    std::vector<const execution::Expression*> conditions;
    for (const FlowIndex flow : net.outgoing(gateway)) {
        const auto& condition = net.flows[flow].condition;
        if (!condition) return true;
        if (!reads_outcome_only(*condition)) return false;
        conditions.push_back(&*condition);
    }
    const auto outcomes = outcomes_before(draft, gateway);
    if (!outcomes) return false;
    return std::ranges::all_of(*outcomes, [&](Outcome outcome) {
        return std::ranges::any_of(conditions, [&](const auto* condition) { return holds(*condition, outcome); });
    });
}

void check_gateways(const Draft& draft, Faults& faults) {
    const Net& net = draft.procedure.net;
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const NodeKind kind = net.node(node).kind;
        if (kind != NodeKind::exclusive_gateway && kind != NodeKind::inclusive_gateway) continue;
        if (is_exhaustive(draft, node)) continue;
        faults.error("PROC-023", place_of(draft, net.node(node)),
                     {"Cổng không có luồng mặc định và các điều kiện chưa phủ hết kết quả của bước trước",
                      "the gateway has no default, and its conditions do not cover every outcome before it"},
                     {"Đặt default cho cổng, hoặc thêm luồng cho kết quả còn thiếu",
                      "set a default, or add a flow for the outcome that is missing"});
    }
}

// --- Cycles ----------------------------------------------------------------------------------------------------------

bool has_neighbour_in(const std::set<NodeIndex>& set, std::span<const FlowIndex> flows, const Net& net, bool ahead) {
    return std::ranges::any_of(
        flows, [&](FlowIndex flow) { return set.contains(ahead ? net.flows[flow].target : net.flows[flow].source); });
}

/// The gateways that lie on, or between, cycles of gateways only: what is left when all that has no gateway before it
/// or none behind it is taken away, again and again.
std::set<NodeIndex> gateways_in_cycles(const Net& net) {
    std::set<NodeIndex> left;
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const NodeKind kind = net.node(node).kind;
        if (bpmn::is_gateway(kind) && kind != NodeKind::event_based_gateway) left.insert(node);
    }
    const auto leads_nowhere = [&](NodeIndex node) {
        return !has_neighbour_in(left, net.outgoing(node), net, true) ||
               !has_neighbour_in(left, net.incoming(node), net, false);
    };
    while (std::erase_if(left, leads_nowhere) > 0) {
    }
    return left;
}

void check_cycles(const Draft& draft, Faults& faults) {
    for (const NodeIndex node : gateways_in_cycles(draft.procedure.net)) {
        faults.error("PROC-024", place_of(draft, draft.procedure.net.node(node)),
                     {"Vòng lặp chỉ gồm các cổng: hồ sơ sẽ chạy mãi không ai xử lý",
                      "a cycle of gateways only: a case would run round it for ever"},
                     {"Đặt một bước công việc trong vòng lặp", "put a task into the cycle"});
    }
}

// --- What comes after a step -----------------------------------------------------------------------------------------

/// Follows a token from a step until somebody has work.
class Walk {
  public:
    Walk(const Net& net, Outcome outcome) : net_(net), outcome_(outcome) {}

    void leave(NodeIndex node) {
        for (const FlowIndex flow : ways(node)) enter(net_.flows[flow].target);
    }
    [[nodiscard]] std::vector<ElementId> steps() && { return std::move(steps_); }

  private:
    void enter(NodeIndex index) {
        if (!seen_.insert(index).second) return;
        const Node& node = net_.node(index);
        if (bpmn::is_sub_process(node.kind)) {
            for (const NodeIndex start : net_.scopes[node.body].starts) enter(start);
        } else if (bpmn::is_activity(node.kind)) {
            steps_.push_back(node.id);
        } else if (node.link_target != nothing) {
            enter(node.link_target);
        } else if (node.kind == NodeKind::end_event) {
            if (const NodeIndex owner = net_.scopes[node.scope].owner; owner != nothing) leave(owner);
        } else {
            leave(index);
        }
    }

    [[nodiscard]] bool is_taken(FlowIndex flow) const {
        return !net_.flows[flow].condition || holds(*net_.flows[flow].condition, outcome_);
    }

    /// The flows the outcome leads on; where several may be taken, all of them.
    [[nodiscard]] std::vector<FlowIndex> ways(NodeIndex index) const {
        const FlowIndex by_default = net_.node(index).default_flow;
        std::vector<FlowIndex> taken;
        for (const FlowIndex flow : net_.outgoing(index)) {
            if (flow == by_default || !is_taken(flow)) continue;
            taken.push_back(flow);
            if (execution::split_of(net_, index) == execution::Split::one) break;
        }
        if (taken.empty() && by_default != nothing) taken.push_back(by_default);
        return taken;
    }

    const Net& net_;
    Outcome outcome_;
    std::set<NodeIndex> seen_;
    std::vector<ElementId> steps_;
};

}  // namespace

void check_flow(const Draft& draft, Faults& faults) {
    check_start(draft, faults);
    check_gateways(draft, faults);
    check_cycles(draft, faults);
}

std::vector<ElementId> steps_after(const Net& net, const ElementId& step, Outcome outcome) {
    Walk walk(net, outcome);
    if (const NodeIndex node = net.find(step); node != nothing) walk.leave(node);
    return std::move(walk).steps();
}

}  // namespace trien::procedure::detail
