// SPDX-License-Identifier: Apache-2.0
// One compilation under way.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/execution/compile.hpp"

namespace trien::execution::detail {

class Compiler {
  public:
    Compiler(const bpmn::Definitions& definitions, const CompileOptions& options)
        : definitions_(definitions), options_(options) {}

    void compile(const bpmn::Process& process);
    [[nodiscard]] CompileResult take_result();

  private:
    // --- the graph (compiler.cpp) ---
    ScopeIndex add_scope(const bpmn::Container& container, NodeIndex owner);
    void add_node(const bpmn::FlowNode& source, ScopeIndex scope);
    void add_flows(const bpmn::Container& container);
    void complete_nodes(const bpmn::Container& container);
    void complete_scope(ScopeIndex scope);
    [[nodiscard]] bool is_implicit_start(NodeIndex node) const;
    void link_nodes(const bpmn::Container& container);
    void tie_boundary(const bpmn::FlowNode& source, const bpmn::Container& container);
    void tie_handler(const bpmn::FlowNode& event, const bpmn::Container& container);
    void tie_links(const bpmn::Container& container);
    void find_compensable(ScopeIndex scope);
    void check_cancels(const bpmn::Container& container);
    [[nodiscard]] NodeIndex index_of(const std::string& id) const;

    // --- activities (compile_activities.cpp) ---
    void complete_activity(Node& node, const bpmn::FlowNode& source);
    void complete_task(Node& node, const bpmn::FlowNode& source);
    void complete_call(Node& node, const bpmn::FlowNode& source);
    void complete_ad_hoc(Scope& scope, const bpmn::ActivityPart& activity);
    void set_script(Node& node, const Place& place, const std::string& script, const std::string& format);
    [[nodiscard]] Loop loop_of(const bpmn::FlowNode& source);
    [[nodiscard]] Loop multi_instance_of(const bpmn::MultiInstance& source, const Place& place);
    void set_behavior(Loop& loop, const bpmn::MultiInstance& source, const Place& place);

    // --- events (compile_events.cpp) ---
    void complete_event(Node& node, const bpmn::FlowNode& source);
    [[nodiscard]] std::vector<Trigger> triggers_of(const std::vector<bpmn::EventDefinition>& definitions);
    [[nodiscard]] Trigger trigger_of(const bpmn::EventDefinition& source);
    [[nodiscard]] std::string name_of(const bpmn::EventDefinition& source) const;
    [[nodiscard]] std::string message_name(const std::string& id) const;
    void set_timer(Trigger& trigger, const bpmn::EventDefinition& source);

    // --- data and expressions (compile_data.cpp) ---
    void learn_names(const bpmn::Process& process);
    void learn_names(const bpmn::Container& container);
    void learn(const std::vector<bpmn::DataElement>& elements);
    [[nodiscard]] std::vector<std::string> names_of(const std::vector<bpmn::DataElement>& elements) const;
    [[nodiscard]] std::string variable_of(const std::string& id) const;
    void set_data(Node& node, const bpmn::FlowNode& source);
    void add_association(DataMapping& data, const bpmn::DataAssociation& source);
    [[nodiscard]] std::optional<Expression> expression(const bpmn::Expression& source);
    [[nodiscard]] std::optional<Expression> expression(const std::optional<bpmn::Expression>& source);
    [[nodiscard]] std::optional<Expression> parse(const std::string& text, const Place& place);
    [[nodiscard]] std::optional<Expression> variable_expression(const std::string& id, const Place& place);

    void report(const char* code, const Place& place, Message text, Message mend);

    const bpmn::Definitions& definitions_;
    const CompileOptions& options_;
    Net net_;
    Findings findings_;
    std::map<std::string, NodeIndex> index_of_id_;
    std::map<std::string, std::string> variable_of_id_;
    std::vector<std::string> known_names_;
};

}  // namespace trien::execution::detail
