// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/arrival.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "engine/procedure/phrases.hpp"

namespace trien::procedure::detail {

namespace {

using execution::Flow;
using execution::FlowIndex;
using execution::Net;
using execution::Node;
using execution::NodeIndex;

bool reads_outcome_only(const execution::Expression& condition) {
    return std::ranges::all_of(condition.names(), [](const auto& name) { return name == outcome_variable; });
}

bool holds(const execution::Expression& condition, Outcome outcome) {
    return execution::holds(condition, [&](const std::string& name) -> std::optional<execution::Value> {
        if (name != outcome_variable) return std::nullopt;
        return execution::Value(procedure::text_of(outcome));
    });
}

/// Gateways behind gateways can multiply the ways; no document that people read comes near this.
constexpr int most_visits = 10'000;

/// Walks from a step against the flows to what comes before it, through gateways.
class Walk {
  public:
    explicit Walk(const Procedure& procedure) : procedure_(procedure), net_(procedure.net) {}

    std::vector<Arrival> to(const Step& step) {
        const NodeIndex node = net_.find(step.id);
        if (node != execution::nothing) back_from(node);
        return std::move(arrivals_);
    }

  private:
    void back_from(NodeIndex node) {
        for (const FlowIndex index : net_.incoming(node)) {
            const NodeIndex source = net_.flows[index].source;
            const bool is_circle = std::ranges::find(way_, index) != way_.end();
            if (is_circle || visits_ == most_visits) continue;
            ++visits_;
            way_.push_back(index);
            if (bpmn::is_gateway(net_.node(source).kind)) {
                back_from(source);
            } else {
                arrive(source);
            }
            way_.pop_back();
        }
    }

    void arrive(NodeIndex source) {
        const Node& node = net_.node(source);
        Arrival arrival{&node, procedure_.step(node.id), {}, {}};
        for (const FlowIndex flow : way_) {
            const auto& condition = net_.flows[flow].condition;
            if (condition && !reads_outcome_only(*condition)) arrival.conditions.push_back(condition->text());
        }
        if (arrival.step != nullptr) {
            const auto& allowed = arrival.step->outcomes;
            for (const AllowedOutcome& outcome : allowed) {
                if (leads_here(outcome.outcome)) arrival.outcomes.push_back(outcome.outcome);
            }
            if (arrival.outcomes.empty()) return;
            if (arrival.outcomes.size() == allowed.size()) arrival.outcomes.clear();
        }
        arrivals_.push_back(std::move(arrival));
    }

    [[nodiscard]] bool leads_here(Outcome outcome) const {
        return std::ranges::all_of(way_, [&](FlowIndex flow) { return lets_pass(flow, outcome); });
    }

    [[nodiscard]] bool lets_pass(FlowIndex index, Outcome outcome) const {
        const Flow& flow = net_.flows[index];
        if (flow.condition) return !reads_outcome_only(*flow.condition) || holds(*flow.condition, outcome);
        if (net_.node(flow.source).default_flow != index) return true;
        // The default is taken where no other way is.
        return std::ranges::none_of(net_.outgoing(flow.source), [&](FlowIndex other) {
            const auto& condition = net_.flows[other].condition;
            return condition && reads_outcome_only(*condition) && holds(*condition, outcome);
        });
    }

    const Procedure& procedure_;
    const Net& net_;
    std::vector<FlowIndex> way_;  ///< from the step back
    int visits_ = 0;
    std::vector<Arrival> arrivals_;
};

}  // namespace

std::vector<Arrival> arrivals(const Procedure& procedure, const Step& step) {
    return Walk(procedure).to(step);
}

std::string text_of(const Arrival& arrival) {
    std::string text;
    if (arrival.step != nullptr) {
        text = fmt::format("sau bước {}", arrival.step->ordinal);
    } else if (arrival.from->kind == execution::NodeKind::start_event) {
        text = fmt::format("khi có “{}”", arrival.from->name);
    } else {
        text = fmt::format("sau “{}”", arrival.from->name);
    }
    std::vector<std::string_view> outcomes;
    for (const Outcome outcome : arrival.outcomes) outcomes.push_back(Phrases::name(outcome));
    if (!outcomes.empty()) text += fmt::format(" ({})", fmt::join(outcomes, ", "));
    if (!arrival.conditions.empty()) text += fmt::format(", khi {}", fmt::join(arrival.conditions, "; "));
    return text;
}

}  // namespace trien::procedure::detail
