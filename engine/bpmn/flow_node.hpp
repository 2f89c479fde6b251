// SPDX-License-Identifier: Apache-2.0
// Activities, events and gateways of BPMN 2.0.1 (10.3, 10.5, 10.6) and what holds them together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bpmn/data.hpp"

namespace trien::bpmn {

// --- Events ----------------------------------------------------------------------------------------------------------

/// What an event waits for or does. One struct for all kinds; members of other kinds are empty.
struct EventDefinition : Element {
    enum class Kind : std::uint8_t {
        cancel,
        compensate,
        conditional,
        error,
        escalation,
        link,
        message,
        signal,
        terminate,
        timer,
    };
    Kind kind = Kind::message;
    QName refers_to;  ///< messageRef, signalRef, errorRef, escalationRef; empty: any error, any escalation
    QName operation;  ///< of a message
    std::optional<Expression> time_date;
    std::optional<Expression> time_duration;
    std::optional<Expression> time_cycle;
    std::optional<Expression> condition;
    QName activity;                   ///< of compensate; empty: all of the scope
    bool wait_for_completion = true;  ///< of compensate
    std::vector<QName> link_sources;  ///< a link is matched by its name; these are for information
    QName link_target;
};

/// The part of a flow node that only events have.
struct EventPart {
    /// Own ones, and the root elements named by eventDefinitionRef. Empty for a none event, several for a multiple one.
    std::vector<EventDefinition> definitions;
    bool is_parallel_multiple = false;  ///< all of the definitions must occur, not one of them
    bool is_interrupting = true;        ///< isInterrupting of a start event, cancelActivity of a boundary event
    std::string attached_to;            ///< id of a boundary event's activity
    DataInterface data;                 ///< dataInputs of throw, dataOutputs of catch events

    [[nodiscard]] bool has(EventDefinition::Kind kind) const;
};

// --- Activities ------------------------------------------------------------------------------------------------------

struct StandardLoop : Element {
    bool test_before = false;
    std::optional<std::int64_t> maximum;
    std::optional<Expression> condition;
};

struct ComplexBehavior : Element {
    Expression condition;
    std::vector<EventDefinition> events;  ///< of its implicit throw event
};

struct MultiInstance : Element {
    enum class Behavior : std::uint8_t { none, one, all, complex };
    bool is_sequential = false;
    std::optional<Expression> cardinality;
    QName data_input;   ///< loopDataInputRef
    QName data_output;  ///< loopDataOutputRef
    std::optional<DataElement> input_item;
    std::optional<DataElement> output_item;
    std::optional<Expression> completion_condition;
    Behavior behavior = Behavior::all;
    QName one_behavior_event;
    QName none_behavior_event;
    std::vector<ComplexBehavior> complex_behavior;
};

/// The part of a flow node that only activities have.
struct ActivityPart {
    std::optional<StandardLoop> standard_loop;
    std::optional<MultiInstance> multi_instance;
    bool is_for_compensation = false;
    std::int64_t start_quantity = 1;
    std::int64_t completion_quantity = 1;
    std::optional<DataInterface> io;
    std::vector<DataElement> properties;
    std::vector<ResourceRole> resources;

    std::string implementation;  ///< of user, service, send, receive and business rule tasks
    QName message;               ///< of send and receive tasks
    QName operation;             ///< of service, send and receive tasks
    bool instantiate = false;    ///< of a receive task
    std::string script;          ///< of a script task
    std::string script_format;
    QName called_element;         ///< of a call activity: process or global task
    bool is_event_based = false;  ///< triggeredByEvent: the sub-process is an event sub-process
    // Of an ad hoc sub-process:
    bool is_ordered_sequentially = false;
    bool cancel_remaining_instances = true;
    std::optional<Expression> completion_condition;
    std::string method;  ///< of a transaction: "##Compensate", "##Image", "##Store" or a URI
};

// --- Gateways --------------------------------------------------------------------------------------------------------

/// The part of a flow node that only gateways have.
struct GatewayPart {
    enum class Direction : std::uint8_t { unspecified, converging, diverging, mixed };
    Direction direction = Direction::unspecified;
    bool instantiate = false;                        ///< of an event-based gateway
    bool is_parallel = false;                        ///< eventGatewayType of an event-based gateway
    std::optional<Expression> activation_condition;  ///< of a complex gateway
};

// --- The graph -------------------------------------------------------------------------------------------------------

enum class NodeKind : std::uint8_t {
    task,
    user_task,
    manual_task,
    service_task,
    script_task,
    business_rule_task,
    send_task,
    receive_task,
    sub_process,
    transaction,
    ad_hoc_sub_process,
    call_activity,
    exclusive_gateway,
    inclusive_gateway,
    parallel_gateway,
    event_based_gateway,
    complex_gateway,
    start_event,
    end_event,
    intermediate_catch_event,
    intermediate_throw_event,
    boundary_event,
};

[[nodiscard]] constexpr bool is_task(NodeKind kind) {
    return kind <= NodeKind::receive_task;
}
/// Embedded, event, transaction or ad hoc.
[[nodiscard]] constexpr bool is_sub_process(NodeKind kind) {
    return kind >= NodeKind::sub_process && kind <= NodeKind::ad_hoc_sub_process;
}
[[nodiscard]] constexpr bool is_activity(NodeKind kind) {
    return kind <= NodeKind::call_activity;
}
[[nodiscard]] constexpr bool is_gateway(NodeKind kind) {
    return kind >= NodeKind::exclusive_gateway && kind <= NodeKind::complex_gateway;
}
[[nodiscard]] constexpr bool is_event(NodeKind kind) {
    return kind >= NodeKind::start_event && kind <= NodeKind::boundary_event;
}

/// The element's name in a file: "userTask".
[[nodiscard]] std::string_view text_of(NodeKind kind);
/// The element's name in a file: "timerEventDefinition".
[[nodiscard]] std::string_view text_of(EventDefinition::Kind kind);

struct SequenceFlow : Element {
    std::string source;  ///< id
    std::string target;  ///< id
    std::optional<Expression> condition;
    bool is_default = false;  ///< its source names it so
};

/// An association. A compensation boundary event is tied to its handler by one (10.6.3).
struct Association : Element {
    enum class Direction : std::uint8_t { none, one, both };
    QName source;
    QName target;
    Direction direction = Direction::none;
};

struct TextAnnotation : Element {
    std::string text;
};

struct Group : Element {
    QName category_value;
};

/// An element that has no type of its own here (conversations, choreographies, correlation, end points …). Its whole
/// content is in the tree of the file.
struct OtherElement : Element {
    std::string tag;  ///< "conversationLink"
    QName source;     ///< sourceRef, where it has one
    QName target;
};

struct FlowNode;

struct Lane : Element {
    std::vector<std::string> nodes;  ///< flowNodeRef ids
    std::vector<Lane> lanes;         ///< childLaneSet
    QName partition_element;
};

/// FlowElementsContainer with the artifacts of the same scope: what a process and a sub-process hold.
struct Container {
    std::vector<Lane> lanes;  ///< of all its lane sets
    std::vector<FlowNode> nodes;
    std::vector<SequenceFlow> flows;
    std::vector<DataElement> data;  ///< objects, their references, references of stores
    std::vector<Association> associations;
    std::vector<TextAnnotation> annotations;
    std::vector<Group> groups;
    std::vector<OtherElement> others;  ///< of a choreography, and correlation subscriptions
};

/// An activity, event or gateway. Look at `kind`, then at the part of that kind; the other parts are empty.
struct FlowNode : Element {
    NodeKind kind = NodeKind::task;
    std::string default_flow;  ///< id; of activities and of exclusive, inclusive and complex gateways
    ActivityPart activity;
    EventPart event;
    GatewayPart gateway;
    Container inside;                                ///< of a sub-process
    std::vector<DataAssociation> data_associations;  ///< of activities and events
};

}  // namespace trien::bpmn
