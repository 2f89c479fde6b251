// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "engine/bpmn/detail/interpreter.hpp"

namespace trien::bpmn::detail {

std::optional<NodeKind> node_kind(std::string_view name) {
    for (auto kind = NodeKind::task; kind <= NodeKind::boundary_event;
         kind = static_cast<NodeKind>(static_cast<std::uint8_t>(kind) + 1)) {
        if (text_of(kind) == name) return kind;
    }
    return std::nullopt;
}

std::optional<EventDefinition::Kind> event_definition_kind(std::string_view name) {
    using Kind = EventDefinition::Kind;
    for (auto kind = Kind::cancel; kind <= Kind::timer; kind = static_cast<Kind>(static_cast<std::uint8_t>(kind) + 1)) {
        if (text_of(kind) == name) return kind;
    }
    return std::nullopt;
}

namespace {

/// Parts of a process that have a meaning to an engine, but no type here.
bool has_no_type(std::string_view name) {
    return name == "implicitThrowEvent" || name == "correlationSubscription" ||
           name.find("horeography") != std::string_view::npos;
}

}  // namespace

// --- Containers ------------------------------------------------------------------------------------------------------

Container Interpreter::container(const XmlElement& xml) {
    Container read;
    for (const XmlElement& child : xml.children) {
        if (child.space == model_namespace) read_flow_element(read, child);
    }
    std::unordered_map<std::string_view, std::string_view> default_flows;
    for (const FlowNode& node : read.nodes) default_flows.emplace(node.id, node.default_flow);
    for (SequenceFlow& flow : read.flows) {
        const auto found = default_flows.find(flow.source);
        flow.is_default = !flow.id.empty() && found != default_flows.end() && found->second == flow.id;
    }
    return read;
}

void Interpreter::read_flow_element(Container& into, const XmlElement& xml) {
    using Kind = DataElement::Kind;
    if (const auto kind = node_kind(xml.name)) {
        into.nodes.push_back(flow_node(xml, *kind));
    } else if (xml.name == "sequenceFlow") {
        into.flows.push_back(sequence_flow(xml));
    } else if (xml.name == "laneSet") {
        read_lanes(into.lanes, xml);
    } else if (xml.name == "dataObject") {
        into.data.push_back(data_element(xml, Kind::data_object));
    } else if (xml.name == "dataObjectReference") {
        into.data.push_back(data_element(xml, Kind::data_object_reference));
    } else if (xml.name == "dataStoreReference") {
        into.data.push_back(data_element(xml, Kind::data_store_reference));
    } else if (has_no_type(xml.name)) {
        into.others.push_back(other_element(xml));
    } else {
        read_artifact(into, xml);
    }
}

SequenceFlow Interpreter::sequence_flow(const XmlElement& xml) {
    auto flow = element<SequenceFlow>(xml);
    flow.source = trimmed(xml.attribute("sourceRef"));
    flow.target = trimmed(xml.attribute("targetRef"));
    flow.condition = expression_part(xml, "conditionExpression");
    return flow;
}

Lane Interpreter::lane(const XmlElement& xml) {
    auto read = element<Lane>(xml);
    read.nodes = texts(xml, "flowNodeRef");
    read.partition_element = reference(xml, "partitionElementRef");
    if (const XmlElement* const set = xml.child(model_namespace, "childLaneSet")) read_lanes(read.lanes, *set);
    return read;
}

void Interpreter::read_lanes(std::vector<Lane>& into, const XmlElement& lane_set) {
    read_.insert(&lane_set);
    for (const XmlElement* const part : parts(lane_set, "lane")) into.push_back(lane(*part));
}

OtherElement Interpreter::other_element(const XmlElement& xml) {
    auto other = element<OtherElement>(xml);
    other.tag = xml.name;
    other.source = reference(xml, "sourceRef");
    other.target = reference(xml, "targetRef");
    return other;
}

// --- Flow nodes ------------------------------------------------------------------------------------------------------

FlowNode Interpreter::flow_node(const XmlElement& xml, NodeKind kind) {
    auto node = element<FlowNode>(xml);
    node.kind = kind;
    node.default_flow = trimmed(xml.attribute("default"));
    if (is_activity(kind)) node.activity = activity_part(xml);
    if (is_event(kind)) node.event = event_part(xml, kind);
    if (is_gateway(kind)) node.gateway = gateway_part(xml);
    if (is_sub_process(kind)) node.inside = container(xml);
    for (const char* const name : {"dataInputAssociation", "dataOutputAssociation"}) {
        for (const XmlElement* const part : parts(xml, name)) node.data_associations.push_back(data_association(*part));
    }
    return node;
}

ActivityPart Interpreter::activity_part(const XmlElement& xml) {
    ActivityPart part;
    if (const auto* const loop = xml.child(model_namespace, "standardLoopCharacteristics")) {
        part.standard_loop = standard_loop(*loop);
    }
    if (const auto* const loop = xml.child(model_namespace, "multiInstanceLoopCharacteristics")) {
        part.multi_instance = multi_instance(*loop);
    }
    part.is_for_compensation = flag(xml, "isForCompensation");
    part.start_quantity = count(xml, "startQuantity").value_or(1);
    part.completion_quantity = count(xml, "completionQuantity").value_or(1);
    part.io = io_part(xml);
    part.properties = properties(xml);
    part.resources = resource_roles(xml);
    part.implementation = xml.attribute("implementation");
    part.message = reference(xml, "messageRef");
    part.operation = reference(xml, "operationRef");
    part.instantiate = flag(xml, "instantiate");
    if (const XmlElement* const script = xml.child(model_namespace, "script")) part.script = script->own_text();
    part.script_format = xml.attribute("scriptFormat");
    part.called_element = reference(xml, "calledElement");
    part.is_event_based = flag(xml, "triggeredByEvent");
    part.is_ordered_sequentially = trimmed(xml.attribute("ordering")) == "Sequential";
    part.cancel_remaining_instances = flag(xml, "cancelRemainingInstances", true);
    part.completion_condition = expression_part(xml, "completionCondition");
    part.method = xml.attribute("method");
    if (xml.name == "transaction" && part.method.empty()) part.method = "##Compensate";
    return part;
}

StandardLoop Interpreter::standard_loop(const XmlElement& xml) {
    auto loop = element<StandardLoop>(xml);
    loop.test_before = flag(xml, "testBefore");
    loop.maximum = count(xml, "loopMaximum");
    loop.condition = expression_part(xml, "loopCondition");
    return loop;
}

MultiInstance Interpreter::multi_instance(const XmlElement& xml) {
    using Behavior = MultiInstance::Behavior;
    auto loop = element<MultiInstance>(xml);
    loop.is_sequential = flag(xml, "isSequential");
    loop.cardinality = expression_part(xml, "loopCardinality");
    loop.data_input = reference_part(xml, "loopDataInputRef");
    loop.data_output = reference_part(xml, "loopDataOutputRef");
    if (const XmlElement* const item = xml.child(model_namespace, "inputDataItem")) {
        loop.input_item = data_element(*item, DataElement::Kind::data_input);
    }
    if (const XmlElement* const item = xml.child(model_namespace, "outputDataItem")) {
        loop.output_item = data_element(*item, DataElement::Kind::data_output);
    }
    loop.completion_condition = expression_part(xml, "completionCondition");
    const std::string& behavior = xml.attribute("behavior");
    if (behavior == "None") loop.behavior = Behavior::none;
    if (behavior == "One") loop.behavior = Behavior::one;
    if (behavior == "Complex") loop.behavior = Behavior::complex;
    loop.one_behavior_event = reference(xml, "oneBehaviorEventRef");
    loop.none_behavior_event = reference(xml, "noneBehaviorEventRef");
    for (const XmlElement* const part : parts(xml, "complexBehaviorDefinition")) {
        auto complex = element<ComplexBehavior>(*part);
        complex.condition = expression_part(*part, "condition").value_or(Expression());
        if (const XmlElement* const event = part->child(model_namespace, "event")) {
            read_.insert(event);
            complex.events = event_definitions(*event);
        }
        loop.complex_behavior.push_back(std::move(complex));
    }
    return loop;
}

GatewayPart Interpreter::gateway_part(const XmlElement& xml) {
    using Direction = GatewayPart::Direction;
    GatewayPart part;
    const std::string& direction = xml.attribute("gatewayDirection");
    if (direction == "Converging") part.direction = Direction::converging;
    if (direction == "Diverging") part.direction = Direction::diverging;
    if (direction == "Mixed") part.direction = Direction::mixed;
    part.instantiate = flag(xml, "instantiate");
    part.is_parallel = xml.attribute("eventGatewayType") == "Parallel";
    part.activation_condition = expression_part(xml, "activationCondition");
    return part;
}

// --- Events ----------------------------------------------------------------------------------------------------------

EventPart Interpreter::event_part(const XmlElement& xml, NodeKind kind) {
    EventPart part;
    part.definitions = event_definitions(xml);
    part.is_parallel_multiple = flag(xml, "parallelMultiple");
    part.is_interrupting = flag(xml, kind == NodeKind::boundary_event ? "cancelActivity" : "isInterrupting", true);
    part.attached_to = reference(xml, "attachedToRef").name;
    read_data_interface(part.data, xml);
    return part;
}

std::vector<EventDefinition> Interpreter::event_definitions(const XmlElement& xml) {
    std::vector<EventDefinition> found;
    for (const XmlElement& child : xml.children) {
        if (child.space != model_namespace) continue;
        const XmlElement* definition = &child;
        if (child.name == "eventDefinitionRef") {
            const auto root = root_event_definitions_.find(names_.resolve(child.text, child).name);
            if (root == root_event_definitions_.end()) continue;
            definition = root->second;
        }
        if (const auto kind = event_definition_kind(definition->name)) {
            found.push_back(event_definition(*definition, *kind));
        }
    }
    return found;
}

EventDefinition Interpreter::event_definition(const XmlElement& xml, EventDefinition::Kind kind) {
    auto read = element<EventDefinition>(xml);
    read.kind = kind;
    for (const char* const name : {"messageRef", "signalRef", "errorRef", "escalationRef"}) {
        if (xml.has(name)) read.refers_to = reference(xml, name);
    }
    read.operation = reference_part(xml, "operationRef");
    read.time_date = expression_part(xml, "timeDate");
    read.time_duration = expression_part(xml, "timeDuration");
    read.time_cycle = expression_part(xml, "timeCycle");
    read.condition = expression_part(xml, "condition");
    read.activity = reference(xml, "activityRef");
    read.wait_for_completion = flag(xml, "waitForCompletion", true);
    read.link_sources = reference_parts(xml, "source");
    read.link_target = reference_part(xml, "target");
    return read;
}

// --- Artifacts -------------------------------------------------------------------------------------------------------

Association Interpreter::association(const XmlElement& xml) {
    using Direction = Association::Direction;
    auto read = element<Association>(xml);
    read.source = reference(xml, "sourceRef");
    read.target = reference(xml, "targetRef");
    const std::string& direction = xml.attribute("associationDirection");
    if (direction == "One") read.direction = Direction::one;
    if (direction == "Both") read.direction = Direction::both;
    return read;
}

template <class Scope>
bool Interpreter::read_artifact(Scope& into, const XmlElement& xml) {
    if (xml.name == "association") {
        into.associations.push_back(association(xml));
    } else if (xml.name == "textAnnotation") {
        into.annotations.push_back(element<TextAnnotation>(xml));
        into.annotations.back().text = text_part(xml, "text");
    } else if (xml.name == "group") {
        into.groups.push_back(element<Group>(xml));
        into.groups.back().category_value = reference(xml, "categoryValueRef");
    } else {
        return false;
    }
    return true;
}

template bool Interpreter::read_artifact(Container&, const XmlElement&);
template bool Interpreter::read_artifact(Collaboration&, const XmlElement&);

}  // namespace trien::bpmn::detail
