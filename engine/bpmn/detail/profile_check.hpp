// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/bpmn/model.hpp"

namespace trien::bpmn::detail {

/// One process or sub-process with the graph of its flows.
struct Scope {
    Scope(const Container& held, const FlowNode* sub_process);

    const Container& container;
    const FlowNode* owner = nullptr;  ///< null for the process itself
    std::unordered_map<std::string_view, const FlowNode*> nodes;
    std::unordered_map<std::string_view, std::vector<const SequenceFlow*>> incoming;  ///< by node
    std::unordered_map<std::string_view, std::vector<const SequenceFlow*>> outgoing;

    /// Null if there is none in this very scope.
    [[nodiscard]] const FlowNode* node(std::string_view id) const;
    [[nodiscard]] const std::vector<const SequenceFlow*>& flows_to(const FlowNode& node) const;
    [[nodiscard]] const std::vector<const SequenceFlow*>& flows_from(const FlowNode& node) const;
    [[nodiscard]] bool is_event_sub_process() const { return owner != nullptr && owner->activity.is_event_based; }
};

/// Collects the findings of the executable profile.
class Report {
  public:
    /// @param code  of a rule in profile_rules().
    void add(std::string_view code, const Element& at);
    [[nodiscard]] Findings in_file_order() &&;

  private:
    Findings findings_;
};

void check_activities(const Scope& scope, Report& report);
void check_events(const Scope& scope, Report& report);
void check_flows(const Scope& scope, Report& report);
void check_gateways(const Scope& scope, Report& report);
void check_links(const Scope& scope, Report& report);

}  // namespace trien::bpmn::detail
