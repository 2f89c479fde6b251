// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <utility>

#include "engine/bpmn/detail/interpreter.hpp"
#include "engine/bpmn/reader.hpp"

namespace trien::bpmn {

Definitions interpret(const XmlElement& root, const std::string& file) {
    return detail::Interpreter(root, file).definitions();
}

namespace detail {

namespace {

/// What BPMN means when a file names no language (BPMN 2.0.1, table 8.1).
constexpr std::string_view default_expression_language = "http://www.w3.org/1999/XPath";
constexpr std::string_view default_type_language = "http://www.w3.org/2001/XMLSchema";

std::string attribute_or(const XmlElement& xml, std::string_view name, std::string_view absent) {
    const std::string& value = xml.attribute(name);
    return value.empty() ? std::string(absent) : value;
}

std::optional<NodeKind> global_task_kind(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, NodeKind>, 5> forms{
        {{"globalTask", NodeKind::task},
         {"globalUserTask", NodeKind::user_task},
         {"globalManualTask", NodeKind::manual_task},
         {"globalScriptTask", NodeKind::script_task},
         {"globalBusinessRuleTask", NodeKind::business_rule_task}}};
    for (const auto& [form, kind] : forms) {
        if (form == name) return kind;
    }
    return std::nullopt;
}

}  // namespace

Interpreter::Interpreter(const XmlElement& root, const std::string& file)
    : root_(root),
      file_(file),
      names_(root),
      expression_language_(attribute_or(root, "expressionLanguage", default_expression_language)) {
    for (const XmlElement& child : root.children) {
        if (child.space == model_namespace && event_definition_kind(child.name)) {
            root_event_definitions_.emplace(child.attribute("id"), &child);
        }
    }
}

Definitions Interpreter::definitions() {
    auto definitions = element<Definitions>(root_);
    definitions.target_namespace = root_.attribute("targetNamespace");
    definitions.expression_language = expression_language_;
    definitions.type_language = attribute_or(root_, "typeLanguage", default_type_language);
    for (const XmlElement& child : root_.children) {
        if (child.space == model_namespace) read_root(definitions, child);
        if (child.is(di_namespace, "BPMNDiagram")) definitions.diagrams.push_back(diagram(child));
    }
    read_others(definitions.others, root_);
    return definitions;
}

void Interpreter::read_root(Definitions& into, const XmlElement& xml) {
    const std::string& name = xml.name;
    if (name == "process") {
        into.processes.push_back(process(xml));
    } else if (name == "collaboration" || name == "choreography" || name == "globalConversation" ||
               name == "globalChoreographyTask") {
        into.collaborations.push_back(collaboration(xml));
    } else if (const auto task = global_task_kind(name)) {
        into.global_tasks.push_back(global_task(xml, *task));
    } else if (const auto definition = event_definition_kind(name)) {
        into.event_definitions.push_back(event_definition(xml, *definition));
    } else if (name == "import") {
        into.imports.push_back({xml.attribute("importType"), xml.attribute("location"), xml.attribute("namespace")});
    } else if (name == "itemDefinition") {
        auto& item = into.items.emplace_back(element<ItemDefinition>(xml));
        item.structure = reference(xml, "structureRef");
        item.is_collection = flag(xml, "isCollection");
        item.is_physical = xml.attribute("itemKind") == "Physical";
    } else if (name == "message") {
        into.messages.emplace_back(element<Message>(xml)).item = reference(xml, "itemRef");
    } else if (name == "signal") {
        into.signals.emplace_back(element<Signal>(xml)).item = reference(xml, "structureRef");
    } else if (name == "error" || name == "escalation") {
        auto& error = (name == "error" ? into.errors : into.escalations).emplace_back(element<ErrorType>(xml));
        error.code = xml.attribute(name + "Code");
        error.item = reference(xml, "structureRef");
    } else if (name == "interface") {
        into.interfaces.push_back(interface(xml));
    } else if (name == "resource") {
        into.resources.push_back(resource(xml));
    } else if (name == "dataStore") {
        into.data_stores.push_back(data_element(xml, DataElement::Kind::data_store));
    } else if (name == "category") {
        for (const XmlElement* const part : parts(xml, "categoryValue")) {
            into.category_values.emplace_back(element<CategoryValue>(*part)).value = part->attribute("value");
        }
    }
}

Process Interpreter::process(const XmlElement& xml) {
    auto process = element<Process>(xml);
    process.is_executable = flag(xml, "isExecutable");
    process.is_closed = flag(xml, "isClosed");
    const std::string& type = xml.attribute("processType");
    if (type == "Public") process.type = Process::Type::open;
    if (type == "Private") process.type = Process::Type::closed;
    process.properties = properties(xml);
    process.io = io_part(xml);
    process.resources = resource_roles(xml);
    process.inside = container(xml);
    return process;
}

GlobalTask Interpreter::global_task(const XmlElement& xml, NodeKind kind) {
    auto task = element<GlobalTask>(xml);
    task.kind = kind;
    task.implementation = xml.attribute("implementation");
    task.script = text_part(xml, "script");
    task.script_language = xml.attribute("scriptLanguage");
    task.io = io_part(xml);
    task.resources = resource_roles(xml);
    return task;
}

Interface Interpreter::interface(const XmlElement& xml) {
    auto interface = element<Interface>(xml);
    for (const XmlElement* const part : parts(xml, "operation")) {
        auto& operation = interface.operations.emplace_back(element<Operation>(*part));
        operation.in_message = reference_part(*part, "inMessageRef");
        operation.out_message = reference_part(*part, "outMessageRef");
        operation.errors = reference_parts(*part, "errorRef");
    }
    return interface;
}

Resource Interpreter::resource(const XmlElement& xml) {
    auto resource = element<Resource>(xml);
    for (const XmlElement* const part : parts(xml, "resourceParameter")) {
        auto& parameter = resource.parameters.emplace_back(element<ResourceParameter>(*part));
        parameter.type = reference(*part, "type");
        parameter.is_required = flag(*part, "isRequired");
    }
    return resource;
}

Collaboration Interpreter::collaboration(const XmlElement& xml) {
    auto collaboration = element<Collaboration>(xml);
    collaboration.tag = xml.name;
    collaboration.is_closed = flag(xml, "isClosed");
    for (const XmlElement* const part : parts(xml, "participant")) {
        collaboration.participants.push_back(participant(*part));
    }
    for (const XmlElement* const part : parts(xml, "messageFlow")) {
        auto& flow = collaboration.message_flows.emplace_back(element<MessageFlow>(*part));
        flow.source = reference(*part, "sourceRef");
        flow.target = reference(*part, "targetRef");
        flow.message = reference(*part, "messageRef");
    }
    for (const XmlElement& child : xml.children) {
        if (child.space == model_namespace) read_artifact(collaboration, child);
    }
    return collaboration;
}

Participant Interpreter::participant(const XmlElement& xml) {
    auto participant = element<Participant>(xml);
    participant.process = reference(xml, "processRef");
    if (const XmlElement* const many = xml.child(model_namespace, "participantMultiplicity")) {
        participant.minimum = count(*many, "minimum").value_or(0);
        participant.maximum = count(*many, "maximum").value_or(1);
        read_.insert(many);
    }
    return participant;
}

/// Whatever has an id and no type of its own, wherever it stands but in extensions.
void Interpreter::read_others(std::vector<OtherElement>& into, const XmlElement& xml) {
    for (const XmlElement& child : xml.children) {
        if (child.space != model_namespace || child.name == "extensionElements") continue;
        if (child.has("id") && !read_.contains(&child)) into.push_back(other_element(child));
        read_others(into, child);
    }
}

}  // namespace detail

}  // namespace trien::bpmn
