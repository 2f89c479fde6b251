// SPDX-License-Identifier: Apache-2.0
// The compiled net: one process of a BPMN 2.0.1 file, resolved and indexed. The game, the checks before a procedure is
// issued and the audit all read this and nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/bpmn/flow_node.hpp"
#include "engine/execution/expression.hpp"

namespace trien::execution {

using bpmn::NodeKind;
using NodeIndex = std::uint32_t;   ///< into Net::nodes
using FlowIndex = std::uint32_t;   ///< into Net::flows
using ScopeIndex = std::uint32_t;  ///< into Net::scopes
/// No node, flow or scope.
inline constexpr std::uint32_t nothing = UINT32_MAX;

/// The rule of a timer event, each a FEEL expression or a plain ISO 8601 text (10.5.5.2, Table 10.101).
struct TimerRule {
    enum class Kind : std::uint8_t { date, duration, cycle };
    Kind kind = Kind::duration;
    Expression rule;
};

/// One event definition: what an event node waits for or throws.
struct Trigger {
    using Kind = bpmn::EventDefinition::Kind;
    Kind kind = Kind::message;
    std::string name;                     ///< message, signal or link name; error or escalation code, empty for any
    std::optional<TimerRule> timer;       ///< of a timer
    std::optional<Expression> condition;  ///< of a conditional event
    NodeIndex activity = nothing;         ///< of a compensation: the one to undo; nothing: all of the scope
    bool waits = true;                    ///< of a compensation: the token waits until it is done
};

/// `target = value`, a data association of one source or one of its assignments (10.4.2).
struct Assignment {
    std::string target;  ///< variable
    Expression value;
};

/// How data enters and leaves a node. Names are variables.
struct DataMapping {
    std::vector<std::string> inputs;   ///< dataInputs: local to the activity
    std::vector<std::string> outputs;  ///< dataOutputs: local to the activity
    std::vector<Assignment> before;    ///< of the data input associations; targets are local
    std::vector<Assignment> after;     ///< of the data output associations; targets lie around the activity
};

/// Standard loop or multi-instance (10.3.8).
struct Loop {
    enum class Kind : std::uint8_t { standard, parallel, sequential };
    enum class Throws : std::uint8_t { never, each, first, complex };
    struct Complex {
        Expression condition;
        std::vector<Trigger> triggers;
    };
    Kind kind = Kind::standard;
    bool test_before = false;
    std::optional<std::int64_t> maximum;
    std::optional<Expression> condition;    ///< of a standard loop: goes on while it holds
    std::optional<Expression> cardinality;  ///< of multi-instance: how many
    std::optional<Expression> collection;   ///< of multi-instance: one instance an element
    std::string item;                       ///< variable of the element, in each instance
    std::string output;                     ///< variable that collects
    std::string output_item;                ///< variable collected from each instance
    std::optional<Expression> completion;   ///< ends the loop and cancels what still runs
    Throws throws = Throws::never;
    std::vector<Trigger> triggers;  ///< of noneBehaviorEventRef or oneBehaviorEventRef
    std::vector<Complex> complex;
};

/// An activity, event or gateway.
struct Node {
    ElementId id;
    std::string name;
    NodeKind kind = NodeKind::task;
    ScopeIndex scope = nothing;  ///< where it lies
    ScopeIndex body = nothing;   ///< of a sub-process: what it holds
    FlowIndex default_flow = nothing;
    NodeIndex attached_to = nothing;    ///< of a boundary event
    NodeIndex link_target = nothing;    ///< of a link throw event
    NodeIndex handler = nothing;        ///< of an activity: its compensation handler
    std::vector<NodeIndex> boundaries;  ///< of an activity, without compensation events
    std::vector<Trigger> triggers;      ///< of an event; the message of a send or receive task
    bool parallel_multiple = false;     ///< all triggers must occur, not one
    bool interrupting = true;           ///< of a start event of an event sub-process, of a boundary event
    bool instantiates = false;          ///< receive task or event-based gateway that starts the process
    bool parallel_events = false;       ///< of an instantiating event-based gateway: all events, not one
    bool event_sub_process = false;
    bool for_compensation = false;
    bool compensable = false;          ///< its completion is remembered, so that it can be undone
    bool passes_through = false;       ///< a task nobody waits for
    std::string called;                ///< of a call activity: id of the process
    std::string implementation;        ///< of a task, as written
    std::optional<Expression> script;  ///< of a script task
    std::optional<Loop> loop;
    DataMapping data;
    std::vector<std::string> properties;  ///< of a task or call activity: variables local to it
};

/// A sequence flow.
struct Flow {
    ElementId id;
    NodeIndex source = nothing;
    NodeIndex target = nothing;
    std::optional<Expression> condition;
};

/// A process or the inside of a sub-process.
struct Scope {
    NodeIndex owner = nothing;  ///< the sub-process; nothing for the process
    ScopeIndex parent = nothing;
    std::vector<NodeIndex> nodes;             ///< that lie directly in it
    std::vector<NodeIndex> starts;            ///< none start events, else what has no incoming flow (10.5.2, 13.2)
    std::vector<NodeIndex> triggered_starts;  ///< of a process: what a message, signal, timer … starts
    std::vector<NodeIndex> event_starts;      ///< start events of its event sub-processes
    std::vector<NodeIndex> inclusive_joins;   ///< inclusive gateways with several incoming flows
    std::vector<std::string> variables;       ///< properties and data objects, by name
    bool is_ad_hoc = false;
    bool is_sequential = false;            ///< of an ad hoc sub-process: one activity at a time
    bool cancels_remaining = true;         ///< of an ad hoc sub-process
    std::optional<Expression> completion;  ///< of an ad hoc sub-process
};

/// From which nodes a token can come to an inclusive join, per incoming flow, without passing the join (13.4.3).
struct JoinReach {
    std::vector<std::vector<bool>> from;  ///< [incoming flow of the join, in order][node]
};

/// One process, compiled. Immutable; nodes, flows and scopes are dense. Scope 0 is the process.
class Net {
  public:
    std::string process;  ///< id
    std::string name;
    std::string digest;  ///< of the file it came from, as the caller names versions; may be empty
    std::vector<Node> nodes;
    std::vector<Flow> flows;
    std::vector<Scope> scopes;
    std::map<NodeIndex, JoinReach> join_reach;

    [[nodiscard]] const Node& node(NodeIndex index) const { return nodes.at(index); }
    [[nodiscard]] std::span<const FlowIndex> incoming(NodeIndex node) const { return links(incoming_, node); }
    [[nodiscard]] std::span<const FlowIndex> outgoing(NodeIndex node) const { return links(outgoing_, node); }
    /// The node of that id, or `nothing`.
    [[nodiscard]] NodeIndex find(const ElementId& id) const;
    /// The flow of that id, or `nothing`.
    [[nodiscard]] FlowIndex find_flow(const ElementId& id) const;

    /// Builds the indices; to be called once, when nodes and flows are complete.
    void index();

  private:
    /// Compressed rows: the flows of node n are flows[offsets[n]] … flows[offsets[n + 1] - 1], in file order.
    struct Rows {
        std::vector<std::uint32_t> offsets;
        std::vector<FlowIndex> flows;
    };
    [[nodiscard]] static std::span<const FlowIndex> links(const Rows& rows, NodeIndex node);
    [[nodiscard]] Rows rows_by(NodeIndex Flow::* end) const;

    Rows incoming_;
    Rows outgoing_;
    std::unordered_map<ElementId, NodeIndex> node_of_;
    std::unordered_map<ElementId, FlowIndex> flow_of_;
};

}  // namespace trien::execution
